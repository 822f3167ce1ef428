import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct PosteriorTests {
  private static func all() throws -> [Posterior] {
    let model = try BinaryRegressionTests.csto()
    let jeffreys = Regression(
      model.parameterization,
      model.likelihood,
      JeffreysPrior(of: model.likelihood)
    )
    return [
      Posterior(of: model), .jeffreys(jeffreys),
      .completions(try CompletionLikelihoodTests.model("csto_uncertain_su3")),
    ]
  }

  /// What a kind has not, it has a sentence for.
  @Test func kindsSayWhatTheyHaveNot() throws {
    for posterior in try Self.all() {
      #expect((posterior.normalized == nil) == (posterior.whyNotNormalized != nil))
      #expect(posterior.layout.range(of: .coefficients) == 0..<5)
    }
    #expect(try Self.all().map(\.hasCertainCodes) == [true, true, false])
  }

  /// Without a case the log density is less by the log likelihood of that case.
  @Test func withoutACase() throws {
    let position = [-3.0, 1, -0.5, 0.25, 2]
    for posterior in try Self.all() {
      let rest: Posterior
      var likelihoods = [Double](repeating: 0, count: 8)
      func without(_ model: some PosteriorModel) {
        var workspace = model.makeWorkspace()
        var span = likelihoods.mutableSpan
        model.pointwiseLogLikelihood(at: position.span, into: &span, using: &workspace)
      }
      let rows = try BinaryRegressionTests.csto().leavingOut(case: 2)
      rest = posterior.leavingOut(case: 2, from: rows)
      switch posterior {
      case .independent(let model): without(model)
      case .jeffreys(let model): without(model)
      case .completions(let model): without(model)
      }
      let difference =
        posterior.logDensity(at: position.span) - rest.logDensity(at: position.span)
      #expect(abs(difference - likelihoods[2]) < 1e-12)
    }
  }
}
