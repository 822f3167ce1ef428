import Testing

@testable import Inference

@Suite struct DrawRowsTests {
  /// Two parameters and `columns` quantities, of which all but every third equal an earlier one.
  private static func sample(rows: Int, columns: Int) -> (Draws, GeneratedQuantities) {
    var state = SplitMix(state: 7)
    func number() -> Double { Double(state.next() >> 11) * 0x1p-53 - 0.5 }
    let values = (0..<(2 * rows)).map { _ in number() }
    var quantities: [Double] = []
    for _ in 0..<rows {
      var row: [Double] = []
      for column in 0..<columns {
        row.append(column % 3 == 0 ? number() : row[column / 2])
      }
      quantities += row
    }
    return (
      Draws(
        parameterNames: ["a", "b"],
        chains: [ChainDraws(chain: 1, dimension: 2, values: values)]
      ),
      GeneratedQuantities(names: (0..<columns).map { "q\($0)" }, chains: [quantities])
    )
  }

  private static func text(_ rows: DrawRows, count: Int) -> String {
    var text = TextBuffer()
    for row in 0..<count {
      rows.append(row, to: &text)
      text.endLine()
    }
    return text.text
  }

  /// The text of numbers one by one, whatever is copied and however many threads there are.
  @Test(arguments: [1, 2, 3, 64]) func equalsNumbersOneByOne(threads: Int) throws {
    let (draws, quantities) = Self.sample(rows: 700, columns: 120)
    let rows = try #require(
      DrawRows(draws, index: 0, quantities: quantities, threads: threads)
    )
    var expected = TextBuffer()
    for row in 0..<700 {
      expected.appendDraw(row, of: draws, 0, quantities, nonFinite: .lowercase)
      expected.endLine()
    }
    #expect(Self.text(rows, count: 700) == expected.text)
  }

  /// Numbers that are equal in one draw and not in the next; minus zero is not zero.
  @Test func equalOnceIsNotEqualAlways() throws {
    let draws = Draws(
      parameterNames: ["a"],
      chains: [ChainDraws(chain: 1, dimension: 1, values: [1, 2])]
    )
    let quantities = GeneratedQuantities(
      names: ["p", "q", "r"],
      chains: [[0.5, 0.5, 0.5, -0.0, 0, -0.0]]
    )
    let rows = try #require(DrawRows(draws, index: 0, quantities: quantities, threads: 2))
    #expect(Self.text(rows, count: 2) == ",1,0.5,0.5,0.5\n,2,-0,0,-0\n")
  }

  @Test(arguments: [Double.nan, .infinity]) func noTextOfWhatIsNotFinite(_ value: Double) {
    let odd = Draws(
      parameterNames: ["a"],
      chains: [ChainDraws(chain: 1, dimension: 1, values: [1, value])]
    )
    #expect(DrawRows(odd, index: 0, quantities: nil, threads: 1) == nil)
    let (draws, _) = Self.sample(rows: 2, columns: 1)
    let quantities = GeneratedQuantities(names: ["q"], chains: [[value, 1]])
    #expect(DrawRows(draws, index: 0, quantities: quantities, threads: 1) == nil)
  }

  @Test func chainsWithoutDrawsOrParameters() throws {
    let none = Draws(parameterNames: ["a"], chains: [ChainDraws(chain: 1, dimension: 1)])
    #expect(DrawRows(none, index: 0, quantities: nil, threads: 4) != nil)
    let (draws, _) = Self.sample(rows: 3, columns: 1)
    let rows = try #require(DrawRows(draws, index: 0, quantities: nil, threads: 4))
    #expect(Self.text(rows, count: 3).split(separator: "\n").count == 3)
  }
}
