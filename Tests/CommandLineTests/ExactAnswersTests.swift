import Foundation
import Testing

/// What `fit` found exactly is what every other command says, to the last digit.
@Suite(.waitsForPrograms) struct ExactAnswersTests {
  /// A model whose posterior is exact.
  struct Model: Sendable, CustomStringConvertible {
    let name: String
    let arguments: [String]
    let sheet: String?

    var description: String { name }
  }

  private static let models = [
    Model(name: "study", arguments: ["fit"], sheet: nil),
    Model(
      name: "two codes",
      arguments: ["fit", "--data", "d.csv", "--formula", "y ~ a + b"],
      sheet: "case,y,a,b\n"
        + (0..<30).map { row in
          "c\(row),\(row % 3 == 0 ? 1 : 0),\(row % 2),\(row % 5 < 2 ? 1 : 0)\n"
        }.joined()
    ),
    Model(
      name: "a number",
      arguments: ["fit", "--data", "d.csv", "--formula", "y ~ a + x", "--threads", "1"],
      sheet: "case,y,a,x\n"
        + (0..<12).map { "c\($0),\($0 % 4 == 0 ? 1 : 0),\($0 % 2),\(Double($0) / 2)\n" }.joined()
    ),
  ]

  private static func folder(_ model: Model) throws -> WorkFolder {
    let folder = try WorkFolder()
    if let sheet = model.sheet { try folder.write(["d.csv": sheet]) }
    let run = try folder.run(model.arguments + ["--output", "run"])
    try #require(run.status == 0, "\(run.errors)")
    let record = try folder.json("run/run.json")
    #expect((record["estimates"] as? [String: Any])?["from"] as? String == "exact")
    return folder
  }

  /// The fields of some columns of a CSV, row by row.
  private static func fields(
    _ folder: WorkFolder,
    _ file: String,
    _ columns: [String]
  ) throws -> [[String]] {
    let lines = try folder.text(file).split(separator: "\n").map { Self.cells(String($0)) }
    let places = try columns.map { try #require(lines[0].firstIndex(of: $0)) }
    return lines.dropFirst().map { line in places.map { line[$0] } }
  }

  private static func cells(_ line: String) -> [String] {
    var (cells, isQuoted) = ([""], false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  @Test(arguments: models) func predictionsAreThoseOfTheFit(_ model: Model) throws {
    let folder = try Self.folder(model)
    let ofFit = try Self.fields(
      folder,
      "run/probabilities.csv",
      [
        "type", "mean", "median", "sd", "q5", "q95", "mcse_mean", "mcse_median", "mcse_q5",
        "mcse_q95", "rhat", "ess_bulk",
      ]
    ).filter { $0[0] == "configuration" }
    let run = try folder.run(["predict", "run"])
    #expect(run.words.contains("by exact integration (90% equal-tailed interval)"))
    let common = ["type", "mean", "median", "sd"]
    let ends = ["lower", "upper", "mcse_mean", "mcse_median", "mcse_lower", "mcse_upper"]
    let predicted = try Self.fields(
      folder,
      "run/predictions.csv",
      common + ends + ["rhat", "ess_bulk"]
    )
    #expect(predicted == ofFit)
    _ = try folder.run(["predict", "run", "--mass", "0.5", "-o", "half"])
    let half = try Self.fields(folder, "half/predictions.csv", common)
    #expect(half == ofFit.map { Array($0.prefix(4)) })
  }

  @Test(arguments: models) func oneEffectIsThatOfAll(_ model: Model) throws {
    let folder = try Self.folder(model)
    #expect(
      try folder.run(["effects", "run"]).words.contains(
        "(means and P(>0) by exact integration, the rest from draws; "
      )
    )
    let all = try folder.text("run/effects.csv").split(separator: "\n")
    let name = try #require(Self.cells(String(all[1])).first)
    _ = try folder.run(["effects", "run", "--condition", name, "-o", "one"])
    let one = try folder.text("one/effects.csv").split(separator: "\n")
    #expect(one == all.filter { $0.hasPrefix("condition,") || $0.hasPrefix(name + ",") })
  }

  /// Draws that somebody edited are what he wants to be used.
  @Test func editedDrawsAreUsed() throws {
    let folder = try Self.folder(Self.models[0])
    let draws = try folder.text("run/draws.csv")
    let place = try #require(draws.range(of: "0.1"))
    try folder.write(["run/draws.csv": draws.replacingCharacters(in: place, with: "0.2")])
    let run = try folder.run(["predict", "run", "--trust-edited"])
    #expect(run.output.contains("from 4000 draws"), "\(run.errors)")
  }
}
