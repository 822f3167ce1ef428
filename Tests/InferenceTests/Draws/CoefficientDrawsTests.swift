import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// A slope that is a deviation times a scale: three parameters make two coefficients.
private struct ScaledSlope: Parameterization {
  static var isIdentity: Bool { false }
  let layout = ParameterLayout([(.coefficients, ["Intercept", "dose"]), (.scales, ["log_scale"])])
  let coefficientNames = ["Intercept", "dose"]

  func makeWorkspace() -> NoWorkspace { NoWorkspace() }

  func apply(
    _ position: Span<Double>,
    into coefficients: inout MutableSpan<Double>,
    using workspace: inout NoWorkspace
  ) -> Double {
    coefficients[0] = position[0]
    coefficients[1] = position[1] * Portable.exp(position[2])
    return 0
  }

  func pullBack(
    _ position: Span<Double>,
    score: Span<Double>,
    into gradient: inout MutableSpan<Double>,
    using workspace: inout NoWorkspace
  ) {
    let scale = Portable.exp(position[2])
    gradient[0] += score[0]
    gradient[1] += score[1] * scale
    gradient[2] += score[1] * position[1] * scale
  }
}

@Suite struct CoefficientDrawsTests {
  private static func scaled() throws -> (
    Regression<ScaledSlope, BinomialLikelihood, PriorSet>, BinaryRegression
  ) {
    let base = try BinaryRegressionTests.model(
      BinaryRegressionTests.bioassay,
      BinaryRegressionTests.grouped
    )
    let uses = base.prior.used
    let prior = PriorSet(name: "test", used: [uses[0], uses[1], uses[1]])
    return (Regression(ScaledSlope(), base.likelihood, prior), base)
  }

  @Test func aRegressionInOtherParametersObeysTheLaws() throws {
    let (model, base) = try Self.scaled()
    #expect(model.dimension == 3 && model.parameterNames.last == "log_scale")
    checkLogDensity(model, at: [[0, 0, 0], [0.8, 7.5, 0.4], [-3, 1, -2]])
    // The likelihood is that of the coefficients.
    var (one, other) = (model.makeWorkspace(), base.makeWorkspace())
    let position = [0.8, 2.5, 0.5]
    let value =
      model.evaluate(at: position, using: &one) - model.logPrior(at: position.span, using: &one)
    let coefficients = [0.8, 2.5 * Portable.exp(0.5)]
    let expected =
      base.evaluate(at: coefficients, using: &other)
      - base.logPrior(at: coefficients.span, using: &other)
    #expect(abs(value - expected) < 1e-12)
  }

  @Test func drawsBecomeCoefficients() throws {
    let (model, base) = try Self.scaled()
    let draws = Draws(
      parameterNames: model.parameterNames,
      chains: [
        ChainDraws(chain: 1, dimension: 3, values: [1, 2, 0, 3, 4, 1]),
        ChainDraws(chain: 2, dimension: 3, values: [5, -6, -1]),
      ]
    )
    let found = model.coefficients(of: draws)
    #expect(found.parameterNames == ["Intercept", "dose"])
    #expect(found.chains[0].values == [1, 2, 3, 4 * Portable.exp(1)])
    #expect(found.chains[1].values == [5, -6 * Portable.exp(-1)])
    // Where the position is the coefficients nothing is done.
    let own = Draws(parameterNames: base.parameterNames, chains: [])
    #expect(base.coefficients(of: own) == own)
  }

  @Test func placesOfBlocks() {
    let layout = ScaledSlope().layout
    #expect(layout.range(of: .coefficients) == 0..<2 && layout.range(of: .scales) == 2..<3)
    #expect(layout.range(of: .groupEffects).isEmpty)
  }
}
