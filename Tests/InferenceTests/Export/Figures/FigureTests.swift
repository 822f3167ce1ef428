import Foundation
import Testing

@testable import Inference
@testable import InferenceCore

/// Every figure of a run, at the width of one column and of two.
@Suite struct FigureTests {
  @Test(arguments: RunFigure.all.map(\.name), [84.0, 174]) func figuresAreTidy(
    _ name: String,
    width: Double
  ) async throws {
    let figure = try #require(RunFigure.all.first { $0.name == name })
    var request = FigureRequest()
    request.width = width
    let drawn = try await figure.drawn(of: try await FigureExamples.run.value, request)
    FigureExamples.expectTidy(drawn.drawing, name)
    let reader = try #require(SVGReader(drawn.svg.text()))
    #expect(reader.counts["title"] == 1 && reader.counts["desc"] == 1)
    #expect(!drawn.svg.text().contains("<script"))
    #expect(drawn.table.text().split(separator: "\n").count > 1)
    #expect(drawn.size.width == width && drawn.size.height > 20)
  }

  /// One configuration, no condition: what has nothing to draw says so.
  @Test func aRunWithoutConditions() async throws {
    let run = try await FigureExamples.bare.value
    for figure in RunFigure.all {
      if ["effects", "conditional"].contains(figure.name) {
        await #expect(throws: FigureError(.noConditions), "\(figure.name)") {
          try await figure.drawn(of: run)
        }
      } else {
        FigureExamples.expectTidy(try await figure.drawn(of: run).drawing, figure.name)
      }
    }
  }

  @Test(arguments: ["configurations", "influence"]) func everyCaseIsNamed(
    _ name: String
  ) async throws {
    let figure = try #require(RunFigure.all.first { $0.name == name })
    let drawn = try await figure.drawn(of: try await FigureExamples.run.value)
    let words = FigureExamples.words(drawn.drawing).filter { $0 != " " }
    for item in [FigureExamples.hostile, "Case with a name of many words", "B", "H"] {
      #expect(words.contains(item.filter { $0 != " " }), "\(item)")
    }
  }

  @Test func numbersAreThoseOfTheCommands() async throws {
    let run = try await FigureExamples.run.value
    func table(_ name: String) async throws -> String {
      let figure = try #require(RunFigure.all.first { $0.name == name })
      return try await figure.drawn(of: run).table.text()
    }
    #expect(try await table("configurations") == run.predictions(PredictionRequest()).table.text())
    // Of an effect the figure shows the difference.
    var differences = EffectRequest()
    differences.extent = .difference
    #expect(try await table("effects") == run.effects(differences).table.text())
    #expect(try await table("counts") == run.check(refitting: .none).countTable.text())
    #expect(try await table("calibration") == run.check().caseTable?.text())
    let influence = try await run.influence(of: Array(0..<8))
    #expect(try await table("influence") == influence.table.text())
  }

  /// A normal prior's density at its mean is 1 / (sd sqrt(2 pi)).
  @Test func densitiesOfPriorsAreTheirs() async throws {
    let run = try await FigureExamples.run.value
    let figure = try run.coefficientsFigure()
    let item = try #require(figure.coefficients.first { $0.name == "a" })
    #expect(item.prior == "normal(0, 2.5)")
    let most = try #require(item.priorDensity.map(\.density).max())
    #expect(abs(most - 1 / (2.5 * (2 * Double.pi).squareRoot())) < 2e-3)
    // Densities add up to one.
    let points = item.posteriorDensity
    let sum = zip(points, points.dropFirst()).reduce(0) {
      $0 + ($1.1.value - $1.0.value) * ($1.1.density + $1.0.density) / 2
    }
    #expect(abs(sum - 1) < 0.02)
  }

  @Test func conditionsThatAreNotThere() async throws {
    let run = try await FigureExamples.run.value
    var request = FigureRequest()
    request.subject = "b"
    #expect(throws: FormulaError.self) { try run.conditionalFigure(request) }
    request.subject = "n"
    #expect(try run.conditionalFigure(request).panels.count == 1)
  }

  /// All cases are in each panel, at their own values.
  @Test func casesStandAtTheirValues() async throws {
    let run = try await FigureExamples.run.value
    let figure = try run.conditionalFigure(FigureRequest())
    #expect(figure.panels.map(\.name) == ["a", "region", "n"])
    for panel in figure.panels {
      #expect(panel.observations.flatMap(\.cases).count == 8, "\(panel.name)")
    }
    let a = figure.panels[0]
    let present = a.observations.filter { $0.place == .level(1) }
    #expect(present.map(\.share) == [0, 1])
    #expect(present[0].cases == ["D"])
  }
}
