/// The uncertain codes of a run, as `run.json` has them.
struct UncertainCodesRecord: Sendable, Equatable, Decodable {
  /// One cell.
  struct Cell: Sendable, Equatable, Decodable {
    let `case`: String
    let variable: String
    let probability: Double
  }

  let source: String
  let cells: [Cell]

  /// Takes down codes.
  init(_ codes: UncertainCodes) {
    source = codes.source
    cells = codes.cells.map {
      Cell(case: $0.caseName, variable: $0.variable, probability: $0.probability)
    }
  }

  /// The codes.
  ///
  /// - Throws: ``RunError`` of the folder `path` where a probability is none.
  func codes(path: String) throws(RunError) -> UncertainCodes {
    guard cells.allSatisfy({ (0...1).contains($0.probability) }) else {
      throw RunError(
        .malformedRecord("uncertain_codes.probability is not what is needed there"),
        path: path
      )
    }
    return UncertainCodes(
      source: source,
      cells: cells.map {
        UncertainCodes.Cell(
          caseName: $0.case,
          variable: $0.variable,
          probability: $0.probability
        )
      }
    )
  }

  /// The record as JSON.
  var json: JSON {
    [
      "source": .string(source),
      "cells": .array(
        cells.map {
          [
            "case": .string($0.case), "variable": .string($0.variable),
            "probability": .number($0.probability),
          ]
        }
      ),
    ]
  }
}
