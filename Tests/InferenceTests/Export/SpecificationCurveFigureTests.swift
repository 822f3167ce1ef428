import Foundation
import Testing

@testable import Inference
@testable import InferenceCore

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SpecificationCurveFigureTests {
  /// Counts the elements of a text; stops at what is not well-formed.
  private final class Counter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var words: [String] = []

    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      counts[name, default: 0] += 1
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { words.append(text) }
  }

  private static func count(_ text: String) throws -> Counter {
    let counter = Counter()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = counter
    let isWellFormed = parser.parse()
    try #require(isWellFormed)
    return counter
  }

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
    let counter = try Self.count(figure.text())
    let words = counter.words.joined()
    #expect(counter.counts["title"] == 1 && counter.counts["desc"] == 1)
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

  @Test(arguments: [
    (-0.1, 0.9, ["0", "0.2", "0.4", "0.6", "0.8"]),
    (-30, 110, ["0", "20", "40", "60", "80", "100"]),
    (0, 0.0004, ["0", "0.0001", "0.0002", "0.0003", "0.0004"]),
  ])
  func ticksAreRound(_ lower: Double, _ upper: Double, expected: [String]) {
    let example = UniverseExamples.quantity(median: (lower + upper) / 2, positive: 0.5)
    let quantity = UniverseQuantity(
      kind: example.kind,
      name: example.name,
      estimates: Estimates(
        mean: example.mean,
        sd: example.sd,
        median: example.median,
        q5: lower,
        q25: lower,
        q75: upper,
        q95: upper,
        mcseMean: 0,
        mcseMedian: 0
      ),
      positive: MonteCarloEstimate(value: 0.5, error: 0),
      effectiveSize: 1,
      rHat: 1
    )
    let scale = SpecificationScale([quantity], top: 0, bottom: 100)
    let found = scale.ticks.map(\.text)
    #expect(expected.allSatisfy(found.contains), "\(found)")
    #expect((4...15).contains(found.count), "\(found)")
    #expect(scale.y(lower) < 100 && scale.y(upper) > 0 && scale.y(upper) < scale.y(lower))
  }

  @Test func emptyCurve() throws {
    let results = Self.results()
    let curve = SpecificationCurve(of: .init(.coefficient, "z"), in: results)
    let figure = SpecificationCurveFigure(curve, in: results, outcome: "y")
    #expect(try Self.count(figure.text()).counts["svg"] == 1)
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

  @Test func textIsEscaped() {
    #expect(SVGWriter.escaped("<a & \"b\">\n\u{1}é") == "&lt;a &amp; &quot;b&quot;&gt;  é")
    #expect(SVGWriter.text(-0.04) == "0" && SVGWriter.text(1.25, places: 2) == "1.25")
    #expect(SVGWriter.text(10.06) == "10.1")
  }
}
