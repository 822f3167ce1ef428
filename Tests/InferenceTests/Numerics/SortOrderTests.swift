import Testing

@testable import Inference

@Suite("SortOrder") struct SortOrderTests {
  @Test func agreesWithComparison() {
    var stream = TestStream(9)
    var values = stream.normal(5000)
    values += values.prefix(50).map { $0 * 1e300 } + values.prefix(50).map { $0 * 1e-300 }
    values += [.infinity, -.infinity, 0, 1, 1, 1, -1, .greatestFiniteMagnitude]
    let order = SortOrder(values)
    #expect(order.sorted == values.sorted())
    #expect(order.places.map { values[$0] } == order.sorted)
    #expect(Set(order.places).count == values.count)
  }

  /// Values that differ in their last bits only, in descending order, with ties.
  @Test func agreesWithComparisonWhereOnlyTheLastBitsDiffer() {
    for count in [3, 40, 5000] {
      let values = (0..<count).map { 1 - Double($0 / 2) * 0x1p-50 }
      let order = SortOrder(values)
      #expect(order.sorted == values.sorted())
      let places = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      #expect(order.places == places)
    }
  }

  @Test func edges() {
    #expect(SortOrder([]).sorted.isEmpty)
    #expect(SortOrder([2, 2]).places == [0, 1])
    #expect(SortOrder([0, -0.0, -1]).places == [2, 0, 1])
  }
}
