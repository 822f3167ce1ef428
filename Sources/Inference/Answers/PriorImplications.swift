/// What independent priors on the coefficients say of probabilities, before any data.
///
/// Numbers of configurations are exact (``LinearPredictorPrior``); those of differences are made of draws
/// with a fixed seed.
public struct PriorImplications: Sendable {
  /// The prior of the probability in one configuration of the conditions.
  public struct Configuration: Sendable, Equatable {
    /// The conditions that are present or not at their reference, as in `protest, region=Asia`; `none` otherwise.
    public let label: String
    /// The number of cases that have it.
    public let caseCount: Int
    /// The median of the probability.
    public let median: Double
    /// The mean of the probability.
    public let mean: Double
    /// The 5 % quantile of the probability.
    public let q5: Double
    /// The 95 % quantile of the probability.
    public let q95: Double
    /// The prior probability that the probability is below 0.05.
    public let nearZero: Double
    /// The prior probability that the probability is above 0.95.
    public let nearOne: Double
  }

  /// The prior of a risk difference: how much one value of a condition changes the probability.
  ///
  /// Estimand: the mean, over the configurations that cases have, weighted by cases, of the probability
  /// with the condition at the value less that with the condition at its reference, all else as it is and
  /// numbers at their mean.
  public struct RiskDifference: Sendable, Equatable {
    /// The condition and the value, as `protest=yes`.
    public let label: String
    /// Median, mean and quantiles with their Monte Carlo errors; probability scale.
    public let numbers: WeightedNumbers
    /// The prior probability that the difference is above 0.
    public let positive: Double
    /// The Monte Carlo standard error of that.
    public let errorOfPositive: Double
  }

  /// The configurations, observed or not; those observed alone where there are more than
  /// ``configurationLimit``.
  public let configurations: [Configuration]
  /// Whether `configurations` are all that the values of the conditions make possible.
  public let isComplete: Bool
  /// The names and values of conditions that are numbers, held at the mean of the cases.
  public let held: [String]
  /// The risk difference of each value of each condition that is not its reference.
  public let differences: [RiskDifference]

  /// Up to how many configurations all are listed, whether observed or not.
  public static let configurationLimit = 64
  /// The number of draws that risk differences are made of.
  public static let drawCount = 10_000
  /// The seed of these draws.
  public static let seed: UInt64 = 20_220_105

  /// Works out what priors imply for a design.
  ///
  /// O(configurations x columns + draws x configurations seen x conditions).
  ///
  /// - Throws: ``PriorError`` where a prior is flat; ``FormulaError`` where the formula has no value in a
  ///   configuration.
  public init(_ prior: PriorSet, design: DesignMatrix) throws {
    try prior.requireProper(prior.used.indices, because: .drawsFromPrior)
    let conditions = FittedConditions(design)
    let grid = try ConfigurationGrid(conditions, design: design)
    let encoded = try conditions.encode(grid.scenarios)
    let priors = prior.used.map(\.prior)
    configurations = grid.scenarios.indices.map { index in
      let predictor = LinearPredictorPrior(
        priors,
        row: encoded.matrix.row(index),
        offset: encoded.offset[index]
      )
      return Configuration(
        label: grid.label(index),
        caseCount: grid.caseCounts[index],
        median: LogitLink.probability(at: predictor.location),
        mean: predictor.meanProbability,
        q5: LogitLink.probability(at: predictor.quantile(0.05)),
        q95: LogitLink.probability(at: predictor.quantile(0.95)),
        nearZero: predictor.cumulative(-Self.edge),
        nearOne: 1 - predictor.cumulative(Self.edge)
      )
    }
    isComplete = grid.isComplete
    held = grid.held
    differences = try Self.differences(prior, conditions, grid)
  }

  /// The log-odds of 0.95.
  private static let edge = Portable.log(19)

  private static func differences(
    _ prior: PriorSet,
    _ conditions: FittedConditions,
    _ grid: ConfigurationGrid
  ) throws(FormulaError) -> [RiskDifference] {
    let seen = grid.caseCounts.indices.filter { grid.caseCounts[$0] > 0 }
    let total = Double(seen.reduce(0) { $0 + grid.caseCounts[$1] })
    guard total > 0 else { return [] }
    let weights = seen.map { Double(grid.caseCounts[$0]) / total }
    var random = RandomStream(seed: seed, purpose: .priorPredictive)
    let draws = (0..<drawCount).map { _ in prior.draw(using: &random) }
    var differences: [RiskDifference] = []
    for (index, condition) in conditions.conditions.enumerated() where condition.isVariable {
      let scenarios = condition.levels.map { level in
        seen.map { place in
          var scenario = grid.scenarios[place]
          scenario.values[index] = level
          return scenario
        }
      }
      let rows = try scenarios.map { (scenarios) throws(FormulaError) in
        try conditions.encode(scenarios)
      }
      let averages = rows.map { average($0, weights, draws) }
      for place in condition.levels.indices.dropFirst() {
        let level = condition.levels[place]
        let changes = zip(averages[place], averages[0]).map { $0 - $1 }
        let count = changes.indices.count { draw in
          guard EffectDirection.isDoubtful(changes[draw]) else { return changes[draw] > 0 }
          return EffectDirection.sign(
            before: predictors(rows[0], draws[draw]),
            after: predictors(rows[place], draws[draw]),
            weights: weights,
            link: .logit
          ) > 0
        }
        let positive = Double(count) / Double(drawCount)
        differences.append(
          RiskDifference(
            label: "\(condition.name)=\(level.text)",
            numbers: WeightedNumbers(
              changes,
              weights: [Double](repeating: 1 / Double(drawCount), count: drawCount)
            ),
            positive: positive,
            errorOfPositive: (positive * (1 - positive) / Double(drawCount)).squareRoot()
          )
        )
      }
    }
    return differences
  }

  /// The predictor of each row in a draw.
  private static func predictors(_ rows: PredictorMatrix, _ draw: [Double]) -> [Double] {
    rows.offset.indices.map { index in
      var predictor = rows.offset[index]
      for column in draw.indices { predictor += rows.matrix[index, column] * draw[column] }
      return predictor
    }
  }

  /// The weighted mean of the probabilities at some rows, draw by draw.
  private static func average(
    _ rows: PredictorMatrix,
    _ weights: [Double],
    _ draws: [[Double]]
  ) -> [Double] {
    let matrix = weights.indices.map { rows.matrix.row($0) }
    return draws.map { draw in
      var sum = 0.0
      for (index, row) in matrix.enumerated() {
        var predictor = rows.offset[index]
        for column in row.indices { predictor += row[column] * draw[column] }
        sum += weights[index] * LogitLink.probability(at: predictor)
      }
      return sum
    }
  }
}

/// The configurations of the conditions that have levels; numbers are at their mean.
struct ConfigurationGrid {
  /// The configurations.
  let scenarios: [ResolvedScenario]
  /// The number of cases of each.
  let caseCounts: [Int]
  /// Whether they are all that are possible.
  let isComplete: Bool
  /// The conditions that are numbers, with the value at which they are held.
  let held: [String]
  private let conditions: FittedConditions

  /// Lists all configurations, or those observed where there are too many.
  ///
  /// O(rows x conditions).
  init(_ conditions: FittedConditions, design: DesignMatrix) throws(FormulaError) {
    self.conditions = conditions
    let references = conditions.conditions.map(\.reference)
    held = conditions.conditions.filter { !$0.isVariable }
      .map { "\($0.name)=\($0.reference.text)" }
    var observed: [[ConditionValue]: Int] = [:]
    var order: [[ConditionValue]] = []
    let varied = references.indices.filter { conditions.conditions[$0].isVariable }
    var values = references
    for row in 0..<design.matrix.rowCount {
      for place in varied {
        values[place] =
          design.conditions[place].value(row, of: conditions.conditions[place], in: design)
      }
      if observed[values] == nil { order.append(values) }
      observed[values, default: 0] += Int(design.counts?[row] ?? 1)
    }
    let size = conditions.conditions.reduce(1.0) {
      $0 * ($1.isVariable ? Double($1.levels.count) : 1)
    }
    isComplete = size <= Double(PriorImplications.configurationLimit)
    var all: [[ConditionValue]]
    if isComplete {
      all = try conditions.grid().map(\.values)
      // Fewer conditions at another value than the reference come first.
      let changes = all.map { values in zip(values, references).count { $0 != $1 } }
      all = all.indices.sorted { (changes[$0], -$0) < (changes[$1], -$1) }.map { all[$0] }
    } else {
      all = Array(order.prefix(PriorImplications.configurationLimit))
    }
    scenarios = all.map { values in
      ResolvedScenario(
        values: values,
        isHeld: conditions.conditions.indices.map {
          !conditions.conditions[$0].isVariable || values[$0] == references[$0]
        }
      )
    }
    caseCounts = all.map { observed[$0] ?? 0 }
  }

  /// The words for a configuration: what is not at its reference.
  func label(_ index: Int) -> String {
    let scenario = scenarios[index]
    let isBare = !scenario.isHeld.contains(false)
    return isBare ? conditions.nothingSaid(of: scenario) : conditions.name(of: scenario)
  }
}

extension Condition {
  /// The value of a condition in a row of the design.
  fileprivate func value(
    _ row: Int,
    of condition: FittedCondition,
    in design: DesignMatrix
  ) -> ConditionValue {
    switch self {
    case .design(_, let column): return .number(design.matrix[row, column])
    case .column(let column):
      return column.values.conditionValue(row) ?? condition.reference
    }
  }
}
