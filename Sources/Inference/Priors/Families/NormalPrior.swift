extension NormalDistribution: PriorFamily {
  /// `normal(mean, sd)`.
  public static let signature = PriorSignature("normal", .real("mean"), .positive("sd"))

  /// Makes a prior from mean and standard deviation.
  public init(arguments: [Double]) {
    self.init(mean: arguments[0], standardDeviation: arguments[1])
  }

  /// Mean and standard deviation.
  public var arguments: [Double] { [mean, standardDeviation] }
  /// Always true.
  public var isProper: Bool { true }
  /// The mean.
  public var location: Double { mean }
  /// The standard deviation.
  public var scale: Double { standardDeviation }

  /// The prior with its standard deviation divided.
  public func rescaled(dividingBy divisor: Double) -> NormalDistribution {
    NormalDistribution(mean: mean, standardDeviation: standardDeviation / divisor)
  }
}
