/// The priors of all coefficients of a design, independent of each other.
///
/// Evaluation allocates nothing and makes no dynamic call: the priors lie in one array, family by
/// family.
public struct PriorSet: Sendable {
  /// One coefficient and its prior.
  private struct Term: Sendable {
    let index: Int
    let prior: CoefficientPrior
  }

  /// The name of the prior set that was asked for.
  public let name: String
  /// The prior of each column, in the order of the design.
  public let used: [PriorUse]
  private let terms: [Term]

  /// Applies a prior set to the columns of a design.
  ///
  /// What counts for a column, from the strongest: a statement that names it; for all but the
  /// intercept a statement on `coefficients`, or on `b`, brms's name of the class; the set's prior for
  /// the named column; the set's prior for the intercept or for coefficients. Only the last is ever
  /// rescaled.
  ///
  /// - Parameters:
  ///   - specification: The set.
  ///   - overrides: Statements that replace priors of the set, in any order.
  ///   - columns: The columns of the design.
  ///   - names: Names that mean columns of the data, in the design or not: none of them is that of the
  ///     class.
  /// - Throws: ``PriorError`` where a prior names a column that is not there or a column is given
  ///   two, or where a rescaled prior has no valid scale.
  public init(
    specification: PriorSpecification,
    overrides: [PriorStatement] = [],
    columns: [PriorColumn],
    names: [String] = []
  ) throws(PriorError) {
    var compiler = PriorCompiler(columns: columns, names: names)
    for statement in overrides { try compiler.apply(statement) }
    for named in specification.named { try compiler.apply(named, of: specification) }
    self.init(name: specification.name, used: try compiler.finish(with: specification))
    if isJeffreys, let other = used.first(where: { $0.prior != .jeffreys(JeffreysFamily()) }) {
      throw PriorError(.besideJeffreys, name: other.column, accepted: ["\(JeffreysFamily.setName)"])
    }
  }

  /// Takes priors as they are, one for each column.
  public init(name: String, used: [PriorUse]) {
    self.name = name
    self.used = used
    terms = used.indices
      .sorted { (used[$0].prior.familyIndex, $0) < (used[$1].prior.familyIndex, $1) }
      .map { Term(index: $0, prior: used[$0].prior) }
  }

  /// Whether the prior is that of Jeffreys, of all coefficients at once.
  public var isJeffreys: Bool { used.contains { $0.prior == .jeffreys(JeffreysFamily()) } }

  /// Whether every prior is proper: only then can it be drawn from.
  public var isProper: Bool { used.allSatisfy(\.prior.isProper) }

  /// Whether the prior of one column is proper.
  public func isProper(_ column: Int) -> Bool { used[column].prior.isProper }

  /// The columns whose priors are not log-concave: each may be followed or left.
  public var columnsNotLogConcave: [Int] { used.indices.filter { !used[$0].prior.isLogConcave } }

  /// Refuses flat priors on some columns.
  ///
  /// - Parameters:
  ///   - columns: The columns where a flat prior does not do.
  ///   - reason: Why.
  /// - Throws: ``PriorError`` for the first of them that has one.
  public func requireProper(
    _ columns: some Sequence<Int>,
    because reason: PriorError.FlatRefusal
  ) throws(PriorError) {
    for column in columns where !isProper(column) {
      throw PriorError(
        isJeffreys ? .jeffreysRefused(reason) : .flatRefused(reason),
        name: used[column].column,
        accepted: CoefficientPrior.families.map(\.signature.text).filter {
          !["flat()", "jeffreys()"].contains($0)
        }
      )
    }
  }
}

extension PriorSet {
  /// The normalised log density.
  ///
  /// O(columns), no allocation.
  ///
  /// - Parameter position: The coefficients, in the order of the columns. What follows them is
  ///   ignored.
  /// - Returns: The sum of the log densities.
  public func logDensity(at position: Span<Double>) -> Double {
    precondition(position.count >= used.count, "a coefficient for each column")
    let terms = terms.span
    var sum = 0.0
    for place in terms.indices {
      sum += terms[place].prior.logDensity(at: position[terms[place].index]).value
    }
    return sum
  }

  /// The normalised log density, and its gradient added to what is there.
  ///
  /// O(columns), no allocation.
  ///
  /// - Parameters:
  ///   - position: The coefficients, in the order of the columns. What follows them is ignored.
  ///   - gradient: Where the derivatives are added.
  /// - Returns: The sum of the log densities.
  public func logDensity(
    at position: Span<Double>,
    addingScoreTo gradient: inout MutableSpan<Double>
  ) -> Double {
    precondition(
      position.count >= used.count && gradient.count >= used.count,
      "a coefficient for each column"
    )
    let terms = terms.span
    var sum = 0.0
    for place in terms.indices {
      let index = terms[place].index
      let density = terms[place].prior.logDensity(at: position[index])
      sum += density.value
      gradient[index] += density.score
    }
    return sum
  }

  /// Minus the second derivative of the log density by each coefficient.
  ///
  /// The others are zero.
  ///
  /// Negative in the tails of heavy-tailed families. O(columns), no allocation.
  ///
  /// - Parameters:
  ///   - position: The coefficients, in the order of the columns. What follows them is ignored.
  ///   - information: Where the results are written.
  public func information(
    at position: Span<Double>,
    into information: inout MutableSpan<Double>
  ) {
    let terms = terms.span
    for place in terms.indices {
      let index = terms[place].index
      information[index] = terms[place].prior.information(at: position[index])
    }
  }

  /// One draw of all coefficients.
  ///
  /// - Precondition: the prior is proper.
  public func draw(using random: inout some RandomNumberGenerator) -> [Double] {
    precondition(isProper, "there are no draws from a flat prior")
    return used.map { $0.prior.draw(using: &random) }
  }
}
