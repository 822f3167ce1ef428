import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct RunNotebookTests {
  private static func parsed(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static func cells(_ text: String) throws -> [[String: Any]] {
    try #require(try parsed(text)["cells"] as? [[String: Any]])
  }

  /// What nbformat 4.5 asks of a notebook that was not run.
  @Test func notebookHasTheKeysOfTheFormat() throws {
    let text = Notebook(cells: [
      .init(id: "a", .markdown, "# A \"title\""), .init(id: "b", .code, "x = 1\n\nprint(x)"),
    ]).text()
    #expect(
      text == """
        {
          "cells": [
            {
              "cell_type": "markdown",
              "id": "a",
              "metadata": {},
              "source": ["# A \\"title\\""]
            },
            {
              "cell_type": "code",
              "execution_count": null,
              "id": "b",
              "metadata": {},
              "outputs": [],
              "source": ["x = 1\\n", "\\n", "print(x)"]
            }
          ],
          "metadata": {
            "kernelspec": {
              "display_name": "Python 3",
              "language": "python",
              "name": "python3"
            },
            "language_info": {
              "name": "python"
            },
            "csto_bayes": "\(FileSeal.blank)"
          },
          "nbformat": 4,
          "nbformat_minor": 5
        }

        """
    )
  }

  /// Names that Python and Markdown would take for something else stay what they are.
  @Test func textsAreQuoted() throws {
    let cells = try Self.cells(
      RunNotebook(
        title: "a\nb",
        formula: "y ~ `odd name`",
        priorSet: "p",
        runPath: "../it's \"here\"\\"
      ).notebook.text()
    )
    let about = try #require(cells[0]["source"] as? [String]).joined()
    #expect(about.hasPrefix("# a b\n\nModel: `` y ~ `odd name` `` with the prior set `p`.\n"))
    let load = try #require(cells[1]["source"] as? [String]).joined()
    #expect(load.contains(#"RUN = Path("../it's \"here\"\\")"#))
  }

  /// The executed notebook in `notebooks-export/` has the cells that the program writes today.
  @Test func committedNotebookIsOfThisProgram() throws {
    let path = References.packageRoot.appending(path: "notebooks-export/csto.ipynb")
    let committed = try Self.cells(try String(contentsOf: path, encoding: .utf8))
    let study = try Study.load("csto")
    let written = try Self.cells(
      RunNotebook(
        title: study.title,
        formula: study.defaultFormula,
        priorSet: study.defaultPriorSet,
        runPath: "../csto-bayes-output"
      ).notebook.text()
    )
    func text(_ cell: [String: Any]) -> String? {
      (cell["source"] as? [String])?.joined() ?? cell["source"] as? String
    }
    #expect(committed.map(text) == written.map(text))
    #expect(
      committed.map { $0["id"] as? String } == written.map { $0["id"] as? String }
    )
    #expect(committed.allSatisfy { $0["outputs"] == nil || !($0["execution_count"] is NSNull) })
  }
}
