/// Small charts side by side, as many in a row as there is room for.
struct PanelGrid {
  /// How wide a panel is at least, and how high its content is.
  var leastWidth = 36.0
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

  /// Draws the names of the panels and says where the content of each goes.
  func panels(_ names: [String], on sheet: inout Sheet) -> [Panel] {
    let most = max(1, min(names.count, columnLimit, Int(sheet.width / leastWidth)))
    // Rows of about the same length.
    let rowCount = (names.count + most - 1) / most
    let columns = max(1, (names.count + rowCount - 1) / max(1, rowCount))
    let gap = 2.5
    let width = (sheet.width - gap * Double(columns - 1)) / Double(columns)
    let size = TextStyle.bodySize
    var panels: [Panel] = []
    var first = 0
    while first < names.count {
      let row = Array(first..<min(first + columns, names.count))
      let titles = row.map { TextMeasure.lines(names[$0], atMost: 2, within: width, size: size) }
      let lines = titles.map(\.count).max() ?? 1
      let top = sheet.y + Double(lines) * size * TextMeasure.lineHeight + 0.6
      for (column, index) in row.enumerated() {
        let left = sheet.left + Double(column) * (width + gap)
        sheet.drawing.text(titles[column], at: PagePoint(left, sheet.y + size), TextStyle())
        panels.append(
          Panel(
            name: names[index],
            frame: Frame(
              left: left + axisWidth,
              top: top,
              right: left + width - 0.8,
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
