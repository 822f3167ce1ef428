/// Everything that is checked about the draws of a run, from whatever tool they came.
public struct DiagnosticsReport: Sendable, Equatable {
  /// The bounds that draws are held against.
  public struct Thresholds: Sendable, Equatable {
    /// The largest R-hat.
    public var rHat = 1.01
    /// The smallest bulk and tail effective sample size for each chain.
    public var sampleSizePerChain = 100.0
    /// The smallest energy fraction of missing information.
    public var energy = 0.3

    /// The thresholds of the field.
    public init() {}
  }

  /// The numbers of one parameter.
  public struct Parameter: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The numbers.
    public let numbers: VariableDiagnostics
  }

  /// The parameters, in order.
  public let parameters: [Parameter]
  /// The number of draws over all chains.
  public let drawCount: Int
  /// The numbers of the chains, in order.
  public let chains: [Int]
  /// The energy fraction of missing information of each chain; NaN where no energies are known.
  public let energy: [Double]
  /// The number of divergent transitions of each chain; nil where no statistics are known.
  public let divergences: [Int]?
  /// The transitions of each chain that reached the largest depth; nil where that is not known.
  public let saturatedDepths: [Int]?
  /// One verdict for each check, in the order of ``Verdict/Check``.
  public private(set) var verdicts: [Verdict] = []

  /// Whether no check failed.
  ///
  /// Warnings and checks that are not available do not count.
  public var allPassed: Bool { !verdicts.contains { $0.status == .failed } }

  /// Checks draws.
  ///
  /// Constant parameters (a fixed value, a prior that is flat) are not compared between chains.
  /// Of parameters with a draw that is not finite only that is said: nothing else could be computed.
  /// Reaching the largest tree depth is a warning, as in CmdStan and ArviZ: it costs efficiency,
  /// not validity. O(parameters x draws).
  ///
  /// - Parameters:
  ///   - draws: The draws, with or without statistics of the sampler.
  ///   - known: Which of the statistics mean something: a check on any other is not available.
  ///   - maxTreeDepth: The largest depth the sampler was allowed; nil where unknown.
  ///   - withoutMean: The parameters whose mean is known not to exist and is not reported: a heavy tail of
  ///     theirs is a warning, no failure.
  ///   - thresholds: The bounds to hold the draws against.
  public init(
    _ draws: Draws,
    known: RecordedDraws.Statistics = .all,
    maxTreeDepth: Int? = nil,
    withoutMean: Set<String> = [],
    thresholds: Thresholds = Thresholds()
  ) {
    parameters = zip(draws.parameterNames, draws.variableDiagnostics()).map {
      Parameter(name: $0, numbers: $1)
    }
    drawCount = draws.count
    chains = draws.chains.map(\.chain)
    energy = draws.chains.map {
      known.contains(.energy)
        ? EnergyDiagnostics.missingInformation(energies: $0.statistics.map(\.energy)) : .nan
    }
    let isKnown = !draws.chains.isEmpty && draws.chains.allSatisfy { !$0.statistics.isEmpty }
    divergences =
      isKnown && known.contains(.divergence)
      ? draws.chains.map { $0.statistics.count(where: \.isDivergent) } : nil
    saturatedDepths = maxTreeDepth.flatMap { depth in
      isKnown && known.contains(.treeDepth)
        ? draws.chains.map { $0.statistics.count { $0.treeDepth >= depth } } : nil
    }
    verdicts = Verdict.Check.allCases.map { check in
      let verdict = verdict(on: check, thresholds)
      let isKnown = check == .paretoK && withoutMean.isSuperset(of: verdict.offenders)
      return verdict.status == .failed && isKnown ? verdict.asWarning : verdict
    }
  }

  private func verdict(on check: Verdict.Check, _ thresholds: Thresholds) -> Verdict {
    let sampleSize = thresholds.sampleSizePerChain * Double(chains.count)
    if check.comparesChains, drawCount < 4 * max(1, chains.count) {
      // With so few draws nothing can be compared: that is a failure, not a pass.
      return Verdict(
        check: check,
        status: .failed,
        value: .nan,
        threshold: check == .rHat ? thresholds.rHat : sampleSize,
        offenders: parameters.map(\.name)
      )
    }
    return switch check {
    case .finiteDraws: countVerdict(check, parameters.filter { !$0.numbers.isFinite }.map(\.name))
    case .movingChains: countVerdict(check, stuckNames)
    case .distinctChains:
      countVerdict(check, RepetitionText(parameters: parameters, chains: chains).phrases)
    case .rHat: marginalVerdict(check, \.rHat, atMost: thresholds.rHat)
    case .bulkSampleSize: marginalVerdict(check, \.bulkSampleSize, atLeast: sampleSize)
    case .tailSampleSize: marginalVerdict(check, \.tailSampleSize, atLeast: sampleSize)
    case .paretoK: tailVerdict(ParetoSmoothing.threshold(drawCount: drawCount))
    case .energy:
      chainVerdict(check, energy, threshold: thresholds.energy) { $0 < thresholds.energy }
    case .divergences: transitionVerdict(check, divergences, whenAny: .failed)
    case .treeDepth: transitionVerdict(check, saturatedDepths, whenAny: .warning)
    }
  }

  /// The parameters that some chain does not move, all of them where none moves.
  private var stuckNames: [String] {
    let stuck = parameters.filter { !$0.numbers.stuckChains.isEmpty }.map(\.name)
    let isFrozen = drawCount > 1 && parameters.allSatisfy(\.numbers.isConstant)
    return isFrozen ? parameters.map(\.name) : stuck
  }

  private func countVerdict(_ check: Verdict.Check, _ offenders: [String]) -> Verdict {
    guard drawCount > 0, !parameters.isEmpty else {
      return Verdict(
        check: check,
        status: .notAvailable,
        value: .nan,
        threshold: 0,
        offenders: []
      )
    }
    return Verdict(
      check: check,
      status: offenders.isEmpty ? .passed : .failed,
      value: Double(offenders.count),
      threshold: 0,
      offenders: offenders
    )
  }

  private func marginalVerdict(
    _ check: Verdict.Check,
    _ number: KeyPath<VariableDiagnostics, Double>,
    atMost limit: Double = .infinity,
    atLeast floor: Double = -.infinity
  ) -> Verdict {
    let isUpper = limit < .infinity
    let threshold = isUpper ? limit : floor
    var values: [(name: String, value: Double)] = []
    // Of a parameter with a draw that is not finite nothing is known: that is another check's to say.
    for parameter in parameters where !parameter.numbers.isConstant && parameter.numbers.isFinite {
      values.append((parameter.name, parameter.numbers[keyPath: number]))
    }
    let known = values.map(\.value).filter { !$0.isNaN }
    let worst = (isUpper ? known.max() : known.min()) ?? .nan
    // Two-valued quantities have neither tail sample size nor tail shape: not a fault of theirs.
    // An R-hat or a bulk sample size that is not defined is one.
    let mustExist = check == .rHat || check == .bulkSampleSize
    let offenders = values.filter {
      $0.value.isNaN ? mustExist : $0.value > limit || $0.value < floor
    }
    let isAvailable = !known.isEmpty || (mustExist && !values.isEmpty)
    let status: Verdict.Status =
      !isAvailable ? .notAvailable : offenders.isEmpty ? .passed : .failed
    return Verdict(
      check: check,
      status: status,
      value: worst,
      threshold: threshold,
      offenders: offenders.map(\.name)
    )
  }

  /// The verdict on the tails of the parameters that have any.
  private func tailVerdict(_ threshold: Double) -> Verdict {
    let moving = parameters.filter { !$0.numbers.isConstant && $0.numbers.isFinite }
    guard moving.isEmpty || moving.contains(where: \.numbers.hasTailShape) else {
      return Verdict(
        check: .paretoK,
        status: .notApplicable,
        value: .nan,
        threshold: threshold,
        offenders: []
      )
    }
    return marginalVerdict(.paretoK, \.paretoK, atMost: threshold)
  }

  private func chainVerdict(
    _ check: Verdict.Check,
    _ values: [Double],
    threshold: Double,
    isBad: (Double) -> Bool
  ) -> Verdict {
    let known = values.filter { !$0.isNaN }
    let offenders = zip(chains, values).filter { isBad($0.1) }.map { "chain \($0.0)" }
    return Verdict(
      check: check,
      status: known.isEmpty ? .notAvailable : offenders.isEmpty ? .passed : .failed,
      value: known.min() ?? .nan,
      threshold: threshold,
      offenders: offenders
    )
  }

  private func transitionVerdict(
    _ check: Verdict.Check,
    _ counts: [Int]?,
    whenAny status: Verdict.Status
  ) -> Verdict {
    guard let counts else {
      return Verdict(
        check: check,
        status: .notAvailable,
        value: .nan,
        threshold: 0,
        offenders: []
      )
    }
    let offenders = zip(chains, counts).filter { $0.1 > 0 }.map { "chain \($0.0)" }
    return Verdict(
      check: check,
      status: offenders.isEmpty ? .passed : status,
      value: Double(counts.reduce(0, +)),
      threshold: 0,
      offenders: offenders
    )
  }
}
