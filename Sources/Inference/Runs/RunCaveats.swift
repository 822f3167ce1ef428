/// What the answers from a run must say with their numbers.
extension AnalysisWarning {
  /// The warning as files have it.
  var json: JSON {
    [
      "code": .string(code), "message": .string(message),
      "subjects": .array(subjects.map(JSON.string)),
    ]
  }
}

extension SavedRun {
  /// An answer, an object, with the warnings of the run as its last member.
  public func withWarnings(_ answer: JSON) -> JSON {
    guard case .object(let members) = answer else { return answer }
    return .object(members + [.init("warnings", warningsJSON)])
  }

  /// The warnings of the run as JSON.
  public var warningsJSON: JSON { .array(warnings.map(\.json)) }

  /// What is to be known of derived numbers.
  var caveatFinder: CaveatFinder {
    CaveatFinder(input.design, input.separation, FittedConditions(input.design))
  }

  /// What is to be known of the model as a whole.
  public var caveats: [Caveat] {
    var caveats: [Caveat] = []
    let unbounded = input.separation.columns.filter {
      $0.limit != .finite && $0.limit != .notIdentified
    }.map(\.name)
    if input.separation.verdict != .none {
      caveats.append(
        Caveat(
          .priorDecides,
          "the conditions predict the outcome perfectly: how far "
            + (unbounded.isEmpty ? "the coefficients go" : "\(Self.listed(unbounded)) go")
            + " is decided by the prior alone"
        )
      )
    }
    let aliased = input.separation.columns.filter { $0.limit == .notIdentified }.map(\.name)
    if !aliased.isEmpty {
      caveats.append(
        Caveat(
          .aliased,
          "the data cannot tell \(Self.listed(aliased)) apart: what they share is divided by the prior alone"
        )
      )
    }
    for index in input.design.farColumns.prefix(1) {
      let name = QuotedText(input.design.columns[index].name)
      caveats.append(
        Caveat(
          .interceptFarAway,
          "the intercept stands where `\(name)` is 0, far from all cases, and its prior holds the slope "
            + "near 0"
        )
      )
    }
    return caveats.merged
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(4).map { "`\(QuotedText($0))`" }.joined(separator: ", ")
    return names.count > 4 ? shown + " and \(names.count - 4) more" : shown
  }

  /// The test for separation of the cases without one of them.
  private func separation(without index: Int) -> Separation {
    Separation(of: input.model.leavingOut(case: index))
  }

  /// What is to be known of what the other cases say of each case: what the prior alone decides where the
  /// case is left out.
  ///
  /// Beyond ``CaseRefits/defaultLimit`` cases what the prior decides with all of them. O(different cases)
  /// tests for separation.
  public func caveatsOfCases() -> [Caveat.OfCase] {
    let design = input.model.design
    let isSmall = design.patternOfCase.count <= CaseRefits.defaultLimit
    let shared =
      input.design.farColumns.isEmpty ? [] : caveats.filter { $0.code == .interceptFarAway }
    var known: [[Double]: [Caveat]] = [:]
    return design.patternOfCase.enumerated().map { index, pattern in
      let row = design.matrix.row(pattern)
      let key = [Double(pattern), input.model.successes[index], input.model.trials[index]]
      let caveats =
        known[key]
        ?? Caveat.of(
          (isSmall ? separation(without: index) : input.separation).limit(ofPredictor: row)
        ) + shared
      known[key] = caveats
      return Caveat.OfCase(name: input.design.caseNames[index], caveats: caveats)
    }
  }

  /// What is to be known of each quantity of an analysis of influence, in the order of
  /// ``CaseInfluence/full``: with all cases where `index` is nil, else of its change without that case.
  public func caveatsOfQuantities(without index: Int? = nil) -> [[Caveat]] {
    let all = quantityCaveats(input.separation)
    guard let index else { return all }
    return zip(all, quantityCaveats(separation(without: index))).map { ($0 + $1).merged }
  }

  private func quantityCaveats(_ separation: Separation) -> [[Caveat]] {
    let design = input.model.design
    let far = input.design.farColumns
    let shared = caveats.filter { $0.code == .interceptFarAway }
    let coefficients = separation.columns.enumerated().map { index, report in
      Caveat.of(report.limit, .coefficient) + (far.contains(index) ? shared : [])
    }
    let configurations = (0..<design.matrix.rowCount).map {
      Caveat.of(separation.limit(ofPredictor: design.matrix.row($0)), .probability) + shared
    }
    return coefficients + configurations + [shared]
  }
}

extension Caveat {
  /// What is to be known of the prediction of a case from the others.
  public struct OfCase: Sendable, Equatable {
    /// The name of the case.
    public let name: String
    /// What is to be known.
    public let caveats: [Caveat]
  }
}
