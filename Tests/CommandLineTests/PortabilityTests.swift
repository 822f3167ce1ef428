import Foundation
import Inference
import InferenceTestSupport
import Testing

/// The same bytes whatever instruction set computes them.
@Suite(.waitsForPrograms) struct PortabilityTests {
  private static func files(
    _ arguments: [String],
    data: String? = nil,
    environment: [String: String] = [:],
    arithmetic: String = "portable"
  ) throws -> [String: Data] {
    let folder = try WorkFolder()
    if let data { try folder.write(["data.csv": data]) }
    let run = try ProgramRun(
      ["fit", "--output", "out"] + arguments,
      in: folder,
      environment: environment
    )
    #expect(run.status == 0 || run.status == 1)
    var files: [String: Data] = [:]
    for name in ["draws.csv", "summary.csv", "probabilities.csv", "chains/chain-2.csv"]
      + ["exact.json", "densities.csv"].filter({
        FileManager.default.fileExists(atPath: folder.url.appending(path: "out/\($0)").path)
      })
    {
      files[name] = try Data(contentsOf: folder.url.appending(path: "out/\(name)"))
    }
    let record = try folder.json("out/run.json")
    #expect(record["arithmetic"] as? String == arithmetic)
    if arithmetic == "blas", let core = environment["OPENBLAS_CORETYPE"] {
      #expect((record["blas"] as? [String: Any])?["core"] as? String == core)
    }
    return files
  }

  /// Every version of the inner loop that this processor has, on a whole fit.
  @Test(arguments: [
    [], ["--prior", "gelman2008"], ["--prior", "coefficients ~ student_t(4, 0, 2)"],
    ["--prior", "coefficients ~ laplace(0, 1)"], ["--sampler", "nuts"],
    ["--sampler", "nuts", "--metric", "diagonal"],
    ["--sampler", "nuts", "--adaptation", "windowed"], ["--sampler", "random-walk"],
    ["--sampler", "exact"],
  ])
  func everyKernelGivesTheSameBytes(arguments: [String]) throws {
    let expected = try Self.files(arguments)
    for kernel in KernelVersion.available {
      #expect(try Self.files(arguments + ["--kernel", kernel.rawValue]) == expected)
    }
  }

  /// Cases with an effect of the first three predictors: coded ones, or numbers with three decimals.
  private static func table(rows: Int, columns: Int, isCoded: Bool) -> String {
    var random = RandomStream(seed: 5, purpose: .simulation)
    let names = (1...columns).map { "x\($0)" }
    var text = "y," + names.joined(separator: ",") + "\n"
    for _ in 0..<rows {
      let values = names.map { _ in
        isCoded
          ? (random.nextUniform() < 0.3 ? 1.0 : 0) : (1000 * random.nextNormal()).rounded() / 1000
      }
      let eta = -1 + values[0] - 0.5 * values[1] + 0.5 * values[2]
      let outcome = random.nextUniform() < LogitLink.probability(at: eta) ? 1 : 0
      text += "\(outcome)," + values.map { isCoded ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
      text += "\n"
    }
    return text
  }

  /// Thousands of coded cases with ten conditions, as the large workloads of the benchmarks, and
  /// more numeric columns than OpenBLAS is left out for: whatever the instruction set, the number of
  /// threads and OpenBLAS.
  ///
  /// Threads and cores are all tried by `make test-full`.
  @Test(arguments: [10, Arithmetic.crossover + 12], ["auto", "nuts"])
  func largeTablesGiveTheSameBytes(columns: Int, sampler: String) throws {
    let isCoded = columns == 10
    let text = Self.table(
      rows: isCoded ? Effort.count(4000, of: 12_000) : Effort.count(600, of: 2000),
      columns: columns,
      isCoded: isCoded
    )
    let arguments = [
      "--data", "data.csv", "--formula", "y ~ .", "--sampler", sampler, "--portable",
      "--draws", sampler == "nuts" ? "50" : isCoded ? "1000" : "200",
    ]
    let expected = try Self.files(arguments, data: text)
    for kernel in KernelVersion.available {
      #expect(try Self.files(arguments + ["--kernel", kernel.rawValue], data: text) == expected)
    }
    // The fit that a chain starts from is that of `auto`.
    let isShort = sampler == "nuts" && !Effort.isFull
    for threads in isShort ? [] : ["1", "3"].prefix(Effort.count(1, of: 2)) {
      #expect(try Self.files(arguments + ["--threads", threads], data: text) == expected)
    }
    for core in isShort ? [] : Self.cores.prefix(Effort.count(1, of: 2)) {
      let environment = ["OPENBLAS_CORETYPE": core]
      #expect(try Self.files(arguments, data: text, environment: environment) == expected)
    }
  }

  /// Cores of OpenBLAS that this processor can run and that differ in their bits; none elsewhere.
  private static var cores: [String] {
    KernelVersion.v3.isAvailable ? ["Prescott", "Haswell"] : []
  }

  /// Without `--portable` the record of a model beyond the crossover names OpenBLAS and its core.
  @Test func largeModelsNameOpenBLAS() throws {
    let text = Self.table(rows: 600, columns: Arithmetic.crossover, isCoded: false)
    let arguments = ["--data", "data.csv", "--formula", "y ~ .", "--draws", "50"]
    for core in Self.cores + (KernelVersion.v4.isAvailable ? ["SkylakeX"] : []) {
      _ = try Self.files(
        arguments,
        data: text,
        environment: ["OPENBLAS_CORETYPE": core],
        arithmetic: "blas"
      )
    }
    _ = try Self.files(arguments, data: text, arithmetic: "blas")
  }

  /// OpenBLAS has other bits for every core it takes the processor for; none of them reaches a draw.
  @Test func noBitComesFromOpenBLAS() throws {
    let expected = try Self.files([])
    for core in ["Prescott", "Haswell", "SkylakeX"] {
      #expect(try Self.files([], environment: ["OPENBLAS_CORETYPE": core]) == expected)
    }
  }
}
