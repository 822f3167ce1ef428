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
    "na", "n/a", "y", "n", "t", "-", "?", "yess", "maybe", "0x1", "yes no", "нет", "N", "A", "..",
    "ye\u{0}",
  ])
  func words(text: String) { #expect(cell(text) == .word) }

  @Test func digitsAreCodesAndNumbers() {
    #expect(cell("1") == .digit(true))
    #expect(cell(" 0 ") == .digit(false))
    #expect(cell("2") == .number(2))
    #expect(cell("1.0") == .number(1))
    #expect(cell("01") == .number(1))
    #expect(cell("-1") == .number(-1))
    #expect(cell("inf") == .number(.infinity))
  }
}
