/// Numbers computed from each draw that are no parameters: the log prior density, the log
/// likelihood of every case.
public struct GeneratedQuantities: Sendable, Equatable {
  /// The name of the log prior density.
  public static let logPriorName = "lprior"
  /// The name of the log likelihood of a case, from 1: `log_lik[1]`.
  public static func logLikelihoodName(_ number: Int) -> String { "log_lik[\(number)]" }
  /// Whether a column of this name holds a generated quantity in the files of R and Stan users.
  public static func isName(_ name: String) -> Bool {
    name == logPriorName || name == "log_lik" || name.hasPrefix("log_lik[")
  }

  /// The names, in the order of the values.
  public let names: [String]
  /// For each chain, draw after draw, one value for each name.
  public let chains: [[Double]]

  /// Makes the quantities from their parts.
  ///
  /// - Precondition: every chain holds whole draws.
  public init(names: [String], chains: [[Double]]) {
    precondition(
      chains.allSatisfy { names.isEmpty ? $0.isEmpty : $0.count % names.count == 0 },
      "half a draw"
    )
    self.names = names
    self.chains = chains
  }

  /// One quantity's values: an array for each chain.
  ///
  /// O(draws), allocates.
  public func quantity(_ index: Int) -> [[Double]] {
    precondition(index < names.count, "no such quantity")
    return chains.map { values in
      stride(from: index, to: values.count, by: names.count).map { values[$0] }
    }
  }

  /// Whether there is a row of values for every draw of a sample.
  public func fits(_ draws: Draws) -> Bool {
    names.isEmpty
      || chains.count == draws.chains.count
        && zip(chains, draws.chains).allSatisfy { $0.count == $1.count * names.count }
  }
}
