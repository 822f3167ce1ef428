import Foundation
import Testing

/// The three sentences of a run, word by word: what may be said, what may not, and what both rest on.
///
/// Their numbers are those of the run's files; that they are right is tested where these are.
@Suite(.waitsForPrograms) struct SentencesTests {
  /// A run, and the sentences expected; those that are nil are not looked at.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    var said: String?
    var notSaid: String?
    var basis: String?
  }

  private static let sheets: [String: String] = {
    let clear = (0..<60).map { row in
      let a = row % 2 == 1
      let y = a ? row % 10 != 0 : row % 7 == 0
      return "c\(row),\(a ? 1 : 0),\(["N", "S", "E"][row / 2 % 3]),\(y ? 1 : 0)\n"
    }
    let none = (0..<6).map { "c\($0),\($0 % 2),0\n" }
    let same = (0..<8).map { "c\($0),\($0 % 2),\($0 % 2),\([1, 2, 5].contains($0) ? 1 : 0)\n" }
    return [
      "clear.csv": "case,a,region,y\n" + clear.joined(),
      "none.csv": "case,a,y\n" + none.joined(),
      "same.csv": "case,a,b,y\n" + same.joined(),
      "counts.csv": RunFolders.countsSheet,
    ]
  }()

  private static func data(_ name: String, _ formula: String) -> [String] {
    ["--data", name + ".csv", "--formula", formula]
  }

  private static let examples = [
    Example(
      testDescription: "the data say the sign, the prior the size",
      arguments: [],
      said: """
        Given the weakly-informative prior and 8 cases, intervention is more probable where \
        security_uncertainty is present, with probability 0.941: on average 32 percentage points \
        (90% interval -1 to 76); its sign comes from the data, its size from the prior.
        """,
      notSaid: """
        It may not be said that protest, ethnic_clashes or foreign_intrusion matters: these effects are \
        decided by the prior alone; nor how large the effect of security_uncertainty is: the prior decides that.
        """,
      basis: """
        It rests on 8 cases in 5 configurations, 1 of them with intervention; the logit model intervention ~ \
        protest + ethnic_clashes + foreign_intrusion + security_uncertainty under the weakly-informative prior; \
        the conditions predict the outcome perfectly, so that the prior bounds the numbers; a little more or \
        less weight of the prior would move every coefficient; the coefficients are those of exact integration, \
        and every check of the draws passed.
        """
    ),
    Example(
      testDescription: "the prior decides everything",
      arguments: ["--coding", "table1", "--prior", "sceptical"],
      said: """
        2 of 6 cases had intervention; of its conditions nothing may be said, for the prior alone decides what \
        each does.
        """,
      notSaid: """
        It may not be said that protest, ethnic_clashes, foreign_intrusion or security_uncertainty matters: \
        these effects are decided by the prior alone.
        """
    ),
    Example(
      testDescription: "no condition",
      arguments: ["--formula", "intervention ~ 1"],
      said: """
        Given the weakly-informative prior and 8 cases, the probability of intervention is 0.1280 \
        (90% interval 0.0084 to 0.3516); the data bound it on both sides.
        """,
      notSaid: """
        It may not be said what makes intervention more or less probable: the model has no condition.
        """,
      basis: """
        It rests on 8 cases in 1 configuration, 1 of them with intervention; the logit model intervention ~ 1 \
        under the weakly-informative prior; the coefficients are those of exact integration, and \
        every check of the draws passed.
        """
    ),
    Example(
      testDescription: "another link, a factor whose levels do not matter",
      arguments: data("clear", "y ~ a + region") + ["--link", "cloglog"],
      said: """
        Given the weakly-informative prior and 60 cases, y is more probable where a is present: on average \
        81 percentage points (90% interval 69 to 91); its sign comes from the data, its size from the prior.
        """,
      notSaid: """
        It may not be said whether y is more or less probable with region (N, not E), on average 3 percentage \
        points (90% interval -9 to 16), or with region (S, not E), on average 3 percentage points (90% interval \
        -8 to 16); nor how large the effect of a is: the prior decides that.
        """
    ),
    Example(
      testDescription: "an outcome that no case has",
      arguments: data("none", "y ~ a"),
      said: """
        0 of 6 cases had y; of its condition nothing may be said, for the prior alone decides what it does.
        """,
      notSaid: "It may not be said that a matters: its effect is decided by the prior alone.",
      basis: """
        It rests on 6 cases in 2 configurations, none of them with y; the logit model y ~ a under the \
        weakly-informative prior; the outcome is the same throughout, so that the prior bounds the numbers; a \
        little more or less weight of the prior would move every coefficient; the coefficients are those of \
        exact integration, and every check of the draws passed.
        """
    ),
    Example(
      testDescription: "no condition and no outcome",
      arguments: data("none", "y ~ 1"),
      said: """
        Given the weakly-informative prior and 6 cases, the probability of y is 0.0159 (90% interval <0.0001 to \
        0.095); maximum likelihood would send it to 0: the direction is from the data, how far it goes from the prior.
        """
    ),
    Example(
      testDescription: "two conditions that are one",
      arguments: data("same", "y ~ a + b"),
      notSaid: """
        It may not be said that a or b matters: these effects are decided by the prior alone.
        """
    ),
    Example(
      testDescription: "no coefficients",
      arguments: data("same", "y ~ 0"),
      said: """
        3 of 8 cases had y; the model has no coefficients, so that its probabilities are fixed, not estimated.
        """
    ),
    Example(
      testDescription: "a prior of one's own",
      arguments: data("clear", "y ~ a") + ["--prior", "a ~ cauchy(0, 1)"],
      said: """
        Given the weakly-informative prior (with others for a) and 60 cases, y is more probable where a is \
        present: on average 82 percentage points (90% interval 70 to 92); its sign comes from the data, its size \
        from the prior.
        """
    ),
  ]

  @Test(arguments: examples) func sentencesAreRight(_ example: Example) throws {
    let folder = try WorkFolder()
    try folder.write(Self.sheets)
    let run = try folder.run(["fit"] + example.arguments + ["--output", "run"])
    #expect(run.status == 0, "\(run.errors)")
    let text = try folder.text("run/sentences.txt")
    let lines = text.split(separator: "\n").map(String.init)
    #expect(text.hasSuffix(".\n") && lines.count == 3)
    for (line, wanted) in zip(lines, [example.said, example.notSaid, example.basis]) {
      if let wanted { #expect(line == wanted) }
      #expect(!line.contains("`") && !line.contains("  ") && line.hasSuffix("."))
    }
  }

  /// Nothing may be quoted of draws that failed a check.
  @Test func failedChecksForbidAll() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--draws", "20", "--output", "run"])
    #expect(run.status == 1)
    #expect(
      try folder.text("run/sentences.txt")
        == "No sentence may be quoted: the draws failed 3 checks (R-hat, bulk ESS, tail ESS).\n"
    )
  }

  /// Trials are counted, and cases that were left out are named as such.
  @Test func trialsAndGaps() throws {
    let folder = try WorkFolder()
    try folder.write(Self.sheets)
    let run = try folder.run([
      "fit", "--data", "counts.csv", "--formula", "wins | trials(n) ~ protest", "--drop-missing",
      "--output", "run",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = try folder.text("run/sentences.txt").split(separator: "\n")
    #expect(lines[0].hasPrefix("Given the weakly-informative prior and 21 trials of 6 cases, "))
    #expect(
      lines[2].hasPrefix(
        "It rests on 21 trials of 6 cases in 2 configurations, 8 of the trials with wins; "
      )
    )
    #expect(lines[2].hasSuffix("; 1 case with a missing value left out."))
  }
}
