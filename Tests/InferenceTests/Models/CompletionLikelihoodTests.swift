import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct CompletionLikelihoodTests {
  private static let outcome = "intervention"

  /// The model of a reference: the coded cases, with the completions of its uncertain cells.
  static func model(_ id: String) throws -> CompletionRegression {
    var options = AnalysisOptions(
      source: .file(try References.own("csto_cases.csv"), caseColumn: nil, delimiter: nil),
      run: try #require(RunSettings(seed: 1, threads: 2)),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = "intervention ~ protest + ethnic + foreign + security_uncertainty"
    options.priorStatements = ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"]
    let input = try AnalysisInput(options)
    let coded = input.model.likelihood
    let reference = try #require(try References.object(id + ".json")["model"] as? [String: Any])
    let cells = try #require(reference["uncertain_cells"] as? [[String: Any]])
    var completions: [Int: [CompletionLikelihood.Completion]] = [:]
    for cell in cells {
      let name = try #require(cell["case"] as? String)
      let variable = try #require(cell["variable"] as? String)
      let probability = try #require(cell["probability_of_1"] as? Double)
      let index = try #require(input.design.caseNames.firstIndex(of: name))
      let own =
        completions[index] ?? [
          CompletionLikelihood.Completion(
            row: coded.design.matrix.row(coded.design.patternOfCase[index]),
            successes: coded.successes[index],
            weight: 1
          )
        ]
      let column = input.model.parameterNames.firstIndex(of: variable)
      completions[index] = own.flatMap { completion in
        [(0.0, 1 - probability), (1, probability)].map { code, weight in
          var filled = completion
          if let column { filled.row[column] = code } else { filled.successes = code }
          filled.weight *= weight
          return filled
        }
      }
    }
    return Regression(
      input.model.parameterization,
      CompletionLikelihood(coded, completions: completions),
      input.model.prior
    )
  }

  static let ids = ["csto_uncertain_su3", "csto_uncertain_two_columns", "csto_uncertain_outcome"]

  @Test(arguments: ids) func obeysTheLaws(_ id: String) throws {
    checkLogDensity(
      try Self.model(id),
      at: [[0, 0, 0, 0, 0], [-4, 1, -0.5, -0.75, 3], [-30, 4, -6, 8, 40], [800, -3, 2, 1, 9]]
    )
  }

  /// With one completion of weight 1 for each case it is the likelihood of the codes.
  @Test func certainCodesAreTheBinomialLikelihood() throws {
    let coded = try BinaryRegressionTests.csto()
    let rows = coded.likelihood
    let whole = CompletionLikelihood(
      rows,
      completions: Dictionary(
        uniqueKeysWithValues: (0..<rows.unitCount).map { index in
          (
            index,
            [
              CompletionLikelihood.Completion(
                row: rows.design.matrix.row(rows.design.patternOfCase[index]),
                successes: rows.successes[index],
                weight: 1
              )
            ]
          )
        }
      )
    )
    var (one, other) = (rows.makeWorkspace(), whole.makeWorkspace())
    for position in [[0.0, 0, 0, 0, 0], [-4, 1, -0.5, -0.75, 3]] {
      let expected = rows.logLikelihood(at: position.span, using: &one)
      #expect(abs(whole.logLikelihood(at: position.span, using: &other) - expected) < 1e-12)
    }
  }

  /// The cases add up, and one that is left out counts for nothing.
  @Test func casesAddUp() throws {
    let model = try Self.model("csto_uncertain_su3")
    let position = [-3.0, 1, -0.5, 0.25, 3]
    var workspace = model.makeWorkspace()
    var values = [Double](repeating: .nan, count: model.caseCount)
    var span = values.mutableSpan
    model.pointwiseLogLikelihood(at: position.span, into: &span, using: &workspace)
    let sum = values.reduce(0, +)
    var buffer = model.likelihood.makeWorkspace()
    let total = model.likelihood.logLikelihood(at: position.span, using: &buffer)
    #expect(abs(sum - total) < 1e-12)
    for index in values.indices {
      let rest = model.leavingOut(case: index)
      var own = rest.likelihood.makeWorkspace()
      let value = rest.likelihood.logLikelihood(at: position.span, using: &own)
      #expect(abs(value - (total - values[index])) < 1e-12)
    }
  }

  /// Quadrature over all completions (see the references' `method`).
  @Test(arguments: ids) func chainsAgreeWithQuadrature(_ id: String) async throws {
    let model = try Self.model(id)
    let reference = try ReferencePosterior(id, order: model.parameterNames)
    let settings = try #require(RunSettings(draws: 4000, seed: 7, threads: 2))
    let noUTurn = try #require(NoUTurnSettings(adaptDelta: 0.9))
    let chains = try await ChainRunner(settings: settings).run {
      NoUTurnKernel<CompletionRegression, DenseMetric>(model: model, settings: noUTurn)
    }
    let report = DiagnosticsReport(Draws(parameterNames: model.parameterNames, chains: chains))
    for (summary, parameter) in zip(report.summaries, reference.parameters) {
      for (number, score) in ReferencePosteriorTests.scores(summary, parameter) {
        #expect(abs(score) < 4, "\(summary.name) \(number)")
      }
    }
  }
}
