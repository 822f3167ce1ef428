/// One of several parts of a plan, for as many processes or machines.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// The number of the part, from 1.
  public let number: Int
  /// The number of parts.
  public let count: Int

  /// Makes a part; nil where there is no such part.
  public init?(number: Int, count: Int) {
    guard count >= 1, (1...max(count, 1)).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `3/64`; nil where it is no such thing.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
      return nil
    }
    self.init(number: number, count: count)
  }

  /// `3/64`.
  public var description: String { "\(number)/\(count)" }
}

extension Multiverse {
  /// The universes of a part of the plan, as many as those of any other part, or one fewer.
  ///
  /// Universes that can be answered from the same draws stay together as far as that allows, so that few
  /// parts need the same draws. Every universe is in exactly one part. O(universes log universes).
  public func universes(of shard: Shard) -> [Universe] {
    let order = universes.enumerated()
      .map { (key: ($0.element.donors.first ?? $0.element).identifier, place: $0.offset) }
      .sorted { $0 < $1 }
    let first = order.count * (shard.number - 1) / shard.count
    let end = order.count * shard.number / shard.count
    return order[first..<end].map(\.place).sorted().map { universes[$0] }
  }
}
