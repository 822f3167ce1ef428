/// What is looked at in a design for the sake of the priors: columns that hardly differ, and values that
/// decide the scale of a prior.
extension AnalysisWarning {
  /// Columns that are nearly combinations of others, so that the data hardly tell their coefficients apart;
  /// nil where there are none.
  static func nearlyAliased(_ design: DesignMatrix) -> AnalysisWarning? {
    let found = VarianceInflation(design).entries.filter {
      $0.factor >= VarianceInflation.threshold
    }
    guard !found.isEmpty else { return nil }
    let parts = found.prefix(20).map { entry in
      "`\(QuotedText(entry.name))` (variance inflation "
        + (entry.factor.isFinite ? shortNumber(entry.factor.rounded()) : "beyond arithmetic")
        + ", correlation \(rounded(entry.correlation)) with `\(QuotedText(entry.closest))`)"
    }
    return AnalysisWarning(
      code: "nearly-aliased",
      message:
        "\(parts.joined(separator: ", ")) \(found.count == 1 ? "is" : "are") nearly made of other columns: the data say "
        + "little of the coefficients one by one, and the prior divides the effect between them",
      subjects: found.map(\.name)
    )
  }

  /// The columns of which one case decides by how much the scale of the prior was divided.
  static func priorLeverage(_ design: DesignMatrix, _ prior: PriorSet) -> [AnalysisWarning] {
    guard design.caseCount > 3 else { return [] }
    return zip(design.columns.indices, prior.used).compactMap { index, use in
      guard let rescaling = use.rescaling, rescaling.rule == .twoStandardDeviations,
        let outlier = design.columns[index].decisiveValue(caseCount: design.caseCount)
      else { return nil }
      let rows = (0..<design.matrix.rowCount).filter { design.matrix[$0, index] == outlier.value }
      guard rows.count == 1, (design.counts?[rows[0]] ?? 1) == 1 else { return nil }
      let name = design.columns[index].name
      let subject = design.hasCases ? design.caseNames[rows[0]] : name
      let factor = outlier.ratio.isFinite ? "\(rounded(outlier.ratio)) times" : "infinitely"
      return AnalysisWarning(
        code: "prior-scale-leverage",
        message:
          "one value of `\(QuotedText(name))` decides the scale of its prior: \(shortNumber(outlier.value))"
          + (design.hasCases ? " (\(QuotedText(subject)))" : "")
          + "; with it the standard deviation that the scale is divided by is \(factor) as large as without. "
          + "Check the value, take its logarithm, or state the prior",
        subjects: [name]
      )
    }
  }
}

extension DesignColumn {
  /// The most extreme value, where the standard deviation with it is at least twice that of the other cases,
  /// and the ratio of the two.
  fileprivate func decisiveValue(caseCount: Int) -> (value: Double, ratio: Double)? {
    let count = Double(caseCount)
    let value = maximum - mean >= mean - minimum ? maximum : minimum
    let deviation = value - mean
    let squares = (count - 1) * standardDeviation * standardDeviation
    let rest = (squares - count / (count - 1) * deviation * deviation) / (count - 2)
    let ratio = standardDeviation / max(rest, 0).squareRoot()
    return ratio >= 2 ? (value, ratio) : nil
  }
}
