/// The steps of an exact posterior: a pilot and two floods on each hump, and what follows from their sums.
struct LatticeIntegration: Sendable {
  private let model: BinaryRegression
  private let settings: ExactSettings
  private let whole: LatticeRegions
  private let regions: [Region]
  private let pivots: [Double]
  private let depths: (threshold: Double, least: Double)

  /// The spacing of the first lattice.
  let spacing: Double

  /// A hump, and what is summed over its lattice.
  private struct Region: Sendable {
    let target: LatticeTarget
    let pilot: LatticePilot
    let predictors: LatticeSums.Predictors
    let scales: [LatticeSums.Scale]
    let averages: AverageSums?
  }

  /// The sums of one shift, over the lattice of each hump.
  struct Shift: Sendable {
    let sums: [LatticeSums]
    /// How far below the greatest log weight each flood has seen everything.
    let depths: [Double]
    let pointCount: Int
    let spacing: Double
  }

  init(
    _ model: BinaryRegression,
    _ settings: ExactSettings
  ) throws(ExactRefusal) {
    try Self.refuse(model)
    self.model = model
    self.settings = settings
    let least = ExactSettings.leastDepth(dimension: model.dimension)
    let whole = try LatticeRegions(
      PriorSpaceTarget(model, isPortable: true),
      depth: least
    )
    self.whole = whole
    let threshold = ExactSettings.threshold(
      dimension: model.dimension,
      hasHeavyTails: !model.prior.columnsNotLogConcave.isEmpty,
      reachesFar: whole.reachesFar
    )
    depths = (threshold, least)
    spacing = settings.spacing(dimension: model.dimension, reachesFar: whole.reachesFar)
    let center = whole.regions[0].pilot.frame.center
    pivots = center.indices.map { whole.tables.coefficient($0, at: center[$0]) }
    let isCompressed = Self.hasHeavyTails(model)
    let predictors = whole.regions.map {
      $0.pilot.predictors(
        rows: settings.predictorRows,
        offsets: settings.predictorOffsets,
        whole.tables,
        link: model.link,
        isCompressed: isCompressed
      )
    }
    let common = isCompressed ? LatticeSums.Predictors(widestOf: predictors) : nil
    let averages =
      settings.changes.isEmpty ? nil : AverageSums(settings.averageRows, link: model.link)
    regions = zip(whole.regions, predictors).map { region, own in
      Region(
        target: region.target,
        pilot: region.pilot,
        predictors: common ?? own,
        scales: settings.purpose == .everything
          ? region.pilot.scales(
            common ?? own,
            rows: settings.predictorRows,
            offsets: settings.predictorOffsets
          ).map { $0.widened(by: whole.reachesFar ? ExactSettings.widening : 1) } : [],
        averages: averages
      )
    }
  }

  /// The degrees of freedom of a prior's tail below which a lattice in three dimensions or more was found
  /// to miss some of the moments.
  private static let leastDegreesOfFreedom = 7.0

  private static func hasHeavyTails(_ model: BinaryRegression) -> Bool {
    model.prior.used.contains {
      $0.prior.isProper && $0.prior.tailDegreesOfFreedom < leastDegreesOfFreedom
    }
  }

  private static func refuse(_ model: BinaryRegression) throws(ExactRefusal) {
    guard model.dimension > 0 else { throw .noApproximation(.noCoefficients) }
    guard model.dimension <= ExactSettings.largestDimension else {
      throw .tooManyCoefficients(
        count: model.dimension,
        limit: ExactSettings.largestDimension
      )
    }
    guard model.dimension > 2 else { return }
    for (name, use) in zip(model.parameterNames, model.prior.used)
    where use.prior.isProper && use.prior.tailDegreesOfFreedom < leastDegreesOfFreedom {
      throw .heavyTails(coefficient: name, dimension: model.dimension)
    }
  }

  /// Floods one shift of the lattice of each hump.
  func sums(shift: Int, spacing: Double) throws(ExactRefusal) -> Shift {
    var (all, seen, pointCount): ([LatticeSums], [Double], Int) = ([], [], 0)
    for region in regions {
      var sums = LatticeSums(
        region.predictors,
        reference: whole.reference,
        pivots: pivots,
        scales: region.scales,
        heavy: model.prior.columnsNotLogConcave,
        averages: region.averages
      )
      var flood = LatticeFlood(
        region.target,
        region.pilot,
        spacing: spacing,
        shift: Array(ExactSettings.shifts[shift].prefix(model.dimension)),
        depths: depths,
        limit: ExactSettings.pointLimit
      )
      flood.run(seeds: region.pilot.seeds, foreign: region.pilot.foreignSeeds, into: &sums)
      guard !flood.leftTheBox else { throw .outsideTheBox }
      guard !flood.isOverLimit else { throw .tooManyPoints(limit: ExactSettings.pointLimit) }
      all.append(sums)
      seen.append(flood.depth)
      pointCount += flood.count
    }
    return Shift(sums: all, depths: seen, pointCount: pointCount, spacing: spacing)
  }

  /// Both shifts, at a time where there are two threads.
  func combined(spacing: Double, threads: Int) throws(ExactRefusal) -> ExactPosterior {
    let shifts = ConcurrentBlocks.map(2, threads: threads) { block in
      block.map { shift in
        Result { () throws(ExactRefusal) in try sums(shift: shift, spacing: spacing) }
      }
    }.flatMap { $0 }
    return try combined(shifts[0].get(), shifts[1].get())
  }

  /// The spacing of a second attempt, if there is to be one.
  func finerSpacing(than result: ExactPosterior) -> Double? {
    guard settings.refines, !result.isExact else { return nil }
    let finer = 0.8 * result.spacing
    let growth = Portable.pow(0.8, -model.dimension)
    let points = 0.5 * Double(result.pointCount) * growth
    return points < Double(ExactSettings.pointLimit) ? finer : nil
  }

  /// What follows from the sums of both shifts.
  func combined(_ first: Shift, _ second: Shift) -> ExactPosterior {
    let shifts = [first.sums, second.sums]
    let caution = self.caution(isPrediction: false)
    let moments = LatticeMoments(
      shifts,
      pivots: pivots,
      caution,
      depths: regions.indices.map { hump in
        min(first.depths[hump], second.depths[hump])
          + (whole.reference - regions[hump].pilot.peak)
      },
      wild: model.prior.used.indices.filter {
        model.prior.used[$0].prior.tailDegreesOfFreedom <= 2
      }
    )
    let coefficients = model.parameterNames.indices.map { index in
      ExactQuantity(
        name: model.parameterNames[index],
        mean: moments.mean(index),
        standardDeviation: moments.deviation(index),
        marginal: marginal(index, shifts, first.spacing),
        map: .coefficient(whole.tables, index: index),
        caution: caution
      )
    }
    let predictors = regions[0].predictors
    let probabilities = (0..<predictors.count).map { row in
      ExactQuantity(
        name: "",
        mean: moments.probability(row),
        standardDeviation: moments.probabilityDeviation(row),
        marginal: marginal(model.dimension + row, shifts, first.spacing),
        map: .probability(
          model.link,
          center: predictors.center[row],
          spread: predictors.spread[row],
          isCompressed: predictors.isCompressed
        ),
        caution: self.caution(isPrediction: true)
      )
    }
    return ExactPosterior(
      parameterNames: model.parameterNames,
      logMarginalLikelihood: logMarginalLikelihood(shifts, first.spacing),
      coefficients: coefficients,
      predictions: (probabilities, changes(moments)),
      covariance: moments.covariance,
      lattice: (first.pointCount + second.pointCount, first.spacing),
      pilotSampleSize: regions.reduce(.infinity) { min($0, $1.pilot.sampleSize) }
    )
  }

  private func caution(isPrediction: Bool) -> ExactQuantity.Caution {
    ExactQuantity.Caution(
      dimension: model.dimension,
      whole.tables,
      isPrediction: isPrediction,
      reachesFar: whole.reachesFar
    )
  }

  private func logMarginalLikelihood(
    _ shifts: [[LatticeSums]],
    _ spacing: Double
  ) -> ExactEstimate? {
    guard whole.tables.isProper.allSatisfy({ $0 }) else { return nil }
    let volume = Double(model.dimension) * Portable.log(spacing) - Portable.log(2)
    let totals = shifts.map { $0.reduce(0) { $0 + $1.total } }
    let logs = totals.map { whole.reference + volume + Portable.log($0) }
    let center = whole.reference + volume + Portable.log(0.5 * (totals[0] + totals[1]))
    return ExactEstimate(
      center,
      error: caution(isPrediction: false).factor * 0.5 * abs(logs[0] - logs[1])
        + ExactSettings.truncation(dimension: model.dimension)
    )
  }

  /// How much lower the cut-off is where steps grow outwards.
  private static let farShare = 0.75

  /// The averages that are compared.
  private func changes(_ moments: LatticeMoments) -> [ExactChange] {
    settings.changes.map { change in
      ExactChange(
        before: moments.average(change.before),
        after: moments.average(change.after),
        difference: moments.difference(change)
      )
    }
  }

  private func marginal(
    _ index: Int,
    _ shifts: [[LatticeSums]],
    _ spacing: Double
  ) -> ExactMarginal? {
    guard settings.purpose == .everything else { return nil }
    // The shortest vector of the dual lattice.
    let dual = 2.0.squareRoot() * 2 * .pi / spacing
    // Where steps grow outwards the lattice repeats itself from a lower frequency on.
    let share = (whole.tables.hasKinks ? 0.67 : 0.57) * (whole.reachesFar ? Self.farShare : 1)
    let lowerShare = share - (whole.reachesFar ? 0.1 * Self.farShare : 0.1)
    let widening = whole.reachesFar ? ExactSettings.widening : 1
    let totals = shifts.map { $0.reduce(0) { $0 + $1.total } }
    return ExactMarginal(
      regions.indices.map { hump in
        ExactMarginal.Part(
          shares: (shifts[0][hump].total / totals[0], shifts[1][hump].total / totals[1]),
          marginal: SmoothedMarginal(
            (shifts[0][hump].histograms[index], shifts[1][hump].histograms[index]),
            cutoff: share * dual * widening,
            lowerCutoff: lowerShare * dual * widening,
            scale: regions[hump].scales[index],
            share: index < model.dimension ? 0.5 : 1
          )
        )
      },
      beyond: ExactSettings.truncation(dimension: model.dimension),
      widening: widening
    )
  }
}
