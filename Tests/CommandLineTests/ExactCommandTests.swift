import Foundation
import Testing

/// The exact posterior of `fit` from outside: what is printed and what is written.
@Suite(.waitsForPrograms) struct ExactCommandTests {
  @Test func besideTheDraws() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--verbose", "--output", "out"])
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        /Exact     exact \(deterministic quadrature\)\n.*\n          the draws agree with exact integration \(gap [0-3]\.[0-9] Monte Carlo errors, limit .*\)\n/
      )
    )
    #expect(run.output.contains("          log marginal likelihood -4.371"))
    let exact = try folder.json("out/exact.json")
    #expect(exact["status"] as? String == "exact")
    #expect(exact.objects("parameters").count == 5 && exact.objects("probabilities").count == 5)
    let evidence = try #require(exact["log_marginal_likelihood"] as? [String: Double])
    // Nested quadrature: -4.3713715.
    #expect(abs((evidence["value"] ?? 0) - -4.3713715) <= evidence["error"] ?? 0)
    let comparison = try #require(exact["comparison"] as? [String: Any])
    #expect((comparison["numbers"] as? [Any])?.count ?? 0 >= 40)
    let summary = try folder.json("out/summary.json")
    #expect((summary["exact"] as? [String: Any])?["status"] as? String == "exact")
    let estimates = try #require(summary["estimates"] as? [String: Any])
    #expect(estimates["from"] as? String == "exact")
    let densities = try folder.text("out/densities.csv").split(separator: "\n")
    #expect(densities[0] == "name,value,density" && densities.count > 500)
    let record = try folder.json("out/run.json")
    #expect((record["exact"] as? [String: Any])?["asked_for"] as? Bool == false)
  }

  @Test func leftOut() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--no-exact", "--verbose", "--output", "out"])
    #expect(run.status == 0)
    #expect(!run.output.contains("Exact"))
    #expect(try !folder.entries().contains("out/exact.json"))
    #expect(try folder.json("out/run.json")["exact"] is NSNull)
  }

  @Test func inPlaceOfTheEstimates() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--sampler", "exact", "--verbose", "--output", "out"])
    #expect(run.status == 0)
    #expect(run.output.contains("Exact     exact (deterministic quadrature)\n"))
    let summary = try folder.json("out/summary.json")
    #expect((summary["estimates"] as? [String: Any])?["from"] as? String == "exact")
    // The reference's means and standard deviations, by nested quadrature.
    let expected = [
      (-4.1282252, 2.4153892), (1.0726132, 2.1296183), (-0.90519318, 2.1938094),
      (-0.70464579, 2.2267005), (3.082875, 2.0074322),
    ]
    for (parameter, values) in zip(summary.objects("parameters"), expected) {
      let mean = try #require(parameter["mean"] as? Double)
      let deviation = try #require(parameter["sd"] as? Double)
      let error = try #require(parameter["mcse_mean"] as? Double)
      #expect(abs(mean - values.0) <= error && abs(deviation - values.1) <= 2 * error)
      #expect(error < 1e-3 * deviation)
    }
    let engine = try #require(try folder.json("out/run.json")["engine"] as? [String: Any])
    #expect((engine["reason"] as? String)?.hasPrefix("the estimates are exact") == true)
    #expect(engine["sampler"] as? String == "independence")
  }

  /// Cauchy priors in five dimensions: said in words, and drawn by the usual sampler.
  @Test func notExactToTolerance() throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "fit", "--sampler", "exact", "--prior", "gelman2008", "--verbose", "--output", "out",
    ])
    #expect(
      run.output.contains(
        "Exact     not exact to tolerance: the prior of Intercept has too heavy a tail"
      )
    )
    let engine = try #require(try folder.json("out/run.json")["engine"] as? [String: Any])
    #expect(engine["sampler"] as? String == "independence")
    #expect((engine["reason"] as? String)?.hasPrefix("not exact to tolerance: ") == true)
    #expect(try folder.json("out/exact.json")["status"] as? String == "not exact to tolerance")
    #expect(try !folder.entries().contains("out/densities.csv"))
  }

  /// The same bytes for any number of threads.
  @Test func threadsChangeNothing() throws {
    let folder = try WorkFolder()
    for threads in ["1", "2", "4"] {
      _ = try folder.run(["fit", "--sampler", "exact", "--threads", threads, "--output", threads])
    }
    for name in ["exact.json", "densities.csv", "summary.csv"] {
      let one = try folder.data("1/\(name)")
      #expect(try folder.data("2/\(name)") == one && folder.data("4/\(name)") == one)
    }
  }
}
