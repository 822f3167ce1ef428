extension StudentT: PriorFamily {
  /// `student_t(df, location, scale)`.
  public static let signature = PriorSignature(
    "student_t",
    .positive("df"),
    .real("location"),
    .positive("scale")
  )

  /// Makes a prior from degrees of freedom, location and scale.
  public init(arguments: [Double]) {
    self.init(degreesOfFreedom: arguments[0], location: arguments[1], scale: arguments[2])
  }

  /// Degrees of freedom, location and scale.
  public var arguments: [Double] { [degreesOfFreedom, location, scale] }
  /// Always true.
  public var isProper: Bool { true }

  /// The prior with its scale divided.
  public func rescaled(dividingBy divisor: Double) -> StudentT {
    StudentT(degreesOfFreedom: degreesOfFreedom, location: location, scale: scale / divisor)
  }
}
