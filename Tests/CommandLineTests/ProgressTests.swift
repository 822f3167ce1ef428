import Foundation
import Testing

@testable import csto_bayes

/// What a run shows while it works.
@Suite(.waitsForPrograms) struct ProgressTests {
  /// Runs a fit that takes some tenths of a second with its error stream on a terminal.
  ///
  /// - Returns: what the terminal got.
  private static func screen(terminal: String?) throws -> String {
    var (main, terminalSide): (Int32, Int32) = (-1, -1)
    try #require(openpty(&main, &terminalSide, nil, nil, nil) == 0)
    defer { close(main) }
    let folder = try WorkFolder()
    let process = Process()
    process.executableURL = try #require(ProgramRun.executable, "csto-bayes is not built")
    process.arguments = [
      "fit", "--sampler", "random-walk", "--warmup", "600000", "--draws", "200", "--output", "out",
    ]
    process.currentDirectoryURL = folder.url
    // `swift test` sets NO_COLOR where its own output is no terminal.
    process.environment = ProcessInfo.processInfo.environment
      .filter { !["TERM", "NO_COLOR"].contains($0.key) }
      .merging(terminal.map { ["TERM": $0] } ?? [:]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = FileHandle(fileDescriptor: terminalSide, closeOnDealloc: false)
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    // What was written stays in the terminal until it is read. It reaches this end through a worker of the kernel,
    // which may come later than the end of the program.
    _ = fcntl(main, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var count = read(main, &bytes, bytes.count)
    for _ in 0..<50 where count <= 0 {
      usleep(10_000)
      count = read(main, &bytes, bytes.count)
    }
    try errors.close()
    // So few draws of a random walk need not pass their checks.
    #expect(process.terminationStatus <= 1)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  @Test func linesAreRewrittenOnATerminal() throws {
    #expect(try Self.screen(terminal: "xterm").contains("\u{1B}[2Kchain 1 ["))
  }

  @Test func whoWantsNoColoursGetsNoEscapes() {
    #expect(ProgressTerminal.canRewrite("xterm"))
    #expect(ProgressTerminal.canRewrite("xterm", noColour: ""))
    #expect(!ProgressTerminal.canRewrite("xterm", noColour: "1"))
    #expect(!ProgressTerminal.canRewrite("dumb"))
  }

  /// A terminal that cannot rewrite lines gets no escape sequences, as in an editor's shell window.
  @Test(arguments: ["dumb", "", nil]) func noEscapesWhereTheyAreNotUnderstood(
    _ terminal: String?
  ) throws {
    #expect(try Self.screen(terminal: terminal) == "")
  }
}
