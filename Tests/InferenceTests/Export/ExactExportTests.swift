import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct ExactExportTests {
  @Test func numbersComeWithErrors() throws {
    var settings = ExactSettings()
    settings.predictorRows = [[1, 0], [1, 1]]
    let exact = try ExactPosterior(
      ExactCases.priorAlone(["normal(1, 2)", "normal(-2, 1)"]),
      settings
    )
    let json = JSON.object(ExactExport(exact, configurations: ["none", "x1"]).members)
    guard case .array(let parameters) = json["parameters"],
      case .array(let probabilities) = json["probabilities"],
      case .number(let mean) = parameters[0]["mean"]?["value"],
      case .number(let error) = parameters[0]["mean"]?["error"]
    else {
      Issue.record("a member is missing")
      return
    }
    #expect(parameters.count == 2 && probabilities.count == 2)
    #expect(abs(mean - 1) <= error)
    #expect(probabilities[1]["name"] == "x1")
    for key in ["sd", "q5", "q25", "median", "q75", "q95", "p_positive"] {
      #expect(parameters[1][key]?["value"] != nil, "\(key)")
    }
    #expect(json["log_marginal_likelihood"]?["value"] != nil)
  }

  /// The trapezoid under each curve is 1.
  @Test func densitiesIntegrateToOne() throws {
    let exact = try ExactPosterior(ExactCases.priorAlone(["normal(1, 2)", "laplace(0, 3)"]))
    let text = ExactExport(exact).densities.text().split(separator: "\n")
    #expect(text[0] == "name,value,density")
    for name in exact.parameterNames {
      let points = text.dropFirst().compactMap { line -> (Double, Double)? in
        let fields = line.split(separator: ",")
        guard fields[0] == name, let x = Double(fields[1]), let y = Double(fields[2])
        else { return nil }
        return (x, y)
      }
      #expect(points.count > 100)
      let area = zip(points, points.dropFirst()).reduce(0) {
        $0 + 0.5 * ($1.1.0 - $1.0.0) * ($1.0.1 + $1.1.1)
      }
      #expect(abs(area - 1) < 1e-3, "\(name)")
    }
  }
}
