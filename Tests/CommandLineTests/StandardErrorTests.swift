import Foundation
import Testing

/// The way of messages to the user.
@Suite(.waitsForPrograms) struct StandardErrorTests {
  private static let arguments = ["fit", "--data", "d.csv", "--formula", "y ~ a"]
  private static let files = ["d.csv": "case,a,y\nA,\"1,5\",0\nB,\"2,5\",1\nC,\"3,5\",1\n"]

  /// What a terminal of some columns gets.
  private static func screen(_ arguments: [String], columns: UInt16) throws -> String {
    var (main, terminalSide): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&main, &terminalSide, nil, nil, &size) == 0)
    defer { close(main) }
    let folder = try WorkFolder()
    try folder.write(files)
    let process = Process()
    process.executableURL = try #require(ProgramRun.executable, "csto-bayes is not built")
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = FileHandle(fileDescriptor: terminalSide, closeOnDealloc: false)
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    _ = fcntl(main, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(main, &bytes, bytes.count)
    try errors.close()
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).replacing(
      "\r\n",
      with: "\n"
    )
  }

  @Test func aMessageStaysOnItsLineInAFile() throws {
    let folder = try WorkFolder()
    try folder.write(Self.files)
    let run = try folder.run(Self.arguments)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.count > 80)
  }

  @Test(arguments: [80, 60, 300]) func aMessageFitsIntoATerminal(columns: UInt16) throws {
    let folder = try WorkFolder()
    try folder.write(Self.files)
    let plain = try folder.run(Self.arguments).errors
    let screen = try Self.screen(Self.arguments, columns: columns)
    let lines = screen.split(separator: "\n")
    #expect(lines.count > 1)
    #expect(lines.allSatisfy { $0.count <= min(Int(columns), 100) }, "\(screen)")
    let words = screen.split { $0 == " " || $0 == "\n" }
    #expect(words == plain.split { $0 == " " || $0 == "\n" })
  }

  /// The marks below a formula stand where they point to.
  @Test func marksStayBelowTheirFormula() throws {
    let formula = "y ~ " + (1...30).map { "a\($0)" }.joined(separator: " + ")
    let screen = try Self.screen(
      ["fit", "--data", "d.csv", "--formula", formula],
      columns: 60
    )
    let lines = screen.split(separator: "\n").suffix(2)
    #expect(lines.first?.contains("y ~ a1 + a2") == true, "\(screen)")
    let mark = lines.last.map { line in line.prefix { $0 == " " }.count }
    #expect(mark == 6, "\(screen)")
  }
}
