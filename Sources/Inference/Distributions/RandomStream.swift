/// A stream of random bits: one seed for a run, one independent stream for each chain and purpose.
///
/// The generator is counter-based, Philox4x64 with ten rounds: word `i` is a fixed function of seed,
/// purpose, chain and `i`, so streams never overlap, no thread can disturb another, and the same seed
/// gives the same bits on every machine. Integer arithmetic only; no allocation.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as
/// 1, 2, 3, SC '11, section 4.3 and table 2.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
  /// What a stream is drawn for.
  ///
  /// Raw values are part of the meaning of a seed: never renumber them.
  public enum Purpose: UInt32, Sendable {
    /// Where a chain starts.
    case initialization = 1
    /// The transitions of a chain, warmup included.
    case transitions = 2
    /// Draws from the prior.
    case priorPredictive = 3
    /// Tests and simulated data.
    case simulation = 4
    /// The pilot points that an independence proposal is fitted to.
    case pilot = 5
    /// The proposals of an independence sampler and whether they are accepted.
    case proposals = 6
    /// The points that an approximation of a posterior is judged by.
    case judgement = 7
    /// The seed of a refit without one case, by the number of the case.
    case caseRefit = 21
    /// The points that a marginal likelihood is bridged to.
    case bridge = 22
    /// The weights of a Bayesian bootstrap over cases.
    case bootstrap = 23
    /// The seed of the fit of a universe.
    case universe = 24
    /// The points that a mixture of proposals is fitted to.
    case mixture = 31
  }

  private let key: (low: UInt64, high: UInt64)
  private var counter: (UInt64, UInt64)
  private var block: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var used = 4

  /// Makes the stream of one chain and purpose under a seed.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - chain: The number of the chain, from 1; 0 where there is none.
  ///   - purpose: What the stream is for.
  public init(seed: UInt64, chain: Int = 0, purpose: Purpose) {
    self.init(key: (seed, UInt64(purpose.rawValue) << 32 | UInt64(UInt32(chain))))
  }

  /// Makes the stream of a named thing under a seed: whatever other things there are, and in whichever order,
  /// its bits stay the same.
  ///
  /// The name's hash is the upper half of the counter. O(bytes of the name).
  ///
  /// Source: 64-bit FNV-1a: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, RFC 9923.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - purpose: What the stream is for.
  ///   - name: What it is drawn about.
  public init(seed: UInt64, purpose: Purpose, name: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    self.init(key: (seed, UInt64(purpose.rawValue) << 32), counter: (0, hash))
  }

  init(key: (UInt64, UInt64), counter: (UInt64, UInt64) = (0, 0)) {
    self.key = (key.0, key.1)
    self.counter = counter
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if used == 4 {
      block = Self.philox(counter: (counter.0, counter.1, 0, 0), key: (key.low, key.high))
      counter.0 &+= 1
      if counter.0 == 0 { counter.1 &+= 1 }
      used = 0
    }
    used += 1
    switch used {
    case 1: return block.0
    case 2: return block.1
    case 3: return block.2
    default: return block.3
    }
  }

  /// Whether two streams will give the same bits from here on.
  public static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.key == right.key && left.counter == right.counter && left.used == right.used
  }

  /// The ten rounds: four words of output for a counter and a key.
  static func philox(
    counter: (UInt64, UInt64, UInt64, UInt64),
    key: (UInt64, UInt64)
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    var (a, b, c, d) = counter
    var (low, high) = key
    for _ in 0..<10 {
      let first = a.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let second = c.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      (a, b, c, d) = (second.high ^ b ^ low, second.low, first.high ^ d ^ high, first.low)
      low &+= 0x9E37_79B9_7F4A_7C15
      high &+= 0xBB67_AE85_84CA_A73B
    }
    return (a, b, c, d)
  }
}

extension RandomNumberGenerator {
  /// A number strictly between 0 and 1: the midpoint of one of 2^52 equal intervals.
  ///
  /// With 2^53 intervals the midpoint of the last would round to 1.
  @inlinable
  public mutating func nextUniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number, by inversion: one uniform number for each normal one, no rejection.
  public mutating func nextNormal() -> Double {
    StandardNormal.quantile(nextUniform())
  }
}
