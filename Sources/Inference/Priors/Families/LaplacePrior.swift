extension Laplace: SymmetricPriorFamily {
  /// `laplace(location, scale)`, Stan's `double_exponential(location, scale)`.
  public static let signature = PriorSignature(
    "laplace",
    synonyms: ["double_exponential"],
    .real("location"),
    .positive("scale")
  )

  /// In the words of other tools.
  public static let words = PriorWords(
    stan: "double_exponential({location}, {scale})",
    numPyro: "dist.Laplace({location}, {scale})",
    bambi: "\"Laplace\", mu={location}, b={scale}"
  )

  /// Makes a prior from location and scale.
  public init(arguments: [Double]) {
    self.init(location: arguments[0], scale: arguments[1])
  }

  /// Location and scale.
  public var arguments: [Double] { [location, scale] }

  /// The prior with its scale divided.
  public func rescaled(dividingBy divisor: Double) -> Laplace? {
    Laplace(location: location, scale: scale / divisor)
  }

  /// Infinity.
  public var tailDegreesOfFreedom: Double { .infinity }
  /// Always true.
  public var isLogConcave: Bool { true }
  /// The scale.
  public var kinkScale: Double? { scale }
  /// The same distribution about 0.
  public func symmetricTerm(times factor: Double) -> SymmetricTerm? {
    .laplace(scale * factor)
  }
  /// Its closed form.
  public var quantileMap: PriorQuantileMap { .laplace }
}
