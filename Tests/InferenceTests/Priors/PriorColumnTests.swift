import Testing

@testable import InferenceCore

@Suite struct PriorColumnTests {
  /// python3: numpy.std([1, 2, 4, 8], ddof=1) = 3.095695936834452.
  @Test func measuresAColumn() {
    let spread = PriorColumn.Spread(of: [4, 1, 8, 2])
    #expect(spread.minimum == 1 && spread.maximum == 8 && !spread.isTwoValued)
    #expect(abs(spread.standardDeviation - 3.095695936834452) < 1e-15)
  }

  @Test func tellsTwoValuedFromConstant() {
    #expect(PriorColumn.Spread(of: [0, 1, 1, 0]).isTwoValued)
    let constant = PriorColumn.Spread(of: [3, 3])
    #expect(!constant.isTwoValued && constant.standardDeviation == 0)
    #expect(!PriorColumn.Spread(of: [0, 1, 2]).isTwoValued)
    #expect(PriorColumn.Spread(of: [5]).standardDeviation == 0)
  }

  @Test func doesNotOverflow() {
    let spread = PriorColumn.Spread(of: [-1e308, 1e308, 0])
    #expect(abs(spread.standardDeviation / 1e308 - 1) < 1e-15)
  }

  @Test func interactionsHaveNoOrder() {
    let column = PriorColumn(name: "protest:security", values: [0, 1])
    #expect(column.isCalled("protest:security"))
    #expect(column.isCalled("security:protest"))
    #expect(!column.isCalled("protest"))
    #expect(!column.isCalled("protest:protest:"))
    #expect(PriorColumn(name: "`a b`:c", values: [0, 1]).isCalled("c:a b"))
  }
}
