#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The values of a JSON file by their places, to be held against those of another.
struct ValueTree: Sendable {
  fileprivate enum Value: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([Value])
    case object([String: Value])
  }

  private struct Leaf: Sendable {
    let place: String
    let keys: [String]
    let value: Value
  }

  private let leaves: [Leaf]

  /// Reads a file; nil where the bytes are not JSON.
  init?(_ bytes: [UInt8]) {
    guard let root = try? JSONDecoder().decode(Value.self, from: Data(bytes)) else { return nil }
    var leaves: [Leaf] = []
    Self.collect(root, place: "", keys: [], into: &leaves)
    self.leaves = leaves
  }

  /// The values that differ.
  ///
  /// Of `run.json` (`isRecord`) only what was asked for is compared where the machines differ.
  func differences(
    from other: ValueTree,
    _ comparison: FileComparison,
    isRecord: Bool
  ) -> [FileDifference.Place] {
    let theirs = Dictionary(other.leaves.map { ($0.place, $0.value) }) { first, _ in first }
    let ours = Dictionary(leaves.map { ($0.place, $0.value) }) { first, _ in first }
    var places: [FileDifference.Place] = []
    for leaf in leaves + other.leaves.filter({ ours[$0.place] == nil }) {
      let (mine, yours) = (ours[leaf.place], theirs[leaf.place])
      guard mine != yours else { continue }
      var standardErrors: Double?
      if case .withinMonteCarloError = comparison {
        if isRecord ? !Self.isRequest(leaf.keys) : leaf.keys.contains("comparison") { continue }
        if case .number(let first)? = mine, case .number(let second)? = yours {
          let pair = FileComparison.Pair(
            name: leaf.keys.last ?? "",
            values: (first, second),
            errors: (Self.error(of: leaf, in: ours), Self.error(of: leaf, in: theirs))
          )
          guard case .differs(let distance) = FileComparison.judge(pair) else { continue }
          standardErrors = distance
        }
      }
      places.append(
        .init(
          place: leaf.place,
          packaged: Self.text(mine),
          again: Self.text(yours),
          standardErrors: standardErrors
        )
      )
    }
    return places
  }

  /// Whether a value of `run.json` is what was asked for rather than what came of it.
  private static func isRequest(_ keys: [String]) -> Bool {
    ["data", "formula", "coefficients", "reference_levels", "prior_set", "priors"]
      .contains(keys.first ?? "")
      || keys.first == "settings" && keys.last != "threads"
  }

  /// The Monte Carlo error of a number stands beside it: `mcse_mean` for `mean`, `mcse` for
  /// `estimate`, `error` for `value`.
  private static func error(of leaf: Leaf, in values: [String: Value]) -> Double? {
    guard let key = leaf.keys.last, leaf.place.hasSuffix(key) else { return nil }
    let parent = leaf.place.dropLast(key.count)
    let names = ["mcse_" + key, key == "estimate" ? "mcse" : "", key == "value" ? "error" : ""]
    for name in names where !name.isEmpty {
      if case .number(let error)? = values[parent + name] { return error }
    }
    return nil
  }

  private static func collect(
    _ value: Value,
    place: String,
    keys: [String],
    into leaves: inout [Leaf]
  ) {
    switch value {
    case .object(let members):
      for (key, value) in members.sorted(by: { $0.key < $1.key }) {
        let inner = place.isEmpty ? key : "\(place).\(key)"
        collect(value, place: inner, keys: keys + [key], into: &leaves)
      }
    case .list(let values):
      for (index, value) in values.enumerated() {
        collect(value, place: "\(place)[\(index + 1)\(name(of: value))]", keys: keys, into: &leaves)
      }
      // A list that ends is told from one that never was.
      leaves.append(
        Leaf(place: "\(place).count", keys: keys + ["count"], value: .number(Double(values.count)))
      )
    default: leaves.append(Leaf(place: place, keys: keys, value: value))
    }
  }

  /// What an object of a list calls itself.
  private static func name(of value: Value) -> String {
    guard case .object(let members) = value else { return "" }
    for key in ["name", "case", "condition", "coefficient", "subject", "check"] {
      if case .text(let name)? = members[key] { return " " + name }
    }
    return ""
  }

  private static func text(_ value: Value?) -> String {
    switch value {
    case nil: "nothing"
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list, .object: "…"
    }
  }
}

extension ValueTree.Value: Decodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var members: [String: Self] = [:]
      for key in container.allKeys {
        members[key.stringValue] = try container.decode(Self.self, forKey: key)
      }
      self = .object(members)
      return
    }
    if var container = try? decoder.unkeyedContainer() {
      var values: [Self] = []
      while !container.isAtEnd { values.append(try container.decode(Self.self)) }
      self = .list(values)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }
}
