/// A specification curve as a drawing: above, the medians of a quantity with their intervals, ordered;
/// below, a mark for each choice that each universe makes.
public struct SpecificationCurveFigure: Figure, ExportedFile, Sendable {
  /// The curve.
  public let curve: SpecificationCurve
  /// The column of the outcome, for the title.
  public let outcome: String
  private let results: MultiverseResults
  private let rows: [SpecificationRow]

  /// Lays out a curve.
  ///
  /// O(universes x choices).
  public init(_ curve: SpecificationCurve, in results: MultiverseResults, outcome: String) {
    self.curve = curve
    self.outcome = outcome
    self.results = results
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

  /// The width of the drawing where none is asked for: both columns of a journal, in millimetres.
  static let standardWidth = 174.0

  /// Writes the drawing.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    text.write(SVGWriter.text(of: drawing(width: Self.standardWidth)))
    try text.flushIfFull()
  }

  /// One row for each analysis, in the order of the curve, with the options that it takes.
  var table: DelimitedWriter {
    let forks = results.forks
    var table = DelimitedWriter(
      columns: ["kind", "quantity", "place", "q5", "q25", "median", "q75", "q95", "p_positive"]
        + ["one_class"] + forks.map(\.name)
    )
    for (place, point) in curve.points.enumerated() {
      let quantity = point.quantity
      table.append(
        [.text(curve.key.kind.rawValue), .text(curve.key.name), .integer(place + 1)]
          + [quantity.q5, quantity.q25, quantity.median, quantity.q75, quantity.q95]
          .map(DelimitedWriter.Field.number)
          + [.number(quantity.probabilityPositive)]
          + [.text(results.entries[point.place].result.isOneClass ? "yes" : "no")]
          + forks.map { .text($0.choices[$0.taken[point.place]]) }
      )
    }
    return table
  }

  func drawing(width: Double) -> Drawing {
    var sheet = Sheet(width: width, title: title, description: description)
    sheet.add(
      Legend(
        items: SpecificationColor.allCases.map { color in
          let count = curve.points.count { SpecificationColor($0.quantity) == color }
          return .init(.band(color.ink, opacity: 1), "P(>0) \(color.label) (\(count))")
        }
      )
    )
    let labels = rows.map { TextMeasure.width($0.label, size: TextStyle.smallSize) }
    let labelWidth = min(0.36 * sheet.width, max(12, 1.02 * (labels.max() ?? 0)) + 1.5)
    let frame = Frame(
      left: sheet.left + labelWidth,
      top: sheet.y + 1,
      right: sheet.right,
      bottom: sheet.y + 1 + (sheet.isWide ? 62 : 44)
    )
    panel(frame, &sheet.drawing)
    sheet.y = frame.bottom + 2.5
    for index in rows.indices { matrixRow(index, frame, &sheet) }
    sheet.y += 1
    sheet.note(subtitle)
    return sheet.finished()
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
    var parts = ["Each column is one analysis: posterior median, 50 % and 90 % intervals"]
    if curve.oneClassCount > 0 {
      parts.append("\(curve.oneClassCount) with one class of outcomes only")
    }
    if curve.absentCount > 0 { parts.append("\(curve.absentCount) more do not have it") }
    if curve.undefinedCount > 0 { parts.append("\(curve.undefinedCount) more without numbers") }
    if curve.failedCount > 0 { parts.append("\(curve.failedCount) failed") }
    return parts.joined(separator: "; ") + "."
  }

  private var description: String {
    guard curve.all.count > 0 else { return "No analysis has this quantity." }
    func text(_ value: Double) -> String { FigureText.fixed(value, 2) }
    let agreements = curve.all.agreements.map { "\($0.threshold) in \($0.count)" }
    return
      "Posterior medians in ascending order with 50 % and 90 % intervals; beneath, the choices "
      + "of each analysis. The medians go from \(text(curve.all.smallestMedian)) to "
      + "\(text(curve.all.largestMedian)), half of them below \(text(curve.all.medianOfMedians)). "
      + "The probability P that it is above 0: \(agreements.joined(separator: ", ")) "
      + "of \(curve.all.count) analyses."
  }

  // MARK: Parts

  private func panel(_ frame: Frame, _ drawing: inout Drawing) {
    let quantities = curve.points.map(\.quantity)
    let ends: [Double] = quantities.flatMap { [$0.q5, $0.median, $0.q95] } + [0]
    let scale = Scale(
      Scale.domain(of: ends, margin: 0.03),
      from: frame.bottom,
      to: frame.top
    )
    Axis(scale: scale, title: unit, references: [0]).drawBeside(frame, in: &drawing)
    let step = step(frame)
    for color in SpecificationColor.allCases {
      var (wide, narrow) = (Outline(), Outline())
      for (place, quantity) in quantities.enumerated()
      where SpecificationColor(quantity) == color {
        let x = x(place, frame)
        wide.bar(x, quantity.q5, quantity.q95, scale)
        narrow.bar(x, quantity.q25, quantity.q75, scale)
      }
      // Columns that are thinner than the eye tells apart fill their width.
      let unit = min(step, 1.6)
      let isDense = step < 0.5
      drawing.line(
        wide,
        Stroke(ink: color.ink, width: unit * (isDense ? 1 : 0.35), opacity: 0.4)
      )
      drawing.line(
        narrow,
        Stroke(ink: color.ink, width: unit * (isDense ? 1 : 0.7), opacity: 0.8)
      )
    }
    var dots = Outline()
    for (place, quantity) in quantities.enumerated() {
      dots.dot(PagePoint(x(place, frame), scale(quantity.median)))
    }
    drawing.line(dots, Stroke(ink: .text, width: min(max(step, 0.3), 0.9), isRound: true))
  }

  private func step(_ frame: Frame) -> Double {
    frame.width / Double(max(1, curve.points.count))
  }

  private func x(_ place: Int, _ frame: Frame) -> Double {
    frame.left + (Double(place) + 0.5) * step(frame)
  }

  /// A row of the matrix of choices, below the name of the choice where that is new.
  private func matrixRow(_ index: Int, _ frame: Frame, _ sheet: inout Sheet) {
    let row = rows[index]
    let size = TextStyle.smallSize
    if index == 0 || rows[index - 1].fork != row.fork {
      sheet.y += index == 0 ? 0 : 0.8
      sheet.drawing.text(
        row.fork,
        at: PagePoint(sheet.left, sheet.y + size),
        TextStyle(size: size, isBold: true)
      )
      sheet.y += size * 1.3
    }
    let lines = TextMeasure.lines(
      row.label,
      atMost: 2,
      within: frame.left - sheet.left - 1,
      size: size
    )
    sheet.drawing.text(lines, at: PagePoint(sheet.left, sheet.y + size), TextStyle(size: size))
    let height = Double(max(1, lines.count)) * size * TextMeasure.lineHeight
    let middle = sheet.y + height / 2
    sheet.drawing.line(
      from: PagePoint(frame.left, middle),
      to: PagePoint(frame.right, middle),
      Stroke(ink: .shade, width: 1.5)
    )
    for color in SpecificationColor.allCases {
      let marked = curve.points.indices.map {
        row.marks[$0] && SpecificationColor(curve.points[$0].quantity) == color
      }
      sheet.drawing.line(
        Self.marks(marked, middle, frame),
        Stroke(ink: color.ink, width: 1.5)
      )
    }
    sheet.y += height + 0.2
  }

  /// Marks that touch are one line; with room between them each stands by itself.
  private static func marks(_ marked: [Bool], _ y: Double, _ frame: Frame) -> Outline {
    let step = frame.width / Double(max(1, marked.count))
    let gap = step > 0.5 ? step * 0.15 : 0
    var outline = Outline()
    var start: Int?
    for place in 0...marked.count {
      let isMarked = place < marked.count && marked[place]
      if isMarked, start == nil { start = place }
      guard let first = start, !isMarked || gap > 0 else { continue }
      let end = isMarked ? place + 1 : place
      outline.move(PagePoint(frame.left + Double(first) * step + gap, y))
      outline.horizontal(frame.left + Double(end) * step - gap)
      start = nil
    }
    return outline
  }
}

extension Outline {
  /// A bar between two values; nothing where one is not finite.
  fileprivate mutating func bar(_ x: Double, _ lower: Double, _ upper: Double, _ scale: Scale) {
    guard lower.isFinite, upper.isFinite else { return }
    move(PagePoint(x, scale(lower)))
    vertical(scale(upper))
  }
}
