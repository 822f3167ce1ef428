import Testing

@testable import InferenceCore

/// Predictions against numpy and ArviZ.
struct ScenarioPredictionTests {
  private func predictions(
    _ scenarios: [String],
    interval: CredibleInterval = .standard,
    keepsDraws: Bool = false
  ) throws -> ScenarioPredictor {
    let sample = try EffectReferences()
    let resolved = try scenarios.map { try sample.conditions.resolve(Scenario($0)) }
    let model = try sample.model()
    let separation = Separation(
      design: model.design.matrix,
      successes: model.design.successes,
      trials: model.design.trials,
      columnNames: model.parameterNames
    )
    return ScenarioPredictor(
      zip(scenarios, resolved).map { PredictionPlace(.scenario, $0, $1) },
      rows: try sample.conditions.encode(resolved),
      fit: PredictionBasis(
        design: sample.design,
        model: model,
        separation: separation,
        conditions: sample.conditions,
        draws: sample.draws
      ),
      interval: interval,
      keepsDraws: keepsDraws
    )
  }

  private static let scenarios = [
    "protest=yes, region=Asia, gdp=1.5, exposure=0", "protest=no, region=Caucasus", "gdp=5",
  ]

  @Test func agreesWithNumpy() throws {
    let sample = try EffectReferences()
    let found = try predictions(Self.scenarios).predictions
    for (text, prediction) in zip(Self.scenarios, found) {
      try expectClose(prediction.probability, sample.answer("scenarios", text), text)
    }
    let narrow = try #require(CredibleInterval(kind: .equalTailed, mass: 0.8))
    let eighty = try predictions([Self.scenarios[0]], interval: narrow).predictions[0]
    let expected = try sample.answer("mass_80")
    try expectClose(eighty.probability, expected, "80 %")
    let shortest = try #require(CredibleInterval(kind: .highestDensity, mass: 0.8))
    let density = try predictions([Self.scenarios[0]], interval: shortest).predictions[0]
    try expectClose(density.probability.lower, expected["hdi_lower"], "HDI")
    try expectClose(density.probability.upper, expected["hdi_upper"], "HDI")
    #expect(density.probability.mcseLower.isNaN)
  }

  @Test func saysWhatWasObserved() throws {
    let found = try predictions(Self.scenarios + ["protest=no, region=Asia, gdp=3, exposure=0"])
      .predictions
    // Cases A and H.
    #expect(found[0].observed == .init(successes: 4, trials: 10))
    #expect(found[0].cases == ["A", "H"])
    #expect(found[0].nearest == .init(distance: 0, cases: ["A", "H"]))
    // E has these conditions, but other numbers.
    #expect(found[1].observed == nil && found[1].cases.isEmpty)
    #expect(found[1].nearest == .init(distance: 0, cases: ["E"]))
    #expect(found[2].outside == ["gdp"] && found[1].outside.isEmpty)
    #expect(found[3].cases == ["D"])
  }

  @Test func keepsDraws() throws {
    let found = try predictions(Self.scenarios, keepsDraws: true)
    let kept = try #require(found.draws)
    #expect(kept.parameterNames == Self.scenarios)
    #expect(kept.chains.map(\.count) == [250, 250, 250, 250])
    for index in 0..<3 {
      let pooled = kept.parameter(index).flatMap { $0 }
      let mean = pooled.reduce(0, +) / 1000
      #expect(abs(mean - found.predictions[index].probability.mean) < 1e-13)
    }
  }

  @Test func intervalsAreValid() {
    #expect(CredibleInterval(kind: .equalTailed, mass: 1) == nil)
    #expect(CredibleInterval(kind: .equalTailed, mass: 0) == nil)
    #expect(CredibleInterval(kind: .equalTailed, mass: .nan) == nil)
    #expect(CredibleInterval(kind: .equalTailed, mass: 0.9) == .standard)
    #expect(CredibleInterval.standard.probabilities == (0.05, 0.95))
  }

  /// More places than one panel holds.
  @Test func manyPlacesAreDoneInParts() throws {
    let many = (0..<300).map { "gdp=\(1 + Double($0) / 100)" }
    let found = try predictions(many).predictions
    let last = try predictions([many[299]]).predictions[0]
    #expect(found.count == 300)
    #expect(found[299] == last)
    #expect(found[298] != last)
  }
}
