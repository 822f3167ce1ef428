import Testing

@testable import Inference

@Suite struct CountStatementTests {
  private static func statement(
    _ formula: String,
    _ dialect: CountDialect = .duckDB,
    table: String = "cases",
    fit: [String] = []
  ) throws -> CountStatement {
    try CountStatement(
      formula: Formula(formula),
      table: table,
      dialect: dialect,
      fitArguments: fit
    )
  }

  /// The lines that are not comments.
  private static func query(_ statement: CountStatement) -> String {
    statement.text.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
  }

  private static func refusal(_ make: () throws -> CountStatement) -> CountStatementError? {
    do {
      _ = try make()
      return nil
    } catch {
      return error as? CountStatementError
    }
  }

  @Test func wholeStatement() throws {
    let statement = try Self.statement(
      "y ~ protest * log(gdp) + factor(region) + offset(exposure)",
      table: "archive.cases",
      fit: ["--prior", "sceptical", "--reference", "region=the North"]
    )
    #expect(statement.countColumn == "count")
    #expect(
      statement.text == """
        -- Counts the equal cases of a model: all that its likelihood depends on.
        -- Gaps and codes are counted as they stand; fit reads them as it reads those of single cases.
        -- Save the result as CSV with a header, for instance
        --   duckdb -csv DATABASE < statement.sql > counts.csv
        -- and then
        --   csto-bayes fit --data counts.csv --count-column count --formula 'y ~ protest * log(gdp) \
        + factor(region) + offset(exposure)' --prior sceptical --reference 'region=the North'
        SELECT
          cases."y" AS "y",
          cases."protest" AS "protest",
          cases."gdp" AS "gdp",
          cases."region" AS "region",
          cases."exposure" AS "exposure",
          COUNT(*) AS "count"
        FROM "archive"."cases" AS cases
        GROUP BY cases."y", cases."protest", cases."gdp", cases."region", cases."exposure"
        ORDER BY 1, 2, 3, 4, 5;

        """
    )
  }

  @Test(arguments: [
    ("duckdb", "  cases.\"x\" AS \"x\",", "FROM \"t\" AS cases"),
    ("postgresql", "  CAST(cases.\"x\" AS text) AS \"x\",", "FROM \"t\" AS cases"),
    (
      "sqlite",
      "  CASE typeof(cases.\"x\") WHEN 'real' THEN printf('%!.17g', cases.\"x\") "
        + "ELSE cases.\"x\" END AS \"x\",",
      "FROM \"t\" AS cases"
    ),
    ("spark", "  cases.`x` AS `x`,", "FROM `t` AS cases"),
  ]) func dialects(_ name: String, _ column: String, _ from: String) throws {
    let dialect = try #require(CountDialect.named(name))
    let lines = try Self.statement("y ~ x", dialect, table: "t").text.split(separator: "\n")
      .map(String.init)
    #expect(lines.contains(column))
    #expect(lines.contains(from))
    #expect(CountDialect.named("mysql") == nil)
    #expect(CountDialect.all.count == 4)
  }

  /// Reserved words, quotes and other scripts are names like others; a quote stays a quote before a
  /// combining mark.
  @Test func namesAreQuoted() throws {
    let formula = "`order` ~ `say \"x\"` + `a\\`b` + `протест` + `q\"\u{301}`"
    #expect(
      Self.query(try Self.statement(formula)).contains(
        "GROUP BY cases.\"order\", cases.\"say \"\"x\"\"\", cases.\"a`b\", cases.\"протест\", "
          + "cases.\"q\"\"\u{301}\"\n"
      )
    )
    #expect(
      Self.query(try Self.statement(formula, .spark)).contains(
        "GROUP BY cases.`order`, cases.`say \"x\"`, cases.`a``b`, cases.`протест`, "
          + "cases.`q\"\u{301}`\n"
      )
    )
  }

  @Test func groupedOutcomeKeepsSuccessesAndTrials() throws {
    #expect(
      Self.query(try Self.statement("deaths | trials(animals) ~ dose"))
        .contains("GROUP BY cases.\"deaths\", cases.\"animals\", cases.\"dose\"\n")
    )
    #expect(
      Self.query(try Self.statement("deaths | trials(5) ~ 1"))
        .hasSuffix("GROUP BY cases.\"deaths\"\nORDER BY 1;")
    )
  }

  @Test func countColumnHasANameOfItsOwn() throws {
    let statement = try Self.statement("y ~ Count + case_count")
    #expect(statement.countColumn == "case_case_count")
    #expect(statement.text.contains("COUNT(*) AS \"case_case_count\"\n"))
    #expect(statement.text.contains(" --count-column case_case_count "))
  }

  /// A line break in a name would end the comment, and what follows would run.
  @Test func lineBreakEndsNoComment() throws {
    let statement = try Self.statement("y ~ `a\n; DROP TABLE cases; --`")
    let comments = statement.text.split(separator: "\n").prefix { $0.hasPrefix("--") }
    #expect(comments.count == 6)
    #expect(statement.text.split(separator: "\n")[6] == "SELECT")
    #expect(statement.text.contains("cases.\"a\n; DROP TABLE cases; --\" AS"))
  }

  @Test(arguments: [
    ("cases", "\"cases\""), ("main.cases", "\"main\".\"cases\""), ("a b.c", "\"a b\".\"c\""),
    ("\"cases.parquet\"", "\"cases.parquet\""),
    ("x.\"say \"\"y\"\".\"", "\"x\".\"say \"\"y\"\".\""),
  ]) func tableNames(_ name: String, _ quoted: String) throws {
    #expect(try Self.statement("y ~ x", table: name).text.contains("\nFROM \(quoted) AS cases\n"))
  }

  @Test(arguments: ["", ".", "a.", ".a", "a..b", "\"a", "\"a\"b", "\"\"", "a\"b", "\"a\"\""])
  func oddTableNameIsRefused(_ name: String) throws {
    #expect(Self.refusal { try Self.statement("y ~ x", table: name) } == .notATableName(name))
  }

  @Test func namesThatTheEngineConfusesAreRefused() throws {
    for dialect in [CountDialect.duckDB, .sqlite, .spark] {
      #expect(
        Self.refusal { try Self.statement("y ~ x + X", dialect) }
          == .indistinctNames("x", "X", dialect: dialect.name)
      )
    }
    #expect(try Self.statement("y ~ x + X", .postgreSQL).text.contains("cases.\"x\", cases.\"X\""))
  }

  @Test func longNamesArePostgreSQLsAlone() throws {
    let name = String(repeating: "п", count: 32)
    #expect(
      Self.refusal { try Self.statement("y ~ \(name)", .postgreSQL) }
        == .nameTooLong(name, limit: 63, dialect: "postgresql")
    )
    #expect(
      try Self.statement("y ~ \(name.dropLast())", .postgreSQL).text.contains(name.dropLast())
    )
    #expect(try Self.statement("y ~ \(name)", .duckDB).text.contains(name))
  }

  @Test func zeroByteIsRefused() throws {
    #expect(
      Self.refusal { try Self.statement("y ~ `a\0b`") }
        == .nameOfNoColumn("a\0b", dialect: "duckdb")
    )
  }
}
