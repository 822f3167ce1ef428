extension Logistic: PriorFamily {
  /// `logistic(location, scale)`.
  public static let signature = PriorSignature(
    "logistic",
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
  public func rescaled(dividingBy divisor: Double) -> Logistic {
    Logistic(location: location, scale: scale / divisor)
  }
}
