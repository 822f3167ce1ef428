import Foundation
import Testing

@testable import Inference

/// Results are kept apart by everything that they depend on.
@Suite struct RobustnessPlanTests {
  private static func identity(_ files: [String: String]) throws -> [String: String] {
    try withFolder(files) { folder in
      let identity = try SmallStudy.plan(folder).identity()
      #expect(Set(identity.map(\.key)).count == identity.count)
      return Dictionary(uniqueKeysWithValues: identity.map { ($0.key, $0.value) })
    }
  }

  /// The keys whose values differ.
  private static func differing(_ file: String, _ old: String, _ new: String) throws -> [String] {
    let (before, after) = (
      try identity(SmallStudy.files), try identity(SmallStudy.files(file, old, new))
    )
    #expect(before["program"] == "\(Program.name) \(Program.version)")
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  @Test func changedDataAreOtherData() throws {
    #expect(try Self.differing("first.csv", "E,yes,4,no", "E,yes,4,yes") == ["data"])
    #expect(try Self.differing("cases.csv", "E,V", "E,U") == ["data"])
    #expect(try Self.differing("codebook.yaml", "In doubt.", "Doubted.") == ["data"])
  }

  /// Only the description says which file is which coding.
  @Test func exchangedCodingsAreOtherData() throws {
    #expect(
      try Self.differing(
        "study.yaml",
        "first: {file: first.csv, label: The first, note: As it is.}\n  second: {file: second.csv",
        "first: {file: second.csv, label: The first, note: As it is.}\n  second: {file: first.csv"
      ).contains("data")
    )
  }

  @Test func otherDeclarationsAreOtherPlans() throws {
    #expect(
      try Self.differing("study.yaml", "links: [logit, cloglog]", "links: [logit]") == ["plan"]
    )
    #expect(
      try Self.differing("study.yaml", "  links:", "  priors: [sceptical, charter]\n  links:")
        == ["plan", "prior charter"]
    )
    #expect(try Self.differing("study.yaml", "title: A small study", "title: A study").isEmpty)
  }

  @Test func settingsAreTold() throws {
    try withFolder(SmallStudy.files) { folder in
      let identities = try [
        SmallStudy.plan(folder), SmallStudy.plan(folder, draws: 201),
        SmallStudy.plan(folder, seed: 2),
      ].map { try $0.identity() }
      #expect(Set(identities.map { $0.map { "\($0.key)=\($0.value)" } }).count == 3)
    }
  }

  /// A prior file is told by its text, which is read with the study.
  @Test func priorFilesAreToldByTheirText() throws {
    var files = SmallStudy.files
    try withFolder(files) { folder in
      let path = folder + "/flat.yaml"
      files["study.yaml"]?.replace("  links:", with: "  priors: [\(path)]\n  links:")
      try Data(try #require(files["study.yaml"]).utf8)
        .write(to: URL(filePath: folder + "/study.yaml"))
      let before = try SmallStudy.plan(folder).identity()
      try Data("\n".utf8 + Data(try #require(files["flat.yaml"]).utf8))
        .write(to: URL(filePath: path))
      let after = try SmallStudy.plan(folder).identity()
      let changed = zip(before, after).filter { $0.value != $1.value }.map(\.0.key)
      #expect(changed == ["prior \(path)"])
    }
  }

  @Test func baseIsTheStudysOwnAnalysis() throws {
    let base = try SmallStudy.plan("csto").base
    let study = try Study.load("csto")
    #expect(base.coding == "text" && base.recodes.isEmpty && base.droppedCase == nil)
    #expect(base.prior == study.defaultPriorSet && base.formula.text == study.defaultFormula)
    #expect(base.link == .logit)
    #expect(try Multiverse(study.multiverse, of: study).universes.contains(base))
  }
}
