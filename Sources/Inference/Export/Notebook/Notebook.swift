/// A Jupyter notebook that was not run: cells in order (nbformat 4.5).
///
/// The same cells give the same bytes: their ids are stated, and there is no clock time.
public struct Notebook: ExportedFile, Sendable {
  /// One cell.
  public struct Cell: Sendable, Equatable {
    /// Whether a cell is prose or code.
    public enum Kind: String, Sendable {
      /// Prose in Markdown.
      case markdown
      /// Python.
      case code
    }

    /// The id, which stays the same from one notebook to the next.
    public let id: String
    /// Prose or code.
    public let kind: Kind
    /// The text, without a line feed at its end.
    public let source: String

    /// Makes a cell.
    public init(id: String, _ kind: Kind, _ source: String) {
      self.id = id
      self.kind = kind
      self.source = source
    }
  }

  /// The cells.
  public let cells: [Cell]

  /// Makes a notebook of cells.
  ///
  /// - Precondition: no two cells have the same id.
  public init(cells: [Cell]) {
    precondition(Set(cells.map(\.id)).count == cells.count, "an id for each cell")
    self.cells = cells
  }

  /// Writes the notebook, with a place for its seal (``FileSeal``).
  ///
  /// O(length).
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) { try json.write(to: &text) }

  private var json: JSON {
    [
      "cells": .array(cells.map(\.json)),
      "metadata": [
        "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
        "language_info": ["name": "python"],
        "csto_bayes": .string(FileSeal.blank),
      ],
      "nbformat": 4,
      "nbformat_minor": 5,
    ]
  }
}

extension Notebook.Cell {
  fileprivate var json: JSON {
    var members: [JSON.Member] = [.init("cell_type", .string(kind.rawValue))]
    if kind == .code { members.append(.init("execution_count", .null)) }
    members += [.init("id", .string(id)), .init("metadata", .object([]))]
    if kind == .code { members.append(.init("outputs", .array([]))) }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let source = lines.enumerated().map { $0 + 1 < lines.count ? $1 + "\n" : String($1) }
    members.append(.init("source", .array(source.map(JSON.string))))
    return .object(members)
  }
}
