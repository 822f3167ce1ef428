/// A prior as files have it: as it was used, where it came from, and how it was rescaled.
///
/// Written and read by this one type, so that nothing is lost on the way.
struct PriorRecord: Sendable, Equatable, Decodable {
  let coefficient: String
  let prior: String
  /// Where it came from, in words.
  let from: String
  /// Where it came from; nil in records written before there was this member.
  let origin: Origin?
  /// The prior before it was rescaled; nil, like what follows, where it stands as it was written.
  let original: String?
  let scaleDividedBy: Double?
  let divisorIs: String?

  /// A prior set or a statement.
  struct Origin: Sendable, Equatable, Decodable {
    let set: String?
    let statement: String?

    fileprivate init(_ origin: PriorUse.Origin) {
      switch origin {
      case .set(let name): (set, statement) = (name, nil)
      case .commandLine(let text): (set, statement) = (nil, text)
      }
    }

    fileprivate var origin: PriorUse.Origin? {
      statement.map { .commandLine(statement: $0) } ?? set.map { .set(name: $0) }
    }

    fileprivate var json: JSON {
      .object(
        [("set", set), ("statement", statement)].compactMap { name, text in
          text.map { .init(name, .string($0)) }
        }
      )
    }
  }

  /// Takes down a prior.
  init(_ use: PriorUse) {
    coefficient = use.column
    prior = use.prior.description
    from = use.origin.text
    origin = Origin(use.origin)
    original = use.rescaling?.original.description
    scaleDividedBy = use.rescaling?.divisor
    divisorIs = use.rescaling?.rule.rawValue
  }

  /// The prior that was taken down.
  ///
  /// - Throws: ``PriorError`` where a text is no prior.
  func use() throws(PriorError) -> PriorUse {
    var rescaling: PriorUse.Rescaling?
    if let original, let divisor = scaleDividedBy,
      let rule = divisorIs.flatMap(PriorUse.Rescaling.Rule.init)
    {
      rescaling = PriorUse.Rescaling(
        original: try CoefficientPrior(original),
        divisor: divisor,
        rule: rule
      )
    }
    return PriorUse(
      column: coefficient,
      prior: try CoefficientPrior(prior),
      rescaling: rescaling,
      origin: origin?.origin ?? PriorUse.Origin(text: from)
    )
  }

  /// The record as JSON.
  var json: JSON { .object(members + (origin.map { [.init("origin", $0.json)] } ?? [])) }

  /// What a reader of the record is shown.
  fileprivate var members: [JSON.Member] {
    var members: [JSON.Member] = [
      .init("coefficient", .string(coefficient)), .init("prior", .string(prior)),
      .init("from", .string(from)),
    ]
    if let original, let scaleDividedBy, let divisorIs {
      members += [
        .init("original", .string(original)),
        .init("scale_divided_by", .number(scaleDividedBy)),
        .init("divisor_is", .string(divisorIs)),
      ]
    }
    return members
  }
}

extension PriorUse {
  /// The prior as it was used, and where it came from in words: for files that no prior is read back from.
  var json: JSON { .object(PriorRecord(self).members) }
}

extension PriorUse.Origin {
  private static let setMark = "set "
  private static let statementMark = "command line: "

  /// The origin in words.
  fileprivate var text: String {
    switch self {
    case .set(let name): Self.setMark + name
    case .commandLine(let statement): Self.statementMark + statement
    }
  }

  /// Reads ``text``, for records that have nothing else; a text without a mark is the name of a set.
  fileprivate init(text: String) {
    if text.hasPrefix(Self.statementMark) {
      self = .commandLine(statement: String(text.dropFirst(Self.statementMark.count)))
    } else {
      let isMarked = text.hasPrefix(Self.setMark)
      self = .set(name: isMarked ? String(text.dropFirst(Self.setMark.count)) : text)
    }
  }
}
