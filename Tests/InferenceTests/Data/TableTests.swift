import Testing

@testable import Inference

@Suite struct TableTests {
  @Test func rowsAreSelectedInOrder() throws {
    let odd = Column(
      name: "z",
      values: .text(["a", "1", nil]),
      irregularity: .init(row: 1, value: "1", expected: .words)
    )
    let table = Table(
      source: "t",
      columns: [
        Column(name: "x", values: .coded([true, nil, false])),
        Column(name: "y", values: .numeric([1.5, 2.5, nil])), odd,
      ],
      caseNames: ["p", "q", "r"],
      lines: [2, 5, 6]
    )
    let selected = table.selecting(rows: [2, 1])
    #expect(selected.caseNames == ["r", "q"])
    #expect(selected.lines == [6, 5])
    #expect(selected["x"]?.values == .coded([false, nil]))
    #expect(selected["y"]?.values == .numeric([nil, 2.5]))
    #expect(selected["z"]?.values == .text([nil, "1"]))
    #expect(selected["z"]?.irregularity?.row == 1)
    #expect(table.selecting(rows: [0])["z"]?.irregularity == nil)
    #expect(table["w"] == nil)
  }
}
