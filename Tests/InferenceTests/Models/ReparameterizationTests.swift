import InferenceTestSupport
import RealModule
import Testing

@testable import InferenceCore

@Suite struct ReparameterizationTests {
  static let maps = [
    CoordinateMap(location: 0.5, scale: 2.5, isStretched: true),
    CoordinateMap(location: -2, scale: 0.1, isStretched: true),
    CoordinateMap(location: 4, scale: 10, isStretched: false),
  ]

  /// mpmath at 40 digits: `0.5 + 2.5*sinh(z)` and `log(2.5*cosh(z))`.
  static let rows: [(z: Double, coefficient: Double, logDerivative: Double)] = [
    (-30.0, -13358093226905.077684, 30.223143551314209756),
    (-5.0, -185.00802644447189744, 5.2231889502134266204),
    (-1.0, -2.4380029841095036422, 1.3500715623571822522),
    (-0.25, -0.13153079202042076979, 0.94722053549431643664),
    (1e-06, 0.50000250000000000042, 0.91629073187465506518),
    (0.3, 1.2613007336178565184, 0.96063150180009537898),
    (2.0, 9.5671510196175469192, 2.2412934792320194961),
    (8.0, 3726.6970644738754653, 8.2231436638493781429),
  ]

  @Test func valuesMatchMpmath() {
    for row in Self.rows {
      let value = Self.maps[0].value(at: row.z)
      #expect(abs(value.coefficient - row.coefficient) <= 1e-14 * abs(row.coefficient))
      #expect(
        abs(value.logDerivative - row.logDerivative) <= 1e-14 * max(1, abs(row.logDerivative))
      )
    }
  }

  @Test func derivativesBelongToTheMap() {
    for map in Self.maps {
      for z in stride(from: -4.0, through: 4, by: 0.37) {
        let here = map.value(at: z)
        let step = 1e-4
        let above = map.value(at: z + step)
        let below = map.value(at: z - step)
        let slope = (above.coefficient - below.coefficient) / (2 * step)
        #expect(abs(here.derivative - slope) <= 1e-6 * here.derivative)
        #expect(abs(here.logDerivative - Double.log(here.derivative)) < 1e-12)
        let score = (above.logDerivative - below.logDerivative) / (2 * step)
        #expect(abs(here.logDerivativeScore - score) < 1e-5 * max(1, abs(score)))
      }
    }
  }

  /// A step below rounding of the location is kept: the map does not lose small z.
  @Test func smallStepsAreKept() {
    let map = CoordinateMap(location: 0, scale: 2.5, isStretched: true)
    for z in [1e-300, 1e-20, -1e-9] {
      #expect(abs(map.value(at: z).coefficient - 2.5 * z) <= 1e-15 * abs(2.5 * z))
    }
  }

  @Test func theTargetObeysTheLawsOfATarget() throws {
    let base = FunctionTarget(
      value: { -Double.log(onePlus: $0 * $0 / 6.25) - Double.log(onePlus: Double.exp(0.3 * $0)) },
      score: { -2 * $0 / (6.25 + $0 * $0) - 0.3 * LogitLink.probability(at: 0.3 * $0) }
    )
    checkLogDensity(base, at: [[-3], [0.2], [5]])
    for map in Self.maps {
      let target = ReparameterizedTarget(base: base, map: Reparameterization([map]))
      checkLogDensity(target, at: [[-2.5], [-0.1], [0], [0.05], [1], [3]])
    }
  }

  /// Units follow the prior, but no further than overlapping data can need; see the doc comment.
  @Test func unitsFollowPriorAndColumn() throws {
    let csv = "y,x,age\nyes,yes,20\nno,no,40\nyes,no,60\nno,yes,40\n"
    func origin(_ priors: [String]) throws -> [Double] {
      let input = try AnalysisInputTests.input(csv, "y ~ x + age") { $0.priorStatements = priors }
      var parameters = [0.0, 0, 0]
      var unit = [0.0, 0, 0]
      var first = parameters.mutableSpan
      _ = input.reparameterization.apply(at: [0.0, 0, 0].span, into: &first)
      var second = unit.mutableSpan
      _ = input.reparameterization.apply(at: [1.0, 1, 1].span, into: &second)
      return zip(unit, parameters).map { $0 - $1 }
    }
    // The sd of age is 16.33, so that a coefficient of 10 / 32.66 moves the log-odds by ten.
    let sd = (800.0 / 3).squareRoot()
    let narrow = try origin(["x ~ normal(1, 1e-6)", "age ~ normal(0, 0.1)"])
    #expect(abs(narrow[1] - 1e-6) < 1e-12)
    #expect(abs(narrow[2] - 0.1) < 1e-12)
    let wide = try origin(["x ~ normal(0, 1e6)", "age ~ flat()"])
    #expect(abs(wide[1] - 10) < 1e-12)
    #expect(abs(wide[2] - 5 / sd) < 1e-12)
  }

  /// The density of z integrates to that of the coefficient: total mass by the trapezoidal rule.
  @Test func theJacobianKeepsTheMass() {
    let map = Self.maps[0]
    let step = 1e-3
    var sum = 0.0
    for index in -40000...40000 {
      let value = map.value(at: Double(index) * step)
      let t = (value.coefficient - 0.5) / 2.5
      let log = -Double.log(2.5 * Double.pi) - Double.log(onePlus: t * t) + value.logDerivative
      sum += step * Double.exp(log)
    }
    #expect(abs(sum - 1) < 1e-9)
  }
}
