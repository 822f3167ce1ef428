import Testing

@testable import InferenceCore

private func parse(_ text: String) -> Double? {
  DecimalText.parse(Array(text.utf8).span)
}

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("0", 0), ("1e3", 1000), ("-0.5", -0.5), ("+2", 2), (".5", 0.5), ("5.", 5), ("-.25E2", -25),
    ("0001.50", 1.5), ("1e-2", 0.01), ("1E+2", 100),
    ("123456789012", 123_456_789_012),
  ])
  func readsDecimals(text: String, expected: Double) { #expect(parse(text) == expected) }

  // Hard cases for rounding, with the bits that correctly rounded conversion gives; made by
  // python3 -c 'import struct; print(hex(struct.unpack("<Q", struct.pack("<d", float(T)))[0]))'
  @Test(arguments: [
    ("2.2250738585072011e-308", UInt64(0x000f_ffff_ffff_ffff)),
    ("2.2250738585072014e-308", 0x0010_0000_0000_0000),
    ("4.9406564584124654e-324", 1),
    ("2.4703282292062327e-324", 0),
    ("1.7976931348623157e308", 0x7fef_ffff_ffff_ffff),
    ("9007199254740993", 0x4340_0000_0000_0000),
    ("9007199254740993.00000000000000001", 0x4340_0000_0000_0001),
    ("0.1", 0x3fb9_9999_9999_999a),
    ("0.30000000000000004", 0x3fd3_3333_3333_3334),
    ("1e23", 0x44b5_2d02_c7e1_4af6),
    ("8.41e21", 0x447c_7e83_209e_90b2),
    ("1448997445238699", 0x4314_976c_0803_feac),
    ("-3.14159265358979323846", 0xc009_21fb_5444_2d18),
    ("1e400", 0x7ff0_0000_0000_0000), ("-1e400", 0xfff0_0000_0000_0000), ("1e-400", 0),
    ("0e99999999999999999999", 0), ("-0", 0x8000_0000_0000_0000),
  ])
  func roundsCorrectly(text: String, bits: UInt64) { #expect(parse(text)?.bitPattern == bits) }

  @Test(arguments: [
    "", "-", "+", ".", "-.", "e3", "1e", "1e+", "1e3.5", "1.2.3", "0x10", "1,5", "1 2", " 1", "1_0",
    "--1", "1-", "٣", "１", "nan(1)", "infin", "1f", "NaN0",
  ])
  func refusesTheRest(text: String) { #expect(parse(text) == nil) }

  @Test func readsTheWordsForWhatIsNotFinite() {
    #expect(parse("NaN")?.isNaN == true)
    #expect(parse("-nan")?.isNaN == true)
    #expect(parse("inf") == .infinity)
    #expect(parse("-Infinity") == -.infinity)
    #expect(parse("+INF") == .infinity)
  }
}
