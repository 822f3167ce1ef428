/// The draws of each coefficient along each chain, as a band from the least to the greatest of neighbouring draws.
struct TracesFigure: Figure {
  /// What neighbouring draws of a chain span.
  struct Span: Sendable {
    /// The number of the first draw, from 1.
    let first: Int
    /// The number of the last.
    let last: Int
    let least: Double
    let greatest: Double
  }

  /// The spans of each chain of a coefficient.
  struct Trace: Sendable {
    let name: String
    let chains: [[Span]]
  }

  /// How many spans there are of a chain at most.
  static let spanLimit = 150
  /// The most coefficients that are drawn.
  static let coefficientLimit = 30

  /// The coefficients.
  let traces: [Trace]
  /// The number of draws of each chain.
  let drawCount: Int

  /// Takes draws together, a few at a time.
  ///
  /// O(draws).
  init(_ draws: Draws) {
    drawCount = draws.chains.map(\.count).max() ?? 0
    traces = draws.parameterNames.indices.prefix(Self.coefficientLimit).map { index in
      Trace(
        name: draws.parameterNames[index],
        chains: draws.parameter(index).map { values in
          let step = max(1, (values.count + Self.spanLimit - 1) / Self.spanLimit)
          return stride(from: 0, to: values.count, by: step).map { first in
            let part = values[first..<min(first + step, values.count)]
            return Span(
              first: first + 1,
              last: first + part.count,
              least: part.min() ?? .nan,
              greatest: part.max() ?? .nan
            )
          }
        }
      )
    }
  }

  /// The spans.
  var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "name", "chain", "first_draw", "last_draw", "least", "greatest",
    ])
    for trace in traces {
      for (chain, spans) in trace.chains.enumerated() {
        for span in spans {
          table.append([
            .text(trace.name), .integer(chain + 1), .integer(span.first), .integer(span.last),
            .number(span.least), .number(span.greatest),
          ])
        }
      }
    }
    return table
  }

  func drawing(width: Double) -> Drawing {
    let count = traces.first?.chains.count ?? 0
    var sheet = Sheet(
      width: width,
      title: "Draws of each coefficient along the chains",
      description: "\(count) chains of \(drawCount) draws, "
        + "\(FigureText.counted(traces.count, "coefficient")): "
        + traces.map(\.name).joined(separator: ", ") + "."
    )
    sheet.add(Legend(items: ChainInk.legend(count)))
    let grid = PanelGrid(height: 16, axisWidth: 7.5, columnLimit: 3)
    for (trace, panel) in zip(traces, grid.panels(traces.map(\.name), on: &sheet)) {
      draw(trace, panel.frame, &sheet.drawing)
    }
    sheet.note(
      "Each band goes from the least to the greatest of neighbouring draws. Chains that lie upon one another "
        + "have the same distribution."
    )
    return sheet.finished()
  }

  private func draw(_ trace: Trace, _ frame: Frame, _ drawing: inout Drawing) {
    let values = trace.chains.flatMap { $0.flatMap { [$0.least, $0.greatest] } }
    let up = Scale(Scale.domain(of: values), from: frame.bottom, to: frame.top)
    let across = Scale(1...Double(max(2, drawCount)), from: frame.left, to: frame.right)
    Axis(scale: up, tickLimit: 5).drawBeside(frame, in: &drawing)
    Axis(scale: across, hasGrid: false, tickLimit: 4).drawBelow(frame, in: &drawing)
    for (number, spans) in trace.chains.enumerated() {
      var line = Outline()
      for (index, span) in spans.enumerated() {
        let x = across(Double(span.first + span.last) / 2)
        let start = PagePoint(x, up(span.least))
        if index == 0 { line.move(start) } else { line.line(start) }
        line.vertical(up(span.greatest))
      }
      drawing.line(line, Stroke(ink: ChainInk.ink(number), width: 0.22, opacity: 0.6))
    }
  }
}

/// The colours of chains.
enum ChainInk {
  private static let inks = [Ink.blue, .orange, .green, .purple, .vermilion, .sky, .grey]
  private static let dashes: [[Double]] = [[], [1.6, 0.6], [0.6, 0.6], [2.4, 0.6, 0.6, 0.6]]

  /// The colour of a chain, from 0.
  static func ink(_ chain: Int) -> Ink { inks[chain % inks.count] }

  /// The dashes of a chain, so that chains are told apart in grey.
  static func dash(_ chain: Int) -> [Double] { dashes[chain % dashes.count] }

  /// A key for each chain, up to seven.
  static func legend(_ count: Int) -> [Legend.Item] {
    guard count <= inks.count else { return [] }
    return (0..<count).map {
      Legend.Item(.line(Stroke(ink: ink($0), width: 0.5)), "chain \($0 + 1)")
    }
  }
}
