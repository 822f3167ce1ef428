import Testing

@testable import Inference

@Suite struct RowChartTests {
  private static let long =
    "a_condition_with_a_very_long_name_indeed, another_condition, region=North_Africa"

  private static func drawing(rows count: Int, width: Double) -> Drawing {
    var sheet = Sheet(width: width, title: "Rows of \(count)", description: "d")
    sheet.add(Legend(items: DecidedBy.legend(DecidedBy.allCases)))
    let rows = (0..<count).map { index in
      let cases = (0..<(index % 7 + 1)).map { "CASE\(index)_\($0)" }.joined(separator: ", ")
      return RowChart.Row(
        label: index % 2 == 0 ? long : "x\(index)",
        detail: cases,
        lanes: [.init(DecidedBy.sign.marks(0.5, from: 0.1, to: 0.9))],
        value: "0.50 [0.10, 0.90]"
      )
    }
    RowChart(
      rows: rows,
      domain: 0...1,
      title: "probability of an outcome",
      valueTitle: "median [interval]"
    ).draw(on: &sheet)
    sheet.note("A note of some length, which is cut into lines where the page is narrow.")
    return sheet.finished()
  }

  @Test(arguments: [(0, 84.0), (1, 84), (30, 84), (30, 174), (3, 60)])
  func nothingOverlapsAndNothingLeavesThePage(_ count: Int, width: Double) {
    let drawing = Self.drawing(rows: count, width: width)
    let boxes = drawing.textBoxes
    for (index, box) in boxes.enumerated() {
      #expect(box.frame.left >= 0 && box.frame.right <= width, "\(box.text)")
      #expect(box.frame.top >= 0 && box.frame.bottom <= drawing.height, "\(box.text)")
      for other in boxes[(index + 1)...] {
        #expect(!box.frame.overlaps(other.frame), "\(box.text) | \(other.text)")
      }
    }
  }

  @Test func allNamesAreThere() {
    let words = Self.drawing(rows: 8, width: 84).textBoxes.map(\.text).joined(separator: " ")
    for name in ["x1", "x7", "CASE3_0", "CASE6_6"] { #expect(words.contains(name), "\(name)") }
  }

  @Test func marksThatAreNoNumbersAreLeftOut() {
    var sheet = Sheet(width: 84, title: "t", description: "d")
    let row = RowChart.Row(
      label: "a",
      lanes: [
        .init([.symbol(.nan, .disc, .blue), .interval(lower: .nan, upper: 1, .init(ink: .blue))])
      ]
    )
    RowChart(rows: [row], domain: 0...1, title: "p").draw(on: &sheet)
    #expect(!SVGWriter.text(of: sheet.finished()).contains("#0072b2"))
  }
}
