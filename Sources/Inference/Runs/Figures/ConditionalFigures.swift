/// The figure of single conditions.
extension SavedRun {
  /// The number of places along a condition that is a number.
  private static let curvePoints = 41
  /// The most conditions that are drawn where none is named.
  private static let panelLimit = 12

  /// The figure of single conditions.
  ///
  /// - Parameters:
  ///   - request: Which conditions, and what the others are held at.
  ///   - known: The probabilities of the configurations seen; nil: asked for.
  /// - Returns: The figure.
  /// - Throws: ``FigureError`` where there are no conditions, ``FormulaError`` about one of them.
  func conditionalFigure(
    _ request: FigureRequest,
    seen known: RunPredictions? = nil
  ) throws -> ConditionalFigure {
    let fitted = FittedConditions(input.design)
    let varied = fitted.conditions.filter { !$0.isOffset }
    guard !varied.isEmpty else { throw FigureError(.noConditions) }
    var chosen = Array(varied.prefix(Self.panelLimit))
    if let subject = request.subject {
      chosen = varied.filter { $0.name == subject }
      guard !chosen.isEmpty else {
        throw FormulaError.unknownCondition(subject, among: varied.map(\.name))
      }
    }
    var observed = PredictionRequest()
    observed.interval = request.interval
    let seen = try (known ?? predictions(observed)).predictions
    // All panels in one question: what is integrated is integrated once.
    let places = chosen.map(Self.places)
    var wanted = PredictionRequest()
    wanted.interval = request.interval
    wanted.held = request.held
    for (condition, places) in zip(chosen, places) {
      wanted.scenarios += try places.map { try Self.scenario($0.value, of: condition.name, fitted) }
    }
    let answer = try predictions(wanted)
    let only = chosen.count == 1 ? chosen[0].name : nil
    let held = answer.held.filter { $0.name != only }
      .map { "\($0.name)=\(FigureText.value($0.value))" }
    var next = 0
    let panels = zip(chosen, places).map { condition, places in
      defer { next += places.count }
      return ConditionalFigure.Panel(
        name: condition.name,
        levels: condition.levels.map(\.text),
        predictions: zip(places.map(\.place), answer.predictions[next...]).map { ($0, $1) },
        observations: Self.observations(of: condition, in: fitted, seen)
      )
    }
    return ConditionalFigure(
      panels: panels,
      outcome: input.outcomeName,
      interval: request.interval,
      held: held.isEmpty ? "nothing" : held.joined(separator: ", ")
    )
  }

  /// The words for one condition at a value.
  private static func scenario(
    _ value: ConditionValue,
    of name: String,
    _ fitted: FittedConditions
  ) throws(FormulaError) -> String {
    var scenario = try fitted.resolve(nil)
    for (index, other) in fitted.names.enumerated() where other == name {
      scenario.values[index] = value
      scenario.isHeld[index] = false
    }
    return fitted.label(of: scenario, omittingHeld: true)
  }

  private static func places(
    of condition: FittedCondition
  ) -> [(place: ConditionalFigure.Place, value: ConditionValue)] {
    guard condition.levels.isEmpty, let range = condition.range else {
      return condition.levels.enumerated().map { (.level($0), $1) }
    }
    return (0..<curvePoints).map { index in
      let share = Double(index) / Double(curvePoints - 1)
      let value = range.lowerBound + share * (range.upperBound - range.lowerBound)
      return (.number(value), .number(value))
    }
  }

  /// The cases at each value of a condition, by their outcomes.
  private static func observations(
    of condition: FittedCondition,
    in fitted: FittedConditions,
    _ seen: [ScenarioPrediction]
  ) -> [ConditionalFigure.Observation] {
    guard let index = fitted.conditions.firstIndex(where: { $0.name == condition.name }) else {
      return []
    }
    var found: [(place: ConditionalFigure.Place, share: Double, cases: [String])] = []
    for prediction in seen {
      guard let observed = prediction.observed, observed.trials > 0 else { continue }
      let value = prediction.scenario.values[index]
      var place: ConditionalFigure.Place
      if let level = condition.levels.firstIndex(of: value) {
        place = .level(level)
      } else if case .number(let number) = value {
        place = .number(number)
      } else {
        continue
      }
      let share = observed.successes / observed.trials
      if let known = found.firstIndex(where: { $0.place == place && $0.share == share }) {
        found[known].cases += prediction.cases
      } else {
        found.append((place, share, prediction.cases))
      }
    }
    return found.sorted { ($0.place.position, $0.share) < ($1.place.position, $1.share) }
      .map { .init(place: $0.place, share: $0.share, cases: $0.cases) }
  }
}
