/// The SQL of one engine, as far as counting equal cases needs it.
public struct CountDialect: Sendable {
  /// The name by which it is asked for.
  public let name: String
  /// What stands around a name, and twice for itself inside one.
  let quote: Unicode.Scalar
  /// Whether names that differ only in case are different.
  let distinguishesCase: Bool
  /// The most bytes of a name; nil: no limit that matters.
  var nameLimit: Int?
  /// How a shell runs the statement and writes CSV.
  let usage: String
  /// What is selected for a column so that its text in a CSV file says all of its value.
  var cell: @Sendable (String) -> String = { $0 }

  /// DuckDB.
  public static let duckDB = CountDialect(
    name: "duckdb",
    quote: "\"",
    distinguishesCase: false,
    usage: "duckdb -csv DATABASE < statement.sql > counts.csv"
  )
  /// PostgreSQL; cast to text, booleans are `true` and `false` rather than `t` and `f`.
  public static let postgreSQL = CountDialect(
    name: "postgresql",
    quote: "\"",
    distinguishesCase: true,
    nameLimit: 63,
    usage: "psql --csv --quiet --file statement.sql DATABASE > counts.csv",
    cell: { "CAST(\($0) AS text)" }
  )
  /// SQLite; its shell prints only fifteen digits of a number that is no whole one.
  public static let sqlite = CountDialect(
    name: "sqlite",
    quote: "\"",
    distinguishesCase: false,
    usage: "sqlite3 -csv -header DATABASE < statement.sql > counts.csv",
    cell: { "CASE typeof(\($0)) WHEN 'real' THEN printf('%!.17g', \($0)) ELSE \($0) END" }
  )
  /// Spark.
  public static let spark = CountDialect(
    name: "spark",
    quote: "`",
    distinguishesCase: false,
    usage: "spark.sql(statement).coalesce(1).write.csv(\"counts\", header=True, escape='\"')"
  )

  /// All of them.
  public static let all = [duckDB, postgreSQL, sqlite, spark]

  /// The dialect of a name; nil where there is none.
  public static func named(_ name: String) -> CountDialect? { all.first { $0.name == name } }

  /// A name as the dialect writes it.
  func quoted(_ name: String) -> String {
    // By scalars: a quote before a combining mark is a character of its own, and a quote still.
    let inside = name.unicodeScalars.map { $0 == quote ? "\(quote)\(quote)" : String($0) }
    return "\(quote)\(inside.joined())\(quote)"
  }
}
