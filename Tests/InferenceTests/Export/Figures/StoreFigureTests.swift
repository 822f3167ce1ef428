import Testing

@testable import Inference
@testable import InferenceCore

/// Figures of a store: bounds over analyses, and effects by prior set.
@Suite struct StoreFigureTests {
  private static func results() -> MultiverseResults {
    func result(
      _ prior: String,
      _ link: Link,
      median: Double,
      positive: Double,
      successes: Double = 1
    ) -> (universe: Universe, result: UniverseResult) {
      UniverseExamples.result(
        UniverseExamples.universe(link: link).changing { $0.prior = prior },
        [UniverseExamples.quantity("<x>", median: median, positive: positive)],
        successes: successes
      )
    }
    return MultiverseResults([
      result("wide", .logit, median: 0.5, positive: 0.96),
      result("wide", .probit, median: 0.25, positive: 0.8),
      result("sceptical & narrow", .logit, median: 0, positive: 0.5),
      // All outcomes alike: the prior's own opinion.
      result("sceptical & narrow", .probit, median: 9, positive: 1, successes: 0),
    ])
  }

  @Test func boundsAreThoseOfTheAnalyses() throws {
    let figure = PBoxFigure(Self.results(), outcome: "y")
    let box = try #require(figure.boxes.first)
    #expect(box.count == 3 && box.bounds.map(\.level) == [0.05, 0.25, 0.5, 0.75, 0.95])
    // The example's quantiles stand 0.5 and 0.25 from its median.
    #expect(box.bounds.map(\.least) == [-0.5, -0.25, 0, 0.25, 0.5])
    #expect(box.bounds.map(\.greatest) == [0, 0.25, 0.5, 0.75, 1])
    #expect(box.bounds.map(\.middle) == [-0.25, 0, 0.25, 0.5, 0.75])
  }

  @Test func priorSetsAreApart() throws {
    let figure = PriorByEffectFigure(Self.results(), outcome: "y")
    #expect(figure.entries.map(\.prior) == ["wide", "sceptical & narrow"])
    #expect(figure.entries.map(\.count) == [2, 1])
    #expect(figure.entries[0].medians == 0.25...0.5)
    #expect(figure.entries[0].outer == -0.25...1)
    #expect(figure.entries[0].middle == 0.375)
    #expect(figure.entries[0].positive == 0.8...0.96)
  }

  @Test(arguments: [84.0, 174]) func figuresAreTidy(_ width: Double) throws {
    let results = Self.results()
    for figure in [
      PBoxFigure(results, outcome: "y") as any Figure,
      PriorByEffectFigure(results, outcome: "y"),
    ] {
      let drawing = figure.drawing(width: width)
      FigureExamples.expectTidy(drawing)
      #expect(FigureExamples.words(drawing).contains("<x>"))
      #expect(SVGReader(SVGWriter.text(of: drawing)) != nil)
    }
  }
}
