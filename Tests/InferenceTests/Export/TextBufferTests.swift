import Testing

@testable import Inference

struct TextBufferTests {
  private func written(_ body: (inout TextBuffer) -> Void) -> String {
    var text = TextBuffer()
    body(&text)
    return text.text
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (-10, "-10"), (1_234_567_890, "1234567890"),
    (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ])
  func integers(value: Int, expected: String) {
    #expect(written { $0.append(value) } == expected)
  }

  // The digits are those of `repr` in Python 3.11, which are the shortest that read back.
  @Test(arguments: [
    (0.1, "0.1"), (1.0, "1"), (-2.5, "-2.5"), (1.0 / 3, "0.3333333333333333"),
    (Double.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (123456.0, "123456"), (1e16, "1e+16"), (1e-7, "1e-07"), (-0.0, "-0"),
    (9007199254740993.0, "9007199254740992"), (2.2250738585072014e-308, "2.2250738585072014e-308"),
  ])
  func shortestNumbers(value: Double, expected: String) {
    #expect(written { $0.append(value) } == expected)
  }

  @Test func randomBitPatternsReadBackExactly() {
    // Knuth's MMIX generator; its low bits are poor, but all of them are used.
    var bits: UInt64 = 20_220_105
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      let text = written { $0.append(value) }
      #expect(Double(text)?.bitPattern == value.bitPattern, "\(text)")
    }
  }

  @Test func numbersNeverBecomeStrings() {
    // Were the standard library to stop calling `_writeASCII`, this counter would stay at zero.
    struct Counter: TextOutputStream {
      var direct = 0
      mutating func write(_ string: String) {}
      mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) { direct += 1 }
    }
    var counter = Counter()
    (1.0 / 3).write(to: &counter)
    #expect(counter.direct == 1)
  }

  @Test func nonFiniteNumbers() {
    let values: [Double] = [.nan, .infinity, -.infinity]
    func all(_ spelling: TextBuffer.NonFinite) -> [String] {
      values.map { value in written { $0.append(value, nonFinite: spelling) } }
    }
    #expect(all(.capitalised) == ["NaN", "Inf", "-Inf"])
    #expect(all(.lowercase) == ["nan", "inf", "-inf"])
    #expect(all(.null) == ["null", "null", "null"])
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("\r", "\"\r\""), (" blank ", " blank "),
    ("Армения", "Армения"), ("a;b", "a;b"),
  ])
  func fields(field: String, expected: String) {
    #expect(written { $0.appendField(field) } == expected)
  }

  @Test func fullBufferGoesToTheFile() throws {
    // Every write to /dev/full fails with ENOSPC, on Linux.
    guard FileSystem.entry(at: "/dev/full") == .other else { return }
    var text = TextBuffer(descriptor: try FileSystem.openForWriting("/dev/full"), path: "full")
    text.write("x")
    try text.flushIfFull()
    #expect(text.bytes.count == 1)
    text.write(String(repeating: "x", count: 1 << 16))
    let error = #expect(throws: ExportError.self) { try text.flushIfFull() }
    #expect(error?.kind == .cannotWrite)
    #expect(error?.path == "full")
    #expect(error?.systemReason == "No space left on device")
  }
}
