import Inference
import RealModule

/// Checks the laws that hold for every proper prior and lists those that are broken.
///
/// - the score is the derivative of the log density, the information minus that of the score,
/// - the density integrates to one and is the derivative of the cumulative probability,
/// - the quantile inverts the cumulative probability, in both tails,
/// - far out nothing is NaN, and a score is finite wherever the log density is,
/// - 4,000 draws of a fixed seed follow the cumulative probability: Kolmogorov's statistic below 2.2,
///   which chance exceeds once in 8,000 times.
///
/// - Parameter prior: A proper prior with a scale between 1e-3 and 1e3.
/// - Returns: One line for each broken law; empty where all hold.
public func checkPrior(_ prior: some Prior) -> [String] {
  var violations = checkDerivatives(prior)
  let mass = integral(of: prior)
  if !(abs(mass - 1) < 1e-9) { violations.append("integrates to \(mass)") }
  violations += checkQuantiles(prior) + checkFarOut(prior)
  let statistic = kolmogorovStatistic(of: prior, drawCount: 4000)
  if !(statistic < 2.2) { violations.append("draws: Kolmogorov's statistic is \(statistic)") }
  return violations
}

private func checkDerivatives(_ prior: some Prior) -> [String] {
  var violations: [String] = []
  for z in [-30.0, -3, -1.2, -0.1, 0.05, 0.7, 2, 10] {
    let x = prior.location + z * prior.scale
    let step = 1e-5 * prior.scale * max(1, abs(z))
    let (low, high) = (prior.logDensity(at: x - step), prior.logDensity(at: x + step))
    let (value, score) = prior.logDensity(at: x)
    let slope = (high.value - low.value) / (2 * step)
    let tolerance = 1e-6 * (abs(score) + 1 / prior.scale)
    if !(abs(score - slope) < tolerance) {
      violations.append("score at \(x): \(score), difference quotient \(slope)")
    }
    let information = prior.information(at: x)
    let bend = (low.score - high.score) / (2 * step)
    if !(abs(information - bend) < tolerance / prior.scale) {
      violations.append("information at \(x): \(information), difference quotient \(bend)")
    }
    let density = Double.exp(value)
    let rise = (prior.cumulative(x + step) - prior.cumulative(x - step)) / (2 * step)
    // Above the location the difference of two numbers near one keeps only its absolute accuracy.
    if !(abs(density - rise) < 1e-6 * density + 1e-9 / prior.scale) {
      violations.append("density at \(x): \(density), slope of the cumulative \(rise)")
    }
  }
  return violations
}

/// The integral of the density over both half-lines from the location, where a density may have a
/// kink, by the trapezoidal rule after the substitution distance = scale exp(pi/2 sinh t).
private func integral(of prior: some Prior) -> Double {
  let step = 1.0 / 64
  var sum = 0.0
  for index in -300...300 {
    let t = Double(index) * step
    let distance = prior.scale * .exp(.pi / 2 * .sinh(t))
    let densities =
      Double.exp(prior.logDensity(at: prior.location + distance).value)
      + Double.exp(prior.logDensity(at: prior.location - distance).value)
    sum += step * densities * distance * (.pi / 2) * .cosh(t)
  }
  return sum
}

private func checkQuantiles(_ prior: some Prior) -> [String] {
  var violations: [String] = []
  for p in [1e-12, 1e-6, 0.001, 0.05, 0.24, 0.26, 0.5, 0.74, 0.76, 0.95, 0.999] {
    let back = prior.cumulative(prior.quantile(p))
    if !(abs(back - p) <= 1e-11 * p) {
      violations.append("cumulative of the quantile of \(p) is \(back)")
    }
  }
  let ends = [prior.quantile(0), prior.quantile(1), prior.cumulative(-.infinity)]
  if ends != [-.infinity, .infinity, 0] || prior.cumulative(.infinity) != 1 {
    violations.append("ends of the range")
  }
  if [-0.1, 1.1, .nan].contains(where: { !prior.quantile($0).isNaN }) {
    violations.append("a quantile of what is not a probability")
  }
  return violations
}

private func checkFarOut(_ prior: some Prior) -> [String] {
  var violations: [String] = []
  for magnitude in [1e10, 1e100, 1e155, 1e200, 1e300, .greatestFiniteMagnitude / 2] {
    for x in [-magnitude, magnitude] {
      let (value, score) = prior.logDensity(at: x)
      let isScoreBad = score.isNaN || (value.isFinite && !score.isFinite)
      if value.isNaN || value == .infinity || isScoreBad {
        violations.append("log density at \(x): \(value), score \(score)")
      }
      let (p, information) = (prior.cumulative(x), prior.information(at: x))
      if !(0...1 ~= p) || !information.isFinite {
        violations.append("cumulative at \(x): \(p), information \(information)")
      }
    }
  }
  return violations
}

/// The root of the count times the largest distance between the empirical and the theoretical
/// distribution function.
private func kolmogorovStatistic(of prior: some Prior, drawCount: Int) -> Double {
  var random = RandomStream(seed: 20_260_101, purpose: .simulation)
  let ranks = (0..<drawCount).map { _ in prior.cumulative(prior.draw(using: &random)) }.sorted()
  let count = Double(drawCount)
  var largest = 0.0
  for (index, rank) in ranks.enumerated() {
    guard !rank.isNaN else { return .nan }
    largest = max(largest, rank - Double(index) / count, Double(index + 1) / count - rank)
  }
  return largest * count.squareRoot()
}
