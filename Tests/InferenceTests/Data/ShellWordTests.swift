import Foundation
import Testing

@testable import Inference

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("plain/path-1.csv", "plain/path-1.csv"), ("протест", "протест"), ("", "''"),
    ("two words", "'two words'"), ("it's", "'it'\\''s'"), ("$HOME", "'$HOME'"), ("a;b", "'a;b'"),
    ("'\u{301}", "''\\''\u{301}'"),
  ]) func words(_ text: String, _ quoted: String) {
    #expect(ShellWord.quoted(text) == quoted)
  }

  /// A real shell reads back what was written.
  @Test func shellReadsThemBack() throws {
    let words = [
      "a b", "it's", "\"", "$(exit 3)", "`exit 4`", "\\", "*", "~", "#", "'\u{301}'", "é", "a\tb",
      "&&", "!", "{}", "%", "-",
    ]
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "printf '%s\\0' " + words.map(ShellWord.quoted).joined(separator: " "),
    ]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(Array(output) == words.flatMap { Array($0.utf8) + [0] })
  }

  @Test func controlCharactersMakeNoLine() {
    #expect(ShellWord.line(["a", "b c"]) == "a 'b c'")
    #expect(ShellWord.line(["a", "b\nc"]) == nil)
  }
}
