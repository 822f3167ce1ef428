extension Cauchy: SymmetricPriorFamily {
  /// `cauchy(location, scale)`.
  public static let signature = PriorSignature(
    "cauchy",
    .real("location"),
    .positive("scale")
  )

  /// In the words of other tools.
  public static let words = PriorWords(
    stan: "cauchy({location}, {scale})",
    numPyro: "dist.Cauchy({location}, {scale})",
    bambi: "\"Cauchy\", alpha={location}, beta={scale}"
  )

  /// Makes a prior from location and scale.
  public init(arguments: [Double]) {
    self.init(location: arguments[0], scale: arguments[1])
  }

  /// Location and scale.
  public var arguments: [Double] { [location, scale] }

  /// The prior with its scale divided.
  public func rescaled(dividingBy divisor: Double) -> Cauchy? {
    Cauchy(location: location, scale: scale / divisor)
  }

  /// 1: there is no mean.
  public var tailDegreesOfFreedom: Double { 1 }
  /// False: the tails are convex.
  public var isLogConcave: Bool { false }
  /// The same distribution about 0.
  public func symmetricTerm(times factor: Double) -> SymmetricTerm? {
    .cauchy(scale * factor)
  }
  /// Its closed form.
  public var quantileMap: PriorQuantileMap { .cauchy }
}
