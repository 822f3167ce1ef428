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

  @Test func edges() {
    #expect(SortOrder([]).sorted.isEmpty)
    #expect(SortOrder([2, 2]).places == [0, 1])
    #expect(SortOrder([0, -0.0, -1]).places == [2, 0, 1])
  }
}
