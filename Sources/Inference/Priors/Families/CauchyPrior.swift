extension Cauchy: PriorFamily {
  /// `cauchy(location, scale)`.
  public static let signature = PriorSignature(
    "cauchy",
    .real("location"),
    .positive("scale")
  )

  /// Makes a prior from location and scale.
  public init(arguments: [Double]) {
    self.init(location: arguments[0], scale: arguments[1])
  }

  /// Location and scale.
  public var arguments: [Double] { [location, scale] }
  /// Always true.
  public var isProper: Bool { true }

  /// The prior with its scale divided.
  public func rescaled(dividingBy divisor: Double) -> Cauchy {
    Cauchy(location: location, scale: scale / divisor)
  }
}
