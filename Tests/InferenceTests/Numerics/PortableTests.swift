import Foundation
import Testing

@testable import Inference

@Suite struct PortableTests {
  /// Lines of References/portable.txt: function, arguments, the value rounded and the rest.
  ///
  /// Made by `Scripts/portable-reference.py` with mpmath 1.3 at 200 bits.
  static func reference(_ name: String) throws -> [(
    arguments: [Double], value: Double, rest: Double
  )] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("References/portable.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words[0] == name else { return nil }
      let numbers = words.dropFirst().compactMap { Double($0) }
      guard numbers.count == words.count - 1, numbers.count >= 3 else { return nil }
      return (
        Array(numbers.dropLast(2)), numbers[numbers.count - 2], numbers[numbers.count - 1]
      )
    }
  }

  /// The largest error of a function on its reference values, in ulp.
  static func error(_ name: String, _ function: ([Double]) -> Double) throws -> Double {
    let lines = try reference(name)
    #expect(lines.count >= 48)
    return lines.map { line in
      let found = function(line.arguments)
      if found == line.value { return abs(line.rest) / line.value.ulp }
      return abs((found - line.value) - line.rest) / line.value.ulp
    }.max() ?? .infinity
  }

  @Test func errorsAgainstMultiplePrecision() throws {
    #expect(try Self.error("exp") { Portable.exp($0[0]) } < 0.95)
    #expect(try Self.error("log") { Portable.log($0[0]) } < 0.8)
    #expect(try Self.error("log1p") { Portable.log(onePlus: $0[0]) } < 0.85)
    #expect(try Self.error("expm1") { Portable.expMinusOne($0[0]) } < 1.4)
    #expect(try Self.error("pow") { Portable.pow($0[0], $0[1]) } < 20)
    #expect(try Self.error("erfc") { Portable.erfc($0[0]) } < 4)
    #expect(try Self.error("lgamma") { Portable.logGamma($0[0]) } < 7)
    #expect(try Self.error("sinpi") { Portable.sin(piTimes: $0[0]) } < 1.6)
    #expect(try Self.error("cospi") { Portable.cos(piTimes: $0[0]) } < 1.6)
    #expect(try Self.error("atan2") { Portable.atan2(y: $0[0], x: $0[1]) } < 3)
  }

  /// mpmath.atanh at 0.25, 2**-30 and 0.9375, whose doubles are exact.
  @Test func inverseHyperbolicTangents() {
    let quarter = 0.25541281188299534
    #expect(abs(Portable.atanh(0.25) - quarter) <= 4 * quarter.ulp)
    #expect(abs(Portable.atanh(-0.25) + quarter) <= 4 * quarter.ulp)
    #expect(abs(Portable.atanh(0.9375) - 1.7169936022425731) <= 4 * 1.7.ulp)
    #expect(abs(Portable.atanh(0x1p-30) - 0x1p-30) <= 4 * 0x1p-30.ulp)
    #expect(Portable.atanh(1) == .infinity && Portable.atanh(1.5).isNaN)
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
    #expect(Portable.erfc(0) == 1)
    #expect(Portable.erfc(.infinity) == 0 && Portable.erfc(-.infinity) == 2)
    #expect(Portable.logGamma(1) == 0 && Portable.logGamma(2) == 0)
    #expect(Portable.logGamma(0) == .infinity && Portable.logGamma(.infinity) == .infinity)
    #expect(Portable.logGamma(-0.5).isNaN)
    #expect(Portable.sin(piTimes: 1) == 0 && Portable.sin(piTimes: 2.5) == 1)
    #expect(Portable.cos(piTimes: -3) == -1 && Portable.cos(piTimes: 0.5) == 0)
    #expect(Portable.cos(piTimes: 1e300) == 1 && Portable.sin(piTimes: .infinity).isNaN)
    #expect(Portable.tan(piTimes: 0.25).isApproximately(1))
  }

  @Test func everyNaNIsTheSameOne() {
    let quiet = UInt64(0x7ff8_0000_0000_0000)
    let other = Double(bitPattern: 0xfff8_0000_0000_1234)
    let functions: [(Double) -> Double] = [
      { Portable.exp($0) }, { Portable.log($0) }, { Portable.log(onePlus: $0) },
      { Portable.expMinusOne($0) }, { Portable.erfc($0) }, { Portable.logGamma($0) },
      { Portable.sin(piTimes: $0) }, { Portable.cos(piTimes: $0) }, { Portable.pow($0, 0.5) },
    ]
    for function in functions { #expect(function(other).bitPattern == quiet) }
    #expect(Portable.log(-1).bitPattern == quiet)
  }
}

extension Double {
  fileprivate func isApproximately(_ other: Double) -> Bool { abs(self - other) <= 4 * other.ulp }
}
