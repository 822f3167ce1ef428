/// The steps of an exact posterior: pilot, two floods, and what follows from their sums.
struct LatticeIntegration: Sendable {
  private let model: BinaryRegression
  private let settings: ExactSettings
  private let target: LatticeTarget
  private let pilot: LatticePilot
  private let predictors: LatticeSums.Predictors
  private let pivots: [Double]
  private let scales: [LatticeSums.Scale]

  /// The spacing of the first lattice.
  let spacing: Double

  /// The sums of one shift.
  struct Shift: Sendable {
    let sums: LatticeSums
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
    spacing = settings.spacing(dimension: model.dimension)
    let prior = PriorSpaceTarget(model, isPortable: true)
    target = LatticeTarget(prior)
    let approximation: PosteriorApproximation
    let humps: Int
    do throws(ApproximationError) {
      approximation = try PosteriorApproximation(prior)
      humps = prior.isLogConcave ? 1 : try ModeSearch(prior).humps.count
    } catch {
      throw .noApproximation(error)
    }
    // Its pilot would stay on the hump where it begins.
    guard humps == 1 else { throw .severalHumps(count: humps) }
    guard let pilot = LatticePilot(target, around: approximation), pilot.peak.isFinite
    else { throw .noFrame }
    self.pilot = pilot
    let tables = target.tables
    pivots = pilot.frame.center.indices.map {
      tables.coefficient($0, at: pilot.frame.center[$0])
    }
    let isEverything = settings.purpose == .everything
    predictors = pilot.predictors(
      rows: settings.predictorRows,
      offsets: settings.predictorOffsets,
      tables,
      link: model.link,
      isCompressed: Self.hasHeavyTails(model)
    )
    scales =
      isEverything
      ? pilot.scales(
        predictors,
        rows: settings.predictorRows,
        offsets: settings.predictorOffsets
      ) : []
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

  /// Floods one shift of the lattice.
  func sums(shift: Int, spacing: Double) throws(ExactRefusal) -> Shift {
    var sums = LatticeSums(
      predictors,
      reference: pilot.peak,
      pivots: pivots,
      scales: scales,
      heavy: model.prior.columnsNotLogConcave
    )
    var flood = LatticeFlood(
      target,
      pilot,
      spacing: spacing,
      shift: Array(ExactSettings.shifts[shift].prefix(model.dimension)),
      threshold: ExactSettings.threshold(
        dimension: model.dimension,
        hasHeavyTails: Self.hasHeavyTails(model)
      ),
      limit: ExactSettings.pointLimit
    )
    flood.run(seeds: pilot.seeds, into: &sums)
    guard !flood.leftTheBox else { throw .outsideTheBox }
    guard !flood.isOverLimit else { throw .tooManyPoints(limit: ExactSettings.pointLimit) }
    return Shift(sums: sums, pointCount: flood.count, spacing: spacing)
  }

  /// Both shifts at a time.
  func concurrently(spacing: Double) async throws(ExactRefusal) -> ExactPosterior {
    async let first = Result { () throws(ExactRefusal) in
      try sums(shift: 0, spacing: spacing)
    }
    let second = Result { () throws(ExactRefusal) in
      try sums(shift: 1, spacing: spacing)
    }
    return try combined(await first.get(), second.get())
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
      threshold: ExactSettings.threshold(
        dimension: model.dimension,
        hasHeavyTails: Self.hasHeavyTails(model)
      )
    )
    let worst = moments.worstError
    let coefficients = model.parameterNames.indices.map { index in
      ExactQuantity(
        name: model.parameterNames[index],
        mean: moments.mean(index, error: worst),
        standardDeviation: moments.deviation(index, error: worst),
        marginal: marginal(index, shifts, first.spacing),
        map: .coefficient(target.tables, index: index),
        caution: caution
      )
    }
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
      probabilities: probabilities,
      covariance: moments.covariance,
      lattice: (first.pointCount + second.pointCount, first.spacing),
      pilotSampleSize: pilot.sampleSize
    )
  }

  private func caution(isPrediction: Bool) -> ExactQuantity.Caution {
    ExactQuantity.Caution(
      dimension: model.dimension,
      target.tables,
      isPrediction: isPrediction
    )
  }

  private func logMarginalLikelihood(_ shifts: [LatticeSums], _ spacing: Double) -> ExactEstimate? {
    guard target.tables.isProper.allSatisfy({ $0 }) else { return nil }
    let volume = Double(model.dimension) * Portable.log(spacing) - Portable.log(2)
    let logs = shifts.map { pilot.peak + volume + Portable.log($0.total) }
    let center =
      pilot.peak + volume + Portable.log(0.5 * (shifts[0].total + shifts[1].total))
    return ExactEstimate(
      center,
      error: caution(isPrediction: false).factor * 0.5 * abs(logs[0] - logs[1])
        + ExactSettings.truncation(dimension: model.dimension)
    )
  }

  private func marginal(
    _ index: Int,
    _ shifts: [LatticeSums],
    _ spacing: Double
  ) -> SmoothedMarginal? {
    guard !scales.isEmpty else { return nil }
    let range = (index * MarginalGrid.count)..<((index + 1) * MarginalGrid.count)
    // The shortest vector of the dual lattice.
    let dual = 2.0.squareRoot() * 2 * .pi / spacing
    let share = target.tables.hasKinks ? 0.67 : 0.57
    return SmoothedMarginal(
      (shifts[0].histograms[range], shifts[1].histograms[range]),
      cutoff: share * dual,
      lowerCutoff: (share - 0.1) * dual,
      scale: scales[index],
      share: index < model.dimension ? 0.5 : 1
    )
  }
}
