import Inference
import RealModule
import Testing

/// The laws of every differentiable target, at given positions: the gradient is the derivative of the
/// log density, both evaluations agree, and an evaluation leaves no trace on the next.
///
/// The derivative is taken by central differences with one Richardson step, error O(h^4).
public func checkLogDensity<Model: DifferentiableLogDensity>(
  _ model: Model,
  at positions: [[Double]],
  tolerance: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var workspace = model.makeWorkspace()
  for position in positions {
    var gradient = [Double](repeating: .nan, count: model.dimension)
    let value = model.value(at: position, gradient: &gradient, using: &workspace)
    let again = model.logDensity(at: position.span, using: &workspace)
    #expect(
      abs(value - again) <= 1e-13 * max(1, abs(value)),
      "the two evaluations disagree",
      sourceLocation: sourceLocation
    )
    for index in position.indices {
      func shifted(_ step: Double) -> Double {
        var moved = position
        moved[index] += step
        return model.logDensity(at: moved.span, using: &workspace)
      }
      let step = 1e-3 * max(1, abs(position[index]))
      let coarse = (shifted(step) - shifted(-step)) / (2 * step)
      let fine = (shifted(step / 2) - shifted(-step / 2)) / step
      let derivative = (4 * fine - coarse) / 3
      #expect(
        abs(gradient[index] - derivative) <= tolerance * max(1, abs(derivative)),
        "component \(index) of the gradient at \(position)",
        sourceLocation: sourceLocation
      )
    }
    var repeated = [Double](repeating: .nan, count: model.dimension)
    let same = model.value(at: position, gradient: &repeated, using: &workspace)
    #expect(
      same == value && repeated == gradient,
      "an evaluation left a trace",
      sourceLocation: sourceLocation
    )
  }
}

extension DifferentiableLogDensity {
  /// The log density, and its gradient into an array.
  fileprivate func value(
    at position: [Double],
    gradient: inout [Double],
    using workspace: inout Workspace
  ) -> Double {
    var span = gradient.mutableSpan
    return logDensity(at: position.span, gradient: &span, using: &workspace)
  }
}

/// The laws of every link: score and information are the derivatives of the log likelihood, and the
/// likelihood is that of the probability; of a link that is not log-concave the information is the expected one,
/// and the second derivative has either sign.
public func checkLinkFunction<Link: LinkFunction>(
  _ link: Link.Type,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var isConcave = true
  for eta in stride(from: -6.0, through: 6, by: 0.75) {
    for (successes, trials) in [(0.0, 1.0), (1, 1), (3, 7), (7, 7), (0, 0)] {
      let here = Link.binomial(successes: successes, trials: trials, at: eta)
      let p = Link.probability(at: eta)
      let expected =
        (successes == 0 ? 0 : successes * Double.log(p))
        + (trials == successes ? 0 : (trials - successes) * Double.log(Link.complement(at: eta)))
      #expect(
        abs(here.logLikelihood - expected) <= 1e-12 * max(1, abs(expected)),
        sourceLocation: sourceLocation
      )
      #expect(abs(p + Link.complement(at: eta) - 1) < 1e-15, sourceLocation: sourceLocation)
      #expect(
        p > 0.999 || abs(Link.predictor(ofProbability: p) - eta) < 1e-12 * max(1, abs(eta)),
        sourceLocation: sourceLocation
      )
      let rise = (Link.probability(at: eta + 1e-5) - Link.probability(at: eta - 1e-5)) / 2e-5
      #expect(abs(Link.slope(at: eta) - rise) < 1e-9, sourceLocation: sourceLocation)
      let step = 1e-4
      let above = Link.binomial(successes: successes, trials: trials, at: eta + step)
      let below = Link.binomial(successes: successes, trials: trials, at: eta - step)
      let score = (above.logLikelihood - below.logLikelihood) / (2 * step)
      #expect(abs(here.score - score) <= 1e-6 * max(1, trials), sourceLocation: sourceLocation)
      let slope = (above.score - below.score) / (2 * step)
      isConcave = isConcave && slope <= 1e-6
      let information = Link.isLogConcave ? -slope : trials * Link.expectedInformation(at: eta)
      #expect(
        abs(here.information - information) <= 1e-6 * max(1, trials),
        sourceLocation: sourceLocation
      )
    }
  }
  #expect(isConcave == Link.isLogConcave, "log-concave or not", sourceLocation: sourceLocation)
  let predictors = [0, -0.0, .infinity, -.infinity, .nan] + (-800...800).map { Double($0) * 0.97 }
  var probabilities = [Double](repeating: .nan, count: predictors.count)
  var span = probabilities.mutableSpan
  Link.probabilities(at: predictors.span, into: &span)
  for (eta, probability) in zip(predictors, probabilities) {
    #expect(
      probability.bitPattern == Link.probability(at: eta).bitPattern,
      "the probability at \(eta)",
      sourceLocation: sourceLocation
    )
  }
  for eta in [-1e3, 1e3, -1e300, 1e300] {
    let sure = Link.binomial(successes: eta > 0 ? 1 : 0, trials: 1, at: eta)
    let never = Link.binomial(successes: eta > 0 ? 0 : 1, trials: 1, at: eta)
    // Where a probability of almost nothing is a number, its logarithm is the whole price.
    let rest = eta > 0 ? Link.complement(at: eta) : Link.probability(at: eta)
    #expect(abs(sure.logLikelihood + rest) <= rest * rest, sourceLocation: sourceLocation)
    #expect(abs(sure.score) <= rest, sourceLocation: sourceLocation)
    #expect(
      rest > 0
        ? abs(never.logLikelihood - .log(rest)) < 1e-12 : never.logLikelihood < -999,
      sourceLocation: sourceLocation
    )
    #expect(!never.score.isNaN, sourceLocation: sourceLocation)
  }
}
