extension Logistic: SymmetricPriorFamily {
  /// `logistic(location, scale)`.
  public static let signature = PriorSignature(
    "logistic",
    .real("location"),
    .positive("scale")
  )

  /// In the words of other tools.
  public static let words = PriorWords(
    stan: "logistic({location}, {scale})",
    numPyro: "dist.Logistic({location}, {scale})",
    bambi: "\"Logistic\", mu={location}, s={scale}"
  )

  /// Makes a prior from location and scale.
  public init(arguments: [Double]) {
    self.init(location: arguments[0], scale: arguments[1])
  }

  /// Location and scale.
  public var arguments: [Double] { [location, scale] }

  /// The prior with its scale divided.
  public func rescaled(dividingBy divisor: Double) -> Logistic? {
    Logistic(location: location, scale: scale / divisor)
  }

  /// Infinity.
  public var tailDegreesOfFreedom: Double { .infinity }
  /// Always true.
  public var isLogConcave: Bool { true }
  /// The same distribution about 0.
  public func symmetricTerm(times factor: Double) -> SymmetricTerm? {
    .logistic(scale * factor)
  }
  /// Its closed form.
  public var quantileMap: PriorQuantileMap { .logistic }
}
