extension NormalDistribution: SymmetricPriorFamily {
  /// `normal(mean, sd)`.
  public static let signature = PriorSignature("normal", .real("mean"), .positive("sd"))

  /// In the words of other tools.
  public static let words = PriorWords(
    stan: "normal({mean}, {sd})",
    numPyro: "dist.Normal({mean}, {sd})",
    bambi: "\"Normal\", mu={mean}, sigma={sd}"
  )

  /// Makes a prior from mean and standard deviation.
  public init(arguments: [Double]) {
    self.init(mean: arguments[0], standardDeviation: arguments[1])
  }

  /// Mean and standard deviation.
  public var arguments: [Double] { [mean, standardDeviation] }
  /// The mean.
  public var location: Double { mean }
  /// The standard deviation.
  public var scale: Double { standardDeviation }

  /// The prior with its standard deviation divided.
  public func rescaled(dividingBy divisor: Double) -> NormalDistribution? {
    NormalDistribution(mean: mean, standardDeviation: standardDeviation / divisor)
  }

  /// Infinity.
  public var tailDegreesOfFreedom: Double { .infinity }
  /// Always true.
  public var isLogConcave: Bool { true }
  /// The same distribution about 0.
  public func symmetricTerm(times factor: Double) -> SymmetricTerm? {
    .normal(scale * factor)
  }
  /// Location and scale.
  public var quantileMap: PriorQuantileMap { .affine }
}
