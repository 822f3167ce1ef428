import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

@Suite struct PortableTests {
  /// A line of References/portable.txt.
  ///
  /// Function, arguments, the value rounded, and what the exact one has more, in ulp. Made by
  /// `Scripts/portable-reference.py` with mpmath 1.3 at 200 bits.
  struct Reference {
    let name: String
    let arguments: [Double]
    let value: Double
    let rest: Double

    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      let numbers = words.dropFirst().compactMap { Double($0) }
      guard numbers.count == words.count - 1, numbers.count >= 3 else { return nil }
      name = String(words[0])
      arguments = Array(numbers.dropLast(2))
      value = numbers[numbers.count - 2]
      rest = numbers[numbers.count - 1]
    }

    /// The error of a value in ulp, infinity for one that is not a number.
    func error(of found: Double) -> Double {
      guard found.isFinite else { return .infinity }
      return abs((found - value) / value.ulp - rest)
    }
  }

  static let references = Result {
    let text = try String(contentsOfFile: References.own("portable.txt"), encoding: .utf8)
    return text.split(separator: "\n").compactMap(Reference.init)
  }

  /// What the comments of `Portable` promise, in ulp.
  ///
  /// The table holds the worst points that a search of 200 000 a range has found.
  static let promises: [Promise] = [
    Promise("exp", 1) { Portable.exp($0[0]) },
    Promise("log", 0.9) { Portable.log($0[0]) },
    Promise("log1p", 0.9) { Portable.log(onePlus: $0[0]) },
    Promise("log10", 2.6) { Portable.log10($0[0]) },
    Promise("expm1", 1.7) { Portable.expMinusOne($0[0]) },
    Promise("pow", 6) { Portable.pow($0[0], $0[1]) },
    Promise("erf", 2.7) { Portable.erf($0[0]) },
    Promise("erfc", 5) { Portable.erfc($0[0]) },
    Promise("lgamma", 3) { Portable.logGamma($0[0]) },
    Promise("sinpi", 1.7) { Portable.sin(piTimes: $0[0]) },
    Promise("cospi", 1.7) { Portable.cos(piTimes: $0[0]) },
    Promise("tanpi", 4) { Portable.tan(piTimes: $0[0]) },
    Promise("atan2", 3) { Portable.atan2(y: $0[0], x: $0[1]) },
    Promise("atanh", 2.2) { Portable.atanh($0[0]) },
    Promise("sinh", 3) { Portable.sinh($0[0]) },
    Promise("cosh", 3) { Portable.cosh($0[0]) },
    Promise("asinh", 2) { Portable.asinh($0[0]) },
  ]

  struct Promise: Sendable, CustomTestStringConvertible {
    let name: String
    let bound: Double
    let function: @Sendable ([Double]) -> Double

    init(_ name: String, _ bound: Double, _ function: @escaping @Sendable ([Double]) -> Double) {
      self.name = name
      self.bound = bound
      self.function = function
    }

    var testDescription: String { "\(name), \(bound) ulp" }
  }

  @Test(arguments: promises) func errorsAreWithinWhatIsPromised(_ promise: Promise) throws {
    let points = try Self.references.get().filter { $0.name == promise.name }
    #expect(points.count >= 25)
    for point in points {
      let error = point.error(of: promise.function(point.arguments))
      #expect(error <= promise.bound, "\(promise.name)(\(point.arguments))")
    }
  }

  @Test func specialsOfTheInverseHyperbolicTangent() {
    #expect(Portable.atanh(1) == .infinity && Portable.atanh(-1) == -.infinity)
    #expect(Portable.atanh(1.5).isNaN && Portable.atanh(-.infinity).isNaN)
    #expect(Portable.atanh(-0.0).sign == .minus)
  }

  /// The largest numbers with a finite hyperbolic sine: mpmath.asinh(sys.float_info.max).
  @Test func specialsOfHyperbolicFunctions() {
    #expect(Portable.sinh(-0.0).sign == .minus && Portable.asinh(-0.0).sign == .minus)
    #expect(Portable.cosh(0) == 1)
    #expect(Portable.sinh(710.475860073943) < .infinity && Portable.sinh(711) == .infinity)
    #expect(Portable.sinh(-711) == -.infinity && Portable.cosh(-711) == .infinity)
    #expect(Portable.asinh(.infinity) == .infinity && Portable.asinh(-.infinity) == -.infinity)
  }

  @Test func anglesOnTheAxes() {
    #expect(Portable.atan2(y: 0, x: 1) == 0 && Portable.atan2(y: -0.0, x: -1) == -Double.pi)
    #expect(Portable.atan2(y: 2, x: 0) == Double.pi / 2)
    #expect(Portable.atan2(y: .infinity, x: -.infinity) == 3 * Double.pi / 4)
    #expect(Portable.atan2(y: 0, x: 0) == 0 && Portable.atan2(y: .nan, x: 1).isNaN)
  }

  /// The largest x with a finite exp(x), the smallest with a positive one, and their neighbours:
  /// mpmath.log(sys.float_info.max) and mpmath.log(mpmath.mpf(2)**-1075), rounded to the inside.
  @Test func thresholdsOfTheExponential() {
    #expect(Portable.exp(709.782712893384) == 1.7976931348622732e308)
    #expect(Portable.exp(709.7827128933841) == .infinity)
    #expect(Portable.exp(-745.1332191019411) == .leastNonzeroMagnitude)
    #expect(Portable.exp(-745.1332191019412) == 0)
  }

  @Test func specialsOfExponentialsAndLogarithms() {
    #expect(Portable.exp(.infinity) == .infinity && Portable.exp(-.infinity) == 0)
    #expect(Portable.exp(0) == 1 && Portable.exp(-0.0) == 1)
    #expect(Portable.expMinusOne(.infinity) == .infinity)
    #expect(Portable.expMinusOne(-.infinity) == -1)
    #expect(Portable.expMinusOne(-0.0).sign == .minus)
    #expect(Portable.log(0) == -.infinity && Portable.log(-0.0) == -.infinity)
    #expect(Portable.log(1) == 0 && Portable.log(.infinity) == .infinity)
    #expect(Portable.log(-1).isNaN && Portable.log(-.infinity).isNaN)
    #expect(Portable.log(onePlus: -1) == -.infinity && Portable.log(onePlus: -2).isNaN)
    #expect(Portable.log(onePlus: .infinity) == .infinity)
    #expect(Portable.log(onePlus: -0.0).sign == .minus)
    #expect(Portable.log(onePlus: .leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    #expect(abs(Portable.log10(1000) - 3) <= 2 * 3.0.ulp)
  }

  /// IEEE 754-2019, section 9.2.1.
  @Test func specialsOfPowers() {
    #expect(Portable.pow(.nan, 0) == 1 && Portable.pow(1, .nan) == 1)
    #expect(Portable.pow(0, 2) == 0 && Portable.pow(0, -2) == .infinity)
    #expect(Portable.pow(-0.0, -3) == -.infinity)
    #expect(Portable.pow(-1, .infinity) == 1)
    #expect(Portable.pow(2, .infinity) == .infinity && Portable.pow(0.5, .infinity) == 0)
    #expect(Portable.pow(-.infinity, 3) == -.infinity && Portable.pow(-.infinity, 0.5) == .infinity)
    #expect(Portable.pow(-2, 0.5).isNaN)
    #expect(Portable.pow(-3, 3) == -27 && Portable.pow(10, 15) == 1e15 && Portable.pow(7, 2) == 49)
    #expect(Portable.pow(10, 308) < .infinity && Portable.pow(10, 309) == .infinity)
  }

  @Test func specialsOfTheOthers() {
    #expect(Portable.erf(0) == 0 && Portable.erf(-0.0).sign == .minus)
    #expect(Portable.erf(-.infinity) == -1 && Portable.erf(9) == 1)
    #expect(Portable.erfc(0) == 1)
    #expect(Portable.erfc(.infinity) == 0 && Portable.erfc(-.infinity) == 2)
    #expect(Portable.logGamma(1) == 0 && Portable.logGamma(2) == 0)
    #expect(Portable.logGamma(0) == .infinity && Portable.logGamma(.infinity) == .infinity)
    #expect(Portable.logGamma(-0.5).isNaN)
    #expect(Portable.sin(piTimes: 1) == 0 && Portable.sin(piTimes: 2.5) == 1)
    #expect(Portable.cos(piTimes: -3) == -1 && Portable.cos(piTimes: 0.5) == 0)
    #expect(Portable.cos(piTimes: 0.5).sign == .plus && Portable.sin(piTimes: -0.0).sign == .minus)
    #expect(Portable.cos(piTimes: 1e300) == 1 && Portable.sin(piTimes: .infinity).isNaN)
    // IEEE 754-2019, section 9.2.1: poles alternate in sign.
    #expect(Portable.tan(piTimes: 0.5) == .infinity && Portable.tan(piTimes: -0.5) == -.infinity)
    #expect(Portable.tan(piTimes: 1.5) == -.infinity && Portable.tan(piTimes: 3) == 0)
    #expect(Portable.tan(piTimes: .infinity).isNaN)
  }

  @Test func everyNaNIsTheSameOne() {
    let quiet = UInt64(0x7ff8_0000_0000_0000)
    let other = Double(bitPattern: 0xfff8_0000_0000_1234)
    let functions: [(Double) -> Double] = [
      { Portable.exp($0) }, { Portable.log($0) }, { Portable.log(onePlus: $0) },
      { Portable.expMinusOne($0) }, { Portable.erfc($0) }, { Portable.erf($0) },
      { Portable.logGamma($0) },
      { Portable.sin(piTimes: $0) }, { Portable.cos(piTimes: $0) }, { Portable.pow($0, 0.5) },
      { Portable.log10($0) }, { Portable.tan(piTimes: $0) }, { Portable.atanh($0) },
      { Portable.sinh($0) }, { Portable.cosh($0) }, { Portable.asinh($0) },
      { Portable.atan2(y: $0, x: -1) }, { Portable.atan2(y: -1, x: $0) },
    ]
    for function in functions { #expect(function(other).bitPattern == quiet) }
    #expect(Portable.log(-1).bitPattern == quiet && Portable.atanh(-2).bitPattern == quiet)
    #expect(Portable.tan(piTimes: -.infinity).bitPattern == quiet)
  }
}
