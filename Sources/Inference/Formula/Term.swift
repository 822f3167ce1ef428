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
  var terms: [[Int]] = []
  /// What the sum says about the intercept: nil where it says nothing.
  var intercept: Bool?
  /// The offsets added.
  var offsets: [Expression] = []

  /// The sum `self + other`.
  func adding(_ other: TermSum) -> TermSum {
    var result = self
    result.append(contentsOf: other.terms)
    result.intercept = other.intercept ?? intercept
    result.offsets += other.offsets
    return result
  }

  /// The difference `self - other`.
  ///
  /// Terms that are not there are ignored; `- 0` restores the intercept.
  func removing(_ other: TermSum) -> TermSum {
    let removed = Set(other.terms)
    var result = self
    result.terms.removeAll { removed.contains($0) }
    result.intercept = other.intercept.map { !$0 } ?? intercept
    return result
  }

  /// The interaction `self:other`: every term of one with every term of the other.
  func interacting(with other: TermSum) -> TermSum {
    var result = TermSum(intercept: other.intercept ?? intercept)
    var products: [[Int]] = []
    for left in terms {
      for right in other.terms { products.append(Set(left).union(right).sorted()) }
    }
    result.append(contentsOf: products)
    return result
  }

  /// The crossing `self * other`: both sums and their interaction.
  func crossing(_ other: TermSum) -> TermSum {
    adding(other).adding(interacting(with: other))
  }

  private mutating func append(contentsOf added: [[Int]]) {
    var known = Set(terms)
    for term in added where known.insert(term).inserted { terms.append(term) }
  }
}
