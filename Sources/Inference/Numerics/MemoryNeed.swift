import CKernels

/// Memory that something would take and the machine cannot give: said before any of it is taken.
public struct MemoryNeed: Sendable, Equatable {
  /// What would be taken, in bytes.
  public let bytes: Double
  /// What may be taken, in bytes.
  public let limit: Double

  /// The share of the memory that one thing may ask for; the rest is for what is made of it.
  static let share = 0.75
  /// What is always there, so that small things need not ask the system.
  static let alwaysThere = 256e6

  /// The need for some bytes; nil where they are there.
  ///
  /// O(1); asks the operating system where it is more than ``alwaysThere``.
  init?(forBytes bytes: Double) {
    guard bytes > Self.alwaysThere else { return nil }
    self.init(forBytes: bytes, of: ck_memory_limit())
  }

  /// The need for some bytes of a memory of `total` bytes; nil where they are there.
  init?(forBytes bytes: Double, of total: Double) {
    limit = Self.share * total
    guard bytes > limit else { return nil }
    self.bytes = bytes
  }
}

extension MemoryNeed {
  /// The need of a design: the rows as they are encoded, the copy in which aliases are found, and the
  /// square matrices of a fit; nil where they are there.
  static func design(rows: Int, columns: Double) -> MemoryNeed? {
    MemoryNeed(forBytes: 8 * (2 * Double(rows) * columns + 4 * columns * columns))
  }
}
