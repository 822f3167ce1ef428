/// The autocovariances of chains, averaged over the chains, computed lag by lag as they are asked
/// for.
///
/// Geyer's sequences of well-mixing chains end after a few lags, where sums are cheaper than a
/// transform. Past `directLagLimit` all lags come from one transform: the chains enter it in pairs
/// as real and imaginary part, their power spectra are added, and one inverse yields the mean.
struct Autocovariance {
  /// The variance within chains (biased: divided by the length), averaged over the chains.
  let variance: Double
  /// Chains less their means.
  private var centered: ChainValues
  private var transformed: [Double] = []

  private static let directLagLimit = 100

  init(_ chains: ChainValues, moments: Moments) {
    centered = chains
    for chain in 0..<chains.chainCount {
      let mean = moments.means[chain]
      for index in (chain * chains.length)..<((chain + 1) * chains.length) {
        centered.values[index] -= mean
      }
    }
    let total = moments.variances.reduce(0, +) / Double(chains.chainCount)
    variance = total * Double(chains.length - 1) / Double(chains.length)
  }

  /// The mean autocovariances at a lag and at the next, both divided by the length.
  ///
  /// O(draws) for each pair up to lag 100; all others together O(draws log length).
  ///
  /// - Precondition: `lag + 1` is below the length.
  mutating func pair(at lag: Int) -> (first: Double, second: Double) {
    if lag < Self.directLagLimit { return directPair(at: lag) }
    if transformed.isEmpty { transformed = allByTransform() }
    return (transformed[lag], transformed[lag + 1])
  }

  private func directPair(at lag: Int) -> (first: Double, second: Double) {
    let length = centered.length
    let width = MemoryLayout<Double>.stride
    var (first, second) = (0.0, 0.0)
    // Running sums for four draws at a time, so that additions need not wait for one another.
    var (sums, nexts) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    for chain in 0..<centered.chainCount {
      let end = (chain + 1) * length - lag
      var index = chain * length
      unsafe centered.values.withUnsafeBytes { bytes in
        // Every load ends before draw end + lag, the last of the chain.
        while index + 5 <= end {
          let offset = index * width
          let later = offset + lag * width
          let values = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
          let lagged = unsafe bytes.loadUnaligned(fromByteOffset: later, as: SIMD4<Double>.self)
          let next = unsafe bytes.loadUnaligned(
            fromByteOffset: later + width,
            as: SIMD4<Double>.self
          )
          sums += values * lagged
          nexts += values * next
          index += 4
        }
      }
      while index < end {
        first += centered.values[index] * centered.values[index + lag]
        if index + 1 < end { second += centered.values[index] * centered.values[index + lag + 1] }
        index += 1
      }
    }
    let scale = 1 / (Double(length) * Double(centered.chainCount))
    return ((first + sums.sum()) * scale, (second + nexts.sum()) * scale)
  }

  private func allByTransform() -> [Double] {
    let length = centered.length
    var size = 2
    while size < 2 * length { size *= 2 }
    let fourier = FourierTransform(count: size)
    var power = [Double](repeating: 0, count: size)
    var (real, imaginary) = (power, power)
    for chain in stride(from: 0, to: centered.chainCount, by: 2) {
      let hasSecond = chain + 1 < centered.chainCount
      for index in 0..<size {
        let inside = index < length
        real[index] = inside ? centered.values[chain * length + index] : 0
        imaginary[index] = inside && hasSecond ? centered.values[(chain + 1) * length + index] : 0
      }
      fourier.transform(real: &real, imaginary: &imaginary)
      for index in 0..<size {
        power[index] += real[index] * real[index] + imaginary[index] * imaginary[index]
      }
    }
    // The cross terms of a pair are odd in the frequency; only the even part of the sum counts,
    // and the real part of the transform of a real sequence sees only that.
    imaginary = [Double](repeating: 0, count: size)
    fourier.transform(real: &power, imaginary: &imaginary)
    let scale = 1 / (Double(size) * Double(length) * Double(centered.chainCount))
    return (0..<length).map { power[$0] * scale }
  }
}
