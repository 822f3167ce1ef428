/// The parts of a posterior that each have a lattice of their own: one for each hump.
struct LatticeRegions: Sendable {
  /// One hump.
  struct Region: Sendable {
    /// The posterior's share of this hump.
    let target: LatticeTarget
    /// The frame of its lattice, and where its floods start.
    var pilot: LatticePilot
  }

  /// The regions, from the heaviest.
  let regions: [Region]
  /// The maps of the priors.
  let tables: CoordinateTables
  /// The log weight that counts as 1: the greatest seen.
  let reference: Double
  /// Whether steps grow outwards.
  let reachesFar: Bool

  /// The greatest number of humps.
  static let limit = 8
  private static let looks = 3

  /// Looks at a posterior.
  ///
  /// Humps are looked for where a prior is not log-concave, and the posterior is divided between them by their
  /// curvatures at first, then by the frames and masses that a look at each has found.
  ///
  /// - Parameters:
  ///   - prior: The posterior in the coordinates of its prior.
  ///   - depth: How far below the greatest log weight everything must lie in the boxes.
  /// - Throws: ``ExactRefusal`` where no lattice can serve.
  init(_ prior: PriorSpaceTarget, depth: Double) throws(ExactRefusal) {
    let whole = LatticeTarget(prior)
    tables = whole.tables
    let starts = try Self.starts(prior)
    let heavy = prior.prior.columnsNotLogConcave.map { prior.prior.used[$0].prior }
    // Without a variance there is none to reach for, and closer cells know quantiles better.
    let hasFarVariance = !heavy.isEmpty && heavy.allSatisfy { $0.tailDegreesOfFreedom > 2 }
    reachesFar = starts.count > 1 || prior.dimension <= 2 && hasFarVariance
    let growth = reachesFar ? ExactSettings.growth : 0
    var regions: [Region] = []
    if starts.count == 1 {
      regions = [try Region(whole, around: starts[0], growth: growth)]
    } else {
      var parts = starts.compactMap(\.part)
      for _ in 0..<Self.looks {
        guard parts.count == starts.count else { throw .noFrame }
        let partition = HumpPartition(parts)
        regions = []
        for (index, start) in starts.enumerated() {
          let target = LatticeTarget(whole, hump: index, of: partition)
          regions.append(try Region(target, around: start, growth: growth))
        }
        parts = regions.map {
          HumpPartition.Part(frame: $0.pilot.frame, logMass: $0.pilot.logMass)
        }
      }
    }
    let reference = regions.reduce(-Double.infinity) { max($0, $1.pilot.peak) }
    self.reference = reference
    let pilots = regions.map(\.pilot)
    if regions.count > 1 {
      for index in regions.indices {
        regions[index].pilot = pilots[index].extended(
          by: pilots.indices.filter { $0 != index }.map { pilots[$0] },
          regions[index].target,
          least: reference - depth
        )
      }
    }
    self.regions = regions
  }

  /// Where a look begins.
  fileprivate struct Start {
    let center: [Double]
    let covariance: Matrix
    let logMass: Double

    var part: HumpPartition.Part? {
      LatticeFrame(center: center, covariance: covariance).map {
        HumpPartition.Part(frame: $0, logMass: logMass)
      }
    }
  }

  private static func starts(_ prior: PriorSpaceTarget) throws(ExactRefusal) -> [Start] {
    let humps: [ModeSearch.Hump]
    do throws(ApproximationError) {
      let search = prior.isLogConcave ? nil : try ModeSearch(prior)
      // The only hump is where the search from the prior's centre ends.
      if search.map({ $0.humps.count == 1 && !$0.hasLightHumps }) ?? true {
        let normal = try PosteriorApproximation(prior)
        return [Start(center: normal.center, covariance: normal.covariance, logMass: 0)]
      }
      humps = search?.humps ?? []
    } catch {
      throw .noApproximation(error)
    }
    guard humps.count <= limit else {
      throw .severalHumps(count: humps.count, limit: limit)
    }
    return humps.map {
      Start(center: $0.center, covariance: $0.covariance, logMass: $0.logMass)
    }
  }
}

extension LatticeRegions.Region {
  fileprivate init(
    _ target: LatticeTarget,
    around start: LatticeRegions.Start,
    growth: Double
  ) throws(ExactRefusal) {
    let pilot = LatticePilot(
      target,
      around: start.center,
      covariance: start.covariance,
      growth: growth
    )
    guard let pilot, pilot.peak.isFinite else { throw .noFrame }
    (self.target, self.pilot) = (target, pilot)
  }
}
