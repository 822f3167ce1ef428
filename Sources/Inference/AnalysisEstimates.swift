/// What the estimates of an analysis are made of.
///
/// Where the independence sampler's certificate holds, they are made of all its proposals with their
/// Pareto-smoothed importance weights: nothing that was evaluated is thrown away, and no chain can stand
/// still. The draws are then for what needs equally weighted ones, and for the checks.
///
/// A prediction from twenty thousand points takes 0.6 ms, twice as much as from four thousand draws, most
/// of it for sorting them. From ``weightedProbabilityLimit`` on probabilities are estimated from the draws:
/// a thinned sample of the points would be no better.
extension AnalysisResult {
  /// The product of rows and points up to which probabilities are estimated from weighted points.
  static let weightedProbabilityLimit = 2_000_000

  /// What files call it: `draws`, `pareto_smoothed_weights` or `exact`.
  public var estimateSource: String {
    if exact?.source != nil { return "exact" }
    return weighted == nil ? "draws" : "pareto_smoothed_weights"
  }

  /// What files say of it: `from`; of weighted points their number, their effective sample size, and what
  /// the probabilities are made of, where there are any.
  var estimatesJSON: JSON {
    var members = [JSON.Member("from", .string(estimateSource))]
    if let source = exact?.source {
      members.append(.init("points", .integer(source.pointCount)))
      if !configurations.isEmpty {
        let other = areProbabilitiesWeighted ? "pareto_smoothed_weights" : "draws"
        let isExact = !source.probabilities.isEmpty
        members.append(.init("probabilities_from", .string(isExact ? "exact" : other)))
        if isExact { members.append(.init("probabilities_where_better_from", .string(other))) }
      }
    } else if let weighted {
      members += [
        .init("points", .integer(weighted.count)),
        .init("effective_size", .number(weighted.effectiveSize)),
      ]
      if !configurations.isEmpty {
        let source = areProbabilitiesWeighted ? estimateSource : "draws"
        members.append(.init("probabilities_from", .string(source)))
      }
    }
    return .object(members)
  }
}

extension WeightedSample {
  /// Itself where the rows that are predicted for are few enough, else nil.
  func forProbabilities(of input: AnalysisInput) -> WeightedSample? {
    let rows =
      input.model.design.matrix.rowCount + (input.design.casesWithoutOutcome?.caseNames.count ?? 0)
    return rows * count <= AnalysisResult.weightedProbabilityLimit ? self : nil
  }

  /// The proposals of a run with the weights of its certificate.
  init(
    _ run: IndependenceRun,
    _ certificate: IndependenceCertificate,
    parameterNames: [String]
  ) {
    self.init(
      parameterNames: parameterNames,
      points: run.walks.map(\.coefficients),
      logWeights: certificate.logWeights
    )
  }
}
