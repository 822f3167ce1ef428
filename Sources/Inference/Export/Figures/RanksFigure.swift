/// Whether each chain has its share of small and of large draws: the distribution of the ranks of its draws among all,
/// less that of even ones, with what chance allows.
///
/// Source: A. Vehtari, A. Gelman, D. Simpson, B. Carpenter, P.-C. Buerkner, Bayesian Analysis 16 (2021); the band:
/// ``UniformityBand``.
struct RanksFigure: Figure {
  /// The ranks of the draws of a coefficient.
  struct Ranks: Sendable {
    let name: String
    /// For each chain the share of its draws below each point, less the point.
    let chains: [[Double]]
  }

  /// The points at which ranks are counted.
  static let intervalCount = 40
  /// The probability that all points of an even chain lie within the band.
  static let coverage = 0.95

  /// The coefficients.
  let ranks: [Ranks]
  /// The band, as shares less the point.
  let band: [ClosedRange<Double>]

  /// Ranks draws.
  ///
  /// O(draws).
  init(_ draws: Draws) {
    let chosen = draws.parameterNames.indices.prefix(TracesFigure.coefficientLimit)
    ranks = chosen.map { index in
      Ranks(name: draws.parameterNames[index], chains: Self.chains(draws.parameter(index)))
    }
    let size = draws.chains.map(\.count).min() ?? 0
    band =
      size > 0
      ? UniformityBand(valueCount: size, intervalCount: Self.intervalCount)
        .limits(coverage: Self.coverage).enumerated().map { index, limits in
          let point = Double(index + 1) / Double(Self.intervalCount)
          let (lower, upper) = (Double(limits.lower), Double(limits.upper))
          return (lower / Double(size) - point)...(upper / Double(size) - point)
        } : []
  }

  private static func chains(_ values: [[Double]]) -> [[Double]] {
    let pooled = values.flatMap { $0 }
    let order = SortOrder(pooled)
    var interval = [Int](repeating: 0, count: pooled.count)
    for (rank, place) in order.places.enumerated() {
      interval[place] = rank * intervalCount / max(1, pooled.count)
    }
    var start = 0
    return values.map { chain in
      defer { start += chain.count }
      var histogram = [Int](repeating: 0, count: intervalCount)
      for place in start..<(start + chain.count) { histogram[interval[place]] += 1 }
      var sum = 0
      return histogram.dropLast().enumerated().map { index, count in
        sum += count
        return Double(sum) / Double(max(1, chain.count)) - point(index)
      }
    }
  }

  private static func point(_ index: Int) -> Double {
    Double(index + 1) / Double(intervalCount)
  }

  /// The differences, with the band.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "name", "chain", "rank_share", "difference", "band_lower", "band_upper",
    ])
    for item in ranks {
      for (chain, differences) in item.chains.enumerated() {
        for (index, difference) in differences.enumerated() {
          table.append([
            .text(item.name), .integer(chain + 1), .number(Self.point(index)),
            .number(difference), .number(band[index].lowerBound),
            .number(band[index].upperBound),
          ])
        }
      }
    }
    return table
  }

  func drawing(width: Double) -> Drawing {
    let count = ranks.first?.chains.count ?? 0
    let outside = ranks.filter { item in
      item.chains.contains { zip($0, band).contains { !$1.contains($0) } }
    }
    var sheet = Sheet(
      width: width,
      title: "Ranks of the draws of each chain among all",
      description: outside.isEmpty
        ? "All chains lie within the band."
        : "Outside the band: \(outside.map(\.name).joined(separator: ", "))."
    )
    sheet.add(
      Legend(
        items: ChainInk.legend(count) + [
          .init(.band(.grey, opacity: 0.2), "95 % of even chains")
        ]
      )
    )
    let grid = PanelGrid(height: 16, axisWidth: 8.5, columnLimit: 3)
    for (item, panel) in zip(ranks, grid.panels(ranks.map(\.name), on: &sheet)) {
      draw(item, panel.frame, &sheet.drawing)
    }
    sheet.note(
      "Across: rank among the draws of all chains, as a share. Up: share of the chain's draws below it, less that "
        + "share. A chain that strays from the band is somewhere too often."
    )
    return sheet.finished()
  }

  private func draw(_ item: Ranks, _ frame: Frame, _ drawing: inout Drawing) {
    let ends = band.flatMap { [$0.lowerBound, $0.upperBound] }
    let up = Scale(
      Scale.domain(of: ends + item.chains.joined(), margin: 0.08),
      from: frame.bottom,
      to: frame.top
    )
    let across = Scale(0...1, from: frame.left, to: frame.right)
    Axis(scale: up, hasGrid: false, tickLimit: 4).drawBeside(frame, in: &drawing)
    Axis(scale: across, hasGrid: false, tickLimit: 3).drawBelow(frame, in: &drawing)
    let points = band.indices.map { across(Self.point($0)) }
    let zero = PagePoint(across(0), up(0))
    let end = PagePoint(across(1), up(0))
    var surface = Outline()
    surface.polyline(
      [zero] + zip(points, band).map { PagePoint($0, up($1.lowerBound)) } + [end]
        + zip(points, band).map { PagePoint($0, up($1.upperBound)) }.reversed()
    )
    surface.close()
    drawing.area(surface, .grey, opacity: 0.2)
    for (number, chain) in item.chains.enumerated() {
      var line = Outline()
      line.polyline([zero] + zip(points, chain).map { PagePoint($0, up($1)) } + [end])
      drawing.line(
        line,
        Stroke(ink: ChainInk.ink(number), width: 0.35, dash: ChainInk.dash(number))
      )
    }
  }
}
