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

extension Shard {
  /// Which of so many things in a row are in the part.
  fileprivate func range(of total: Int) -> Range<Int> {
    Self.share(total, number - 1, count)..<Self.share(total, number, count)
  }

  /// The part that holds one of so many things in a row.
  fileprivate static func number(of place: Int, among total: Int, count: Int) -> Int {
    // The first number with total * number / count > place.
    share(count, place + 1, total, roundingUp: true)
  }

  /// `total * number / count` without overflow, for a number of at most `count`.
  private static func share(
    _ total: Int,
    _ number: Int,
    _ count: Int,
    roundingUp: Bool = false
  ) -> Int {
    let (quotient, remainder) = count.dividingFullWidth(total.multipliedFullWidth(by: number))
    return quotient + (roundingUp && remainder > 0 ? 1 : 0)
  }
}

extension Multiverse {
  /// The universes of a part of the plan, as many as those of any other part, or one fewer.
  ///
  /// Universes that can be answered from the same draws stay together as far as that allows, so that few
  /// parts need the same draws. Every universe is in exactly one part. O(universes log universes).
  public func universes(of shard: Shard) -> [Universe] {
    universes(of: shard, among: placesByDonor)
  }

  /// The universes of one of many parts, with ``placesByDonor`` found once for all.
  ///
  /// O(universes of the part).
  func universes(of shard: Shard, among order: [Int]) -> [Universe] {
    order[shard.range(of: order.count)].sorted().map { universes[$0] }
  }

  /// The parts of the plan that have a universe which is wanted.
  ///
  /// O(universes log universes).
  public func shards(_ count: Int, holding isWanted: (Universe) -> Bool) -> [Shard] {
    let order = placesByDonor
    // Of more parts than universes most are empty: each universe says where it is.
    let numbers = order.indices.filter { isWanted(universes[order[$0]]) }
      .map { Shard.number(of: $0, among: order.count, count: count) }
    return Set(numbers).sorted().compactMap { Shard(number: $0, count: count) }
  }

  /// The places of the universes, those with the same donor together.
  var placesByDonor: [Int] {
    universes.enumerated()
      .map { (key: ($0.element.donors.first ?? $0.element).identifier, place: $0.offset) }
      .sorted { $0 < $1 }.map(\.place)
  }
}
