import Foundation
import Testing

/// Hard input under every sampler: a right answer, or a refusal that names what is wrong.
@Suite(.waitsForPrograms) struct HardAnswersTests {
  static let samplers = ["nuts", "independence", "random-walk", "exact"]

  /// More coefficients than cases.
  private static let wide = """
    a,b,c,d,e,y
    1,0.5,-1,2,0.3,1
    -0.7,1.5,0.4,1,-1,0
    0.2,-1,1.3,-0.6,2,1

    """
  /// Two columns that differ by 1e-12: a condition number of about 1e12.
  private static let nearlyEqual = """
    a,b,y
    1,1.000000000001,1
    2,2.000000000000,0
    3,3.000000000002,1
    -1,-1.000000000001,0
    -2,-1.999999999999,0
    -3,-3.000000000000,1
    0.5,0.5,1
    -0.5,-0.5,0
    4,4.000000000001,1
    -4,-4.000000000002,0

    """
  private static let constant = "c,y\n2,1\n2,1\n2,0\n2,1\n"

  /// An answer: the coefficients' posterior means and standard deviations.
  struct Answer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sheet: String
    let formula: String
    let warning: String
    let means: [Double]
    let deviations: [Double]
  }

  // Under `coefficients ~ normal(0, 1)` and `Intercept ~ normal(0, 2)`, by numpy 2 without sampling.
  // A linear predictor eta = X beta has the prior N(0, K), K = X S X'; given eta, beta is normal with
  // mean G eta, G = S X' K^-1, and covariance S - G X S. Moments of eta by Gauss-Hermite quadrature
  // (numpy.polynomial.hermite_e.hermegauss) with 80 nodes a dimension over eta = L z, K = L L', of
  // the rank of X dimensions; of the columns nearly equal by the trapezoidal rule over intercept and
  // a + b, since a - b keeps its prior.
  static let answers = [
    Answer(
      testDescription: "more coefficients than cases",
      sheet: wide,
      formula: "y ~ a + b + c + d + e",
      warning: "more-columns-than-rows",
      means: [0.633978, 0.541651, -0.526531, -0.157230, 0.131324, 0.786802],
      deviations: [1.420188, 0.939284, 0.904335, 0.910819, 0.864696, 0.866294]
    ),
    Answer(
      testDescription: "two columns nearly equal",
      sheet: nearlyEqual,
      formula: "y ~ a + b",
      warning: "aliased-column",
      means: [0, 0.263261, 0.263261],
      deviations: [0.726514, 0.729737, 0.729737]
    ),
    Answer(
      testDescription: "a constant column",
      sheet: constant,
      formula: "y ~ c",
      warning: "aliased-column",
      means: [0.579660, 0.289830],
      deviations: [1.528549, 0.764275]
    ),
  ]

  @Test(arguments: answers, samplers) func isRight(_ answer: Answer, _ sampler: String) throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": answer.sheet])
    let run = try folder.run([
      "fit", "--data", "d.csv", "--formula", answer.formula, "--sampler", sampler,
      "--prior", "coefficients ~ normal(0, 1)", "--prior", "Intercept ~ normal(0, 2)",
      "--draws", sampler == "random-walk" ? "50000" : "4000", "--format", "json",
    ])
    #expect(run.errors.isEmpty)
    let output = try run.json()
    #expect(output.warningCodes.contains(answer.warning))
    let parameters = output.objects("parameters")
    #expect(parameters.count == answer.means.count)
    for (index, parameter) in parameters.enumerated() {
      let mean = try #require(parameter["mean"] as? Double)
      let deviation = try #require(parameter["sd"] as? Double)
      let error = try #require(parameter["mcse_mean"] as? Double)
      let deviationError = try #require(parameter["mcse_sd"] as? Double)
      // Eleven coefficients, two moments, four samplers: five errors are not met by chance.
      #expect(error < 0.1 * deviation && deviationError < 0.1 * deviation)
      #expect(abs(mean - answer.means[index]) < 5 * error, "\(index)")
      #expect(abs(deviation - answer.deviations[index]) < 5 * deviationError, "\(index)")
    }
  }

  private static func sheet(_ factor: String) -> String {
    "x,y\n1\(factor),1\n-1\(factor),1\n2\(factor),0\n-2\(factor),0\n3\(factor),1\n-3\(factor),0\n"
  }

  @Test(arguments: [("e300", "3e+300"), ("e-300", "3e-300")], samplers)
  func extremeColumnsAreRefused(_ size: (text: String, shown: String), _ sampler: String) throws {
    try BadInput(
      size.text,
      ["fit", "--data", "d.csv", "--formula", "y ~ x", "--sampler", sampler, "--output", "out"],
      ["d.csv": Self.sheet(size.text)],
      65,
      "csto-bayes: the values of 'x' go up to \(size.shown): squares of such numbers overflow or "
        + "vanish; write scale(x), or use other units"
    ).check()
  }

  @Test(arguments: ["e300", "e-300"]) func extremeColumnsCanBeScaled(_ size: String) throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Self.sheet(size), "plain.csv": Self.sheet("")])
    let found = try [size, ""].map { factor in
      let run = try folder.run([
        "fit", "--data", factor.isEmpty ? "plain.csv" : "d.csv", "--formula", "y ~ scale(x)",
        "--format", "json",
      ])
      #expect(run.status == 0)
      return try run.json().objects("parameters")
    }
    for (one, other) in zip(found[0], found[1]) {
      let error = try #require(one["mcse_mean"] as? Double)
      let mean = try #require(one["mean"] as? Double)
      #expect(abs(mean - (other["mean"] as? Double ?? .nan)) < 6 * error)
    }
  }

  /// An error in the last of many lines is named, and nothing is left behind.
  @Test(arguments: [
    ("1,0", "this row has 2 fields, the header has 3"),
    ("1,0,maybe", "maybe"), ("1,\"0,1", "quote"), ("1,0,\u{FF}1", "found '\u{FF}1'"),
  ])
  func errorsInTheLastLineAreNamed(_ last: String, _ part: String) throws {
    let folder = try WorkFolder()
    var text = "y,a,b\n"
    for row in 0..<30_000 { text += "\(row % 3 == 0 ? 1 : 0),\(row % 2),\(row % 5 == 0 ? 1 : 0)\n" }
    var bytes = Data(text.utf8)
    // A letter beyond ASCII stands for its byte, not UTF-8: the table is Windows-1252 then.
    bytes += last.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } + [10]
    try folder.write(["d.csv": bytes])
    let run = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ a + b", "--output", "out",
    ])
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("d.csv:30002: ") && run.errors.contains(part), "\(run.errors)")
    #expect(try folder.entries() == ["d.csv"])
  }

  /// A dot stands for all columns but the outcome and the names of the cases.
  @Test func aDotMeansAllOtherColumns() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Sheet.crises])
    for (formula, wanted) in [
      ("intervention ~ .", ["Intercept", "protest", "split", "year", "size"]),
      ("intervention ~ . - year", ["Intercept", "protest", "split", "size"]),
      (
        "intervention ~ 0 + protest:.",
        ["protest", "protest:split", "protest:year", "protest:size"]
      ),
    ] {
      let run = try folder.run([
        "fit", "--data", "d.csv", "--formula", formula, "--format", "json", "--draws", "100",
      ])
      let names = try run.json().objects("parameters").compactMap { $0["name"] as? String }
      #expect(names == wanted, "\(formula)")
    }
  }
}
