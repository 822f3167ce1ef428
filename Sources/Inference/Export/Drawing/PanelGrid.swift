/// Small charts side by side, as many in a row as there is room for.
struct PanelGrid {
  /// How wide a panel is at least, and how high its content is.
  var leastWidth = 32.0
  var height = 20.0
  /// What labels of axes take at the left of each panel.
  var axisWidth = 5.0
  /// What they take below each.
  var axisHeight = Axis.labelHeight
  /// The most panels in a row.
  var columnLimit = 6

  /// A panel: where its content goes, below its name.
  struct Panel {
    let name: String
    let frame: Frame
  }

  /// How wide the content of a panel is, of so many on a page.
  func contentWidth(of count: Int, on sheet: Sheet) -> Double {
    let columns = Double(columns(for: count, on: sheet))
    return (sheet.width - Self.gap * (columns - 1)) / columns - axisWidth - Self.inset
  }

  private static let gap = 2.5
  private static let inset = 0.8

  /// Rows of about the same length.
  private func columns(for count: Int, on sheet: Sheet) -> Int {
    let most = max(1, min(count, columnLimit, Int(sheet.width / leastWidth)))
    let rowCount = max(1, (count + most - 1) / most)
    return max(1, (count + rowCount - 1) / rowCount)
  }

  /// Draws the names of the panels and says where the content of each goes.
  func panels(_ names: [String], on sheet: inout Sheet) -> [Panel] {
    let columns = columns(for: names.count, on: sheet)
    let gap = Self.gap
    let width = (sheet.width - gap * Double(columns - 1)) / Double(columns)
    let size = TextStyle.bodySize
    var panels: [Panel] = []
    var first = 0
    while first < names.count {
      let row = Array(first..<min(first + columns, names.count))
      let titles = row.map { TextMeasure.lines(names[$0], atMost: 2, within: width, size: size) }
      let lines = titles.map(\.count).max() ?? 1
      let top = sheet.y + Double(lines) * size * TextMeasure.lineHeight + 1.1
      for (column, index) in row.enumerated() {
        let left = sheet.left + Double(column) * (width + gap)
        sheet.drawing.text(titles[column], at: PagePoint(left, sheet.y + size), TextStyle())
        panels.append(
          Panel(
            name: names[index],
            frame: Frame(
              left: left + axisWidth,
              top: top,
              right: left + width - Self.inset,
              bottom: top + height
            )
          )
        )
      }
      sheet.y = top + height + axisHeight + 2
      first += columns
    }
    return panels
  }
}
