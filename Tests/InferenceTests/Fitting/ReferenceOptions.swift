import InferenceTestSupport
import Testing

@testable import InferenceCore

extension AnalysisOptions {
  /// What is asked for where a fit is compared with a reference posterior: one of the built-in study's cases, whose
  /// name begins so, or of other cases that travel with the tests.
  static func reference(
    _ id: String,
    else other: (data: String, formula: String),
    draws: Int,
    seed: UInt64,
    adaptDelta: Double = 0.9
  ) throws -> AnalysisOptions {
    let isBuiltIn = id.hasPrefix("csto")
    var options = AnalysisOptions(
      source: .file(
        try References.own(isBuiltIn ? "csto_cases.csv" : other.data),
        caseColumn: nil,
        delimiter: nil
      ),
      run: try #require(RunSettings(draws: draws, seed: seed, threads: 2)),
      noUTurn: try #require(NoUTurnSettings(adaptDelta: adaptDelta))
    )
    options.formula =
      isBuiltIn
      ? "intervention ~ protest + ethnic + foreign + security_uncertainty" : other.formula
    return options
  }
}
