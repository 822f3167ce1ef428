/// Choices that are allowed at a fork, as `prior=sceptical,charter`.
///
/// A choice with a comma in it stands between double quotes, as in `dropped="Korea, South",Nepal`; a double
/// quote in one that is quoted is written twice.
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
    guard parts.count == 2, let fork = parts.first, !fork.isEmpty,
      let choices = Self.choices(in: parts[1]), !choices.isEmpty
    else { throw MultiverseError(.malformedFilter(text)) }
    self.fork = String(fork)
    self.choices = choices
  }

  /// A choice as it is written in a filter.
  static func quoted(_ choice: String) -> String {
    choice.contains(",") || choice.hasPrefix("\"")
      ? "\"" + choice.replacing("\"", with: "\"\"") + "\"" : choice
  }

  /// The choices between commas; nil where a quote is left open or something follows one.
  private static func choices(in text: Substring) -> [String]? {
    var choices: [String] = []
    var rest = text
    while !rest.isEmpty {
      guard rest.first == "\"" else {
        let choice = rest.prefix { $0 != "," }
        if !choice.isEmpty { choices.append(String(choice)) }
        rest = rest.dropFirst(choice.count + 1)
        continue
      }
      var choice = ""
      rest = rest.dropFirst()
      while true {
        let part = rest.prefix { $0 != "\"" }
        choice += part
        rest = rest.dropFirst(part.count)
        // A closing quote, or a quote in the choice.
        guard rest.popFirst() != nil else { return nil }
        guard rest.first == "\"" else { break }
        choice.append("\"")
        rest = rest.dropFirst()
      }
      choices.append(choice)
      guard let next = rest.popFirst() else { break }
      guard next == "," else { return nil }
    }
    return choices
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
        throw MultiverseError(
          .unknownChoice(
            choice,
            fork: filter.fork,
            accepted: choices.map(UniverseFilter.quoted)
          )
        )
      }
    }
    let result = filtered(filters.map { ($0.fork, Set($0.choices)) })
    guard !result.universes.isEmpty else { throw MultiverseError(.nothingLeft) }
    return result
  }
}
