import Testing

@testable import Inference

struct FormulaErrorTests {
  private typealias Sample = DesignTestTable

  @Test func namesUnknownColumns() {
    let error = Sample.failure("y ~ gdp + Protests")
    #expect(error?.kind == .unknownColumn)
    #expect(error?.value == "Protests")
    #expect(error?.suggestion == "protest")
    #expect(error?.available == ["y", "region", "size", "protest", "gdp"])
    #expect(error?.range == 10..<18)
    #expect(error?.file == "cases.csv")
    // Also where the term is removed again.
    #expect(Sample.failure("y ~ gdp - zzz")?.kind == .unknownColumn)
    #expect(Sample.failure("y ~ gdp - zzz")?.suggestion == nil)
    #expect(Sample.failure("why ~ gdp")?.range == 0..<3)
  }

  @Test func namesTheFirstCellOfAnOutcomeNotCoded() {
    let error = Sample.failure("gdp ~ protest")
    #expect(error?.kind == .outcomeNotCoded)
    #expect(error?.value == "1.5" && error?.line == 2 && error?.caseName == "case 0")
    #expect(error?.accepted == Cell.acceptedCodes)
    #expect(Sample.failure("region ~ protest")?.value == "Caucasus")
    let mixed = Column(
      name: "m",
      values: .text(["1", "2", "no", "x", "1", "1"]),
      irregularity: .init(row: 3, value: "x", expected: .numbers)
    )
    let found = Sample.failure("m ~ gdp", Sample.make([mixed]))
    #expect(found?.kind == .outcomeNotCoded && found?.value == "2" && found?.line == 5)
  }

  @Test func namesTypingErrorsAmongCodes() {
    let typo = Column(
      name: "typo",
      values: .text(["yes", "no", "yess", "no", "no", "no"]),
      irregularity: .init(row: 2, value: "yess", expected: .codes)
    )
    for formula in ["typo ~ gdp", "y ~ typo", "y ~ gdp:typo"] {
      let error = Sample.failure(formula, Sample.make([typo]))
      #expect(error?.kind == .irregularColumn)
      #expect(error?.value == "yess" && error?.line == 8 && error?.column == "typo")
      #expect(error?.accepted == Cell.acceptedCodes)
    }
    // Said to be words, they are words.
    #expect(Sample.failure("y ~ factor(typo)", Sample.make([typo])) == nil)
    #expect(Sample.failure("y ~ factor(typo) + log(typo)", Sample.make([typo])) != nil)
  }

  /// A number among words that is often written for what is missing, and another one.
  @Test(arguments: [("-99", true), ("9", true), ("999", true), ("2", false), ("yes", false)])
  func aNumberAmongWordsMayBeMissing(cell: String, isSuspected: Bool) {
    let mixed = Column(
      name: "m",
      values: .text(["north", "south", cell, "north", "south", cell]),
      irregularity: .init(row: 2, value: cell, expected: .words)
    )
    let error = Sample.failure("y ~ m", Sample.make([mixed]))
    #expect(error?.kind == .irregularColumn && error?.value == cell)
    #expect((error?.suspicion == .missing) == isSuspected)
  }

  @Test func refusesNumbersThatAreNotFinite() {
    let bad = Column(
      name: "bad",
      values: .text(["1", "NaN", "2", "3", "4", "5"]),
      irregularity: .init(row: 1, value: "NaN", expected: .finiteNumber)
    )
    let error = Sample.failure("y ~ factor(bad)", Sample.make([bad]))
    #expect(error?.kind == .irregularColumn && error?.value == "NaN" && error?.line == 5)
    let raw = Column(name: "raw", values: .numeric([1, 2, .infinity, 4, 5, 6]))
    let found = Sample.failure("y ~ raw", Sample.make([raw]))
    #expect(found?.kind == .notFinite && found?.caseName == "case 2" && found?.value == "inf")
    let division = Sample.failure("y ~ I(gdp / (gdp - 4))")
    #expect(division?.kind == .notFinite && division?.line == 8)
    let huge = Column(name: "huge", values: .numeric([1e200, 1, 2, 3, 4, 5]))
    let twin = Column(name: "twin", values: .numeric([1e200, 1, 2, 3, 4, 6]))
    let product = Sample.failure("y ~ huge:twin", Sample.make([huge, twin]))
    #expect(product?.kind == .notFinite && product?.column == "huge:twin")
  }

  @Test func checksCounts() {
    func failure(_ s: [Double?], _ n: [Double?]) -> FormulaError? {
      Sample.failure(
        "s | trials(n) ~ 1",
        Sample.table([
          Column(name: "s", values: .numeric(s)), Column(name: "n", values: .numeric(n)),
        ])
      )
    }
    #expect(failure([0, 3], [3, 3]) == nil)
    let excess = failure([2, 4], [3, 3])
    #expect(excess?.kind == .successesExceedTrials && excess?.line == 5)
    #expect(excess?.value == "4" && excess?.accepted == ["3"])
    #expect(failure([2, -1], [3, 3])?.kind == .notACount)
    #expect(failure([2, 0.5], [3, 3])?.value == "0.5")
    #expect(failure([2, 1], [3, 2.5])?.column == "n")
    #expect(failure([2, nil], [3, 3])?.kind == .missingValue)
    #expect(Sample.failure("s | trials(n) ~ 1")?.kind == .unknownColumn)
    #expect(Sample.failure("region | trials(gdp) ~ 1")?.kind == .notNumeric)
  }

  @Test func checksFunctions() {
    let zero = Column(name: "zero", values: .numeric([1, 2, 0, 4, -5, 6]))
    let table = Sample.make([zero, Column(name: "same", values: .numeric([2, 2, 2, 2, 2, 2]))])
    let logarithm = Sample.failure("y ~ gdp + log(zero)", table)
    #expect(logarithm?.kind == .logOfNonPositive)
    #expect(logarithm?.range == 10..<19 && logarithm?.line == 8 && logarithm?.value == "0")
    #expect(Sample.failure("y ~ log(protest)")?.kind == .logOfNonPositive)
    let scale = Sample.failure("y ~ scale(same)", table)
    #expect(scale?.kind == .scaleOfConstant && scale?.range == 4..<15 && scale?.value == "2")
    #expect(Sample.failure("y ~ log(region)")?.kind == .notNumeric)
    #expect(Sample.failure("y ~ offset(region)")?.value == "Caucasus")
    let level = Sample.failure("y ~ factor(same)", table)
    #expect(level?.kind == .factorWithOneLevel && level?.column == "same" && level?.value == "2")
  }

  @Test func refusesTablesWithoutRows() {
    let empty = Sample.table([
      Column(name: "y", values: .text([])), Column(name: "x", values: .text([])),
    ])
    #expect(Sample.failure("y ~ x", empty)?.kind == .noRows)
    let gaps = Sample.table([
      Column(name: "y", values: .coded([true, nil])),
      Column(name: "x", values: .coded([nil, true])),
    ])
    let error = Sample.failure("y ~ x", gaps, missing: .drop)
    #expect(error?.kind == .noRows && error?.cases == ["case 0", "case 1"])
  }

  @Test func refusesTwoColumnsOfOneName() {
    let full = Column(name: "regionBaltic", values: .coded(Sample.protest))
    let clash = Sample.failure("y ~ region + regionBaltic", Sample.make([full]))
    #expect(clash?.kind == .ambiguousColumn && clash?.value == "regionBaltic")
    let intercept = Column(name: "Intercept", values: .numeric(Sample.gdp))
    #expect(Sample.failure("y ~ Intercept", Sample.make([intercept]))?.kind == .ambiguousColumn)
    #expect(Sample.failure("y ~ 0 + Intercept", Sample.make([intercept])) == nil)
  }
}
