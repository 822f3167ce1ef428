/// A prior made of statements: fitted to each expert, pooled, fitted to the pool, and compared with what
/// was stated.
///
/// Everything is on the log-odds scale unless it says otherwise. Deterministic: no random numbers.
public struct ElicitedPrior: Sendable {
  /// Where a location or a scale comes from.
  public enum Source: Sendable, Equatable {
    /// From the statements alone.
    case stated
    /// From the statements together with the base: they fix only combinations with other coefficients.
    case shared
    /// From the base: no statement is about it.
    case base
    /// The statements ask for less: it is held at the least that is allowed (scales only).
    case held
  }

  /// The prior of one coefficient, and what it rests on.
  public struct Coefficient: Sendable, Equatable {
    /// The name of the column.
    public let name: String
    /// The prior.
    public let prior: CoefficientPrior
    /// What the location rests on.
    public let location: Source
    /// What the scale rests on.
    public let scale: Source
  }

  /// A statement, or a pooled scenario, against a fit.
  public struct Comparison: Sendable, Equatable {
    /// What it is about, and the quantiles wanted.
    public let label: String
    /// The probabilities of the quantiles.
    public let probabilities: [Double]
    /// The quantiles wanted.
    public let wanted: [Double]
    /// The quantiles of the fit.
    public let fitted: [Double]
    /// The probability that the fit puts at or below each quantile wanted.
    public let below: [Double]

    /// The largest difference between a probability stated and the one fitted.
    public var misfit: Double {
      zip(below, probabilities).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
  }

  /// The fit to one expert's statements.
  public struct ExpertFit: Sendable {
    /// What was stated.
    public let opinion: Elicitation.Opinion
    /// The fitted priors.
    public let coefficients: [Coefficient]
    /// Each statement against the fit.
    public let comparisons: [Comparison]
    /// Sets of statements that no independent priors can meet together.
    public let conflicts: [ElicitationConflict]
  }

  /// One scenario of the pool: the linear pool of all experts.
  public struct Pooled: Sendable {
    /// What it is about.
    public let subject: ElicitedStatement.Subject
    /// Whether each of the experts made a statement about it; what the others think of it follows from their
    /// other statements and, where these say nothing, from the other experts.
    public let spoke: [Bool]
    /// The quantiles of the mixture against the fit to the pool.
    public let comparison: Comparison
    /// For each of the experts the quantiles, at the same probabilities, that went into the mixture.
    public let opinions: [[Double]]
  }

  /// What was asked.
  public let elicitation: Elicitation
  /// The family of the priors.
  public let family: ElicitationFit.Family
  /// One fit for each expert.
  public let experts: [ExpertFit]
  /// The pool; empty where there is one expert.
  public let pool: [Pooled]
  /// The prior: fitted to the pool, or to the only expert.
  public let coefficients: [Coefficient]

  /// Up to how much a probability stated and the one fitted may differ before it is called a conflict.
  public static let tolerance = 0.05
  /// The probabilities of the quantiles of a pool that are fitted.
  public static let pooledProbabilities = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// Fits the priors.
  ///
  /// The pool of a scenario that anybody spoke of is the mixture of the experts' fitted distributions (M.
  /// Stone, The opinion pool, Annals of Mathematical Statistics 32 (1961) 1339-1342), its shares their
  /// weights; its quantiles at ``pooledProbabilities`` are what the prior is fitted to. A coefficient of
  /// which an expert said nothing is in that expert's share as the others see it.
  /// O(statements) fits for each expert.
  public init(_ elicitation: Elicitation, family: ElicitationFit.Family = .normal) {
    self.elicitation = elicitation
    self.family = family
    let base = elicitation.base.used.map(\.prior)
    let experts = elicitation.opinions.map { opinion in
      let fit = ElicitationFit(opinion.items, base: base, family: family)
      return ExpertFit(
        opinion: opinion,
        coefficients: Self.coefficients(of: fit, opinion.items, elicitation.columns),
        comparisons: opinion.items.map { Comparison($0, fit.priors) },
        conflicts: ElicitationConflict.all(among: opinion.items, base: base)
      )
    }
    self.experts = experts
    guard experts.count > 1 else {
      pool = []
      coefficients = experts.first?.coefficients ?? []
      return
    }
    let pools = OpinionPool.all(of: experts)
    let wanted = pools.map { pool in Self.pooledProbabilities.map { pool.quantile($0) } }
    let fit = ElicitationFit(
      ElicitationFit.Problem(
        targets: zip(pools, wanted).flatMap { pool, quantiles in
          zip(Self.pooledProbabilities, quantiles).map {
            ElicitationFit.Target(
              row: pool.row,
              offset: pool.offset,
              probability: $0,
              value: $1,
              weight: 1
            )
          }
        },
        spreads: zip(pools, wanted).map { pool, quantiles in
          (pool.row, (quantiles[4] - quantiles[0]) / (2 * StandardNormal.quantile(0.95)))
        },
        base: base,
        family: family,
        unscaled: base.indices.filter { column in
          experts.allSatisfy { $0.coefficients[column].scale == .base }
        }
      )
    )
    coefficients = Self.coefficients(
      of: fit,
      elicitation.opinions.flatMap(\.items),
      elicitation.columns
    )
    pool = zip(pools, wanted).map { pool, quantiles in
      Pooled(
        subject: pool.subject,
        spoke: pool.parts.map(\.spoke),
        comparison: Comparison(
          pool.label,
          LinearPredictorPrior(fit.priors, row: pool.row, offset: pool.offset),
          Array(zip(Self.pooledProbabilities, quantiles))
        ),
        opinions: pool.parts.map { part in
          Self.pooledProbabilities.map { part.prior.quantile($0) }
        }
      )
    }
  }

  /// What each fitted prior rests on.
  private static func coefficients(
    of fit: ElicitationFit,
    _ items: [Elicitation.Item],
    _ names: [String]
  ) -> [Coefficient] {
    let locations = RowSpace(items.map(\.row))
    let scales = RowSpace(
      items.filter { $0.statement.quantiles.count > 1 }.map { $0.row.map { $0 * $0 } }
    )
    func source(_ space: RowSpace, _ column: Int) -> Source {
      space.fixes(column) ? .stated : space.involves(column) ? .shared : .base
    }
    return names.enumerated().map { column, name in
      Coefficient(
        name: name,
        prior: fit.priors[column],
        location: source(locations, column),
        scale: scales.involves(column) && fit.heldScales.contains(column)
          ? .held : source(scales, column)
      )
    }
  }
}

extension ElicitedPrior.Comparison {
  /// Compares a statement with priors.
  init(_ item: Elicitation.Item, _ priors: [CoefficientPrior]) {
    self.init(
      item.label,
      LinearPredictorPrior(priors, row: item.row, offset: item.offset),
      item.statement.quantiles.map { ($0.probability, $0.logOdds) }
    )
  }

  init(
    _ label: String,
    _ prior: LinearPredictorPrior,
    _ quantiles: [(probability: Double, value: Double)]
  ) {
    self.label = label
    probabilities = quantiles.map(\.probability)
    wanted = quantiles.map(\.value)
    fitted = quantiles.map { prior.quantile($0.probability) }
    below = quantiles.map { prior.cumulative($0.value) }
  }
}

/// The combinations of coefficients that some rows fix.
struct RowSpace {
  private let rows: [[Double]]
  private var basis: [[Double]] = []

  /// Makes an orthonormal basis of rows by the Gram-Schmidt process.
  ///
  /// O(rows^2 x columns).
  init(_ rows: [[Double]]) {
    self.rows = rows
    for row in rows {
      let size = Self.norm(row)
      guard size > 0 else { continue }
      let rest = remainder(row.map { $0 / size })
      let length = Self.norm(rest)
      if length > 1e-8 { basis.append(rest.map { $0 / length }) }
    }
  }

  /// Whether some row is about a column.
  func involves(_ column: Int) -> Bool { rows.contains { $0[column] != 0 } }

  /// Whether the rows fix a column's coefficient by itself.
  func fixes(_ column: Int) -> Bool {
    guard let width = rows.first?.count else { return false }
    var unit = [Double](repeating: 0, count: width)
    unit[column] = 1
    return Self.norm(remainder(unit)) < 1e-7
  }

  /// What is left of a row after its projection; twice, against rounding.
  private func remainder(_ row: [Double]) -> [Double] {
    var rest = row
    for _ in 0..<2 {
      for direction in basis {
        let share = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
        for index in rest.indices { rest[index] -= share * direction[index] }
      }
    }
    return rest
  }

  private static func norm(_ row: [Double]) -> Double {
    row.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
