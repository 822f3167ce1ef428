import Foundation
import Inference
import Testing

/// The same bytes whatever instruction set computes them.
@Suite struct PortabilityTests {
  private static func files(
    _ arguments: [String],
    data: String? = nil,
    environment: [String: String] = [:]
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
    #expect(try folder.json("out/run.json")["arithmetic"] as? String == "portable")
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

  /// Twelve thousand coded cases with ten conditions, as the large workloads of the benchmarks, and 70
  /// numeric columns: whatever the instruction set, the number of threads and OpenBLAS.
  @Test(arguments: [10, 70], ["auto", "nuts"])
  func largeTablesGiveTheSameBytes(columns: Int, sampler: String) throws {
    var random = RandomStream(seed: 5, purpose: .simulation)
    let isCoded = columns == 10
    let names = (1...columns).map { "x\($0)" }
    var text = "y," + names.joined(separator: ",") + "\n"
    for _ in 0..<(isCoded ? 12_000 : 2000) {
      let values = names.map { _ in
        isCoded
          ? (random.nextUniform() < 0.3 ? 1.0 : 0) : (1000 * random.nextNormal()).rounded() / 1000
      }
      let eta = -1 + values[0] - 0.5 * values[1] + 0.5 * values[2]
      let outcome = random.nextUniform() < LogitLink.probability(at: eta) ? 1 : 0
      text += "\(outcome)," + values.map { isCoded ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
      text += "\n"
    }
    let arguments = [
      "--data", "data.csv", "--formula", "y ~ .", "--sampler", sampler, "--portable",
      "--draws", sampler == "nuts" ? "100" : "1000",
    ]
    let expected = try Self.files(arguments, data: text)
    for kernel in KernelVersion.available {
      #expect(try Self.files(arguments + ["--kernel", kernel.rawValue], data: text) == expected)
    }
    for threads in ["1", "3"] {
      #expect(try Self.files(arguments + ["--threads", threads], data: text) == expected)
    }
    let other = ["OPENBLAS_CORETYPE": "Prescott"]
    #expect(try Self.files(arguments, data: text, environment: other) == expected)
  }

  /// OpenBLAS has other bits for every core it takes the processor for; none of them reaches a draw.
  @Test func noBitComesFromOpenBLAS() throws {
    let expected = try Self.files([])
    for core in ["Prescott", "Haswell", "SkylakeX"] {
      #expect(try Self.files([], environment: ["OPENBLAS_CORETYPE": core]) == expected)
    }
  }
}
