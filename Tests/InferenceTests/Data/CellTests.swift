import Testing

@testable import Inference

private func cell(_ text: String) -> Cell { Cell(Array(text.utf8).span) }

@Suite struct CellTests {
  @Test(arguments: ["yes", "Yes", "YES", "true", "True", "present", "PRESENT", " yes\t"])
  func yes(text: String) { #expect(cell(text) == .code(true)) }

  @Test(arguments: ["no", "No", "nO", "false", "FALSE", "absent", "Absent", "\tno "])
  func no(text: String) { #expect(cell(text) == .code(false)) }

  @Test(arguments: ["", " ", "\t ", "NA", " NA ", ".", " . "])
  func missing(text: String) { #expect(cell(text) == .missing) }

  @Test(arguments: [
    "y", "n", "t", "yess", "maybe", "0x1", "yes no", "нет", "N", "A", "ye\u{0}",
  ])
  func words(text: String) { #expect(cell(text) == .word) }

  /// pandas writes 1.0 for the code 1 where a cell of the column is missing.
  @Test(arguments: ["1", "1.0", "01", "001", "1.", "+1", "1e0", "1.000", "10e-1", " 1.0 "])
  func anySpellingOfOneIsACode(text: String) { #expect(cell(text) == .digit(true)) }

  @Test(arguments: ["0", "0.0", "00", "0.", ".0", "+0", "-0", "-0.0", "0e5"])
  func anySpellingOfZeroIsACode(text: String) { #expect(cell(text) == .digit(false)) }

  @Test func digitsAreCodesAndNumbers() {
    #expect(cell("1") == .digit(true))
    #expect(cell(" 0 ") == .digit(false))
    #expect(cell("2") == .number(2))
    #expect(cell("-1") == .number(-1))
    #expect(cell("inf") == .number(.infinity))
  }
}
