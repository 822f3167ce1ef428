/// The rows of one chain while they are read.
struct ChainAccumulator: Sendable {
  /// The number of the chain, from 1.
  var chain: Int
  private(set) var values: [Double] = []
  private(set) var statistics: [SamplerStatistics] = []
  private(set) var quantities: [Double] = []
  private(set) var count = 0

  init(chain: Int) { self.chain = chain }

  /// Adds the record at hand.
  mutating func append(
    _ reader: borrowing CSVReader,
    columns: DrawsColumns
  ) throws(DrawsError) {
    for column in columns.parameters { values.append(try reader.draw(column)) }
    for column in columns.quantities { quantities.append(try reader.draw(column)) }
    if !columns.statistics.isEmpty { statistics.append(try columns.readStatistics(reader)) }
    count += 1
  }

  /// Forgets the first rows: the warmup that a file kept.
  mutating func removeFirst(_ rows: Int) {
    guard rows > 0, count > 0 else { return }
    values.removeFirst(rows * (values.count / count))
    quantities.removeFirst(rows * (quantities.count / count))
    if !statistics.isEmpty { statistics.removeFirst(rows) }
    count -= rows
  }

  /// Puts the rows into another order.
  mutating func reorder(_ order: [Int]) {
    let width = values.count / max(1, count)
    let quantityWidth = quantities.count / max(1, count)
    values = order.flatMap { values[($0 * width)..<(($0 + 1) * width)] }
    quantities = order.flatMap { quantities[($0 * quantityWidth)..<(($0 + 1) * quantityWidth)] }
    if !statistics.isEmpty { statistics = order.map { statistics[$0] } }
  }
}
