import Foundation
import Testing

/// Plans, filters and stores that `robustness` refuses.
@Suite(.waitsForPrograms) struct BadRobustnessTests {
  private static func input(
    _ name: String,
    _ multiverse: String,
    with arguments: [String] = [],
    status: Int32 = 65,
    _ message: String
  ) -> BadInput {
    var files = Sheet.study
    files["s/study.yaml"]?.append(multiverse.isEmpty ? "" : "multiverse:\n  \(multiverse)\n")
    return BadInput(
      name,
      ["robustness", "s", "--output", "out"] + arguments,
      files,
      status,
      "csto-bayes: " + message
    )
  }

  static let declarations = [
    input(
      "unknown key",
      "colour: red",
      "s/study.yaml:16: the key 'colour' means nothing here; accepted: codings, contested, priors, "
        + "formulas, links, drop or samplers"
    ),
    input(
      "coding that is not there",
      "codings: [first, second]",
      "s/study.yaml:16: found 'second'; accepted: first"
    ),
    input(
      "coding named twice",
      "codings: [first, first]",
      "s/study.yaml:16: found 'first'; accepted: each choice once"
    ),
    input(
      "prior that is not there",
      "priors: [sceptical, nosuch]",
      status: 64,
      "prior: there is no prior set 'nosuch'; accepted: charter, gelman2008, regime-survival, "
        + "sceptical, weakly-informative, the path of a file, or 'name ~ family(numbers)'"
    ),
    input(
      "prior file that is not there",
      "priors: [nosuch.yaml]",
      status: 66,
      "s/nosuch.yaml: there is no such file"
    ),
    input(
      "sampler that is not there",
      "samplers: [gibbs]",
      "the study's multiverse names the sampler 'gibbs', which does not exist; accepted: auto, nuts, "
        + "independence, exact or random-walk"
    ),
    input(
      "sampler that is not there, listed",
      "samplers: [gibbs]",
      with: ["--plan"],
      "the study's multiverse names the sampler 'gibbs', which does not exist; accepted: auto, nuts, "
        + "independence, exact or random-walk"
    ),
    input(
      "prior that is not there, for Slurm",
      "priors: [nosuch.yaml]",
      with: ["--slurm", "3"],
      status: 66,
      "s/nosuch.yaml: there is no such file"
    ),
    input(
      "link that is not there",
      "links: [robit]",
      "s/study.yaml:16: found 'robit'; accepted: logit, probit, cloglog, cauchit or loglog"
    ),
    input(
      "list of nothing",
      "links: []",
      "s/study.yaml:16: 'links': not what is needed here; accepted: at least one choice"
    ),
    input(
      "unknown choice",
      "contested: some",
      "s/study.yaml:16: 'contested': found 'some'; accepted: none, each or all"
    ),
    input(
      "formula that does not parse",
      "formulas: {bad: \"intervention ~ (protest\"}",
      status: 64,
      """
      formula: it ends here; expected: ), +, -, *, : or ^
        intervention ~ (protest
                               ^
      """
    ),
  ]

  @Test(arguments: declarations) func declarationIsRefused(_ input: BadInput) throws {
    try input.check()
  }

  private static func contested(_ name: String, _ cells: [String], _ message: String) -> BadInput {
    var files = Sheet.study(
      "codebook.yaml",
      "contested: []",
      "contested:\n" + cells.map { "  - {\($0), reason: r, section: s}\n" }.joined()
    )
    files["s/study.yaml"]?.append("multiverse:\n  contested: each\n")
    return BadInput(
      name,
      ["robustness", "s", "--output", "out"],
      files,
      65,
      "csto-bayes: s/codebook.yaml:" + message
    )
  }

  static let cells = [
    contested(
      "case that is not coded",
      ["case: Q, variable: protest, alternatives: {first: [\"no\"]}"],
      "21: there is no case 'Q'; accepted: A, B or C"
    ),
    contested(
      "variable that is not coded",
      ["case: A, variable: riot, alternatives: {first: [\"no\"]}"],
      "21: there is no variable 'riot' in the codebook; accepted: protest or intervention"
    ),
    contested(
      "coding that is not there",
      ["case: A, variable: protest, alternatives: {other: [\"no\"]}"],
      "21: there is no coding 'other'; accepted: first"
    ),
    contested(
      "level that the variable has not",
      ["case: A, variable: protest, alternatives: {first: [maybe]}"],
      "21: column 'protest': found 'maybe'; accepted: yes or no"
    ),
    contested(
      "alternative that is the code",
      ["case: A, variable: protest, alternatives: {first: [\"yes\"]}"],
      "21: 'alternatives': found 'yes'; accepted: no"
    ),
    contested(
      "cell named twice",
      [
        "case: A, variable: protest, alternatives: {first: [\"no\"]}",
        "case: A, variable: protest, alternatives: {first: [\"no\"]}",
      ],
      "22: 'variable': found 'protest'; accepted: each cell of a coding once"
    ),
    contested(
      "alternative named twice",
      ["case: A, variable: protest, alternatives: {first: [\"no\", \"no\"]}"],
      "21: found 'no'; accepted: each value once"
    ),
  ]

  @Test(arguments: cells) func cellIsRefused(_ input: BadInput) throws { try input.check() }

  static let arguments = [
    input(
      "unknown choice",
      "",
      with: ["--only", "colour=red"],
      status: 64,
      "the plan has no choice called 'colour'; accepted: coding, recodes, prior, formula, link, dropped "
        + "or sampler (--only)"
    ),
    input(
      "unknown option of a choice",
      "",
      with: ["--only", "link=probit"],
      status: 64,
      "no analysis of the plan has link=probit; accepted: logit (--only)"
    ),
    input(
      "malformed filter",
      "",
      with: ["--only", "link"],
      status: 64,
      "analyses are chosen by CHOICE=OPTION or CHOICE=OPTION,OPTION, such as prior=sceptical, an option "
        + "with a comma between double quotes, not by 'link' (--only)"
    ),
    input(
      "filters that leave nothing",
      "links: [logit, probit]",
      with: ["--only", "link=logit", "--only", "link=probit"],
      status: 64,
      "no analysis of the plan meets all conditions (--only)"
    ),
  ]

  @Test(arguments: arguments) func argumentIsRefused(_ input: BadInput) throws {
    try input.check()
  }

  static let usage = [
    (["--jobs", "0"], "--jobs must be 1 to 10000, not 0."),
    (["--slurm", "0"], "--slurm must be 1 to 100000, not 0."),
    (
      ["--slurm", "3", "--shard", "1/3"],
      "--slurm writes the parts itself: neither --shard nor --store."
    ),
    (
      ["--fragility", "--shard", "1/3"],
      "--fragility looks at one analysis and has no parts: not with --shard, --slurm or --snakemake."
    ),
    (
      ["--shard", "4/3"],
      "The value '4/3' is invalid for '--shard <i/n>': --shard takes a part such as 3/64 of at most "
        + "100000, not '4/3'."
    ),
    (
      ["--shard", "9223372036854775807/9223372036854775807"],
      "The value '9223372036854775807/9223372036854775807' is invalid for '--shard <i/n>': --shard "
        + "takes a part such as 3/64 of at most 100000, not '9223372036854775807/9223372036854775807'."
    ),
  ]

  @Test(arguments: usage) func usageIsExplained(_ arguments: [String], _ message: String) throws {
    let folder = try WorkFolder()
    let run = try folder.run(["robustness", "--output", "out"] + arguments)
    #expect(run.status == 64)
    #expect(run.firstError == "Error: " + message)
    #expect(try folder.entries().isEmpty)
  }

  @Test(arguments: [["--shard", "1/2"], ["--slurm", "2"], ["--snakemake", "2"]])
  func partsNeedAPlace(_ arguments: [String]) throws {
    let run = try WorkFolder().run(["robustness"] + arguments)
    #expect(run.status == 64)
    #expect(run.firstError == "Error: \(arguments[0]) goes with --output.")
  }

  /// Forty cells in doubt have more combinations than can be listed, let alone analysed.
  @Test func enormousPlansNeedAWord() throws {
    let cases = (1...40).map { "C\($0)" }
    var files = Sheet.study(
      "codebook.yaml",
      "contested: []",
      "contested:\n"
        + cases.map {
          "  - {case: \($0), variable: protest, alternatives: {first: [\"no\"]}, reason: r, section: s}\n"
        }.joined()
    )
    files["s/study.yaml"]?.append("multiverse:\n  contested: all\n")
    files["s/cases.csv"] = "case_id,country\n" + cases.map { "\($0),X\n" }.joined()
    files["s/first.csv"] =
      "case_id,protest,intervention\n" + cases.map { "\($0),yes,no\n" }.joined()
    for more in [[], ["--plan"], ["--slurm", "9"], ["--only", "link=logit"]] {
      try BadInput(
        "forty cells",
        ["robustness", "s", "--output", "out"] + more,
        files,
        64,
        "csto-bayes: the plan has 1099511627776 analyses, more than 1000000; narrow the study's "
          + "multiverse (`contested: each` instead of `all`), or confirm that all are meant (--yes)"
      ).check()
    }
  }
}
