import Foundation
import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// Means of averages of probabilities and of their difference, against fine grids and
/// quasi-random sequences (exact_effects.py).
@Suite struct ExactChangeTests {
  /// A posterior of the built-in study that the references have.
  struct Model: Sendable, CustomStringConvertible {
    let name: String
    let formula: String
    let priors: [String]

    var description: String { name }
  }

  private static let models = [
    Model(name: "one", formula: "intervention ~ 0 + protest", priors: []),
    Model(name: "two", formula: "intervention ~ security_uncertainty", priors: []),
    Model(
      name: "five",
      formula: "intervention ~ protest + ethnic_clashes + foreign_intrusion + security_uncertainty",
      priors: []
    ),
    Model(
      name: "five_laplace",
      formula: "intervention ~ protest + ethnic_clashes + foreign_intrusion + security_uncertainty",
      priors: ["coefficients ~ laplace(0, 1)"]
    ),
  ]

  private static func input(_ model: Model) throws -> AnalysisInput {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = model.formula
    options.priorStatements = model.priors
    return try AnalysisInput.read(options)
  }

  private static func settings(_ input: AnalysisInput) throws -> ExactSettings {
    let compared = try #require(FittedEffects(of: input)).averages()
    var settings = ExactSettings()
    settings.averageRows = compared.rows
    settings.changes = compared.changes.compactMap { $0 }
    return settings
  }

  private static let measures: [(name: String, of: @Sendable (ExactChange) -> ExactEstimate)] =
    [("before", \.before), ("after", \.after), ("difference", \.difference)]

  private static func bits(_ change: ExactChange) -> [UInt64] {
    measures.map { $0.of(change) }.flatMap { [$0.value.bitPattern, $0.error.bitPattern] }
  }

  @Test(arguments: models) func errorsCoverTheTruth(_ model: Model) throws {
    let reference = try References.expected("exact_effects")
    let expected = try #require(reference[model.name] as? [String: [String: [String: Double]]])
    let input = try Self.input(model)
    let exact = try ExactPosterior(input.model, Self.settings(input))
    // Its errors are said not to be known under Laplace priors, and hold all the same.
    #expect(exact.isExact == model.priors.isEmpty)
    let effects = try #require(FittedEffects(of: input))
    var count = 0
    for (comparison, change) in zip(effects.comparisons, exact.changes) {
      let all = try #require(expected[comparison.condition])
      for measure in Self.measures {
        // One half, whatever the coefficient.
        if model.name == "one", measure.name == "before" { continue }
        let (own, values) = (measure.of(change), try #require(all[measure.name]))
        let value = try #require(values["mean"])
        let error = own.error + 4 * (values["error_mean"] ?? 2e-5 * max(1e-3, abs(value)))
        #expect(
          abs(own.value - value) <= error,
          "\(comparison.condition) \(measure.name): \(own) and \(value)"
        )
        // Far below what 4,000 draws could tell.
        if exact.isExact { #expect(own.error < 0.002 * (values["sd"] ?? 0)) }
        count += 1
      }
      let index = try #require(input.model.parameterNames.firstIndex(of: comparison.condition))
      let rise = exact.coefficients[index].probability(above: 0)
      let reference = try #require(all["difference"])
      let value = try #require(reference["p_positive"])
      #expect(abs(rise.value - value) <= rise.error + 4 * (reference["error_p_positive"] ?? 2e-5))
    }
    #expect(count == exact.changes.count * (model.name == "one" ? 2 : 3))
  }

  /// A lattice nearly twice as fine agrees within the errors, for data and priors of other kinds.
  @Test(arguments: [
    ["coefficients ~ normal(0, 1)"], ["coefficients ~ student_t(7, 0, 2.5)"],
    ["Intercept ~ normal(-3, 1)", "x1 ~ normal(2, 0.5)"],
  ])
  func finerLatticesAgree(_ priors: [String]) throws {
    let model = try ApproximationCases.simulated(
      coefficients: 3,
      cases: 25,
      seed: 8,
      priors: priors
    )
    var rows = DistinctRows()
    let changes = (1..<3).map { column in
      func average(_ value: Double) -> [RowShare] {
        let design = model.design.matrix
        let places = (0..<design.rowCount).map { index in
          var row = design.row(index)
          row[column] = value
          return rows.place(of: row, offset: 0)
        }
        let weight = 1 / Double(places.count)
        return DistinctRows.average(over: places, weights: places.map { _ in weight })
      }
      return AverageChange(before: average(0), after: average(1))
    }
    var settings = ExactSettings()
    (settings.averageRows, settings.changes) = (rows, changes)
    let rough = try ExactPosterior(model, settings)
    settings.spacing = 0.55 * rough.spacing
    let fine = try ExactPosterior(model, settings)
    for (own, truth) in zip(rough.changes, fine.changes) {
      for measure in Self.measures {
        let (mine, other) = (measure.of(own), measure.of(truth))
        #expect(abs(mine.value - other.value) <= mine.error)
      }
    }
  }

  /// One row before and after a step: the probabilities there, and the difference of their means.
  @Test func oneRowIsItsProbability() throws {
    let model = try ApproximationCases.builtIn()
    let ends = [[1.0, 0, 0, 0, 0], [1, 0, 0, 0, 1]]
    var rows = DistinctRows()
    let places = ends.map { rows.place(of: $0, offset: 0) }
    var settings = ExactSettings()
    settings.averageRows = rows
    settings.changes = [
      AverageChange(
        before: [RowShare(row: places[0], weight: 1)],
        after: [RowShare(row: places[1], weight: 1)]
      )
    ]
    (settings.predictorRows, settings.predictorOffsets) = (ends, [0, 0])
    let exact = try ExactPosterior(model, settings)
    let (change, probabilities) = (exact.changes[0], exact.probabilities)
    for (own, other) in zip([change.before, change.after], probabilities) {
      #expect(abs(own.value - other.mean.value) < 1e-12)
    }
    let difference = probabilities[1].mean.value - probabilities[0].mean.value
    #expect(abs(change.difference.value - difference) < 1e-12)
  }

  /// One thread, two threads and every instruction set: the same bits.
  ///
  /// And averages change nothing else.
  @Test func sameBitsHoweverComputed() throws {
    let input = try Self.input(Self.models[2])
    let settings = try Self.settings(input)
    func bits(_ posterior: ExactPosterior) -> [UInt64] {
      posterior.changes.flatMap(Self.bits)
        + posterior.coefficients.map { $0.quantile(0.95).value.bitPattern }
    }
    let expected = bits(try ExactPosterior(input.model, settings))
    #expect(bits(try ExactPosterior(input.model, settings, threads: 2)) == expected)
    let selected = KernelVersion.current
    defer { _ = selected.select() }
    for kernel in KernelVersion.available {
      #expect(kernel.select())
      #expect(bits(try ExactPosterior(input.model, settings)) == expected)
    }
    let bare = try ExactPosterior(input.model)
    #expect(bare.coefficients.map { $0.quantile(0.95).value.bitPattern } == expected.suffix(5))
  }
}
