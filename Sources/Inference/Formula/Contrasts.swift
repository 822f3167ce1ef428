/// The levels of a factor, the reference level first.
struct FactorLevels: Sendable, Equatable {
  /// The column that the factor was made from.
  let column: String
  /// The distinct values; the first is the reference.
  let levels: [String]
  private let indexOfLevel: [String: Int]

  /// Orders the levels: the reference, then the others sorted.
  ///
  /// Numbers are sorted by value, words by their Unicode scalars (R's order in the C locale). Of
  /// words that are equal but for the composition of their letters the shortest stands for all.
  init(column: String, labels: [String], numeric: Bool, reference: String?) {
    var spellings: [String: String] = [:]
    for label in labels {
      guard let known = spellings[label] else {
        spellings[label] = label
        continue
      }
      let (old, new) = (known.utf8, label.utf8)
      if new.count < old.count || (new.count == old.count && new.lexicographicallyPrecedes(old)) {
        spellings[label] = label
      }
    }
    var levels = Array(spellings.values)
    if numeric {
      levels.sort { (Double($0) ?? .nan) < (Double($1) ?? .nan) }
    } else {
      levels.sort { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
    if let reference, let index = levels.firstIndex(of: reference) {
      levels.insert(levels.remove(at: index), at: 0)
    }
    self.column = column
    self.levels = levels
    indexOfLevel = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
  }

  /// The position of a level, or nil where it is not known.
  func index(of level: String) -> Int? { indexOfLevel[level] }
}

/// How the factors of a term become columns: treatment contrasts, as R's `model.matrix` does.
///
/// A factor is coded by contrasts (one column for each level but the reference) where the model
/// already spans the term without this factor, and by indicators of all levels otherwise: so
/// `0 + region` and `protest:region` get a column for every region. Yes/no codes are numbers here,
/// not factors; they enter under their own name.
enum Contrasts {
  /// One factor of the product that makes a design column.
  enum Part: Sendable, Hashable {
    /// The value of a numeric expression.
    case number(Expression)
    /// 1 where a factor has the level with this index, 0 elsewhere.
    case indicator(Expression, level: Int)
  }

  /// The columns of a term, each as a product of parts; the first variable varies fastest, as in R.
  static func columns(
    of term: Term,
    after earlier: ArraySlice<Term>,
    hasIntercept: Bool,
    factors: [Expression: FactorLevels]
  ) -> [[Part]] {
    var columns: [[Part]] = [[]]
    for variable in term.variables {
      var parts: [Part] = [.number(variable)]
      if let factor = factors[variable] {
        let rest = Set(term.variables).subtracting([variable])
        let isSpanned = spans(rest, earlier, hasIntercept: hasIntercept, factors: factors)
        parts = factor.levels.indices.dropFirst(isSpanned ? 1 : 0)
          .map { .indicator(variable, level: $0) }
      }
      columns = parts.flatMap { part in columns.map { $0 + [part] } }
    }
    return columns
  }

  /// About how many columns a term has, before they are made: as many as its factors have levels
  /// together.
  static func columnCount(of term: Term, factors: [Expression: FactorLevels]) -> Double {
    term.variables.reduce(1) { $0 * Double(max(1, (factors[$1]?.levels.count ?? 2) - 1)) }
  }

  /// Whether earlier terms span the product of some variables.
  ///
  /// One that has the same numeric variables and at least the same factors does, since the
  /// indicators of a factor add up to one. R disregards the numeric variables here and then loses a
  /// column in models such as `x:f + g:f`.
  private static func spans(
    _ variables: Set<Expression>,
    _ earlier: ArraySlice<Term>,
    hasIntercept: Bool,
    factors: [Expression: FactorLevels]
  ) -> Bool {
    if variables.isEmpty && hasIntercept { return true }
    let numbers = variables.filter { factors[$0] == nil }
    return earlier.contains { term in
      let others = Set(term.variables)
      return others.isSuperset(of: variables) && others.filter { factors[$0] == nil } == numbers
    }
  }
}
