/// The discrete Fourier transform of complex sequences whose length is a power of two.
///
/// X_k = sum over j of x_j exp(-2 pi i j k / n), without a factor. Holds the twiddle factors, so
/// that one value serves many transforms. Error of order log2(n) rounding errors.
///
/// Source: J. W. Cooley and J. W. Tukey, Mathematics of Computation 19 (1965) 297-301.
public struct FourierTransform: Sendable {
  /// The length of the sequences.
  public let count: Int
  private let cosines: [Double]
  private let sines: [Double]

  /// Prepares transforms of one length.
  ///
  /// O(n).
  ///
  /// - Precondition: `count` is a power of two.
  public init(count: Int) {
    precondition(count > 0 && count & (count - 1) == 0, "the length must be a power of two")
    self.count = count
    let turns = (0..<(count / 2)).map { 2 * Double($0) / Double(count) }
    cosines = turns.map { Portable.cos(piTimes: $0) }
    sines = turns.map { Portable.sin(piTimes: $0) }
  }

  /// Transforms a sequence in place.
  ///
  /// O(n log n), no allocation.
  ///
  /// - Precondition: both parts have `count` elements.
  public func transform(real: inout [Double], imaginary: inout [Double]) {
    precondition(real.count == count && imaginary.count == count, "wrong length")
    reorder(&real, &imaginary)
    var half = 1
    while half < count {
      let stride = count / (2 * half)
      for start in Swift.stride(from: 0, to: count, by: 2 * half) {
        for offset in 0..<half {
          let (c, s) = (cosines[offset * stride], sines[offset * stride])
          let (low, high) = (start + offset, start + offset + half)
          let re = real[high] * c + imaginary[high] * s
          let im = imaginary[high] * c - real[high] * s
          real[high] = real[low] - re
          imaginary[high] = imaginary[low] - im
          real[low] += re
          imaginary[low] += im
        }
      }
      half *= 2
    }
  }

  /// Puts every element at the place whose index has its bits reversed.
  private func reorder(_ real: inout [Double], _ imaginary: inout [Double]) {
    var reversed = 0
    for index in 0..<count {
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
      var bit = count >> 1
      while bit > 0, reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
    }
  }
}
