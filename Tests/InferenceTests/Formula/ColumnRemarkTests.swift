import Testing

@testable import Inference

/// What is said of values that hardly mean what they are read as.
@Suite struct ColumnRemarkTests {
  private static func remarks(
    _ name: String,
    _ values: Column.Values,
    _ formula: String? = nil
  ) throws -> [ColumnRemark] {
    let table = DesignTestTable.make([Column(name: name, values: values)])
    return try DesignTestTable.design(formula ?? "y ~ \(name)", table, missing: .drop).remarks
  }

  @Test func aStrayNamesItsCases() throws {
    let remarks = try Self.remarks("a", .numeric([1, 11, 0, 1, 0, 1]))
    let remark = try #require(remarks.first)
    #expect(remark.kind == .strayAmongCodes)
    #expect(remark.values == [11])
    #expect(remark.cases == ["case 1"])
    #expect((remark.caseCount, remark.presentCount) == (1, 6))
    #expect(remarks.count == 1)
  }

  @Test func countsThatAreMostlyZeroAndOneAreNoCodes() throws {
    let counts = Column.Values.numeric([1, 3, 0, 1, 0, 1])
    #expect(try Self.remarks("k", counts, "k | trials(5) ~ protest").isEmpty)
    #expect(try Self.remarks("k", counts).map(\.kind) == [ColumnRemark.Kind.strayAmongCodes])
  }

  /// Written with their code points: a no-break space, and an e with its accent in one piece or two.
  @Test(
    arguments: [
      (["North", "north", "NORTH", "South", "South", "north"], ["NORTH", "North", "north"]),
      (["a b", "a  b", "a\u{a0}b", "c", "c", "ab"], ["a  b", "a b", "ab", "a\u{a0}b"]),
      (["Rhône", "Rho\u{302}ne", "Ain", "Ain", "Rhône", "Ain"], ["Rho\u{302}ne", "Rhône"]),
      (["x\u{200b}", "x", "y", "y", "y", "x"], ["x", "x\u{200b}"]),
    ] as [([String], [String])]
  )
  func levelsThatLookAlikeAreSaid(words: [String], alike: [String]) throws {
    let remarks = try Self.remarks("g", .text(words))
    let found = remarks.compactMap { remark -> [[String]]? in
      guard case .alikeLevels(let groups) = remark.kind else { return nil }
      return groups
    }
    #expect(found.count == 1)
    #expect(found.first?.map { $0.map { Array($0.utf8) } } == [alike.map { Array($0.utf8) }])
  }

  /// Words of equal letters are one level, called by the shorter spelling whichever comes first.
  @Test func composedAndDecomposedLettersAreOneLevel() throws {
    for words in [["Rho\u{302}ne", "Rhône"], ["Rhône", "Rho\u{302}ne"]] {
      let table = DesignTestTable.make([
        Column(name: "g", values: .text(words + ["Ain", "Ain", words[0], "Ain"]))
      ])
      let names = try DesignTestTable.design("y ~ g", table).columns.map(\.name)
      #expect(names.map { Array($0.utf8) } == ["Intercept", "gRhône"].map { Array($0.utf8) })
    }
  }

  @Test func nearlyEveryCaseALevel() throws {
    let words = try Self.remarks("g", .text(["a", "b", "c", "d", "e", "f"]))
    #expect(words.map(\.kind) == [.levelsOfSingleCases(levels: 6)])
    let numbers = try Self.remarks("t", .numeric([1, 2, 3, 4, 5, 6]), "y ~ factor(t)")
    #expect(numbers.map(\.kind) == [.levelsOfSingleCases(levels: 6)])
    #expect(try Self.remarks("g", .text(["a", "b", "c", "a", "b", "c"])).isEmpty)
  }

  /// Spellings of one word that differ in accents, signs or scripts; words apart.
  @Test(
    arguments: [
      (["C\u{F4}te", "Cote"], true), (["d'Ivoire", "d\u{2019}Ivoire"], true),
      (["U.S.", "US"], true),
      (["Non-west", "Non\u{2011}west"], true), (["A", "\u{410}"], true), (["A", "\u{FF21}"], true),
      (["Stra\u{DF}e", "Strasse"], true), (["A+", "A-"], false), (["A", "A-"], false),
      (["+", "-"], false), (["1.5 x", "15 x"], false), (["North", "South"], false),
    ] as [([String], Bool)]
  )
  func spellingsOfOneWord(words: [String], areAlike: Bool) throws {
    let remarks = try Self.remarks("g", .text(words + words + words))
    let isSaid = remarks.contains { if case .alikeLevels = $0.kind { true } else { false } }
    #expect(isSaid == areAlike, "\(remarks)")
  }

  @Test(arguments: [
    "unknown", "keine Angabe", "N/D", "NA.", "Na", "*", "**", "/", "....", "#N/V", "n.d.",
    "99 = refused",
    "-9: unknown", "\"", "ditto", ".a", "неизвестно", "Don't know",
  ])
  func levelsThatMayBeMissing(word: String) throws {
    let words: [String?] = ["north", "south", "north", word, "south", "north"]
    let remark = try #require(try Self.remarks("g", .text(words)).first)
    #expect(remark.kind == .levelsLikeMissing([word]))
    #expect((remark.cases, remark.caseCount) == (["case 3"], 1))
  }

  @Test(arguments: ["none", "ND", "DK", "+", "other", "no war", "Namibia", "1990s", "x", "Nd"])
  func levelsThatAreGroups(word: String) throws {
    let words: [String?] = ["north", "south", "north", word, "south", "north"]
    #expect(try Self.remarks("g", .text(words)).isEmpty)
  }

  @Test func wordsForYesAndNoAreSaid() throws {
    let words: Column.Values = .text(["Ja", "Nein", "Nein", "Ja", "Nein", "Ja"])
    #expect(try Self.remarks("g", words).map(\.kind) == [.wordsForCodes(yes: "Ja", no: "Nein")])
    #expect(try Self.remarks("g", words, "y ~ I(g == \"Ja\")").isEmpty)
    #expect(
      try Self.remarks("g", .text(["male", "female", "male", "female", "male", "male"])).isEmpty
    )
  }

  @Test func numbersThatAreDates() throws {
    let days: Column.Values = .numeric([20010503, 20030101, 19991231, 20100606, 20120101, 20050505])
    #expect(try Self.remarks("d", days).map(\.kind) == [.numbersLikeDates(20010503)])
    let months: Column.Values = .numeric([200105, 200301, 199912, 201006, 201201, 200505])
    #expect(try Self.remarks("d", months).map(\.kind) == [.numbersLikeDates(200105)])
    let people: Column.Values = .numeric([
      20015503, 20030101, 19991231, 20100606, 20120101, 20050505,
    ])
    #expect(try Self.remarks("d", people).isEmpty)
  }

  @Test func levelsThatBeginWithDigitsUnlessGroupsAreMeant() throws {
    let words: Column.Values = .text(["18-24", "25-34", "18-24", "25-34", "18-24", "25-34"])
    let remarks = try Self.remarks("age", words)
    #expect(remarks.map(\.kind) == [.levelsWithDigits(["18-24", "25-34"])])
    #expect(try Self.remarks("age", words, "y ~ factor(age)").isEmpty)
  }
}
