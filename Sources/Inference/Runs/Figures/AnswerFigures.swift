/// Figures of what a run answers: probabilities, effects, coefficients.
extension SavedRun {
  func configurationsFigure(_ request: FigureRequest) throws -> ConfigurationsFigure {
    var wanted = PredictionRequest()
    wanted.interval = request.interval
    return figure(of: try predictions(wanted))
  }

  /// The figure of the configurations seen, whose probabilities are known.
  func figure(of answer: RunPredictions) -> ConfigurationsFigure {
    ConfigurationsFigure(
      predictions: answer.predictions,
      conditions: answer.conditions,
      outcome: input.outcomeName,
      interval: answer.interval
    )
  }

  func effectsFigure(_ request: FigureRequest) throws -> EffectsFigure {
    var wanted = EffectRequest()
    wanted.extent = .difference
    wanted.summary.interval = request.interval
    if let subject = request.subject { wanted.conditions = [subject] }
    let answer = try effects(wanted)
    guard !answer.effects.isEmpty else { throw FigureError(.noConditions) }
    return figure(of: answer)
  }

  /// The figure of effects that are known.
  func figure(of answer: RunEffects) -> EffectsFigure {
    EffectsFigure(
      effects: RunEffectsData(
        effects: answer.effects,
        interval: answer.summary.interval,
        region: answer.summary.region,
        population: answer.population,
        table: answer.table
      ),
      outcome: input.outcomeName
    )
  }

  /// The draws of the coefficients.
  ///
  /// - Throws: ``FigureError`` where there are none.
  func figureDraws() throws(FigureError) -> Draws {
    guard !draws.parameterNames.isEmpty, draws.chains.allSatisfy({ $0.count > 0 }) else {
      throw FigureError(.noCoefficients)
    }
    return draws
  }

  /// Densities of the exact posterior where the run has them, else histograms of the draws.
  func coefficientsFigure() throws -> CoefficientsFigure {
    let names = input.model.parameterNames
    guard !names.isEmpty else { throw FigureError(.noCoefficients) }
    let exact = exactDensities()
    let priors = input.model.prior.used
    let items = names.indices.map { index in
      let prior = priors[index].prior
      let posterior =
        exact[names[index]]
        ?? Self.histogram(coefficients.parameter(index).flatMap { $0 })
      return CoefficientsFigure.Coefficient(
        name: names[index],
        prior: prior.description,
        decidedBy: input.decidedBy[index],
        priorDensity: Self.density(of: prior, beside: posterior),
        posteriorDensity: posterior
      )
    }
    return CoefficientsFigure(
      coefficients: items,
      unit: input.model.link == .logit ? "log-odds" : "the \(input.model.link.rawValue) link",
      source: exact.isEmpty
        ? "histogram of \(draws.count) draws" : "exact integration"
    )
  }

  /// `densities.csv` of the run, by coefficient; nothing where it has none.
  private func exactDensities() -> [String: [DensityPoint]] {
    let name = "densities.csv"
    var run = self
    guard FileSystem.isRegularFile("\(path)/\(name)"), (try? run.require([name])) != nil,
      let table = try? SavedTable(path: "\(path)/\(name)")
    else { return [:] }
    var result: [String: [DensityPoint]] = [:]
    for row in table.rows {
      let point = DensityPoint(
        value: table.number(row, "value"),
        density: table.number(row, "density")
      )
      guard point.value.isFinite, point.density.isFinite else { continue }
      result[table.text(row, "name"), default: []].append(point)
    }
    // Tails in which nothing is to be seen only take room.
    return result.mapValues { points in
      let least = 0.002 * (points.map(\.density).max() ?? 0)
      let first = points.firstIndex { $0.density >= least } ?? 0
      let last = points.lastIndex { $0.density >= least } ?? points.count - 1
      return Array(points[first...max(first, last)])
    }
  }

  /// The outline of a histogram of draws, without the outermost.
  private static func histogram(_ draws: [Double]) -> [DensityPoint] {
    let sorted = SortOrder(draws.filter(\.isFinite)).sorted
    guard let first = sorted.first, let last = sorted.last else { return [] }
    let lower = Quantiles.ofSorted(sorted, 0.002)
    let upper = Quantiles.ofSorted(sorted, 0.998)
    guard lower < upper else {
      return [DensityPoint(value: first, density: 0), DensityPoint(value: last, density: 0)]
    }
    let bins = 40
    let width = (upper - lower) / Double(bins)
    var counts = [Double](repeating: 0, count: bins)
    for value in sorted where value >= lower && value < upper {
      counts[min(bins - 1, Int((value - lower) / width))] += 1
    }
    return counts.enumerated().flatMap { bin, count in
      let density = count / (Double(sorted.count) * width)
      return [bin, bin + 1].map {
        DensityPoint(value: lower + Double($0) * width, density: density)
      }
    }
  }

  /// The density of a prior where it and the posterior have most of their mass; nothing of an improper one.
  private static func density(
    of prior: CoefficientPrior,
    beside posterior: [DensityPoint]
  ) -> [DensityPoint] {
    guard prior.isProper else { return [] }
    let ends = [0.05, 0.95].map { prior.quantile($0) } + posterior.map(\.value)
    let finite = ends.filter(\.isFinite)
    guard let lower = finite.min(), let upper = finite.max(), lower < upper else { return [] }
    let count = 120
    return (0...count).compactMap { index in
      let value = lower + (upper - lower) * Double(index) / Double(count)
      let density = Portable.exp(prior.logDensity(at: value).value)
      return density.isFinite ? DensityPoint(value: value, density: density) : nil
    }
  }

  func priorImplicationsFigure() throws -> PriorImplicationsFigure {
    PriorImplicationsFigure(
      implications: try PriorImplications(input.model.prior, design: input.design),
      priorSet: input.priorSet,
      outcome: input.outcomeName
    )
  }
}
