import CKernels

/// A dense matrix laid out for the kernels: tiles of a few rows, each column after column.
///
/// Rows come in tiles of 32 and the last ones in tiles of 8, padded with rows of zeros. A matrix of
/// cases is large; copies of this one share its memory, which never changes once it is filled.
public struct TiledMatrix: Sendable {
  /// The number of rows, m.
  public let rowCount: Int
  /// The number of columns, p.
  public let columnCount: Int
  /// The number of rows with the padding.
  let paddedCount: Int
  private let storage: AlignedStorage

  /// The rows of a tile of the smallest size.
  static var block: Int { Int(ck_block) }
  /// The rows of a whole tile.
  static var tile: Int { Int(ck_tile) }

  /// Fills an m x p matrix, a panel of rows after another.
  ///
  /// `panel` gives the elements of some rows, column after column. Memory is taken as the panels
  /// come, so that whatever they are made from can be let go meanwhile. O(m p).
  ///
  /// - Parameters:
  ///   - rowCount: m.
  ///   - columnCount: p.
  ///   - panelRows: The rows of a panel but for the last one; a multiple of 32.
  ///   - panel: Gives the elements of rows.
  /// - Throws: what `panel` throws.
  /// - Precondition: each panel has as many elements as its rows.
  public init<Failure: Error>(
    rowCount: Int,
    columnCount: Int,
    panelRows: Int,
    panel: (Range<Int>) throws(Failure) -> [Double]
  ) throws(Failure) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix cannot have a negative size")
    precondition(panelRows > 0 && panelRows % Self.tile == 0, "a panel is a number of tiles")
    self.rowCount = rowCount
    self.columnCount = columnCount
    paddedCount = (rowCount + Self.block - 1) / Self.block * Self.block
    storage = AlignedStorage(count: paddedCount * columnCount)
    for first in stride(from: 0, to: rowCount, by: panelRows) {
      let rows = first..<min(first + panelRows, rowCount)
      let elements = try panel(rows)
      precondition(elements.count == rows.count * columnCount, "a panel of another size")
      fill(rows, elements.span)
    }
  }

  /// Lays out a matrix.
  ///
  /// O(m p) in time and memory.
  public init(_ matrix: Matrix) {
    self.init(
      rowCount: matrix.rowCount,
      columnCount: matrix.columnCount,
      panelRows: Self.panelRows(columnCount: matrix.columnCount)
    ) { rows in matrix.panel(rows) }
  }

  /// Rows of which a panel takes a few megabytes.
  package static func panelRows(columnCount: Int) -> Int {
    let rows = (1 << 18) / max(columnCount, 1)
    return min(max(rows / tile * tile, tile), 4096)
  }

  private func fill(_ rows: Range<Int>, _ panel: Span<Double>) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let size = tileSize(at: start)
      let used = min(size, rows.upperBound - start)
      for column in 0..<columnCount {
        let target = start * columnCount + column * size
        let source = column * rows.count + start - rows.lowerBound
        for row in 0..<used { unsafe storage.values[target + row] = panel[source + row] }
        for row in used..<max(used, size) { unsafe storage.values[target + row] = 0 }
      }
      start += size
    }
  }

  /// The size of the tile that begins with a row.
  private func tileSize(at start: Int) -> Int {
    start + Self.tile <= paddedCount ? Self.tile : Self.block
  }

  /// Where an element lies, its tile's first row and the tile's size being known.
  private func position(_ row: Int, _ column: Int) -> Int {
    let whole = row / Self.tile * Self.tile
    let size = tileSize(at: whole)
    let start = row / size * size
    return start * columnCount + column * size + row - start
  }

  /// One element.
  ///
  /// O(1), but slower than going by columns or panels.
  public subscript(row: Int, column: Int) -> Double {
    precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "no element")
    return unsafe storage.values[position(row, column)]
  }

  /// One row, copied.
  ///
  /// O(p).
  public func row(_ index: Int) -> [Double] {
    (0..<columnCount).map { self[index, $0] }
  }

  /// One column, copied.
  ///
  /// O(m).
  public func column(_ index: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(rowCount)
    forEachTile(in: 0..<rowCount) { start, size, used in
      let base = start * columnCount + index * size
      for row in 0..<used { result.append(unsafe storage.values[base + row]) }
    }
    return result
  }

  /// Some rows, copied column after column.
  ///
  /// O(rows p).
  ///
  /// - Precondition: the rows begin with a tile.
  func panel(_ rows: Range<Int>) -> [Double] {
    precondition(rows.upperBound <= rowCount, "no such rows")
    var result = [Double](repeating: 0, count: rows.count * columnCount)
    var span = result.mutableSpan
    copy(rows, into: &span)
    return result
  }

  /// Copies some rows, column after column; those of the padding are zeros.
  ///
  /// O(rows p).
  ///
  /// - Precondition: the rows begin with a tile; `panel` holds p numbers for each.
  func copy(_ rows: Range<Int>, into panel: inout MutableSpan<Double>) {
    precondition(rows.lowerBound % Self.tile == 0 && rows.upperBound <= paddedCount, "no such rows")
    precondition(panel.count == rows.count * columnCount, "sizes do not match")
    unsafe panel.withUnsafeMutableBufferPointer { elements in
      guard let target = elements.baseAddress, let source = unsafe storage.values.baseAddress else {
        return
      }
      forEachTile(in: rows) { start, size, used in
        for column in 0..<columnCount {
          unsafe (target + column * rows.count + start - rows.lowerBound)
            .update(from: source + start * columnCount + column * size, count: used)
        }
      }
    }
  }

  private func forEachTile(
    in rows: Range<Int>,
    _ body: (_ start: Int, _ size: Int, _ used: Int) -> Void
  ) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let size = tileSize(at: start)
      body(start, size, min(size, rows.upperBound - start))
      start += size
    }
  }

  /// The largest magnitude of each column; 0 where there are no rows.
  ///
  /// O(m p).
  func largestMagnitudes() -> [Double] {
    var result = [Double](repeating: 0, count: columnCount)
    var span = result.mutableSpan
    forEachTile(in: 0..<rowCount) { start, size, used in
      for column in 0..<columnCount {
        let base = start * columnCount + column * size
        var largest = span[column]
        for row in 0..<used {
          largest = max(largest, unsafe storage.values[base + row].magnitude)
        }
        span[column] = largest
      }
    }
    return result
  }

  /// Lends the tiles.
  @inline(__always)
  func withTiles<Result>(_ body: (UnsafePointer<Double>?) -> Result) -> Result {
    withExtendedLifetime(storage) { unsafe body(UnsafePointer(storage.values.baseAddress)) }
  }

  /// A hash of each row; rows that are equal (-0 equals 0) have the same one.
  ///
  /// O(m p).
  func rowHashes(seeds: [Double]) -> [UInt64] {
    precondition(seeds.count == rowCount, "a seed for each row")
    var hashes = seeds.map { Self.mix(0, $0) }
    var span = hashes.mutableSpan
    forEachTile(in: 0..<rowCount) { start, size, used in
      for column in 0..<columnCount {
        let base = start * columnCount + column * size
        for row in 0..<used {
          span[start + row] = Self.mix(span[start + row], unsafe storage.values[base + row])
        }
      }
    }
    return hashes
  }

  private static func mix(_ hash: UInt64, _ value: Double) -> UInt64 {
    // Adding zero turns -0 into 0 and changes nothing else.
    let product = (hash ^ (value + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  /// Whether two rows are equal element by element.
  func rowsAreEqual(_ first: Int, _ second: Int) -> Bool {
    (0..<columnCount).allSatisfy { self[first, $0] == self[second, $0] }
  }

  /// The matrix with some of its rows, in the order given.
  func selecting(rows selected: [Int]) -> TiledMatrix {
    TiledMatrix(
      rowCount: selected.count,
      columnCount: columnCount,
      panelRows: Self.panelRows(columnCount: columnCount)
    ) { rows in
      var panel: [Double] = []
      panel.reserveCapacity(rows.count * columnCount)
      for column in 0..<columnCount {
        for row in rows { panel.append(self[selected[row], column]) }
      }
      return panel
    }
  }
}

extension TiledMatrix: Equatable {
  /// Whether all elements are equal.
  public static func == (left: TiledMatrix, right: TiledMatrix) -> Bool {
    left.rowCount == right.rowCount && left.columnCount == right.columnCount
      && (0..<left.columnCount).allSatisfy { left.column($0) == right.column($0) }
  }
}

extension Matrix {
  /// Copies the elements of a tiled matrix.
  ///
  /// O(m p) in time and memory.
  public init(_ tiled: TiledMatrix) {
    self.init(
      rowCount: tiled.rowCount,
      columnCount: tiled.columnCount,
      columnMajor: (0..<tiled.columnCount).flatMap { tiled.column($0) }
    )
  }

  fileprivate func panel(_ rows: Range<Int>) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(rows.count * columnCount)
    for column in 0..<columnCount {
      let base = column * rowCount
      result += elements[(base + rows.lowerBound)..<(base + rows.upperBound)]
    }
    return result
  }
}

/// Doubles aligned to a cache line, not initialised.
///
/// Written by the initialiser of its owner only, before anyone else can see it.
@safe final class AlignedStorage: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count * 8, alignment: 64)
    unsafe values = bytes.bindMemory(to: Double.self)
  }

  deinit { unsafe UnsafeMutableRawBufferPointer(values).deallocate() }
}
