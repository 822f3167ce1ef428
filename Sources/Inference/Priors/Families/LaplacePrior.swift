extension Laplace: PriorFamily {
  /// `laplace(location, scale)`, Stan's `double_exponential(location, scale)`.
  public static let signature = PriorSignature(
    "laplace",
    synonyms: ["double_exponential"],
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
  public func rescaled(dividingBy divisor: Double) -> Laplace {
    Laplace(location: location, scale: scale / divisor)
  }
}
