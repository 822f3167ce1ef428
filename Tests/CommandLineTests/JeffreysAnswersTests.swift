import Foundation
import InferenceTestSupport
import Testing

/// What every command says of a run under the Jeffreys prior.
@Suite(.waitsForPrograms) struct JeffreysAnswersTests {
  @Test func everyCommandAnswersOrRefuses() throws {
    let folder = try WorkFolder()
    let fit = try folder.run([
      "fit", "--data", References.own("firth20.csv"), "--formula", "y ~ x1 + x2",
      "--prior", "jeffreys", "--output", "run",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    for command in ["predict", "effects", "loo"] {
      let answer = try folder.run([command, "run"])
      #expect(answer.status < 2, "\(command): \(answer.errors)")
    }
    let influence = try folder.run(["influence", "run"])
    #expect(influence.output.contains("the prior is one of all coefficients at once"))
    let worth = try folder.text("run/prior_cases.csv")
    #expect(!worth.contains(",0,"), "\(worth)")
    let check = try folder.run(["check", "run"])
    #expect(check.output.contains("nothing can be drawn from a flat or the Jeffreys prior"))
    let export = try folder.run(["export", "numpyro", "run"])
    #expect(export.status == 65 && export.errors.contains("under the Jeffreys prior"))
  }
}
