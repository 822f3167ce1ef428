/// Whether flat priors leave a posterior.
extension BinaryRegression {
  /// A coefficient whose flat prior makes the posterior improper.
  struct UnboundedCoefficient {
    /// The index of its column.
    let index: Int
    /// Why.
    let reason: PriorError.FlatRefusal
  }

  /// A coefficient with a flat prior that leaves no posterior; nil where the posterior is proper.
  ///
  /// With the coefficients under proper priors held fixed they are an offset, and the likelihood has a finite
  /// integral over the others exactly where none of its directions of recession is left to these alone: where
  /// the columns with flat priors, taken alone, neither separate nor depend on each other (the linear
  /// programme of ``Separation`` on these columns). As a function of the offset that integral grows at most
  /// like a power, and only along directions that separate in all columns; so every prior that such a
  /// direction moves must have that moment, or a tail lighter than any power. The degree is the number of flat
  /// coefficients less the rank of their columns in the overlapping patterns: these alone hold the
  /// likelihood's integral over what they determine, wherever it lies.
  ///
  /// Source: A. Albert, J. A. Anderson, On the existence of maximum likelihood estimates in logistic
  /// regression models, Biometrika 71 (1984) 1-10; for flat priors M.-H. Chen, Q.-M. Shao, Propriety of
  /// posterior distribution for dichotomous quantal response models, Proceedings of the AMS 129 (2001)
  /// 293-302.
  ///
  /// Under a link whose likelihood is not log-concave overlap bounds nothing, and every flat prior is refused.
  ///
  /// - Parameter separation: That of all columns.
  /// - Returns: The coefficient, and what leaves it unbounded; nil where the posterior is proper.
  func unboundedFlatCoefficient(under separation: Separation) -> UnboundedCoefficient? {
    if prior.isJeffreys {
      // Proper exactly where the columns do not depend on each other.
      return separation.columns.firstIndex { $0.limit == .notIdentified }
        .map { UnboundedCoefficient(index: $0, reason: .notIdentified) }
    }
    let flat = prior.used.indices.filter { !prior.isProper($0) }
    if let index = flat.first, !link.function.isLogConcave {
      return UnboundedCoefficient(index: index, reason: .slowLikelihood)
    }
    guard let open = flat.first(where: { separation.columns[$0].limit != .finite }) else {
      return nil
    }
    let columns = Matrix(
      rowCount: design.matrix.rowCount,
      columnCount: flat.count,
      columnMajor: flat.flatMap { design.matrix.column($0) }
    )
    let alone = Separation(
      design: TiledMatrix(columns),
      successes: design.successes,
      trials: design.trials,
      columnNames: flat.map { parameterNames[$0] }
    )
    func first(_ isOpen: (Separation.Limit) -> Bool) -> Int? {
      flat.indices.first { isOpen(alone.columns[$0].limit) }.map { flat[$0] }
    }
    if let index = first({ $0 == .notIdentified }) {
      return UnboundedCoefficient(index: index, reason: .notIdentified)
    }
    if let index = first({ $0 != .finite }) {
      return UnboundedCoefficient(index: index, reason: .separation)
    }
    let growth = Double(flat.count - rank(ofColumns: flat, in: separation.overlappingPatterns))
    let isHeld = prior.used.indices.allSatisfy { index in
      !prior.isProper(index) || separation.columns[index].limit == .finite
        || prior.used[index].prior.tailDegreesOfFreedom > growth
    }
    return isHeld ? nil : UnboundedCoefficient(index: open, reason: .separation)
  }

  private func rank(ofColumns columns: [Int], in patterns: [Int]) -> Int {
    guard !patterns.isEmpty else { return 0 }
    return PivotedQR(
      Matrix(
        rowCount: patterns.count,
        columnCount: columns.count,
        columnMajor: columns.flatMap { index in
          let column = design.matrix.column(index)
          return patterns.map { column[$0] }
        }
      )
    ).rank
  }
}
