extension Caveat {
  /// The field of a table: the codes of caveats, `; ` between them; empty where there are none.
  public static func field(_ caveats: [Caveat]) -> DelimitedWriter.Field {
    caveats.isEmpty ? .missing : .text(codes(caveats))
  }

  /// The codes of caveats, `; ` between them.
  public static func codes(_ caveats: [Caveat]) -> String {
    caveats.map(\.code.rawValue).joined(separator: "; ")
  }

  /// An object with `code` and `message` for each caveat.
  public static func json(_ caveats: [Caveat]) -> JSON {
    .array(caveats.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] })
  }
}
