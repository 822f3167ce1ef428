/// A count of successes observed, beside what the model says of such a count.
public struct PredictiveCheck: Sendable, Equatable {
  /// What is counted over.
  public enum Subject: Sendable, Equatable {
    /// All cases.
    case allCases
    /// The cases with the same values of the predictors.
    case configuration(label: String, cases: [String])
    /// The cases with the same value in a column.
    case group(column: String, value: String, cases: [String])
  }

  /// What is counted over.
  public let subject: Subject
  /// The successes observed.
  public let observed: Double
  /// The trials.
  public let trials: Double
  /// The mean of the predicted counts.
  public let mean: Double
  /// The 5 % quantile of the predicted counts: the least count that at least so many reach.
  public let lower: Double
  /// The 95 % quantile.
  public let upper: Double
  /// The two-sided mid-p-value: twice the smaller of the shares of predicted counts below and above the
  /// observed one, equal ones counted half to each side, and at most 1.
  public let pValue: Double

  /// Whether the observed count lies within the 90 % interval.
  public var isWithin: Bool { observed >= lower && observed <= upper }
  /// What is to be known of the prediction.
  public package(set) var caveats: [Caveat] = []
}

/// Checks of the counts of successes: overall, in each configuration, in each group.
///
/// The estimand is the distribution of each count in new outcomes of the same cases: under the posterior,
/// or under the prior, before any data. A posterior predictive p-value uses the data twice, so that it lies
/// nearer to one half than a p-value should: small ones mean more than they say, middling ones less.
/// Outcomes are 0 and 1, so counts are all there is to compare; densities are no help.
///
/// Source: A. Gelman, X.-L. Meng, H. Stern, "Posterior predictive assessment of model fitness via realized
/// discrepancies", Statistica Sinica 6 (1996); mid-p: G. E. Box, JRSS A 143 (1980), with ties as H. O.
/// Lancaster, JASA 56 (1961).
public struct PredictiveChecks: Sendable, Equatable {
  /// One entry for each subject: all cases, then the configurations, then the groups.
  public package(set) var checks: [PredictiveCheck]
  /// How many sets of outcomes were predicted.
  public let replicationCount: Int

  /// Predicts outcomes at coefficient vectors, one set for each.
  ///
  /// Each cell has random numbers of its own, by what it is: a count stays the same whatever else is
  /// counted. O(vectors x (rows x columns + cells)), with memory for a count of each subject and vector.
  ///
  /// - Parameters:
  ///   - positions: Coefficient vectors, one after another.
  ///   - model: The model.
  ///   - cells: What is counted.
  ///   - seed: The seed of the random numbers.
  ///   - purpose: What they are for.
  public init(
    at positions: [Double],
    of model: BinaryRegression,
    cells: PredictiveCells,
    seed: UInt64,
    purpose: RandomStream.Purpose
  ) {
    let dimension = model.dimension
    let count = dimension == 0 ? 0 : positions.count / dimension
    var counts = [[Double]](
      repeating: [Double](repeating: 0, count: count),
      count: cells.subjects.count
    )
    var streams = cells.cells.map { RandomStream(seed: seed, purpose: purpose, name: $0.name) }
    for draw in 0..<count {
      let probabilities = model.probabilities(
        at: Array(positions[(draw * dimension)..<((draw + 1) * dimension)])
      )
      for (index, cell) in cells.cells.enumerated() {
        let successes = BinomialDistribution(
          trials: cell.trials,
          probability: probabilities[cell.pattern]
        ).draw(using: &streams[index])
        for subject in cell.subjects { counts[subject][draw] += successes }
      }
    }
    replicationCount = count
    checks = cells.subjects.indices.map { index in
      PredictiveCheck(cells.subjects[index], predicted: counts[index])
    }
  }
}

extension PredictiveCheck {
  fileprivate init(_ tally: PredictiveCells.Tally, predicted: [Double]) {
    let sorted = SortOrder(predicted).sorted
    let count = Double(predicted.count)
    func quantile(_ probability: Double) -> Double {
      guard !sorted.isEmpty else { return .nan }
      return sorted[min(sorted.count - 1, max(0, Int((probability * count).rounded(.up)) - 1))]
    }
    let below = Double(predicted.count { $0 < tally.successes })
    let equal = Double(predicted.count { $0 == tally.successes })
    let share = (below + 0.5 * equal) / count
    self.init(
      subject: tally.subject,
      observed: tally.successes,
      trials: tally.trials,
      mean: predicted.reduce(0, +) / count,
      lower: quantile(0.05),
      upper: quantile(0.95),
      pValue: min(1, 2 * min(share, 1 - share))
    )
  }
}

/// The cases of a model divided so that every count of interest is a sum of cells.
///
/// The cases are divided by their predictors, and once more, for the counts of groups, by predictors and
/// group: so a grouping changes no other count.
public struct PredictiveCells: Sendable {
  /// Cases with the same predictors, or with the same predictors and the same group.
  package struct Cell: Sendable {
    /// What it is, in words that no other cell has: its random numbers hang on them.
    let name: String
    let pattern: Int
    var trials: Double
    /// The numbers of the subjects that the cell counts for.
    let subjects: [Int]
  }

  /// What is counted over, with its observed count.
  package struct Tally: Sendable {
    let subject: PredictiveCheck.Subject
    var successes: Double
    var trials: Double
    /// The pattern of a configuration.
    package var pattern: Int?
  }

  /// A column that divides the cases: its name and the value of each row of the design.
  public struct Grouping: Sendable, Equatable {
    /// The name of the column.
    public let column: String
    /// The value in each row of the design.
    public let values: [String]

    /// States a grouping.
    public init(column: String, values: [String]) {
      self.column = column
      self.values = values
    }
  }

  /// The most configurations that are counted one by one.
  public static let configurationLimit = 1000

  package let cells: [Cell]
  package let subjects: [Tally]

  /// Divides the cases of a design.
  ///
  /// Configurations without trials are left out, and all of them where there are more than
  /// ``configurationLimit``. O(rows).
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - design: The design it was made of.
  ///   - grouping: A column that divides the cases; nil: none.
  /// - Precondition: the grouping has a value for each row of the design.
  public init(
    _ model: BinaryRegression,
    _ design: DesignMatrix,
    grouping: Grouping? = nil
  ) {
    precondition(
      grouping.map { $0.values.count == design.successes.count } ?? true,
      "a value a row"
    )
    var patterns = [Int](repeating: 0, count: design.successes.count)
    for (pattern, rows) in model.design.configurationLabels.rowsOfPattern.enumerated() {
      for row in rows { patterns[row] = pattern }
    }
    var subjects = [Tally(subject: .allCases, successes: 0, trials: 0)]
    let collapsed = model.design
    let tried = collapsed.trials.indices.filter { collapsed.trials[$0] > 0 }
    var subjectOfPattern: [Int: Int] = [:]
    if tried.count <= Self.configurationLimit {
      for pattern in tried {
        subjectOfPattern[pattern] = subjects.count
        let cases = collapsed.casesOfPattern[pattern].map { design.caseNames[$0] }
        let label = collapsed.configurationLabels[pattern]
        let subject = PredictiveCheck.Subject.configuration(label: label, cases: cases)
        subjects.append(Tally(subject: subject, successes: 0, trials: 0, pattern: pattern))
      }
    }
    var subjectOfGroup: [String: Int] = [:]
    if let grouping {
      var names: [String: [String]] = [:]
      for (row, value) in grouping.values.enumerated() where design.hasCases {
        names[value, default: []].append(design.caseNames[row])
      }
      for value in Set(grouping.values).sorted() {
        subjectOfGroup[value] = subjects.count
        let subject = PredictiveCheck.Subject.group(
          column: grouping.column,
          value: value,
          cases: names[value] ?? []
        )
        subjects.append(Tally(subject: subject, successes: 0, trials: 0))
      }
    }
    var cells: [Cell] = []
    var places: [Place: Int] = [:]
    for (row, pattern) in patterns.enumerated() {
      let count = design.counts?[row] ?? 1
      let trials = design.trials[row] * count
      var divisions = [
        (Place(pattern: pattern, group: nil), [0] + [subjectOfPattern[pattern]].compactMap { $0 })
      ]
      if let grouping, let subject = subjectOfGroup[grouping.values[row]] {
        divisions.append((Place(pattern: pattern, group: grouping.values[row]), [subject]))
      }
      for (place, members) in divisions {
        for member in members {
          subjects[member].successes += design.successes[row] * count
          subjects[member].trials += trials
        }
        if let known = places[place] {
          cells[known].trials += trials
        } else {
          places[place] = cells.count
          let name = Self.name(of: place, in: collapsed, grouping?.column)
          cells.append(
            Cell(name: name, pattern: pattern, trials: trials, subjects: members)
          )
        }
      }
    }
    self.cells = cells
    self.subjects = subjects
  }

  private struct Place: Hashable {
    let pattern: Int
    let group: String?
  }

  /// The values of the predictors, and the column and value of the group.
  private static func name(
    of place: Place,
    in design: CollapsedDesign,
    _ column: String?
  ) -> String {
    let row = design.matrix.row(place.pattern) + [design.offset[place.pattern]]
    let predictors = row.map { "\($0)" }.joined(separator: " ")
    guard let group = place.group else { return predictors }
    return "\(predictors)\u{1f}\(column ?? "")\u{1f}\(group)"
  }
}
