extension AnalysisResult {
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
        if isExact { members.append(.init("probabilities_where_better_from", "draws")) }
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
