extension StudentT: SymmetricPriorFamily {
  /// `student_t(df, location, scale)`.
  public static let signature = PriorSignature(
    "student_t",
    .positive("df"),
    .real("location"),
    .positive("scale")
  )

  /// In the words of other tools.
  public static let words = PriorWords(
    stan: "student_t({df}, {location}, {scale})",
    numPyro: "dist.StudentT({df}, {location}, {scale})",
    bambi: "\"StudentT\", nu={df}, mu={location}, sigma={scale}"
  )

  /// Makes a prior from degrees of freedom, location and scale.
  public init(arguments: [Double]) {
    self.init(degreesOfFreedom: arguments[0], location: arguments[1], scale: arguments[2])
  }

  /// Degrees of freedom, location and scale.
  public var arguments: [Double] { [degreesOfFreedom, location, scale] }

  /// The prior with its scale divided.
  public func rescaled(dividingBy divisor: Double) -> StudentT? {
    StudentT(degreesOfFreedom: degreesOfFreedom, location: location, scale: scale / divisor)
  }

  /// The degrees of freedom.
  public var tailDegreesOfFreedom: Double { degreesOfFreedom }
  /// False: the tails are convex.
  public var isLogConcave: Bool { false }
  /// The same distribution about 0.
  public func symmetricTerm(times factor: Double) -> SymmetricTerm? {
    .studentT(degreesOfFreedom: degreesOfFreedom, scale: scale * factor)
  }
  /// The table of the degrees of freedom.
  public var quantileMap: PriorQuantileMap { .studentT(degreesOfFreedom: degreesOfFreedom) }
}
