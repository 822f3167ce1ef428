import Foundation
import Inference
import Testing

/// The same bytes whatever instruction set computes them.
@Suite struct PortabilityTests {
  private static func files(_ arguments: [String], environment: [String: String] = [:]) throws
    -> [String: Data]
  {
    let folder = try WorkFolder()
    let run = try ProgramRun(
      ["fit", "--output", "out"] + arguments,
      in: folder,
      environment: environment
    )
    #expect(run.status == 0 || run.status == 1)
    var files: [String: Data] = [:]
    for name in ["draws.csv", "summary.csv", "probabilities.csv", "chains/chain-2.csv"] {
      files[name] = try Data(contentsOf: folder.url.appending(path: "out/\(name)"))
    }
    return files
  }

  /// Every version of the inner loop that this processor has, on a whole fit.
  @Test(arguments: [[], ["--prior", "gelman2008"], ["--metric", "diagonal"]])
  func everyKernelGivesTheSameBytes(arguments: [String]) throws {
    let expected = try Self.files(arguments)
    for kernel in KernelVersion.available {
      #expect(try Self.files(arguments + ["--kernel", kernel.rawValue]) == expected)
    }
  }

  /// OpenBLAS has other bits for every core it takes the processor for; none of them reaches a draw.
  @Test func noBitComesFromOpenBLAS() throws {
    let expected = try Self.files([])
    for core in ["Prescott", "Haswell", "SkylakeX"] {
      #expect(try Self.files([], environment: ["OPENBLAS_CORETYPE": core]) == expected)
    }
  }
}
