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

  /// Day, month and year, as numbers have no zero in front; the American order; month and year.
  @Test(
    arguments: [
      [30_062_001, 15_031_999, 1_011_990], [6_302_001, 12_151_999, 1_011_990],
      [62_001, 121_999, 11_990],
    ] as [[Double]]
  )
  func datesWithTheYearBehind(dates: [Double]) throws {
    let twice = dates + dates
    let remarks = try Self.remarks("d", .numeric(twice))
    #expect(remarks.map(\.kind) == [.numbersLikeDates(dates[0])])
    var others = twice
    others[3] = 1_241_350
    #expect(try Self.remarks("d", .numeric(others)).isEmpty)
  }

  @Test func yearsOfTwoDigitsAmongYearsOfFour() throws {
    let remarks = try Self.remarks("t", .numeric([1990, 1991, 90, 94, 1991, 1990]))
    let remark = try #require(remarks.first)
    #expect(remarks.map(\.kind) == [.yearsOfTwoDigits(1990)])
    #expect(remark.values == [90, 94])
    #expect((remark.cases, remark.caseCount) == (["case 2", "case 3"], 2))
    #expect(remark.presentCount == 6)
    // One number alone among years is as odd.
    let one = try Self.remarks("t", .numeric([1990, 1991, 1992, 94, 1991, 1990]))
    #expect(one.map(\.kind) == [.yearsOfTwoDigits(1990)])
  }

  /// Counts with one in the thousands, years alone, counts alone, small numbers.
  @Test(
    arguments: [
      [3, 17, 45, 1950, 20, 31], [1990, 1991, 2005, 1999, 2010, 1990], [90, 94, 12, 30, 55, 20],
      [25, 50, 150, 1900, 2000, 30], [1, 2, 3, 12, 1900, 2000], [1990, 1990.5, 90, 94, 1991, 1993],
    ] as [[Double]]
  )
  func numbersThatAreNoYearsOfTwoDigits(values: [Double]) throws {
    let remarks = try Self.remarks("t", .numeric(values))
    #expect(remarks.isEmpty, "\(remarks)")
  }

  /// A number of the usual ones among words, and beside groups of ages.
  @Test(
    arguments: [
      (["north", "south", "-99", "north", "south", "-99"], ["-99"]),
      (["north", "south", "9", "north", "south", "south"], ["9"]),
      (["north", "south", "999", "north", "south", "999"], ["999"]),
      (["north", "8", "9", "north", "south", "south"], ["8", "9"]),
      (["18-24", "25-34", "99", "18-24", "25-34", "18-24"], ["99"]),
      (["1a", "2b", "-9", "1a", "2b", "1a"], ["-9"]),
    ] as [([String], [String])]
  )
  func numbersAmongWordsThatMayBeMissing(words: [String], odd: [String]) throws {
    let remarks = try Self.remarks("g", .text(words), "y ~ factor(g)")
    let remark = try #require(remarks.first)
    #expect(remark.kind == .levelsLikeMissing(odd))
    #expect(remark.caseCount == words.count(where: odd.contains))
  }

  /// Names of districts, of grades and of years; any other number beside them.
  @Test(
    arguments: [
      ["8a", "10b", "9", "8a", "10b", "9"], ["7", "8", "9", "other", "7", "8"],
      ["1", "9", "north", "south", "north", "1"], ["north", "south", "2", "north", "south", "2"],
      ["north", "south", "1990", "north", "south", "1990"],
    ] as [[String]]
  )
  func numbersAmongWordsThatAreNames(words: [String]) throws {
    let remarks = try Self.remarks("g", .text(words), "y ~ factor(g)")
    let isSaid = remarks.contains {
      if case .levelsLikeMissing = $0.kind { true } else { false }
    }
    #expect(!isSaid, "\(remarks)")
  }

  @Test func levelsThatBeginWithDigitsUnlessGroupsAreMeant() throws {
    let words: Column.Values = .text(["18-24", "25-34", "18-24", "25-34", "18-24", "25-34"])
    let remarks = try Self.remarks("age", words)
    #expect(remarks.map(\.kind) == [.levelsWithDigits(["18-24", "25-34"])])
    #expect(try Self.remarks("age", words, "y ~ factor(age)").isEmpty)
  }
}
