/// One term of a formula: a predictor, or the interaction of several.
public struct Term: Sendable, Hashable {
  /// The variables whose product it is, in the order in which the formula first names them.
  public let variables: [Expression]

  /// The name of the term: the labels of its variables joined by colons.
  public var label: String { variables.map(\.label).joined(separator: ":") }
}

/// Sums of terms while a formula is being read: R's algebra of model formulas.
///
/// A term is a sorted list of positions in the parser's list of variables, so that `b:a` and `a:b`
/// are the same term and `a:a` is `a`.
struct TermSum {
  /// The terms, each once, in the order in which they were first added.
  private(set) var terms: [[Int]] = []
  private var known: Set<[Int]> = []
  /// What the sum says about the intercept: nil where it says nothing.
  private(set) var intercept: Bool?
  /// The offsets added.
  private(set) var offsets: [Expression] = []

  /// The sum of some terms, each of which is counted once.
  init(terms: [[Int]] = [], intercept: Bool? = nil, offsets: [Expression] = []) {
    self.intercept = intercept
    self.offsets = offsets
    for term in terms { append(term) }
  }

  /// Adds a sum.
  ///
  /// O(terms added).
  mutating func add(_ other: TermSum) {
    for term in other.terms { append(term) }
    intercept = other.intercept ?? intercept
    offsets += other.offsets
  }

  /// Takes a sum away.
  ///
  /// Terms that are not there are ignored; `- 0` restores the intercept.
  mutating func remove(_ other: TermSum) {
    terms.removeAll { other.known.contains($0) }
    known.subtract(other.known)
    intercept = other.intercept.map { !$0 } ?? intercept
  }

  /// The interaction `self:other`: every term of one with every term of the other; nil where these are
  /// more than a limit, which is noticed before they are made.
  func interacting(with other: TermSum, limit: Int) -> TermSum? {
    var result = TermSum(intercept: other.intercept ?? intercept)
    for left in terms {
      for right in other.terms {
        result.append(Set(left).union(right).sorted())
        if result.terms.count > limit { return nil }
      }
    }
    return result
  }

  private mutating func append(_ term: [Int]) {
    if known.insert(term).inserted { terms.append(term) }
  }
}
