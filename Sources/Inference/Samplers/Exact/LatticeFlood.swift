/// The points of a body-centred-cubic lattice where a posterior has its mass.
///
///     y = spacing (I + c/2 + shift),   I whole numbers, c = 0 (a first coset) or 1 (a second)
///
/// From the heaviest points of a pilot each coset is flooded: a cell whose log weight is within a
/// threshold of the greatest has its neighbours along each axis evaluated too. The sum of the weights
/// over such a lattice converges exponentially in 1 / spacing for analytic densities, and for the same
/// number of points faster than over a cubic lattice: its dual has no shorter vector than sqrt(2) 2 pi /
/// spacing. Cells are kept as bits, 64 of the first axis to a word.
///
/// Source of the rule: L. N. Trefethen, J. A. C. Weideman, The exponentially convergent trapezoidal
/// rule, SIAM Review 56 (2014) 385-458; of the lattice: J. H. Conway, N. J. A. Sloane, Sphere Packings,
/// Lattices and Groups, chapter 4.
struct LatticeFlood {
  /// The cells of the first axis.
  private static let lineWidth = 64

  private let target: LatticeTarget
  private let frame: LatticeFrame
  private let spacing: Double
  private let shift: [Double]
  private let threshold: Double
  private let leastDepth: Double
  private let limit: Int
  /// The cells of every other axis, and how far apart its neighbours' lines are.
  private let width: Int
  private let strides: [Int]

  /// The greatest log weight so far.
  private var peak: Double
  /// The number of points evaluated.
  private(set) var count = 0
  /// How far below the greatest log weight everything within the threshold was seen: less than the threshold
  /// where a cell at the border of the box has neighbours outside.
  private(set) var depth: Double
  /// Whether a cell at the border of the box is above the least depth.
  var leftTheBox: Bool { depth < leastDepth }
  /// Whether more points were wanted than allowed.
  private(set) var isOverLimit = false

  /// For each line the cells seen so far and, next to them, those to be evaluated next.
  private var cells: [UInt64]
  private var touched: [Int] = []
  private var frontier: [Line] = []
  private var next: [Line] = []
  /// For each line of the frontier whether its cells have neighbours outside the box.
  private var areAtBorder: [Bool] = []

  /// A line of cells along the first axis.
  private struct Line {
    var index: Int
    /// Where it lies along each other axis, a byte each.
    var place: UInt64
  }

  /// Prepares a flood.
  ///
  /// - Parameters:
  ///   - target: The posterior.
  ///   - pilot: The frame and the seeds.
  ///   - spacing: The distance of cells along an axis.
  ///   - shift: Where the lattice lies, in cells.
  ///   - depths: How far below the greatest log weight a cell still has its neighbours looked at, and how far
  ///     all of them must lie in the box.
  ///   - limit: The greatest number of points.
  init(
    _ target: LatticeTarget,
    _ pilot: LatticePilot,
    spacing: Double,
    shift: [Double],
    depths: (threshold: Double, least: Double),
    limit: Int
  ) {
    self.target = target
    frame = pilot.frame
    peak = pilot.peak
    self.spacing = spacing
    self.shift = shift
    (threshold, leastDepth) = depths
    depth = depths.threshold
    self.limit = limit
    let others = target.dimension - 1
    // Standard deviations to each side.
    let reach = [11.0, 11, 11, 11, 9, 8][min(others, 5)]
    width = min(2 * Int((reach / spacing).rounded(.up)), Self.lineWidth)
    var strides: [Int] = []
    var lines = 1
    for _ in 0..<others {
      strides.append(lines)
      lines *= width
    }
    self.strides = strides
    cells = [UInt64](repeating: 0, count: 2 * lines)
  }

  /// Adds all cells to the sums: first coset, then the second.
  ///
  /// Seeds near other humps must lie in the box: what counts there would be lost.
  mutating func run(
    seeds: [[Double]],
    foreign: [[Double]] = [],
    into sums: inout LatticeSums
  ) {
    for coset in [0.0, 0.5] {
      let offsets = shift.map { $0 + coset }
      let axes = frame.axes.indices.map { AxisTable(frame.axes[$0], offsets[$0], spacing) }
      for (place, seed) in (seeds + foreign).enumerated() {
        let cells = zip(seed, offsets).map { Int(($0 / spacing - $1).rounded()) }
        if !start(at: cells), place >= seeds.count { depth = 0 }
      }
      flood(axes, into: &sums)
      for index in touched { cells[2 * index] = 0 }
      touched.removeAll(keepingCapacity: true)
      if leftTheBox || isOverLimit { return }
    }
  }

  /// x and the logarithm of its derivative at each cell of an axis.
  private struct AxisTable {
    var x: [Double] = []
    var logSlope: [Double] = []

    init(_ axis: LatticeFrame.Axis, _ offset: Double, _ spacing: Double) {
      for cell in -32..<32 {
        let value = axis.value(at: spacing * (Double(cell) + offset))
        x.append(value.x)
        logSlope.append(Portable.log(value.derivative))
      }
    }
  }

  /// Has a cell evaluated; false where it is outside the box.
  private mutating func start(at cells: [Int]) -> Bool {
    guard (-32..<32).contains(cells[0]) else { return false }
    var (index, place) = (0, UInt64(0))
    for (axis, stride) in strides.enumerated() {
      let cell = cells[axis + 1] + width / 2
      guard (0..<width).contains(cell) else { return false }
      index += cell * stride
      place |= UInt64(cell) << UInt64(8 * axis)
    }
    add(1 << UInt64(cells[0] + 32), index, place)
    return true
  }

  /// Has cells of a line evaluated that were not yet.
  @inline(__always)
  private mutating func add(_ wanted: UInt64, _ index: Int, _ place: UInt64) {
    let seen = cells[2 * index]
    let new = wanted & ~seen
    guard new != 0 else { return }
    if seen == 0 { touched.append(index) }
    cells[2 * index] = seen | new
    let pending = cells[2 * index + 1]
    if pending == 0 { next.append(Line(index: index, place: place)) }
    cells[2 * index + 1] = pending | new
  }

  private static func vector(_ numbers: [Double]) -> SIMD8<Double> {
    var result = SIMD8<Double>.zero
    for (index, number) in numbers.enumerated() { result[index] = number }
    return result
  }

  private mutating func flood(_ axes: [AxisTable], into sums: inout LatticeSums) {
    var batch = LatticeTarget.Batch(dimension: target.dimension)
    var members: [(line: Int32, cell: UInt8)] = []
    members.reserveCapacity(LatticeTarget.batch)
    var logSlopes = [Double](repeating: 0, count: LatticeTarget.batch)
    var active: [UInt64] = []
    let size = target.dimension
    let origin = Self.vector(frame.center)
    let root = (0..<size).map { Self.vector(Array(frame.root.column($0))) }
    let (first, last) = ((Self.lineWidth - width) / 2, (Self.lineWidth + width) / 2 - 1)
    while !next.isEmpty {
      swap(&frontier, &next)
      next.removeAll(keepingCapacity: true)
      active.removeAll(keepingCapacity: true)
      areAtBorder.removeAll(keepingCapacity: true)
      for (number, line) in frontier.enumerated() {
        active.append(0)
        var wanted = cells[2 * line.index + 1]
        cells[2 * line.index + 1] = 0
        var slopes = frame.logDeterminant
        var base = origin
        var isAtBorder = false
        for axis in 1..<max(size, 1) {
          let shift = UInt64(8 * (axis - 1))
          let cell =
            Int((line.place >> shift) & 0xff) - width / 2 + Self.lineWidth / 2
          isAtBorder = isAtBorder || cell == first || cell == last
          let x = axes[axis].x[cell]
          slopes += axes[axis].logSlope[cell]
          base += root[axis] * x
        }
        areAtBorder.append(isAtBorder)
        while wanted != 0 {
          let cell = wanted.trailingZeroBitCount
          wanted &= wanted - 1
          batch.set(base + root[0] * axes[0].x[cell], at: members.count)
          logSlopes[members.count] = slopes + axes[0].logSlope[cell]
          members.append((Int32(number), UInt8(cell)))
          guard members.count == LatticeTarget.batch else { continue }
          evaluate(&batch, &members, logSlopes, &active, &sums)
        }
      }
      evaluate(&batch, &members, logSlopes, &active, &sums)
      if count > limit { isOverLimit = true }
      guard !isOverLimit else { return reset() }
      for (line, cells) in zip(frontier, active) where cells != 0 { spread(line, cells) }
    }
  }

  private mutating func evaluate(
    _ batch: inout LatticeTarget.Batch,
    _ members: inout [(line: Int32, cell: UInt8)],
    _ logSlopes: [Double],
    _ active: inout [UInt64],
    _ sums: inout LatticeSums
  ) {
    guard !members.isEmpty else { return }
    batch.count = members.count
    count += members.count
    target.evaluate(&batch)
    for draw in 0..<batch.count {
      let logWeight = batch.logDensities[draw] + logSlopes[draw]
      batch.logDensities[draw] = logWeight
      guard logWeight > peak - threshold else { continue }
      peak = max(peak, logWeight)
      let cell = members[draw].cell
      if cell == 0 || cell == Self.lineWidth - 1 || areAtBorder[Int(members[draw].line)] {
        depth = min(depth, peak - logWeight)
      }
      active[Int(members[draw].line)] |= 1 << UInt64(members[draw].cell)
    }
    sums.add(&batch)
    members.removeAll(keepingCapacity: true)
  }

  /// Has the neighbours of cells looked at.
  private mutating func spread(_ line: Line, _ active: UInt64) {
    add(active << 1 | active >> 1, line.index, line.place)
    for axis in strides.indices {
      let shift = UInt64(8 * axis)
      let cell = Int((line.place >> shift) & 0xff)
      if cell > 0 { add(active, line.index - strides[axis], line.place - (1 << shift)) }
      if cell < width - 1 { add(active, line.index + strides[axis], line.place + (1 << shift)) }
    }
  }

  private mutating func reset() {
    for line in next { cells[2 * line.index + 1] = 0 }
    next.removeAll()
  }
}
