/// The binomial distribution: how many of a number of independent trials succeed.
public struct BinomialDistribution: Sendable, Equatable {
  /// The number of trials, a whole number from 0.
  public let trials: Double
  /// The probability that a trial succeeds.
  public let probability: Double

  /// Makes a distribution.
  ///
  /// - Precondition: `trials` is a whole number from 0, and `probability` lies in [0, 1].
  public init(trials: Double, probability: Double) {
    precondition(trials >= 0 && trials == trials.rounded(), "a whole number of trials")
    precondition(probability >= 0 && probability <= 1, "a probability")
    self.trials = trials
    self.probability = probability
  }

  /// One draw.
  ///
  /// Up to 64 trials one uniform number for each. More are halved first: where the middle one of that
  /// many ordered uniform numbers lies, a beta variate, says for one half of them whether they succeed.
  /// O(log trials).
  ///
  /// Source: J. H. Ahrens, U. Dieter, "Computer methods for sampling from gamma, beta, Poisson and
  /// binomial distributions", Computing 12 (1974), section 5.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    var (rest, chance, successes) = (trials, probability, 0.0)
    while rest > 64 {
      let middle = ((rest + 1) / 2).rounded(.down)
      let cut = BetaDistribution(alpha: middle, beta: rest + 1 - middle)
        .quantile(random.nextUniform())
      if cut <= chance {
        successes += middle
        rest -= middle
        chance = cut < 1 ? (chance - cut) / (1 - cut) : 0
      } else {
        rest = middle - 1
        chance /= cut
      }
    }
    for _ in 0..<Int(rest) where random.nextUniform() < chance { successes += 1 }
    return successes
  }

  /// The probabilities of 0 to `trials` successes.
  ///
  /// O(trials), allocates. Relative error about 1e-13.
  ///
  /// - Precondition: there are fewer than 2^31 trials.
  public var probabilities: [Double] {
    let count = Int(trials)
    precondition(count < 1 << 31, "too many trials for a table")
    guard probability > 0, probability < 1 else {
      return (0...count).map { Double($0) == (probability == 0 ? 0 : trials) ? 1 : 0 }
    }
    let logOdds = (Portable.log(probability), Portable.log(onePlus: -probability))
    var logFactorials = [0.0]
    logFactorials.reserveCapacity(count + 1)
    for number in 0..<count { logFactorials.append(Portable.logGamma(Double(number + 2))) }
    return (0...count).map { successes in
      let failures = count - successes
      return Portable.exp(
        logFactorials[count] - logFactorials[successes] - logFactorials[failures]
          + Double(successes) * logOdds.0 + Double(failures) * logOdds.1
      )
    }
  }
}
