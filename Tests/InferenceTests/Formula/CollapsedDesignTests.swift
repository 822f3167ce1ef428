import Testing

@testable import Inference

struct CollapsedDesignTests {
  private typealias Sample = DesignTestTable

  @Test func mergesEqualRows() throws {
    let table = Sample.table([
      Column(name: "y", values: .coded([true, false, true, false, true])),
      Column(name: "a", values: .coded([true, false, true, false, true])),
      Column(name: "b, c", values: .coded([true, false, false, false, true])),
    ])
    let collapsed = CollapsedDesign(try Sample.design("y ~ a * `b, c`", table))
    #expect(Sample.rows(collapsed.matrix) == [[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 0, 0]])
    #expect(collapsed.successes == [2, 0, 1])
    #expect(collapsed.trials == [2, 2, 1])
    #expect(collapsed.offset == [0, 0, 0])
    #expect(collapsed.patternOfCase == [0, 1, 2, 1, 0])
    #expect(collapsed.casesOfPattern == [[0, 4], [1, 3], [2]])
    #expect(Array(collapsed.configurationLabels) == ["a, `b, c`", "none", "a"])
  }

  @Test func comparesBits() throws {
    let next = (1.5).nextUp
    let table = Sample.table([
      Column(name: "y", values: .coded([true, false, true, false])),
      Column(name: "x", values: .numeric([0, -0.0, 1.5, next])),
      Column(name: "t", values: .numeric([0, 0, 0, 7])),
    ])
    let collapsed = CollapsedDesign(try Sample.design("y ~ x", table))
    #expect(collapsed.patternOfCase == [0, 0, 1, 2])
    #expect(Array(collapsed.configurationLabels) == ["x=0", "x=1.5", "x=\(next)"])
    let offset = CollapsedDesign(try Sample.design("y ~ 1 + offset(t)", table))
    #expect(offset.patternOfCase == [0, 0, 0, 1])
    #expect(offset.offset == [0, 7])
    #expect(Array(offset.configurationLabels) == ["t=0", "t=7"])
  }

  @Test func labelsEveryKindOfColumn() throws {
    let collapsed = CollapsedDesign(try Sample.design("y ~ protest + region + gdp"))
    #expect(collapsed.configurationLabels[0] == "protest, region=Caucasus, gdp=1.5")
    #expect(collapsed.configurationLabels[1] == "region=Baltic, gdp=2")
    let whole = CollapsedDesign(try Sample.design("y ~ 1"))
    #expect(Array(whole.configurationLabels) == ["all cases"])
    #expect(whole.trials == [6] && whole.successes == [3])
    let square = CollapsedDesign(
      try Sample.design(
        "y ~ I(x^2)",
        Sample.table([
          Column(name: "y", values: .coded([true, false])),
          Column(name: "x", values: .numeric([-2, 2])),
        ])
      )
    )
    #expect(Array(square.configurationLabels) == ["x=-2 or 2"])
  }

  @Test func addsGroupedCounts() throws {
    let table = Sample.table([
      Column(name: "s", values: .numeric([1, 2, 3])),
      Column(name: "n", values: .numeric([4, 5, 6])),
      Column(name: "x", values: .coded([true, false, true])),
    ])
    let collapsed = CollapsedDesign(try Sample.design("s | trials(n) ~ x", table))
    #expect(collapsed.successes == [4, 2])
    #expect(collapsed.trials == [10, 5])
  }
}
