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
