extension ElicitedPrior {
  /// Every stated quantile against the expert's fit, and every quantile of the pool against the prior.
  ///
  /// `stated` and `fitted` are probabilities, or odds ratios where `quantity` says so; `fitted_below` is the
  /// probability that the fit puts at or below `stated`.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "expert", "scenario", "quantity", "quantile", "stated", "fitted", "fitted_below", "line",
    ])
    func append(
      _ expert: String,
      _ subject: ElicitedStatement.Subject,
      _ comparison: Comparison,
      line: Int?
    ) {
      for index in comparison.probabilities.indices {
        table.append([
          .text(expert), .text(comparison.label), .text(subject.quantity),
          .number(comparison.probabilities[index]),
          .number(subject.stated(atLogOdds: comparison.wanted[index])),
          .number(subject.value(atLogOdds: comparison.fitted[index])),
          .number(comparison.below[index]), line.map { .integer($0) } ?? .missing,
        ])
      }
    }
    for expert in experts {
      for (item, comparison) in zip(expert.opinion.items, expert.comparisons) {
        append(
          expert.opinion.expert,
          item.statement.subject,
          comparison,
          line: item.statement.line
        )
      }
    }
    for pooled in pool { append("pool", pooled.subject, pooled.comparison, line: nil) }
    return table
  }

  /// The prior, each expert's fit, the conflicts and the pool.
  public var json: JSON {
    [
      "statements": .string(elicitation.file.file),
      "family": .string(coefficients.first.map { $0.prior.familyName } ?? ""),
      "coefficients": Self.json(coefficients),
      "experts": .array(
        experts.map { expert in
          [
            "name": .string(expert.opinion.expert),
            "share": .number(expert.opinion.weight),
            "coefficients": Self.json(expert.coefficients),
            "statements": .array(
              zip(expert.opinion.items, expert.comparisons).map { item, comparison in
                Self.json(
                  comparison,
                  item.statement.subject,
                  [
                    .init("line", item.statement.line.map(JSON.integer) ?? .null),
                    .init("words", .string(item.statement.words)),
                  ]
                )
              }
            ),
            "conflicts": .array(
              expert.conflicts.map { conflict in
                [
                  "about": .string("\(conflict.kind)"),
                  "lines": .array(
                    conflict.statements.map {
                      expert.opinion.items[$0].statement.line.map(JSON.integer) ?? .null
                    }
                  ),
                  "scenarios": .array(
                    conflict.statements.map { .string(expert.opinion.items[$0].label) }
                  ),
                ]
              }
            ),
          ]
        }
      ),
      "pool": .array(
        pool.map { pooled in
          Self.json(
            pooled.comparison,
            pooled.subject,
            [
              .init("spoke", .array(pooled.spoke.map(JSON.boolean)))
            ]
          )
        }
      ),
    ]
  }

  private static func json(_ coefficients: [Coefficient]) -> JSON {
    .array(
      coefficients.map {
        [
          "coefficient": .string($0.name), "prior": .string($0.prior.rounded.description),
          "basis": .string($0.basis),
        ]
      }
    )
  }

  private static func json(
    _ comparison: Comparison,
    _ subject: ElicitedStatement.Subject,
    _ more: [JSON.Member]
  ) -> JSON {
    .object(
      [.init("scenario", .string(comparison.label)), .init("quantity", .string(subject.quantity))]
        + more
        + [
          .init("quantiles", .array(comparison.probabilities.map(JSON.number))),
          .init(
            "stated",
            .array(comparison.wanted.map { .number(subject.stated(atLogOdds: $0)) })
          ),
          .init(
            "fitted",
            .array(comparison.fitted.map { .number(subject.value(atLogOdds: $0)) })
          ),
          .init("fitted_below", .array(comparison.below.map(JSON.number))),
        ]
    )
  }
}

extension ElicitedStatement.Subject {
  /// The value as it was stated, without the rounding of the way to the log-odds and back.
  fileprivate func stated(atLogOdds logOdds: Double) -> Double {
    value(atLogOdds: logOdds).rounded(toSignificantDigits: 12)
  }

  /// The name of what is stated.
  var quantity: String {
    switch self {
    case .probability: "probability"
    case .oddsRatio: "odds ratio"
    }
  }
}

extension CoefficientPrior {
  /// The name of the family.
  fileprivate var familyName: String { type(of: family).signature.name }
}
