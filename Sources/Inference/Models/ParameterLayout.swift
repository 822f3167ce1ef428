/// What the elements of a position stand for: blocks of parameters of one kind, one after another, each named.
public struct ParameterLayout: Sendable, Equatable {
  /// What the parameters of a block are.
  public enum Kind: Sendable, Equatable {
    /// Coefficients of the design's columns.
    case coefficients
    /// Deviations of groups from a coefficient.
    case groupEffects
    /// Standard deviations of group effects, or scales of a prior.
    case scales
    /// Cut points between ordered levels.
    case cutPoints
  }

  /// Parameters of one kind.
  public struct Block: Sendable, Equatable {
    /// What they are.
    public let kind: Kind
    /// Their places in the position.
    public let range: Range<Int>
  }

  /// The name of each parameter, block after block.
  public let names: [String]
  /// The blocks, in the order of the position.
  public let blocks: [Block]

  /// The number of parameters.
  public var count: Int { names.count }

  /// Lays blocks one after another.
  public init(_ blocks: [(kind: Kind, names: [String])]) {
    var (all, ranges): ([String], [Block]) = ([], [])
    for block in blocks {
      ranges.append(Block(kind: block.kind, range: all.count..<(all.count + block.names.count)))
      all += block.names
    }
    names = all
    self.blocks = ranges
  }

  /// Nothing but coefficients.
  public init(coefficients names: [String]) {
    self.names = names
    blocks = [Block(kind: .coefficients, range: names.indices)]
  }

  /// The places of the first block of a kind; empty where there is none.
  public func range(of kind: Kind) -> Range<Int> {
    blocks.first { $0.kind == kind }?.range ?? 0..<0
  }
}
