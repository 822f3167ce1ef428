import CKernels

/// Elementary functions with the same bits on every machine.
///
/// They use + - * / alone, in a fixed order, and nothing of the system's mathematics library, whose
/// results differ between machines. Specials follow IEEE 754; every NaN returned is the same one.
/// Errors are the largest found by `Scripts/portable-reference.py --measure 100000` against mpmath
/// over all arguments, subnormal numbers and the neighbourhoods of zeros and of changes of method
/// included, in units in the last place (ulp) of the exact value and rounded up. No allocation.
public enum Portable {
  /// e to the power `x`: 1 ulp, subnormal results included.
  ///
  /// Infinity from 709.7827128933841 up, 0 from -745.1332191019412 down.
  @inlinable
  public static func exp(_ x: Double) -> Double { ck_exp(x) }

  /// The natural logarithm: 0.9 ulp, subnormal arguments included.
  ///
  /// Minus infinity at 0, NaN below.
  @inlinable
  public static func log(_ x: Double) -> Double { ck_log(x) }

  /// log(1 + `x`): 0.9 ulp.
  ///
  /// Minus infinity at -1, NaN below.
  @inlinable
  public static func log(onePlus x: Double) -> Double { ck_log1p(x) }

  /// The logarithm to base 10: 2.6 ulp.
  @inlinable
  public static func log10(_ x: Double) -> Double { ck_log(x) / 2.302_585_092_994_045_684 }

  /// exp(`x`) - 1: 1.7 ulp.
  @inlinable
  public static func expMinusOne(_ x: Double) -> Double { ck_expm1(x) }

  /// `x` to the power `y`: 2 ulp for exponents to 36, else 6 ulp.
  ///
  /// Exact where the result of a whole exponent to 16 is a number. NaN for a negative `x` with an
  /// exponent that is not whole.
  @inlinable
  public static func pow(_ x: Double, _ y: Double) -> Double { ck_pow(x, y) }

  /// `x` to a whole power: as ``pow(_:_:)-(Double,Double)``.
  @inlinable
  public static func pow(_ x: Double, _ n: Int) -> Double { ck_pow(x, Double(n)) }

  /// The error function: 2.7 ulp.
  @inlinable
  public static func erf(_ x: Double) -> Double { ck_erf(x) }

  /// The complementary error function: 5 ulp.
  @inlinable
  public static func erfc(_ x: Double) -> Double { ck_erfc(x) }

  /// The logarithm of the gamma function: 3 ulp.
  ///
  /// Infinity at 0, NaN below: only the positive half is covered.
  @inlinable
  public static func logGamma(_ x: Double) -> Double { ck_lgamma(x) }

  /// The sine of pi `x`: 1.7 ulp, exact at multiples of one half.
  @inlinable
  public static func sin(piTimes x: Double) -> Double { ck_sinpi(x) }

  /// The cosine of pi `x`: 1.7 ulp, exact at multiples of one half.
  @inlinable
  public static func cos(piTimes x: Double) -> Double { ck_cospi(x) }

  /// The tangent of pi `x`: 4 ulp.
  ///
  /// Infinite halfway between whole numbers, positive at 1/2 and then by turns.
  @inlinable
  public static func tan(piTimes x: Double) -> Double {
    let sine = ck_sinpi(x)
    let cosine = ck_cospi(x)
    return cosine == 0 ? sine * .infinity : sine / cosine
  }

  /// The angle of the point (`x`, `y`), from -pi to pi: 3 ulp.
  @inlinable
  public static func atan2(y: Double, x: Double) -> Double { ck_atan2(y, x) }

  /// The inverse hyperbolic tangent: 2.2 ulp.
  ///
  /// Infinite at -1 and 1, NaN beyond.
  @inlinable
  public static func atanh(_ x: Double) -> Double {
    let size = abs(x)
    guard size <= 1 else { return .nan }
    return Double(signOf: x, magnitudeOf: 0.5 * ck_log1p(2 * size / (1 - size)))
  }

  /// The hyperbolic sine: 3 ulp.
  @inlinable
  public static func sinh(_ x: Double) -> Double {
    guard x == x else { return .nan }
    guard abs(x) <= 700 else { return Double(signOf: x, magnitudeOf: cosh(x)) }
    let growth = ck_expm1(abs(x))
    return Double(signOf: x, magnitudeOf: 0.5 * (growth + growth / (growth + 1)))
  }

  /// The hyperbolic cosine: 3 ulp.
  @inlinable
  public static func cosh(_ x: Double) -> Double {
    let size = abs(x)
    // exp overflows before the cosine does.
    guard size <= 700 else { return 0.5 * ck_exp(0.5 * size) * ck_exp(0.5 * size) }
    let growth = ck_exp(size)
    return 0.5 * (growth + 1 / growth)
  }

  /// The inverse hyperbolic sine: 2 ulp.
  @inlinable
  public static func asinh(_ x: Double) -> Double {
    let size = abs(x)
    guard size == size else { return .nan }
    guard size < 0x1p28 else { return Double(signOf: x, magnitudeOf: ck_log(size) + ck_log(2)) }
    let square = size * size
    let grown = size + square / (1 + (1 + square).squareRoot())
    return Double(signOf: x, magnitudeOf: ck_log1p(grown))
  }
}

/// The same functions over contiguous numbers, many at a time.
///
/// Each element has the bits that the function of one number gives. O(count), no allocation.
extension Portable {
  /// Replaces each element, or the first `count` of them, by its exponential.
  public static func exp(inPlace values: inout MutableSpan<Double>, count: Int? = nil) {
    precondition(count.map { (0...values.count).contains($0) } ?? true, "so many elements")
    unsafe values.withUnsafeMutableBufferPointer {
      unsafe ck_exp_array($0.baseAddress, $0.baseAddress, count ?? $0.count)
    }
  }

  /// Replaces each element, or the first `count` of them, by its natural logarithm.
  public static func log(inPlace values: inout MutableSpan<Double>, count: Int? = nil) {
    precondition(count.map { (0...values.count).contains($0) } ?? true, "so many elements")
    unsafe values.withUnsafeMutableBufferPointer {
      unsafe ck_log_array($0.baseAddress, $0.baseAddress, count ?? $0.count)
    }
  }

  /// Replaces each element x by log(1 + x).
  public static func log(onePlusInPlace values: inout MutableSpan<Double>) {
    unsafe values.withUnsafeMutableBufferPointer {
      unsafe ck_log1p_array($0.baseAddress, $0.baseAddress, $0.count)
    }
  }
}
