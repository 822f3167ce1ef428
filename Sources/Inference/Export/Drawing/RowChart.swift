/// Rows of marks along one axis, each with its label at the left: intervals, dots, counts.
struct RowChart {
  /// What lies at a value.
  enum Mark: Sendable {
    case interval(lower: Double, upper: Double, Stroke)
    case symbol(Double, Symbol, Ink)
  }

  /// A line of marks within a row.
  struct Lane: Sendable {
    var marks: [Mark]

    init(_ marks: [Mark]) { self.marks = marks }
  }

  /// A row.
  struct Row: Sendable {
    /// Its name.
    var label: String
    /// What is said below the name in small type, such as the cases.
    var detail = ""
    /// Its marks, one line of them below the other.
    var lanes: [Lane]
    /// What is said at the right end: a number.
    var value = ""
    /// Whether its name is set in bold.
    var isHeading = false
  }

  /// The size of a mark.
  static let symbolSize = 1.7
  private static let laneHeight = 2.4
  private static let gap = 1.1
  /// The most lines of a detail.
  private static let detailLimit = 6

  /// The rows.
  let rows: [Row]
  /// The values to show.
  let domain: ClosedRange<Double>
  /// What is measured.
  let title: String
  /// Values with a line through all rows.
  var references: [Double] = []
  /// An interval of values that is shaded.
  var band: ClosedRange<Double>?
  /// What stands above the values at the right end.
  var valueTitle = ""

  /// A row as it is laid out.
  private struct Layout {
    let label: [String]
    let detail: [String]
    let height: Double
  }

  /// Draws all rows and the axis below them.
  func draw(on sheet: inout Sheet) {
    let size = TextStyle.bodySize
    let labelWidth = labelWidth(on: sheet)
    let valueWidth =
      ([valueTitle] + rows.map(\.value)).map { TextMeasure.width($0, size: TextStyle.smallSize) }
      .max() ?? 0
    let layouts = rows.map { layout($0, within: labelWidth) }
    var top = sheet.y
    if !valueTitle.isEmpty {
      sheet.drawing.text(
        valueTitle,
        at: PagePoint(sheet.right, top + TextStyle.smallSize),
        TextStyle(size: TextStyle.smallSize, anchor: .end, ink: .muted)
      )
      top += 1.3 * TextStyle.smallSize
    }
    let frame = Frame(
      left: sheet.left + labelWidth + 2,
      top: top,
      right: sheet.right - (valueWidth > 0 ? valueWidth + 2 : 1.5),
      bottom: top + layouts.reduce(0) { $0 + $1.height }
    )
    let scale = Scale(domain, from: frame.left, to: frame.right)
    if let band {
      let shaded = Frame(
        left: scale(band.lowerBound),
        top: frame.top,
        right: scale(band.upperBound),
        bottom: frame.bottom
      )
      sheet.drawing.area(shaded, .shade)
    }
    let axis = Axis(scale: scale, title: title, references: references)
    let axisHeight = axis.drawBelow(frame, in: &sheet.drawing)
    for (row, layout) in zip(rows, layouts) {
      let lines = Double(layout.label.count) * size * TextMeasure.lineHeight
      sheet.drawing.text(
        layout.label,
        at: PagePoint(sheet.left, top + Self.gap / 2 + size),
        TextStyle(size: size, isBold: row.isHeading)
      )
      sheet.drawing.text(
        layout.detail,
        at: PagePoint(sheet.left, top + Self.gap / 2 + lines + TextStyle.smallSize),
        TextStyle(size: TextStyle.smallSize, ink: .muted)
      )
      let middle = top + layout.height / 2
      draw(row.lanes, at: middle, scale, in: &sheet.drawing)
      sheet.drawing.text(
        row.value,
        at: PagePoint(sheet.right, middle + 0.36 * TextStyle.smallSize),
        TextStyle(size: TextStyle.smallSize, anchor: .end)
      )
      top += layout.height
    }
    sheet.y = frame.bottom + axisHeight + 1.2
  }

  /// As wide as the longest label, and no more than two fifths of the page.
  private func labelWidth(on sheet: Sheet) -> Double {
    let most = 0.4 * sheet.width
    let labels = rows.map {
      TextMeasure.width($0.label, size: TextStyle.bodySize, isBold: $0.isHeading)
    }
    let details = rows.map { TextMeasure.width($0.detail, size: TextStyle.smallSize) }
    // A little more than what is measured: fonts differ.
    return min(most, 1.02 * (((labels + details).max() ?? 0) + 0.1))
  }

  private func layout(_ row: Row, within width: Double) -> Layout {
    let label = TextMeasure.lines(
      row.label,
      within: width,
      size: TextStyle.bodySize,
      isBold: row.isHeading
    )
    let detail = TextMeasure.lines(
      row.detail,
      atMost: Self.detailLimit,
      within: width,
      size: TextStyle.smallSize
    )
    let text =
      (Double(label.count) * TextStyle.bodySize + Double(detail.count) * TextStyle.smallSize)
      * TextMeasure.lineHeight
    let marks = Double(row.lanes.count) * Self.laneHeight
    return Layout(label: label, detail: detail, height: max(text, marks) + Self.gap)
  }

  private func draw(
    _ lanes: [Lane],
    at middle: Double,
    _ scale: Scale,
    in drawing: inout Drawing
  ) {
    for (number, lane) in lanes.enumerated() {
      let shift = Double(number) - Double(lanes.count - 1) / 2
      let y = middle + shift * Self.laneHeight
      for mark in lane.marks {
        switch mark {
        case .interval(let lower, let upper, let stroke):
          guard lower.isFinite, upper.isFinite else { continue }
          drawing.line(from: PagePoint(scale(lower), y), to: PagePoint(scale(upper), y), stroke)
        case .symbol(let value, let symbol, let ink):
          guard value.isFinite else { continue }
          drawing.symbol(symbol, at: PagePoint(scale(value), y), size: Self.symbolSize, ink)
        }
      }
    }
  }
}
