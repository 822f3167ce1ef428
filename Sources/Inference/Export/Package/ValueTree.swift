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
    /// Whether it is in a list whose items have no names, so that its place may depend on the draws.
    let isLoose: Bool
    let value: Value
  }

  private var leaves: [Leaf] = []
  private let isByName: Bool

  /// Reads a file; nil where the bytes are not JSON.
  ///
  /// Items of lists are known by their names where `byName` and they have some, else by their numbers.
  init?(_ bytes: [UInt8], byName: Bool) {
    guard let root = try? JSONDecoder().decode(Value.self, from: Data(bytes)) else { return nil }
    isByName = byName
    var leaves: [Leaf] = []
    collect(root, Leaf(place: "", keys: [], isLoose: false, value: .null), into: &leaves)
    self.leaves = leaves
  }

  /// Finds the values that differ.
  ///
  /// Of `run.json` (`isRecord`) what was asked for comes first; where the machines differ, the rest of
  /// it is not compared.
  func compare(
    with other: ValueTree,
    _ comparison: FileComparison,
    isRecord: Bool,
    _ found: inout FileComparison.Findings
  ) {
    let theirs = Dictionary(other.leaves.map { ($0.place, $0.value) }) { first, _ in first }
    let ours = Dictionary(leaves.map { ($0.place, $0.value) }) { first, _ in first }
    var all = leaves + other.leaves.filter { ours[$0.place] == nil }
    if isRecord {
      let requests = all.filter { Self.isRequest($0.keys) }
      let isIdentical = if case .identical = comparison { true } else { false }
      all = requests + (isIdentical ? all.filter { !Self.isRequest($0.keys) } : [])
    }
    for leaf in all {
      let (mine, yours) = (ours[leaf.place], theirs[leaf.place])
      guard mine != yours else { continue }
      var standardErrors: Double?
      if case .number(let first)? = mine, case .number(let second)? = yours {
        let pair = FileComparison.Pair(
          name: leaf.keys.last ?? "",
          values: (first, second),
          errors: (Self.error(of: leaf, in: ours), Self.error(of: leaf, in: theirs))
        )
        switch isRecord ? .differs(standardErrors: nil) : comparison.judge(pair) {
        case .agrees: continue
        case .unjudged:
          found.unjudgedCount += 1
          continue
        case .differs(let distance): standardErrors = distance
        }
      } else if case .withinMonteCarloError = comparison, !isRecord,
        leaf.isLoose || mine != nil && yours != nil
      {
        found.unjudgedCount += 1
        continue
      }
      found.places.append(
        .init(
          place: leaf.place,
          packaged: Self.text(mine),
          again: Self.text(yours),
          standardErrors: standardErrors
        )
      )
    }
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

  private func collect(_ value: Value, _ parent: Leaf, into leaves: inout [Leaf]) {
    switch value {
    case .object(let members):
      for (key, value) in members.sorted(by: { $0.key < $1.key }) {
        let place = parent.place.isEmpty ? key : "\(parent.place).\(key)"
        let inner = Leaf(
          place: place,
          keys: parent.keys + [key],
          isLoose: parent.isLoose,
          value: .null
        )
        collect(value, inner, into: &leaves)
      }
    case .list(let values):
      let names = values.map(Self.name)
      let isNamed = isByName && !names.contains("") && Set(names).count == names.count
      for (index, value) in values.enumerated() {
        let item = isNamed ? names[index] : names[index].isEmpty ? "" : " " + names[index]
        let inner = Leaf(
          place: "\(parent.place)[\(isNamed ? "" : "\(index + 1)")\(item)]",
          keys: parent.keys,
          isLoose: parent.isLoose || !isNamed,
          value: .null
        )
        collect(value, inner, into: &leaves)
      }
      // A list that ends is told from one that never was.
      leaves.append(
        Leaf(
          place: "\(parent.place).count",
          keys: parent.keys + ["count"],
          isLoose: parent.isLoose || !isNamed,
          value: .number(Double(values.count))
        )
      )
    default:
      leaves.append(
        Leaf(place: parent.place, keys: parent.keys, isLoose: parent.isLoose, value: value)
      )
    }
  }

  /// What an object of a list calls itself.
  private static func name(of value: Value) -> String {
    guard case .object(let members) = value else { return "" }
    for key in ["name", "case", "condition", "coefficient", "subject", "check"] {
      if case .text(let name)? = members[key] { return name }
    }
    return ""
  }

  private static func text(_ value: Value?) -> String {
    switch value {
    case nil: "nothing"
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
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
