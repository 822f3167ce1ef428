/// The numbers of a chain as text, draw after draw: its parameters and what was computed from them, a
/// comma before each.
///
/// `draws.csv` and the file of the chain share them. Numbers that are not finite, which the two spell
/// differently, have no text here.
struct DrawRows: Sendable {
  /// The chain, by its place among the draws.
  let index: Int
  private let chunks: [Chunk]
  private let chunkSize: Int

  /// The text of some consecutive draws.
  private struct Chunk: Sendable {
    var bytes: [UInt8] = []
    /// Where the text of each draw ends.
    var ends: [Int] = []
    /// Whether a number was not finite.
    var isBroken = false
  }

  /// More numbers than these are not kept as text, of which each has some 18 bytes.
  private static let countLimit = 1 << 22
  /// From how many numbers on the work is divided.
  private static let parallelCount = 1 << 16

  /// Makes the text; nil where a number is not finite or there are too many.
  ///
  /// O(draws x columns); with the same text for any number of threads.
  init?(_ draws: Draws, index: Int, quantities: GeneratedQuantities?, threads: Int) {
    let chain = draws.chains[index]
    let width = chain.dimension + (quantities?.names.count ?? 0)
    let count = chain.count * width
    guard count <= Self.countLimit else { return nil }
    let values = quantities?.chains[index] ?? []
    chunks = ConcurrentBlocks.map(
      chain.count,
      threads: count < Self.parallelCount ? 1 : threads
    ) { Self.chunk($0, chain, values, width: width) }
    chunkSize = max(1, chunks[0].ends.count)
    self.index = index
    if chunks.contains(where: \.isBroken) { return nil }
  }

  /// Appends the text of one draw.
  func append(_ row: Int, to text: inout TextBuffer) {
    let chunk = chunks[row / chunkSize]
    let place = row % chunkSize
    text.append(
      contentsOf: chunk.bytes[(place == 0 ? 0 : chunk.ends[place - 1])..<chunk.ends[place]]
    )
  }

  private static func chunk(
    _ rows: Range<Int>,
    _ chain: ChainDraws,
    _ values: [Double],
    width: Int
  ) -> Chunk {
    let others = width - chain.dimension
    var text = TextBuffer()
    var chunk = Chunk()
    chunk.ends.reserveCapacity(rows.count)
    let earlier = rows.first.map { earlierEqual(values[($0 * others)..<(($0 + 1) * others)]) } ?? []
    var starts = [Int](repeating: 0, count: others + 1)
    for row in rows {
      text.appendRow(row, of: chain.values, width: chain.dimension, nonFinite: .capitalised)
      for column in 0..<others {
        let value = values[row * others + column]
        if !value.isFinite { chunk.isBroken = true }
        starts[column] = text.bytes.count
        let twin = earlier[column]
        if twin < column, values[row * others + twin].bitPattern == value.bitPattern {
          text.repeatBytes(starts[twin]..<starts[twin + 1])
        } else {
          text.appendComma()
          text.append(value)
        }
      }
      if chain.dimension > 0 {
        let own = chain.values[(row * chain.dimension)..<((row + 1) * chain.dimension)]
        if !own.allSatisfy(\.isFinite) { chunk.isBroken = true }
      }
      chunk.ends.append(text.bytes.count)
      starts[others] = text.bytes.count
      // Growing would copy the text several times over; the rows are of much the same length.
      if row == rows.lowerBound { text.reserve(text.bytes.count * rows.count * 17 / 16) }
    }
    chunk.bytes = text.bytes
    return chunk
  }

  /// For each number the first that equals it: cases that are alike have the same log likelihood, which is
  /// then written once and copied.
  private static func earlierEqual(_ row: ArraySlice<Double>) -> [Int] {
    var first: [UInt64: Int] = [:]
    return row.enumerated().map { column, value in
      if let earlier = first[value.bitPattern] { return earlier }
      first[value.bitPattern] = column
      return column
    }
  }
}
