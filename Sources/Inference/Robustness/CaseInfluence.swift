/// What leaving out each case does to every number that a run reports, from refits without the case.
public struct CaseInfluence: Sendable {
  /// One case.
  public struct Case: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The quantities without the case, in the order of those of all cases; empty where there are none.
    public let quantities: [ReportedQuantity]
    /// How far each quantity moves when the case is left out, in posterior standard deviations of the fit
    /// of all cases: the mean or, of a coefficient that has no moments in one of the fits, the median over
    /// 1.4826 times the median distance from it.
    public let shifts: [Double]
    /// Why there are no quantities, or which checks of the refit failed; nil where all is well.
    public let failure: String?

    /// The quantity that moves most; nil where there are none.
    public var largest: Int? {
      shifts.indices.filter { !shifts[$0].isNaN }.max { abs(shifts[$0]) < abs(shifts[$1]) }
    }
  }

  /// The quantities of the fit of all cases.
  public let full: [ReportedQuantity]
  /// The cases, the one that moves a quantity most first; those without a refit last.
  public let cases: [Case]

  /// Puts refits beside the fit of all cases.
  ///
  /// - Precondition: the quantities of each refit are those of the full fit, or there are none.
  init(full: [ReportedQuantity], refits: [(name: String, Refit)]) {
    self.full = full
    let cases = refits.map { name, refit in
      precondition(
        refit.quantities.isEmpty || refit.quantities.map(\.name) == full.map(\.name),
        "the same quantities"
      )
      return Case(
        name: name,
        quantities: refit.quantities,
        shifts: zip(full, refit.quantities).map(Self.shift),
        failure: refit.failure
      )
    }
    func size(_ index: Int) -> Double {
      cases[index].largest.map { abs(cases[index].shifts[$0]) } ?? -1
    }
    let sizes = cases.indices.map(size)
    self.cases = cases.indices.sorted {
      sizes[$0] > sizes[$1] || sizes[$0] == sizes[$1] && $0 < $1
    }.map { cases[$0] }
  }

  /// What a refit without a case says.
  struct Refit: Sendable {
    var quantities: [ReportedQuantity]
    var failure: String?
  }

  private static func shift(_ full: ReportedQuantity, _ without: ReportedQuantity) -> Double {
    let byMean = (without.mean - full.mean) / full.sd
    return byMean.isNaN ? (without.median - full.median) / full.mad : byMean
  }
}
