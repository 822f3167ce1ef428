import Foundation
import Inference

/// Times one gradient against OpenBLAS and against one read of the design, and prints Markdown.
///
/// Usage: kernel-benchmark [--quick] [--products] [FOLDER]
///
/// FOLDER: with the data of the workloads. `--products`: only the products of matrices.
@main
struct KernelBenchmark {
  private let isQuick: Bool
  private let folder: String?
  private var rounds: Int { isQuick ? 5 : 15 }

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let folders = arguments.filter { !$0.hasPrefix("-") }
    let options = arguments.filter { $0.hasPrefix("-") }
    guard folders.count <= 1, Set(options).isSubset(of: ["--quick", "--products"]) else {
      let usage = "usage: kernel-benchmark [--quick] [--products] [FOLDER]\n"
      FileHandle.standardError.write(Data(usage.utf8))
      exit(64)
    }
    BLAS.useOneThread()
    let benchmark = KernelBenchmark(isQuick: options.contains("--quick"), folder: folders.first)
    print("One thread, shortest of \(benchmark.rounds) turns, microseconds for one gradient.")
    print("OpenBLAS core \(BLAS.coreName); kernel in use: \(KernelVersion.current.rawValue).")
    if options.contains("--products") { return benchmark.printProducts() }
    try benchmark.printWorkloads()
    benchmark.printVersions()
    benchmark.printGrowthWithRows()
    benchmark.printGrowthWithColumns()
    benchmark.printProducts()
  }

  /// What the samplers call, on the designs of the workloads.
  private func printWorkloads() throws {
    guard let folder else { return }
    print("\n### The model's gradient on the workloads\n")
    print(
      "| workload | cases | distinct rows x columns | model | two gemv | gemv + functions |"
        + " one read | model : gemv + functions | model : read |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    let workloads = [("W1", 4), ("W2", 10), ("W4", 50)] + (isQuick ? [] : [("W5", 50)])
    for (name, predictors) in workloads {
      let path = folder + "/" + name + ".csv"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let model = try Self.model(of: path, predictors: predictors)
      let design = Design(model.design)
      var workspace = model.makeWorkspace()
      var gradient = [Double](repeating: 0, count: model.dimension)
      let evaluate = {
        var output = gradient.mutableSpan
        return model.logDensity(at: design.position.span, gradient: &output, using: &workspace)
      }
      let times = shortestSeconds(
        of: [evaluate, design.products(), design.productsAndFunctions(), design.read()],
        rounds: rounds
      )
      let size = "\(design.matrix.rowCount) x \(design.matrix.columnCount)"
      print("| \(name) | \(model.caseCount) | \(size) | " + Self.cells(times) + " |")
    }
  }

  private static func model(
    of path: String,
    predictors: Int
  ) throws -> BinaryRegression {
    guard let run = RunSettings(seed: 1, threads: 1), let noUTurn = NoUTurnSettings() else {
      preconditionFailure("the defaults are valid")
    }
    var options = AnalysisOptions(
      source: .file(path, caseColumn: nil, delimiter: nil),
      run: run,
      noUTurn: noUTurn
    )
    options.formula = "y ~ " + (1...predictors).map { "x\($0)" }.joined(separator: " + ")
    options.priorStatements = ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"]
    return try AnalysisInput.read(options).model
  }

  /// Every version of the fused pass.
  private func printVersions() {
    let versions = KernelVersion.available
    print("\n### Versions of the fused pass\n")
    let names = versions.map { "\($0.rawValue)" }.joined(separator: " | ")
    print("| rows x columns | \(names) | two gemv | gemv + functions | one read |")
    print("|---|" + String(repeating: "---|", count: versions.count + 3))
    let used = KernelVersion.current
    for (rows, columns) in [(8, 5), (1024, 11), (10_000, 51), (100_000, 51)] {
      let design = Design(rowCount: rows, columnCount: columns)
      let fused = design.fused()
      let ways = versions.map { version in
        {
          _ = version.select()
          return fused()
        }
      }
      let others = [design.products(), design.productsAndFunctions(), design.read()]
      let times = shortestSeconds(of: ways + others, rounds: rounds)
      _ = used.select()
      let cells = times.map(Self.microseconds).joined(separator: " | ")
      print("| \(rows) x \(columns) | \(cells) |")
    }
  }

  private func printGrowthWithRows() {
    let largest = isQuick ? 5 : 6
    print("\n### Growth with the rows of a dense design, 11 columns\n")
    printGrowth((3...largest).map { (Self.power($0), 11) })
  }

  private func printGrowthWithColumns() {
    let counts = [2, 5, 10, 20, 50, 100, 200, 500].filter { !isQuick || $0 <= 100 }
    print("\n### Growth with the columns, 10000 rows\n")
    printGrowth(counts.map { (10_000, $0) })
  }

  /// What `Arithmetic` chooses between: products of a design with matrices, by kernels and by OpenBLAS.
  private func printProducts() {
    print("\n### Products of matrices, 10000 rows: time of OpenBLAS over that of our kernel\n")
    print("| kernel | columns | batch of 256 | information | expected information | batch, ms |")
    print("|---|---|---|---|---|---|")
    let used = KernelVersion.current
    for version in KernelVersion.available.suffix(isQuick ? 1 : 2) {
      _ = version.select()
      for columns in [51, 100, 128, 200, 500] where !isQuick || columns <= 200 {
        let design = Design(rowCount: 10_000, columnCount: columns)
        let ways: [(Arithmetic) -> () -> Double] = [
          { design.batch(using: $0) }, { design.moments(expected: false, using: $0) },
          { design.moments(expected: true, using: $0) },
        ]
        var cells: [String] = []
        var batch = 0.0
        for way in ways {
          let times = shortestSeconds(of: [way(.blas), way(.portable)], rounds: min(rounds, 7))
          cells.append(String(format: "%.2f", times[0] / times[1]))
          if batch == 0 { batch = times[1] }
        }
        cells.append(String(format: "%.1f", batch * 1e3))
        print("| \(version.rawValue) | \(columns) | " + cells.joined(separator: " | ") + " |")
      }
    }
    _ = used.select()
  }

  private func printGrowth(_ sizes: [(rows: Int, columns: Int)]) {
    print(
      "| rows | columns | fused | two gemv | gemv + functions | one read |"
        + " fused : gemv + functions | fused : read | ns a number |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for (rows, columns) in sizes {
      let design = Design(rowCount: rows, columnCount: columns)
      let times = shortestSeconds(
        of: [design.fused(), design.products(), design.productsAndFunctions(), design.read()],
        rounds: rounds
      )
      let each = times[0] * 1e9 / Double(rows * columns)
      let cell = String(format: "%.3f", each)
      print("| \(rows) | \(columns) | " + Self.cells(times) + " | \(cell) |")
    }
  }

  /// Ours, two gemv, those with functions, one read; then the ratios.
  private static func cells(_ times: [Double]) -> String {
    let ratios = [times[0] / times[2], times[0] / times[3]].map { String(format: "%.2f", $0) }
    return (times.map(microseconds) + ratios).joined(separator: " | ")
  }

  private static func microseconds(_ seconds: Double) -> String {
    String(format: seconds < 1e-5 ? "%.3f" : "%.1f", seconds * 1e6)
  }

  private static func power(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { result, _ in result * 10 }
  }
}
