/// Choices that are allowed at a fork, as `prior=sceptical,charter`.
public struct UniverseFilter: Sendable, Equatable {
  /// The fork.
  public let fork: String
  /// The choices allowed.
  public let choices: [String]

  /// Reads a filter.
  ///
  /// - Throws: ``MultiverseError`` where there is no fork or no choice in it.
  public init(_ text: String) throws(MultiverseError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let choices = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
    guard let fork = parts.first, !fork.isEmpty, !choices.isEmpty else {
      throw MultiverseError(.malformedFilter(text))
    }
    self.fork = String(fork)
    self.choices = choices
  }
}

extension Multiverse {
  /// The universes that meet all filters.
  ///
  /// - Throws: ``MultiverseError`` for a fork or a choice that the plan does not have, and where nothing is
  ///   left.
  public func filtered(_ filters: [UniverseFilter]) throws(MultiverseError) -> Multiverse {
    var known: [String: [String]] = [:]
    for choice in universes.flatMap(\.choices)
    where known[choice.fork]?.contains(choice.choice) != true {
      known[choice.fork, default: []].append(choice.choice)
    }
    for filter in filters {
      guard let choices = known[filter.fork] else {
        throw MultiverseError(
          .unknownFork(filter.fork, accepted: universes.first?.choices.map(\.fork) ?? [])
        )
      }
      for choice in filter.choices where !choices.contains(choice) {
        throw MultiverseError(.unknownChoice(choice, fork: filter.fork, accepted: choices))
      }
    }
    let result = filtered(filters.map { ($0.fork, Set($0.choices)) })
    guard !result.universes.isEmpty else { throw MultiverseError(.nothingLeft) }
    return result
  }
}
