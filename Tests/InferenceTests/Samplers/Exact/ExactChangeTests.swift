import Foundation
import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// Averages of probabilities and how they compare, against fine grids and quasi-random sequences (exact_effects.py).
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

  private static func quantity(_ change: ExactChange, _ name: String) -> ExactQuantity? {
    switch name {
    case "before": change.before
    case "after": change.after
    case "difference": change.difference
    case "risk_ratio": change.riskRatio
    case "odds_ratio": change.oddsRatio
    default: nil
    }
  }

  private static func all(_ change: ExactChange) -> [ExactQuantity] {
    [change.before, change.after, change.difference, change.riskRatio, change.oddsRatio]
      .compactMap { $0 }
  }

  private static func bits(_ quantity: ExactQuantity) -> [UInt64] {
    [quantity.mean, quantity.quantile(0.05), quantity.quantile(0.77)]
      .flatMap { [$0.value.bitPattern, $0.error.bitPattern] }
  }

  private static func numbers(_ quantity: ExactQuantity) -> [String: ExactEstimate] {
    var result = [
      "mean": quantity.mean, "sd": quantity.standardDeviation,
      "p_positive": quantity.probability(above: 0),
    ]
    let (low, high) = (quantity.probability(above: -0.05), quantity.probability(above: 0.05))
    result["p_within"] = ExactEstimate(low.value - high.value, error: low.error + high.error)
    for level in [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975] {
      result["q\(level)"] = quantity.quantile(level)
    }
    return result
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
      for (name, values) in try #require(expected[comparison.condition]) {
        let isRatio = name.hasSuffix("ratio")
        // One half, whatever the coefficient.
        if model.name == "one", name == "before" { continue }
        for (number, own) in try Self.numbers(#require(Self.quantity(change, name))) {
          // The mean of a ratio is not given; of what is positive nothing is to be said.
          if isRatio, number == "mean" || number == "sd" { continue }
          if name != "difference", number.hasPrefix("p_") { continue }
          let value = try #require(values[number])
          let grid = 2e-5 * max(1e-3, abs(value))
          let error = own.error + 4 * (values["error_" + number] ?? grid)
          #expect(
            abs(own.value - value) <= error,
            "\(comparison.condition) \(name) \(number): \(own) and \(value)"
          )
          count += 1
        }
      }
    }
    let probabilities = model.name == "one" ? 1 : 2
    #expect(count == exact.changes.count * (probabilities * 9 + 11 + 2 * 7))
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
      for (mine, other) in zip(Self.all(own), Self.all(truth)) {
        for level in [0.025, 0.05, 0.3, 0.5, 0.9, 0.95, 0.975] {
          let estimate = mine.quantile(level)
          #expect(abs(estimate.value - other.quantile(level).value) <= estimate.error)
        }
      }
      let rise = own.probabilityOfRise
      #expect(abs(rise.value - truth.probabilityOfRise.value) <= rise.error)
    }
  }

  /// One row before and after a step in one coefficient: the odds ratio is the exponential of the coefficient.
  @Test func oddsRatioOfOneRow() throws {
    let model = try ApproximationCases.builtIn()
    var rows = DistinctRows()
    let places = [0.0, 1].map { rows.place(of: [1, 0, 0, 0, $0], offset: 0) }
    var settings = ExactSettings()
    settings.averageRows = rows
    settings.changes = [
      AverageChange(
        before: [RowShare(row: places[0], weight: 1)],
        after: [RowShare(row: places[1], weight: 1)]
      )
    ]
    let exact = try ExactPosterior(model, settings)
    for level in [0.05, 0.5, 0.95] {
      let ratio = try #require(exact.changes[0].oddsRatio)
      let (own, other) = (ratio.quantile(level), exact.coefficients[4].quantile(level))
      let truth = Portable.exp(other.value)
      #expect(abs(own.value - truth) <= own.error + truth * other.error)
    }
    let (rise, positive) = (
      exact.changes[0].probabilityOfRise, exact.coefficients[4].probability(above: 0)
    )
    #expect(abs(rise.value - positive.value) <= rise.error + positive.error)
  }

  /// One thread, two threads and every instruction set: the same bits.
  ///
  /// And averages change nothing else.
  @Test func sameBitsHoweverComputed() throws {
    let input = try Self.input(Self.models[2])
    let settings = try Self.settings(input)
    func bits(_ posterior: ExactPosterior) -> [UInt64] {
      posterior.changes.flatMap { change in
        Self.all(change).flatMap(Self.bits)
      } + posterior.coefficients.map { $0.quantile(0.95).value.bitPattern }
    }
    let expected = bits(try ExactPosterior(input.model, settings))
    #expect(bits(try ExactPosterior(input.model, settings, threads: 2)) == expected)
    let selected = KernelVersion.current
    defer { _ = selected.select() }
    for kernel in KernelVersion.available {
      #expect(kernel.select())
      #expect(bits(try ExactPosterior(input.model, settings)) == expected)
    }
    // Fewer measures: the same difference.
    var alone = settings
    alone.hasDifferencesAlone = true
    let differences = try ExactPosterior(input.model, alone).changes
    #expect(
      differences.map { Self.bits($0.difference) }
        == (try ExactPosterior(input.model, settings).changes).map { Self.bits($0.difference) }
    )
    #expect(differences.allSatisfy { Self.all($0).count == 1 })
    let bare = try ExactPosterior(input.model)
    #expect(bare.coefficients.map { $0.quantile(0.95).value.bitPattern } == expected.suffix(5))
  }
}
