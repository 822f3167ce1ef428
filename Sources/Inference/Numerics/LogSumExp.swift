/// The logarithm of the sum of two exponentials, without overflow.
///
/// Minus infinity is the neutral element. NaN where either argument is.
@inlinable
public func logAddExp(_ a: Double, _ b: Double) -> Double {
  guard !a.isNaN, !b.isNaN else { return .nan }
  let larger = max(a, b)
  guard larger.isFinite else { return larger }
  return larger + Portable.log(onePlus: Portable.exp(min(a, b) - larger))
}

/// The logarithm of the sum of the exponentials of many numbers, without overflow.
///
/// Minus infinity for none. NaN where an element is; plus infinity where one is and none is NaN. Added in
/// order. O(count), allocates.
public func logSumExp(_ values: [Double]) -> Double {
  let peak = values.reduce(-Double.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
  guard peak.isFinite else { return values.contains(where: \.isNaN) ? .nan : peak }
  var shifted = values.map { $0 - peak }
  var span = shifted.mutableSpan
  Portable.exp(inPlace: &span)
  return peak + Portable.log(shifted.reduce(0, +))
}
