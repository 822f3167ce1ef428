import Testing

@testable import InferenceCore

@Suite("HomogeneousProgram") struct HomogeneousProgramTests {
  @Test func plane() {
    // (1, 0) and (0, 1) can both be positive; with (-1, -1) the three cancel; (-1, 0) holds the
    // first coordinate at zero and leaves the second.
    let open = HomogeneousProgram(signed: [[1, 0], [0, 1]], zero: [], size: 2)
    #expect(open.positive == [0, 1])
    let closed = HomogeneousProgram(signed: [[1, 0], [0, 1], [-1, -1]], zero: [], size: 2)
    #expect(closed.positive.isEmpty && closed.direction == [0, 0])
    let half = HomogeneousProgram(signed: [[1, 0], [0, 1], [-1, 0]], zero: [], size: 2)
    #expect(half.positive == [1] && half.direction == [0, 1])
    let held = HomogeneousProgram(signed: [[1, 0], [1, 1]], zero: [[0, 2]], size: 2)
    #expect(held.positive == [0, 1] && held.direction == [1, 0])
    #expect(HomogeneousProgram(signed: [[0, 0]], zero: [], size: 2).redundantRows == [0, 1])
  }

  @Test func cone() {
    // The cone of (1, 0) and (1, 1): (3, 1) lies in it, (0, 1) does not.
    let program = HomogeneousProgram(signed: [[1, 0], [1, 1]], zero: [], size: 2)
    #expect(program.isNonnegative(program.reduced([3, 1])))
    #expect(!program.isNonnegative(program.reduced([0, 1])))
    #expect(!program.isNonnegative(program.reduced([3, 1]).negated))
  }

  @Test func manyColumns() {
    // A rule on three of forty two-valued columns, met by a thousand cases: all can be positive.
    // The same with one case turned round: none of its direct opposites can.
    var stream = TestStream(4)
    let cases = (0..<1000).map { _ in
      [1] + (0..<40).map { _ in stream.uniform() < 0.5 ? 1.0 : 0.0 }
    }
    func signed(_ row: [Double]) -> [Double] {
      row[1] + row[2] - row[3] > 0.5 ? row : row.map { -$0 }
    }
    let rule = HomogeneousProgram(signed: cases.map(signed), zero: [], size: 41)
    #expect(rule.positive.count == 1000)
    let columns = cases.map(signed)
    for column in columns {
      #expect(zip(column, rule.direction).reduce(0) { $0 + $1.0 * $1.1 } > 1e-6)
    }
    let turned = columns + [columns[0].map { -$0 }]
    let blocked = HomogeneousProgram(signed: turned, zero: [], size: 41)
    #expect(!blocked.positive.contains(0) && !blocked.positive.contains(1000))
  }
}
