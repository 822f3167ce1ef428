/// What the posterior of a universe says of the sign of a quantity, as colours that are told apart by the
/// colour-blind too.
enum SpecificationColor: CaseIterable {
  case surelyPositive, positive, open, negative, surelyNegative

  /// Its colour.
  var ink: Ink {
    switch self {
    case .surelyPositive: .blue
    case .positive: .sky
    case .open: .grey
    case .negative: .orange
    case .surelyNegative: .vermilion
    }
  }

  init(_ quantity: UniverseQuantity) {
    let probability = quantity.probabilityPositive
    self =
      if probability > 0.95 {
        .surelyPositive
      } else if probability > 0.9 {
        .positive
      } else if probability < 0.05 {
        .surelyNegative
      } else if probability < 0.1 {
        .negative
      } else {
        .open
      }
  }

  var label: String {
    switch self {
    case .surelyPositive: "above 0.95"
    case .positive: "0.9 to 0.95"
    case .open: "0.1 to 0.9"
    case .negative: "0.05 to 0.1"
    case .surelyNegative: "below 0.05"
    }
  }
}

/// One row of the matrix of choices.
struct SpecificationRow {
  /// The fork.
  let fork: String
  /// The choice.
  let label: String
  /// For each universe, in the order of the curve, whether it makes the choice.
  let marks: [Bool]

  /// The number of choices of a fork that get a row of their own; the others share one.
  private static let limit = 32

  /// The rows of all forks with more than one choice, and one for universes with one class of outcomes
  /// where there are any.
  ///
  /// A universe with several recodes has a mark for each.
  static func all(
    of curve: SpecificationCurve,
    in results: MultiverseResults
  ) -> [SpecificationRow] {
    let places = curve.points.map(\.place)
    var rows = results.forks.flatMap { fork -> [SpecificationRow] in
      fork.name == "recodes"
        ? recodes(places.map { results.entries[$0].universe.recodes }, fork)
        : choices(fork.choices, places.map { [fork.taken[$0]] }, fork: fork.name)
    }
    let oneClass = places.map { results.entries[$0].result.isOneClass }
    if oneClass.contains(true) {
      rows.append(SpecificationRow(fork: "outcomes", label: "all alike", marks: oneClass))
    }
    return rows
  }

  private static func recodes(
    _ recodes: [[Recode]],
    _ fork: MultiverseResults.Fork
  ) -> [SpecificationRow] {
    var labels = ["-"]
    var numbers: [Recode: Int] = [:]
    // In the order of the plan, not of the medians.
    for recode in Set(recodes.joined()).sorted() {
      numbers[recode] = labels.count
      labels.append(recode.description)
    }
    return choices(
      labels,
      recodes.map { $0.isEmpty ? [0] : $0.compactMap { numbers[$0] } },
      fork: fork.name
    )
  }

  /// The rows of one fork; `taken` has for each universe the places of its choices.
  private static func choices(
    _ labels: [String],
    _ taken: [[Int]],
    fork: String
  ) -> [SpecificationRow] {
    let present = Set(taken.joined()).sorted()
    guard present.count > 1 else { return [] }
    func row(_ label: String, _ choices: Set<Int>) -> SpecificationRow {
      SpecificationRow(
        fork: fork,
        label: label,
        marks: taken.map { !choices.isDisjoint(with: $0) }
      )
    }
    let shown = present.count > limit ? present.prefix(limit - 1) : present[...]
    let others = Set(present.dropFirst(shown.count))
    return shown.map { row(name(labels[$0]), [$0]) }
      + (others.isEmpty ? [] : [row("\(others.count) others", others)])
  }

  /// The absence of a choice in a word.
  private static func name(_ choice: String) -> String { choice == "-" ? "none" : choice }
}
