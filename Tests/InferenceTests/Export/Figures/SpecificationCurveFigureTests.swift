import Foundation
import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct SpecificationCurveFigureTests {
  private static func results(name: String = "x") -> MultiverseResults {
    let recode = Recode(caseName: "A & B", variable: "x<y", value: "no")
    return MultiverseResults([
      UniverseExamples.result(
        UniverseExamples.universe(),
        [UniverseExamples.quantity(name, median: 0.5, positive: 0.96)]
      ),
      UniverseExamples.result(
        UniverseExamples.universe(recodes: [recode]),
        [UniverseExamples.quantity(name, median: 0.25, positive: 0.6)],
        successes: 0
      ),
      UniverseExamples.result(
        UniverseExamples.universe(link: .probit),
        [UniverseExamples.quantity(name, median: -0.5, positive: 0.02)]
      ),
    ])
  }

  @Test func wellFormedAndComplete() throws {
    let results = Self.results(name: "\"x\" <&>")
    let curve = SpecificationCurve(of: results.keys[0], in: results)
    let figure = SpecificationCurveFigure(curve, in: results, outcome: "y")
    let reader = try #require(SVGReader(figure.text()))
    // Long names are cut into lines.
    let words = (reader.texts["text"] ?? []).joined(separator: " ")
    #expect(reader.counts["title"] == 1 && reader.counts["desc"] == 1)
    #expect(words.contains("Effect of \"x\" <&> on the probability of y: 3 analyses"))
    // Two choices of recodes, two links, and the universe with one class.
    for label in ["none", "A & B.x<y=no", "logit", "probit", "all alike"] {
      #expect(words.contains(label), "\(label)")
    }
    #expect(!words.contains("weakly-informative"))
    #expect(figure.text() == figure.text())
    #expect(figure.text().prefix(200).contains("csto-bayes"))
  }

  /// Five marks of recodes and links and one of the class, in the colours of their universes.
  @Test func marksStandUnderTheirUniverses() throws {
    let results = Self.results()
    let curve = SpecificationCurve(of: results.keys[0], in: results)
    let rows = SpecificationRow.all(of: curve, in: results)
    // By median: probit, recoded, as it is.
    #expect(rows.map(\.label) == ["none", "A & B.x<y=no", "logit", "probit", "all alike"])
    #expect(
      rows.map(\.marks) == [
        [true, false, true], [false, true, false], [false, true, true], [true, false, false],
        [false, true, false],
      ]
    )
  }

  @Test(arguments: [84.0, 174]) func nothingOverlaps(_ width: Double) {
    let results = Self.results()
    let curve = SpecificationCurve(of: results.keys[0], in: results)
    let drawing = SpecificationCurveFigure(curve, in: results, outcome: "y").drawing(width: width)
    FigureExamples.expectTidy(drawing)
  }

  @Test func theTableHasTheQuantilesAndTheChoices() {
    let results = Self.results()
    let curve = SpecificationCurve(of: results.keys[0], in: results)
    let lines = SpecificationCurveFigure(curve, in: results, outcome: "y").table.text()
      .split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("kind,quantity,place,q5,q25,median,q75,q95,p_positive,one_class,"))
    // The lowest is the probit analysis: its median is -0.5.
    #expect(lines[1].hasPrefix("effect,x,1,-1,-0.75,-0.5,-0.25,0,0.02,no,"))
    #expect(lines[1].contains("probit"))
  }

  @Test func emptyCurve() throws {
    let results = Self.results()
    let curve = SpecificationCurve(of: .init(.coefficient, "z"), in: results)
    let figure = SpecificationCurveFigure(curve, in: results, outcome: "y")
    #expect(SVGReader(figure.text())?.counts["svg"] == 1)
  }

  @Test func fileNamesAreSafeAndDistinct() {
    let names = SpecificationCurveFigure.fileNames(
      of: ["protest", "region: Asia - Europe", "Protest", "../é", "/"].map { .init(.effect, $0) }
    )
    #expect(
      names == [
        "specification-curve-protest.svg", "specification-curve-region-asia-europe.svg",
        "specification-curve-protest-2.svg", "specification-curve-quantity.svg",
        "specification-curve-quantity-2.svg",
      ]
    )
  }
}
