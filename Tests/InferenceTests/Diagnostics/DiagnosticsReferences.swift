import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

/// A table of numbers among the reference files.
struct ReferenceTable {
  let names: [String]
  let columns: [[Double]]

  init(_ file: String) throws {
    try self.init(path: References.own(file))
  }

  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    names = lines[0].split(separator: ",").map(String.init)
    var columns = [[Double]](repeating: [], count: names.count)
    for line in lines.dropFirst() {
      for (index, field) in line.split(separator: ",").enumerated() {
        columns[index].append(Self.number(String(field)))
      }
    }
    self.columns = columns
  }

  static func number(_ text: String) -> Double {
    switch text {
    case "Inf", "Infinity": .infinity
    case "-Inf", "-Infinity": -.infinity
    default: Double(text) ?? .nan
    }
  }

  subscript(name: String) -> [Double] {
    get throws {
      let index = try #require(names.firstIndex(of: name), "no column \(name)")
      return columns[index]
    }
  }

  /// One column, an array for each chain.
  func chains(_ name: String) throws -> [[Double]] {
    let numbers = try self["chain"]
    let values = try self[name]
    return (1...Int(numbers.max() ?? 1)).map { chain in
      values.indices.filter { numbers[$0] == Double(chain) }.map { values[$0] }
    }
  }
}

/// The reference tables of convergence diagnostics: the columns `posterior_R` of three sample sets.
struct DiagnosticsReference {
  /// One variable: its draws and the expected numbers, NaN where R gives NA.
  struct Variable {
    let name: String
    let chains: [[Double]]
    let expected: [String: Double]
  }

  let variables: [Variable]

  /// The sample sets.
  static let all = ["diag_set1_4x1000", "diag_set1_short_4x101", "diag_set1_1x400"]

  init(_ id: String) throws {
    let table = try ReferenceTable(id + ".csv")
    let expected = try References.expected(id)
    let entries = try #require(expected["variables"] as? [String: [String: [String: Any]]])
    variables = try table.names.dropFirst(2).map { name in
      let numbers = try #require(entries[name]?["posterior_R"])
      return Variable(
        name: name,
        chains: try table.chains(name),
        expected: numbers.mapValues { value in
          if let number = value as? Double { return number }
          return (value as? String).map(ReferenceTable.number) ?? .nan
        }
      )
    }
  }
}

/// Whether a number equals the one in a table, to the eight digits printed there.
///
/// A chain that stands still has an infinite R-hat; R prints the rounding error it divides by.
func agrees(_ value: Double, _ expected: Double?) -> Bool {
  guard let expected else { return false }
  if value.isNaN || expected.isNaN { return value.isNaN && expected.isNaN }
  if value == .infinity { return expected > 1e14 }
  return abs(value - expected) <= 1e-7 * abs(expected)
}

/// A fixed stream of numbers for tests, so that they need no other floor.
struct TestStream {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// A number in (0, 1), by SplitMix64.
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((bits ^ (bits >> 31)) >> 11) + 0.5) * 0x1p-53
  }

  /// Independent standard normal draws.
  mutating func normal(_ count: Int) -> [Double] {
    (0..<count).map { _ in StandardNormal.quantile(uniform()) }
  }
}
