import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct CompletionLikelihoodTests {
  /// A reference's cases, and its uncertain cells, as they are asked for.
  static func input(_ id: String) throws -> AnalysisInput {
    let model = try #require(try References.object(id + ".json")["model"] as? [String: Any])
    let columns = try #require(model["design"] as? [String])
    let outcome = try #require(model["response"] as? String)
    let data = id == "uncertain30" ? "cases30.csv" : "csto_cases.csv"
    var options = AnalysisOptions(
      source: .file(try References.own(data), caseColumn: nil, delimiter: nil),
      run: try #require(RunSettings(draws: 4000, seed: 7, threads: 2)),
      noUTurn: try #require(NoUTurnSettings(adaptDelta: 0.9))
    )
    options.formula = "\(outcome) ~ " + columns.dropFirst().joined(separator: " + ")
    options.priorStatements = ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"]
    options.model.uncertainCodes = try codes(model)
    return try AnalysisInput.read(options)
  }

  private static func codes(_ model: [String: Any]) throws -> UncertainCodes {
    if let file = model["uncertain_cells_file"] as? String {
      return try UncertainCodes.read(path: References.own(file))
    }
    let cells = try #require(model["uncertain_cells"] as? [[String: Any]])
    return UncertainCodes(
      source: "reference",
      cells: try cells.map { cell in
        UncertainCodes.Cell(
          caseName: try #require(cell["case"] as? String),
          variable: try #require(cell["variable"] as? String),
          probability: try #require(cell["probability_of_1"] as? Double)
        )
      }
    )
  }

  /// The model of a reference.
  static func model(_ id: String) throws -> CompletionRegression {
    guard case .completions(let model) = try input(id).posterior else {
      return try #require(nil as CompletionRegression?, "\(id) has no completions")
    }
    return model
  }

  static let ids = [
    "csto_uncertain_su3", "csto_uncertain_two_columns", "csto_uncertain_outcome", "uncertain30",
  ]

  @Test(arguments: ids) func obeysTheLaws(_ id: String) throws {
    let model = try Self.model(id)
    let positions: [[Double]] = [
      [0, 0, 0, 0, 0], [-4, 1, -0.5, -0.75, 3], [-30, 4, -6, 8, 40], [800, -3, 2, 1, 9],
    ]
    checkLogDensity(model, at: positions.map { Array($0.prefix(model.dimension)) })
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

  /// Quadrature over all completions (see the references' `method`), by a fit as the program makes it.
  @Test(arguments: ids) func fitsAgreeWithQuadrature(_ id: String) async throws {
    let input = try Self.input(id)
    let reference = try ReferencePosterior(
      id,
      order: References.names(of: input.model)
    )
    let result = try await Analysis.run(input)
    #expect(result.isTrustworthy)
    for (summary, parameter) in zip(result.summaries, reference.parameters) {
      for (number, score) in ReferencePosteriorTests.scores(summary, parameter) {
        #expect(abs(score) < 4, "\(summary.name) \(number)")
      }
    }
  }
}
