import Foundation
import Testing

/// Runs that were edited after they were made (shared/trials/edited-draws.sh).
@Suite(.waitsForPrograms) struct EditedRunTests {
  private static let questions: [[String]] = [
    ["predict", "run"], ["effects", "run"], ["check", "run", "--no-refit"],
    ["contrast", "run", "--from", "protest=no", "--to", "protest=yes"],
    ["loo", "run", "--no-refit"], ["influence", "run", "--case", "KAZ2022"],
    ["compare", "run", "run", "--no-refit"], ["agree", "run", "run/draws.csv"],
    ["export", "stan", "run", "--output", "stan"], ["notebook", "run", "--output", "n.ipynb"],
    ["diagnose", "run/draws.csv"],
  ]

  /// All but the first and the last draw of `protest` moved by 5.
  private static func moved() throws -> WorkFolder {
    let folder = try RunFolders.work(RunFolders.study)
    var lines = try folder.text("run/draws.csv").split(
      separator: "\n",
      omittingEmptySubsequences: false
    ).map(String.init)
    for index in lines.indices.dropFirst(2).dropLast(2) {
      var fields = lines[index].split(separator: ",").map(String.init)
      fields[5] = "\(try #require(Double(fields[5])) + 5)"
      lines[index] = fields.joined(separator: ",")
    }
    try folder.write(["run/draws.csv": lines.joined(separator: "\n")])
    return folder
  }

  @Test(arguments: questions) func movedDrawsAreRefused(_ arguments: [String]) throws {
    let folder = try Self.moved()
    let before = try WatchedTree(folder.url)
    let run = try folder.run(arguments)
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(
      run.errors.hasSuffix(
        "run: draws.csv was edited since the run wrote it; put it back, fit again, or use it as it is "
          + "(--trust-edited)\n"
      ),
      "\(run.errors)"
    )
    #expect(try WatchedTree(folder.url) == before)
    let trusted = try folder.run(arguments + ["--trust-edited"])
    #expect(trusted.status == 0 || trusted.status == 1, "\(trusted.errors)")
    #expect(trusted.errors.contains("--trust-edited"), "\(trusted.errors)")
  }

  /// A chain of the run that is a link to other draws is as edited as one that holds them.
  @Test func linksAreLookedThrough() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let chain = folder.url.appending(path: "run/chains/chain-2.csv")
    let other = folder.url.appending(path: "other.csv")
    let manager = FileManager.default
    try manager.moveItem(at: chain, to: other)
    try manager.createSymbolicLink(at: chain, withDestinationURL: other)
    let chains = (1...4).map { "run/chains/chain-\($0).csv" }
    #expect(try folder.run(["diagnose"] + chains).status == 0)
    let text = try folder.text("other.csv")
    try folder.write(["other.csv": text.replacing("0.", with: "1.", maxReplacements: 1)])
    let run = try folder.run(["diagnose"] + chains)
    #expect(
      run.status == 65 && run.errors.contains("chains/chain-2.csv was edited"),
      "\(run.errors)"
    )
  }

  /// The files of an answer carry the caveat.
  @Test func trustedAnswersSaySo() throws {
    let folder = try Self.moved()
    #expect(try folder.run(["effects", "run", "--trust-edited"]).status == 0)
    let table = try folder.text("run/effects.csv").split(separator: "\n")
    #expect(try #require(table.first?.split(separator: ",").contains("caveat")))
    for row in table.dropFirst() { #expect(row.contains("draws.csv edited since the run")) }
    #expect(try folder.json("run/effects.json").warningCodes.contains("edited-run"))
    #expect(try folder.run(["notebook", "run", "-o", "n.ipynb", "--trust-edited"]).status == 0)
    #expect(try folder.text("n.ipynb").contains("draws.csv edited since the run"))
  }

  /// Any one byte of what is used: the answer is refused, and the file named.
  ///
  /// A file that is not used does not matter.
  @Test func editsAreFoundWhereverTheyAre() throws {
    let folder = try RunFolders.work(RunFolders.study)
    var random = EditStream(state: 20_260_101)
    let expected = try folder.run(["effects", "run", "--format", "csv"]).output
    let files = ["draws.csv", "cases.csv", "run.json", "summary.csv", "chains/chain-1.csv"]
    for trial in 0..<40 {
      let name = files[trial % files.count]
      let old = try folder.data("run/" + name)
      var new = old
      let place = Int(random.next() % UInt64(old.count))
      switch random.next() % 3 {
      case 0: new[place] = new[place] ^ UInt8(1 << (random.next() % 8))
      case 1: new.remove(at: place)
      default: new.insert(UInt8(ascii: "7"), at: place)
      }
      try folder.write(["run/" + name: new])
      let run = try folder.run(["effects", "run", "--format", "csv"])
      if files.prefix(3).contains(name) {
        #expect(run.status == 65, "\(name), byte \(place)")
        #expect(
          run.errors.contains("run: \(name) was edited"),
          "\(name), byte \(place): \(run.errors)"
        )
      } else {
        #expect(run.status == 0 && run.output == expected, "\(name), byte \(place)")
      }
      try folder.write(["run/" + name: old])
    }
  }

  /// A generator with a state of its own, so that each test sees the same edits (SplitMix64).
  private struct EditStream {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}
