import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct FormulaErrorTextTests {
  private typealias Sample = DesignTestTable

  private func refusal(_ formula: String) -> FormulaError? {
    do throws(FormulaError) {
      _ = try Formula(formula)
      return nil
    } catch { return error }
  }

  /// The mark is the end of the description, apart for a program that puts something between.
  @Test func aFormulaIsMarked() throws {
    let error = try #require(refusal("y ~ a / b"))
    #expect(error.sentence == "formula: '/' is not supported; write 'a + a:b' for 'a / b'")
    #expect(error.mark == "\n  y ~ a / b\n        ^")
    #expect("\(error)" == error.sentence + error.mark)
    #expect(error.isAboutText && error.remedies.isEmpty)
  }

  @Test func anUnknownColumnIsMarked() throws {
    let error = try #require(Sample.failure("y ~ gdp + Protests"))
    #expect(
      "\(error)" == """
        cases.csv: there is no column 'Protests' (did you mean 'protest'?); columns: y, region, size, \
        protest, gdp
          y ~ gdp + Protests
                    ^^^^^^^^
        """
    )
    #expect(!error.isAboutText && error.remedies.isEmpty)
  }

  @Test func aWordWithoutQuotes() throws {
    let error = try #require(Sample.failure("y ~ I(region == Asia)"))
    #expect(
      error.sentence
        == "cases.csv: there is no column 'Asia'; a word that a column is compared with stands "
        + "between quotes: \"Asia\""
    )
  }

  /// A header that was read as one field names what may tell its fields apart.
  @Test(arguments: [
    (
      "y;a",
      "; the header was read as one field: does the delimiter semicolon fit, does a sep= line say "
        + "otherwise, or is each whole line between quotes?",
      [Remedy.stateDelimiter(.semicolon)]
    ),
    (
      "y:a",
      "; the header was read as one field; fields are told apart by commas, semicolons, tabs, bars "
        + "or spaces", []
    ),
    ("ya", "", []),
  ])
  func aHeaderOfOneField(header: String, end: String, remedies: [Remedy]) throws {
    let table = Sample.table([Column(name: header, values: .numeric([1, 0]))])
    let error = try #require(Sample.failure("y ~ a", table))
    #expect(error.sentence == "cases.csv: there is no column 'y'; columns: \(header)" + end)
    #expect(error.mark == "\n  y ~ a\n  ^")
    #expect(error.remedies == remedies)
  }

  @Test func gapsCanBeLeftOut() throws {
    let gap = Column(name: "m", values: .numeric([1, nil, 2, nil, 3, 4]))
    let error = try #require(Sample.failure("y ~ m", Sample.make([gap])))
    #expect(
      "\(error)"
        == "cases.csv:5: case 'case 1', column 'm': the value is missing (cases with gaps: case 1, "
        + "case 3); such cases can be left out"
    )
    #expect(error.remedies == [.leaveOutCases])
  }

  /// What the table says of a column, and what that offers, comes first.
  @Test func aGapMayBeANo() throws {
    var error = try #require(
      Sample.failure(
        "y ~ m",
        Sample.make([Column(name: "m", values: .text(["+", nil, "+", "+", "+", "+"]))])
      )
    )
    let codes = Remedy.declareCodes(yes: "+", no: "-", column: "m")
    error.note = TableNotice(code: "gaps-for-no", message: "it may be a no", remedy: codes)
    #expect(
      error.sentence.hasSuffix("the value is missing; it may be a no; such cases can be left out")
    )
    #expect(error.remedies == [codes, .leaveOutCases])
    error.note?.remedy = nil
    #expect(
      error.sentence.hasSuffix("the value is missing; it may be a no; such cases can be left out")
    )
    #expect(error.remedies == [.leaveOutCases])
  }

  /// The library names no option of a program, whatever is wrong.
  @Test(arguments: FormulaError.Kind.allCases)
  func noOptionIsNamed(kind: FormulaError.Kind) {
    for subject in [
      FormulaError.Subject.formula, .scenario, .hypothesis, .newCases,
    ] {
      let error = FormulaError(kind, "y ~ a", range: 4..<5, value: "1,5").with {
        $0.subject = subject
        $0.column = "a"
        $0.accepted = ["a number"]
        $0.available = ["Y", "N"]
        $0.suspicion = .missing
      }
      #expect(!error.sentence.isEmpty && !"\(error)".contains("--"), "\(error)")
      #expect("\(error)".hasPrefix(error.sentence) && "\(error)".hasSuffix(error.mark))
    }
  }
}
