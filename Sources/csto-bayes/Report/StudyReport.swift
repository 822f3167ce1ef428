import Foundation
import Inference

/// What `studies` prints of one study: questions, cells, disputes.
struct StudyReport {
  private let study: Study
  private let coding: Coding

  init(_ study: Study, coding: String?) throws(DataError) {
    self.study = study
    self.coding = try study.coding(coding)
  }

  var text: String {
    [heading, questions, cells, disputes].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var heading: String {
    let codings = study.codings.map { "\($0.name) (\($0.label))" }.joined(separator: ", ")
    return Paragraph.text(study.title, mark: "")
      + [
        ("source", study.citation), ("formula", study.defaultFormula),
        ("prior", study.defaultPriorSet), ("codings", codings),
      ].map { name, value in
        Paragraph.text(value, mark: "  " + name.padding(toLength: 10, withPad: " ", startingAt: 0))
      }.joined()
  }

  private var questions: String {
    var table = TextTable([
      .words("variable"), .words("role"), .words("question put to every case"),
    ])
    for variable in study.codebook.variables {
      table.append([variable.name, variable.role.rawValue, variable.question])
    }
    return table.text
  }

  private var cells: String {
    let columns = coding.table.columns
    var table = TextTable([("case", .left)] + columns.map { ($0.name, .left) })
    for row in 0..<coding.table.rowCount {
      table.append(
        [coding.table.caseNames[row]] + columns.map { Self.text($0.values, row) }
      )
    }
    return "Coding \(coding.name)\n" + table.text
  }

  private var disputes: String {
    guard !study.codebook.contestedCells.isEmpty else { return "" }
    return "Contested cells\n"
      + study.codebook.contestedCells.map {
        Paragraph.text("\($0.caseName), \($0.variable): \($0.reason) (\($0.section))", mark: "  - ")
      }.joined()
  }

  private static func text(_ values: Column.Values, _ row: Int) -> String {
    switch values {
    case .coded(let codes): codes[row].map { $0 ? "yes" : "no" } ?? "."
    case .numeric(let numbers): numbers[row].map { NumberText.ratio($0) } ?? "."
    case .text(let texts): texts[row] ?? "."
    }
  }
}
