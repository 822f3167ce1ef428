/// Estimates whose numbers are those of an exact posterior. Their errors are bounds of the integration, not
/// standard errors of Monte Carlo.
extension Estimates {
  /// The numbers of a quantity; its quartiles are left out.
  init(exact: ExactQuantity) {
    let (q5, median, q95) = (exact.quantile(0.05), exact.quantile(0.5), exact.quantile(0.95))
    self.init(
      mean: exact.mean.value,
      sd: exact.standardDeviation.value,
      median: median.value,
      mad: exact.medianAbsoluteDeviation,
      q5: q5.value,
      q95: q95.value,
      mcseMean: exact.mean.error,
      mcseSd: exact.standardDeviation.error,
      mcseMedian: median.error,
      mcseQ5: q5.error,
      mcseQ95: q95.error
    )
  }
}

extension QuantityEstimate {
  /// The numbers of a quantity, with the diagnostics of its draws where there are any.
  ///
  /// The ends of a highest-density interval have no errors.
  package init(
    exact: ExactQuantity,
    interval: CredibleInterval,
    beside draws: QuantityEstimate? = nil
  ) {
    let ends: (lower: ExactEstimate, upper: ExactEstimate)
    switch interval.kind {
    case .equalTailed:
      let (low, high) = interval.probabilities
      ends = (exact.quantile(low), exact.quantile(high))
    case .highestDensity:
      let shortest = exact.shortestInterval(mass: interval.mass)
      ends = (
        ExactEstimate(shortest.lower, error: .nan), ExactEstimate(shortest.upper, error: .nan)
      )
    }
    self.init(
      estimates: Estimates(exact: exact),
      lower: ends.lower,
      upper: ends.upper,
      diagnosedBy: draws
    )
  }
}

extension ExactQuantity {
  /// Whether no quantile has an error beyond the largest Monte Carlo error of so many independent draws.
  ///
  /// Of the 5, 50 and 95 % quantiles, whatever interval is reported, so that a quantity has the same numbers
  /// in every answer.
  func isKnownBetter(thanFromDraws count: Int) -> Bool {
    // A constant has no distribution here, and draws know it.
    guard quantile(0.5).value.isFinite else { return false }
    var (own, monteCarlo) = (0.0, 0.0)
    for level in [0.05, 0.5, 0.95] {
      own = max(own, quantile(level).error)
      let reach = (level * (1 - level) / Double(max(count, 1))).squareRoot()
      let (low, high) = (max(level - reach, 0), min(level + reach, 1))
      monteCarlo = max(monteCarlo, 0.5 * (quantile(high).value - quantile(low).value))
    }
    return own <= monteCarlo
  }

  /// Itself where it is known better than from so many independent draws.
  package func better(thanFromDraws count: Int) -> ExactQuantity? {
    isKnownBetter(thanFromDraws: count) ? self : nil
  }

  /// The shortest interval with a probability, in the quantity's units.
  ///
  /// From 64 places of its lower end, then by sections of the golden ratio around the best.
  func shortestInterval(mass: Double) -> (lower: Double, upper: Double) {
    let room = 1 - mass
    func width(_ below: Double) -> Double {
      quantile(below + mass).value - quantile(below).value
    }
    let count = 64
    let widths = (0...count).map { width(room * Double($0) / Double(count)) }
    let best = widths.indices.min { widths[$0] < widths[$1] } ?? 0
    var low = room * Double(max(best - 1, 0)) / Double(count)
    var high = room * Double(min(best + 1, count)) / Double(count)
    let golden = 0.618_033_988_749_895
    for _ in 0..<30 {
      let (left, right) = (high - golden * (high - low), low + golden * (high - low))
      if width(left) <= width(right) { high = right } else { low = left }
    }
    let places = [room * Double(best) / Double(count), 0.5 * (low + high)]
    let place = width(places[0]) <= width(places[1]) ? places[0] : places[1]
    return (quantile(place).value, quantile(place + mass).value)
  }
}

extension QuantityEstimate {
  /// The same with a mean that was integrated.
  func withMean(_ mean: ExactEstimate) -> QuantityEstimate {
    var numbers = estimates
    (numbers.mean, numbers.mcseMean) = (mean.value, mean.error)
    return QuantityEstimate(numbers, of: self)
  }

  /// A multiple of a coefficient as a factor of the odds: quantiles alone, for few huge values make the mean.
  package init(oddsFactor coefficient: ExactQuantity, step: Double, interval: CredibleInterval) {
    let own = QuantityEstimate(exact: coefficient, interval: interval)
    func factor(_ value: Double, _ error: Double) -> ExactEstimate {
      let result = Portable.exp(step * value)
      return ExactEstimate(result, error: result * abs(step) * error)
    }
    let ends = [factor(own.lower, own.mcseLower), factor(own.upper, own.mcseUpper)]
    let tails = [
      factor(own.estimates.q5, own.estimates.mcseQ5),
      factor(own.estimates.q95, own.estimates.mcseQ95),
    ]
    let (low, high) = step < 0 ? (1, 0) : (0, 1)
    let median = factor(own.estimates.median, own.estimates.mcseMedian)
    self.init(
      estimates: Estimates(
        mean: .nan,
        sd: .nan,
        median: median.value,
        mad: .nan,
        q5: tails[low].value,
        q95: tails[high].value,
        mcseMean: .nan,
        mcseSd: .nan,
        mcseMedian: median.error,
        mcseQ5: tails[low].error,
        mcseQ95: tails[high].error
      ),
      lower: ends[low],
      upper: ends[high],
      diagnosedBy: nil
    )
  }
}

extension ExactEstimate {
  /// Whether a probability has no larger error than the share of so many independent draws.
  func isKnownBetter(thanFromDraws count: Int) -> Bool {
    let draws = Double(max(count, 1))
    return error <= max((value * (1 - value) / draws).squareRoot(), 1 / draws)
  }

  /// The probability of the opposite.
  package var complement: ExactEstimate { ExactEstimate(1 - value, error: error) }
}

extension DirectionEvidence {
  /// A probability that was integrated.
  package init(exact: ExactEstimate) {
    self.init(
      probability: min(max(exact.value, 0), 1),
      mcse: exact.error,
      drawCount: 0,
      isExact: true
    )
  }
}
