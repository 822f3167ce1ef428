/// A specification curve as a drawing: above, the medians of a quantity with their intervals, ordered;
/// below, a mark for each choice that each universe makes.
public struct SpecificationCurveFigure: ExportedFile, Sendable {
  /// The curve.
  public let curve: SpecificationCurve
  /// The column of the outcome, for the title.
  public let outcome: String
  private let rows: [SpecificationRow]

  /// Lays out a curve.
  ///
  /// O(universes x choices).
  public init(_ curve: SpecificationCurve, in results: MultiverseResults, outcome: String) {
    self.curve = curve
    self.outcome = outcome
    rows = SpecificationRow.all(of: curve, in: results)
  }

  /// The names of the files of some quantities: `specification-curve-protest.svg`, told apart by numbers
  /// where they would be equal.
  public static func fileNames(of keys: [QuantityKey]) -> [String] {
    var counts: [String: Int] = [:]
    return keys.map { key in
      let words = key.name.lowercased().split { character in
        !(character.isASCII && (character.isLetter || character.isNumber) || character == "_")
      }
      let slug = words.isEmpty ? "quantity" : words.joined(separator: "-")
      counts[slug, default: 0] += 1
      let number = counts[slug].map { $0 > 1 ? "-\($0)" : "" } ?? ""
      return "specification-curve-\(slug)\(number).svg"
    }
  }

  /// Writes the drawing.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    text.write(drawing)
    try text.flushIfFull()
  }

  // MARK: Layout, in pixels

  private static let width = 1200.0
  private static let left = 300.0
  private static let right = 1180.0
  private static let top = 96.0
  private static let bottom = 396.0
  private static let firstRow = 420.0
  private static let rowHeight = 14.0
  private static let forkGap = 8.0

  private var step: Double { (Self.right - Self.left) / Double(max(1, curve.points.count)) }

  private func x(_ place: Int) -> Double { Self.left + (Double(place) + 0.5) * step }

  private func rowTop(_ row: Int) -> Double {
    let forks = zip(rows.prefix(row + 1).dropFirst(), rows).count { $0.fork != $1.fork }
    return Self.firstRow + Double(row) * Self.rowHeight + Double(forks) * Self.forkGap
  }

  private var drawing: String {
    var svg = SVGWriter(
      width: Self.width,
      height: rows.isEmpty ? Self.firstRow : rowTop(rows.count - 1) + Self.rowHeight + 12,
      title: title,
      description: description
    )
    svg.text(title, x: 20, y: 28, .init(size: 17, isBold: true))
    svg.text(subtitle, x: 20, y: 48, .init(size: 12, color: "#555555"))
    legend(&svg)
    panel(&svg)
    for row in rows.indices { matrixRow(row, &svg) }
    return svg.text
  }

  private var title: String {
    let count = curve.points.count
    let analyses = count == 1 ? "1 analysis" : "\(count) analyses"
    switch curve.key.kind {
    case .effect: return "Effect of \(curve.key.name) on the probability of \(outcome): \(analyses)"
    case .coefficient: return "Coefficient of \(curve.key.name): \(analyses)"
    case .meanProbability: return "Mean probability of \(outcome): \(analyses)"
    }
  }

  /// What the vertical axis counts.
  private var unit: String {
    switch curve.key.kind {
    case .effect: "change of the probability"
    case .coefficient: "on the scale of each link"
    case .meanProbability: "probability"
    }
  }

  private var subtitle: String {
    var parts = ["each column is one analysis: posterior median, 50 % and 90 % intervals"]
    if curve.oneClassCount > 0 {
      parts.append("\(curve.oneClassCount) with one class of outcomes only")
    }
    if curve.absentCount > 0 { parts.append("\(curve.absentCount) more do not have it") }
    if curve.undefinedCount > 0 { parts.append("\(curve.undefinedCount) more without numbers") }
    if curve.failedCount > 0 { parts.append("\(curve.failedCount) failed") }
    return parts.joined(separator: "; ")
  }

  private var description: String {
    guard curve.all.count > 0 else { return "No analysis has this quantity." }
    func text(_ value: Double) -> String { SVGWriter.text(value, places: 2) }
    let agreements = curve.all.agreements.map { "\($0.threshold) in \($0.count)" }
    return
      "Posterior medians in ascending order with 50 % and 90 % intervals; beneath, the choices "
      + "of each analysis. The medians go from \(text(curve.all.smallestMedian)) to "
      + "\(text(curve.all.largestMedian)), half of them below \(text(curve.all.medianOfMedians)). "
      + "The probability P that it is above 0: \(agreements.joined(separator: ", ")) "
      + "of \(curve.all.count) analyses."
  }

  // MARK: Parts

  private func legend(_ svg: inout SVGWriter) {
    var x = 20.0
    svg.text("P(>0):", x: x, y: 72, .init(size: 12, isBold: true))
    x += 50
    for evidence in SpecificationColor.allCases {
      let count = curve.points.count { SpecificationColor($0.quantity) == evidence }
      let label = "\(evidence.label) (\(count))"
      svg.line(from: (x, 68), to: (x + 22, 68), color: evidence.rawValue, width: 9)
      svg.text(label, x: x + 28, y: 72, .init(size: 12))
      x += 28 + 7 * Double(label.count) + 18
    }
  }

  private func panel(_ svg: inout SVGWriter) {
    let quantities = curve.points.map(\.quantity)
    let scale = SpecificationScale(quantities, top: Self.top, bottom: Self.bottom)
    svg.text(unit, x: 20, y: Self.top + 14, .init(color: "#555555"))
    for tick in scale.ticks {
      let y = scale.y(tick.value)
      svg.line(
        from: (Self.left, y),
        to: (Self.right, y),
        color: tick.value == 0 ? "#666666" : "#e4e4e4",
        width: 1
      )
      svg.text(tick.text, x: Self.left - 8, y: y + 4, .init(anchor: .end))
    }
    for color in SpecificationColor.allCases {
      var (wide, narrow) = (SVGWriter.Path(), SVGWriter.Path())
      for (place, quantity) in quantities.enumerated()
      where SpecificationColor(quantity) == color {
        wide.bar(x(place), quantity.q5, quantity.q95, scale)
        narrow.bar(x(place), quantity.q25, quantity.q75, scale)
      }
      // Columns that are thinner than the eye tells apart fill their width.
      let unit = min(step, 12)
      let isDense = step < 3
      svg.stroke(wide, color: color.rawValue, width: unit * (isDense ? 1 : 0.35), opacity: 0.4)
      svg.stroke(narrow, color: color.rawValue, width: unit * (isDense ? 1 : 0.7), opacity: 0.8)
    }
    var dots = SVGWriter.Path()
    for (place, quantity) in quantities.enumerated() {
      dots.dot(x(place), scale.y(quantity.median))
    }
    svg.stroke(dots, color: "#000000", width: min(max(step, 1.8), 5), isRound: true)
  }

  private func matrixRow(_ index: Int, _ svg: inout SVGWriter) {
    let row = rows[index]
    let top = rowTop(index)
    let middle = top + Self.rowHeight / 2
    if index == 0 || rows[index - 1].fork != row.fork {
      svg.text(row.fork, x: 20, y: middle + 4, .init(isBold: true))
    }
    svg.text(row.label, x: Self.left - 8, y: middle + 4, .init(anchor: .end))
    svg.line(from: (Self.left, middle), to: (Self.right, middle), color: "#f0f0f0", width: 8)
    for color in SpecificationColor.allCases {
      var path = SVGWriter.Path()
      let marked = curve.points.indices.map {
        row.marks[$0] && SpecificationColor(curve.points[$0].quantity) == color
      }
      // Marks that touch are one line; with room between them each stands by itself.
      let gap = step > 3 ? step * 0.15 : 0
      var start: Int?
      for place in 0...marked.count {
        let isMarked = place < marked.count && marked[place]
        if isMarked, start == nil { start = place }
        guard let first = start, !isMarked || gap > 0 else { continue }
        let end = isMarked ? place + 1 : place
        path.move(Self.left + Double(first) * step + gap, middle)
        path.horizontal(Self.left + Double(end) * step - gap)
        start = nil
      }
      svg.stroke(path, color: color.rawValue, width: 8)
    }
  }
}

extension SVGWriter.Path {
  /// A bar between two values; nothing where one is not finite.
  fileprivate mutating func bar(
    _ x: Double,
    _ lower: Double,
    _ upper: Double,
    _ scale: SpecificationScale
  ) {
    guard lower.isFinite, upper.isFinite else { return }
    move(x, scale.y(lower))
    vertical(scale.y(upper))
  }
}
