/// A stretch of draws that occurs twice: in two chains, or in one.
///
/// Independent chains have no stretch in common, so that what they share was copied: a file given twice, a
/// seed used twice, chains that met. Every diagnostic takes the copy for more draws.
public struct RepeatedDraws: Sendable, Hashable {
  /// The chain of the first stretch, from 0.
  public let first: Int
  /// The chain of the second stretch, from 0; the same where a chain repeats itself.
  public let second: Int
  /// How many draws later the second stretch begins in its chain than the first in its own.
  public let lag: Int
  /// The number of draws of the stretch.
  public let length: Int
  /// Whether it is all of the draws that the chains can have in common at this lag.
  public let isWhole: Bool

  /// Finds the repeated stretches of one variable, at most one for each pair of chains.
  ///
  /// Compared are chains at the lags -1, 0 and 1, a chain with itself at half its length, and, where there
  /// are many different values, at the lags at which equal values stand most often. A stretch counts only
  /// where chance cannot have made it: at least 20 bits of changes between its values (60 where it is a
  /// part of the chain), a change being worth the logarithm of the number of different values. What only rises
  /// or only falls, or never changes, counts iterations and is no draw.
  ///
  /// O(draws) and, where no two draws are equal, little more than a look at neighbours in order.
  static func all(in pooled: ChainValues, _ order: SortOrder) -> [RepeatedDraws] {
    let count = order.sorted.count
    guard pooled.length > 3 else { return [] }
    var different = 1
    for index in 1..<count where order.sorted[index] != order.sorted[index - 1] { different += 1 }
    let ties = count - different
    guard ties >= 3, different > 1 else { return [] }
    let bits = Portable.log(Double(different)) / Portable.log(2)
    var search = Search(pooled: pooled, bitsOfChange: bits)
    if ties >= pooled.length / 2 - 1 {
      for chain in 0..<pooled.chainCount {
        for lag in [pooled.length / 2, (pooled.length + 1) / 2] { search.look(chain, chain, lag) }
        for other in (chain + 1)..<max(chain + 1, pooled.chainCount) {
          for lag in -1...1 { search.look(chain, other, lag) }
        }
      }
    }
    // Where there are few values, chance puts them anywhere.
    if different >= 32 {
      for place in Self.frequentPlaces(pooled, order) {
        search.look(place.first, place.second, place.lag)
      }
    }
    return search.found.values.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// Two chains and a lag.
  private struct Place: Hashable {
    let first: Int
    let second: Int
    let lag: Int
  }

  /// Where equal values stand most often: at least ten times at one lag.
  private static func frequentPlaces(_ pooled: ChainValues, _ order: SortOrder) -> [Place] {
    var counts: [Place: Int] = [:]
    for index in 1..<order.sorted.count where order.sorted[index] == order.sorted[index - 1] {
      let (earlier, later) = (order.places[index - 1], order.places[index])
      let (first, second) = (earlier / pooled.length, later / pooled.length)
      let lag = later % pooled.length - earlier % pooled.length
      // A rejected proposal leaves a chain where it is.
      guard first != second || abs(lag) > 2 else { continue }
      counts[Place(first: first, second: second, lag: lag), default: 0] += 1
    }
    return counts.filter { $0.value >= 10 }
      .sorted {
        ($1.value, $0.key.first, $0.key.second, $0.key.lag)
          < ($0.value, $1.key.first, $1.key.second, $1.key.lag)
      }
      .prefix(64).map(\.key)
  }

  private struct Search {
    let pooled: ChainValues
    let bitsOfChange: Double
    var found: [Pair: RepeatedDraws] = [:]

    struct Pair: Hashable {
      let first: Int
      let second: Int
    }

    init(pooled: ChainValues, bitsOfChange: Double) {
      self.pooled = pooled
      self.bitsOfChange = bitsOfChange
    }

    /// Notes the longest stretch that two chains have in common at a lag.
    mutating func look(_ first: Int, _ second: Int, _ lag: Int) {
      let length = pooled.length
      let start = max(0, -lag)
      let end = min(length, length - lag)
      guard start < end else { return }
      let whole = end - start
      let (from, to) = (first * length, second * length + lag)
      // Most pairs part at once; only where a part may be enough is the rest looked at.
      var best: RepeatedDraws?
      var index = start
      while index < end {
        var stretch = Stretch()
        while index < end, pooled.values[from + index] == pooled.values[to + index] {
          stretch.add(pooled.values[from + index])
          index += 1
        }
        let isWhole = stretch.length == whole
        let needed = isWhole ? 20.0 : 60
        if stretch.isDrawn, Double(stretch.changes) * bitsOfChange >= needed,
          isWhole || stretch.changes >= 10, stretch.length > best?.length ?? 0
        {
          best = RepeatedDraws(
            first: first,
            second: second,
            lag: lag,
            length: stretch.length,
            isWhole: isWhole
          )
        }
        index += 1
      }
      guard let best else { return }
      let pair = Pair(first: first, second: second)
      if best.length > found[pair]?.length ?? 0 { found[pair] = best }
    }
  }

  /// A stretch while it is followed.
  private struct Stretch {
    var length = 0
    var changes = 0
    private var hasRisen = false
    private var hasFallen = false
    private var last = 0.0

    /// Whether it both rises and falls.
    var isDrawn: Bool { hasRisen && hasFallen }

    mutating func add(_ value: Double) {
      if length > 0, value != last {
        changes += 1
        if value > last { hasRisen = true } else { hasFallen = true }
      }
      last = value
      length += 1
    }
  }
}

/// The chains that hold the same draws, in words.
struct RepetitionText {
  /// The parameters with their numbers.
  let parameters: [DiagnosticsReport.Parameter]
  /// The numbers of the chains.
  let chains: [Int]

  /// A phrase for chains that are alike, with the parameters where these are not all.
  var phrases: [String] {
    var names: [RepeatedDraws: [String]] = [:]
    let moving = parameters.filter { $0.numbers.isFinite && !$0.numbers.isConstant }
    for parameter in moving {
      for repeated in parameter.numbers.repeatedDraws {
        names[repeated, default: []].append(parameter.name)
      }
    }
    let order = names.keys.sorted {
      ($0.first, $0.second, $0.lag, $0.length) < ($1.first, $1.second, $1.lag, $1.length)
    }
    // Chains that equal an earlier one entirely are told in one phrase.
    var copies: [(first: Int, names: [String], chains: [Int])] = []
    var others: [String] = []
    for repeated in order {
      let concerned = names[repeated] ?? []
      guard repeated.isWhole, repeated.lag == 0 else {
        others.append(phrase(repeated) + suffix(concerned, of: moving.count))
        continue
      }
      let isTold = copies.contains {
        $0.names == concerned && $0.chains.contains(repeated.first)
          && $0.chains.contains(repeated.second)
      }
      if isTold { continue }
      if let place = copies.firstIndex(where: {
        $0.names == concerned && $0.chains.contains(repeated.first)
      }) {
        copies[place].chains.append(repeated.second)
      } else {
        copies.append((repeated.first, concerned, [repeated.first, repeated.second]))
      }
    }
    return copies.map { copy in
      let numbers = copy.chains.map { "\(chains[$0])" }
      return "chains " + numbers.joined(separator: " = ") + suffix(copy.names, of: moving.count)
    } + others
  }

  private func phrase(_ repeated: RepeatedDraws) -> String {
    let (first, second) = (chains[repeated.first], chains[repeated.second])
    if repeated.first == repeated.second {
      return "chain \(first) repeats \(repeated.length) of its draws"
    }
    if repeated.isWhole { return "chain \(second) = chain \(first) shifted by \(repeated.lag)" }
    return "chains \(first) and \(second) share \(repeated.length) draws"
  }

  private func suffix(_ names: [String], of count: Int) -> String {
    guard names.count < count else { return "" }
    let more = names.count - 3
    return " in " + names.prefix(3).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
