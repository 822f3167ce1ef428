import Foundation
import InferenceTestSupport
import Testing

/// Ctrl-C while `fit` runs.
@Suite(.waitsForPrograms) struct InterruptTests {
  /// Waits until a run has made its hidden folder, which it does before it draws.
  private static func waitForStart(_ folder: WorkFolder) throws {
    for _ in 0..<1000 {
      if try folder.entries().contains(where: { $0.contains(".partial-") }) { return }
      Thread.sleep(forTimeInterval: 0.01)
    }
    Issue.record("the run made no folder within ten seconds")
  }

  /// Stops a long run in the middle of its draws; later where a busy machine has not begun them.
  private static func stopped(_ folder: WorkFolder, by signal: Int32) throws -> ProgramRun {
    func run(after seconds: Double) throws -> ProgramRun {
      try folder.run([
        "fit", "--sampler", "nuts", "--chains", "2", "--draws", "2000000", "--output", "out",
      ]) { process in
        try waitForStart(folder)
        Thread.sleep(forTimeInterval: seconds)
        kill(process, signal)
      }
    }
    var last = try run(after: 0.3)
    for seconds in [1.0, 3, 10] where last.errors.contains("stopped before the first draw") {
      last = try run(after: seconds)
    }
    return last
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func drawsAreSavedAsPartial(_ signal: Int32) throws {
    let folder = try WorkFolder()
    let run = try Self.stopped(folder, by: signal)
    #expect(run.status == 1)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("The run was stopped early"))
    #expect(try folder.entries().allSatisfy { $0 == "out" || $0.hasPrefix("out/") })
    let record = try folder.json("out/run.json")
    #expect(record["partial"] as? Bool == true)
    #expect(record["passed"] as? Bool == false)
    for file in ["summary.json", "diagnostics.json", "run.json"] {
      #expect(try folder.json("out/" + file).warningCodes.contains("partial"), "\(file)")
    }
    #expect(try folder.json("out/summary.json").objects("parameters").count == 5)
    // Whole lines only, of chains of one length.
    let shape = try LineShape(folder.data("out/draws.csv"))
    #expect(shape.lines > 1 && shape.isEnded)
    #expect(shape.fieldCounts.count == 1, "\(shape)")

    // A partial run is replaced as any other.
    #expect(try folder.run(["fit", "--output", "out", "--force"]).status == 0)
    #expect(try folder.json("out/run.json")["partial"] as? Bool == false)
  }

  @Test func nothingIsLeftOfARunStoppedDuringWarmup() throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "fit", "--sampler", "nuts", "--adaptation", "windowed", "--warmup", "50000000", "--output",
      "out",
    ]) { process in
      try Self.waitForStart(folder)
      Thread.sleep(forTimeInterval: 0.05)
      kill(process, SIGINT)
    }
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(
      run.errors
        == "csto-bayes: stopped before the first draw; nothing is left to report or to save\n"
    )
    #expect(try folder.entries().isEmpty)
  }
}
