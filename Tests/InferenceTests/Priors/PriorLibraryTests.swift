import Foundation
import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

@Suite struct PriorLibraryTests {
  /// The files of priors/ at the root of the package, by name.
  static func builtIn() throws -> [String: String] {
    let folder = References.packageRoot.appending(path: "priors")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
      }
    )
  }

  static func everySet() throws -> [PriorSpecification] {
    let library = PriorLibrary(files: try builtIn())
    return try library.names.map { try library.specification($0) }
  }

  @Test func listsTheSets() throws {
    let names = PriorLibrary(files: try Self.builtIn()).names
    #expect(
      names == ["charter", "gelman2008", "regime-survival", "sceptical", "weakly-informative"]
    )
    #expect(names.contains(PriorLibrary.defaultName))
  }

  @Test func setsSayWhatTheyAre() throws {
    for set in try Self.everySet() {
      #expect(!set.title.isEmpty && !set.summary.isEmpty && !set.source.isEmpty, "\(set.name)")
      for entry in [set.intercept, set.coefficients] + set.named.map(\.entry) {
        #expect(entry.reason != nil, "\(set.name)")
        #expect(Set(entry.documented.map(\.quantity)).count >= 2, "\(set.name)")
        #expect(entry.documented.contains { $0.mass == 0.9 }, "\(set.name)")
      }
    }
  }

  /// Every documented interval is that of the prior, to the digits given: three of the smaller of a
  /// probability and its complement.
  ///
  /// One of at least 1 - 1e-16 may be given as 1.
  @Test func documentedNumbersHold() throws {
    for set in try Self.everySet() {
      for entry in [set.intercept, set.coefficients] + set.named.map(\.entry) {
        for interval in entry.documented {
          let tail = (1 - interval.mass) / 2
          for (stated, share) in [(interval.lower, tail), (interval.upper, 1 - tail)] {
            let logOdds = entry.prior.quantile(share)
            let (exact, smaller) = Self.meaning(of: logOdds, as: interval.quantity)
            #expect(
              abs(stated - exact) <= 0.006 * abs(smaller),
              "\(set.name): \(entry.prior) \(interval.quantity) \(stated), exactly \(exact)"
            )
          }
        }
      }
    }
  }

  /// What a log-odds means as a quantity, and the number whose digits count.
  static func meaning(
    of logOdds: Double,
    as quantity: DocumentedInterval.Quantity
  ) -> (value: Double, smaller: Double) {
    let baseline: Double
    switch quantity {
    case .logOdds: return (logOdds, logOdds)
    case .oddsRatio: return (.exp(logOdds), .exp(logOdds))
    case .probability, .fromFiftyPercent: baseline = 0
    case .fromTenPercent: baseline = -.log(9)
    }
    let value = 1 / (1 + .exp(-baseline - logOdds))
    return (value, min(value, 1 / (1 + .exp(baseline + logOdds))))
  }

  /// The numbers in the prose: shares of an intercept's prior below 1 or above 99 per cent, and
  /// what the medians of the theories add up to.
  @Test func numbersInTheProseHold() throws {
    let sets = try Self.everySet()
    func set(_ name: String) throws -> PriorSpecification {
      try #require(sets.first { $0.name == name })
    }
    for (name, share) in [("weakly-informative", 0.65), ("gelman2008", 0.73), ("sceptical", 0.36)] {
      let prior = try set(name).intercept
      #expect(abs(2 * prior.prior.cumulative(-.log(99)) - share) < 0.005)
      #expect(prior.reason?.contains("\(Int(share * 100)) per cent of its mass") == true)
    }
    let quarter = try set("weakly-informative").intercept.prior.quantile(0.375)
    #expect(abs(1 / (1 + .exp(-quarter)) - 0.04) < 0.001)
    let theory = try set("regime-survival")
    func median(_ columns: String...) -> Double {
      let sum = theory.named.filter { columns.contains($0.column) }
        .reduce(theory.intercept.prior.location) { $0 + $1.entry.prior.location }
      return 100 / (1 + .exp(-sum))
    }
    #expect(abs(median() - 1.8) < 0.05)
    #expect(abs(median("protest") - 7.6) < 0.05)
    #expect(abs(median("security_uncertainty") - 27) < 0.5)
    #expect(abs(median("protest", "security_uncertainty") - 62) < 0.5)
    let interaction = "protest:security_uncertainty"
    #expect(abs(median("protest", "security_uncertainty", interaction) - 92) < 0.5)
    let charter = try set("charter")
    let attacked = charter.intercept.prior.location + charter.named[0].entry.prior.location
    #expect(abs(100 / (1 + .exp(-attacked)) - 73) < 0.5)
  }

  @Test func setsStateTheirPriors() throws {
    let sets = try Self.everySet()
    #expect(
      sets.map { "\($0.intercept.prior) \($0.coefficients.prior) \($0.scaling)" } == [
        "normal(-4, 1.5) normal(0, 2.5) range", "cauchy(0, 10) cauchy(0, 2.5) range",
        "normal(-4, 1.5) normal(0, 2.5) range", "normal(0, 5) normal(0, 1) range",
        "normal(0, 10) normal(0, 2.5) range",
      ]
    )
  }

  /// The theories apply to the columns of the built-in study, and are refused without the column
  /// that they are about.
  @Test func theoriesNameColumnsOfTheStudy() throws {
    let library = PriorLibrary(files: try Self.builtIn())
    let all = ["protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty"]
    for (name, required) in [
      ("regime-survival", "security_uncertainty"), ("charter", "foreign_intrusion"),
    ] {
      let specification = try library.specification(name)
      let set = try PriorSet(
        specification: specification,
        columns: all.map { PriorColumn(name: $0, values: [0, 1]) }
      )
      #expect(set.used.first { $0.column == required }?.prior.location ?? 0 >= 3)
      let error = try #require(throws: PriorError.self) {
        try PriorSet(
          specification: specification,
          columns: [PriorColumn(name: "protest", values: [0, 1])]
        )
      }
      #expect(error.kind == .unknownColumn && error.name == required)
      #expect(error.file == "priors/\(name).yaml" && (error.line ?? 0) > 20)
    }
  }

  // MARK: Finding

  @Test func refusesUnknownSets() throws {
    let library = PriorLibrary(files: try Self.builtIn())
    let error = try #require(throws: PriorError.self) { try library.specification("skeptical") }
    #expect(error.kind == .unknownSet && error.name == "skeptical")
    #expect(error.accepted == library.names && error.suggestion == "sceptical")
  }

  @Test func readsFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "mine.yaml")
    try Data("intercept: normal(0, 3)\ncoefficients: laplace(0, 1)\n".utf8).write(to: file)
    let library = PriorLibrary(files: [:])
    let set = try library.specification(file.path)
    #expect(set.name == "mine" && set.file == file.path && set.scaling == .none)
    #expect(set.intercept.prior.description == "normal(0, 3)")
    #expect(set.coefficients.line == 2)

    let latin = folder.appending(path: "latin.yml")
    try Data([0x74, 0xE9, 0x3A]).write(to: latin)
    for (path, kind) in [
      (folder.appending(path: "none.yaml").path, PriorError.Kind.noSuchFile),
      (folder.path, .notReadable), (latin.path, .notUTF8),
    ] {
      let error = try #require(throws: PriorError.self) { try library.specification(path) }
      #expect(error.kind == kind && error.file == path && error.name == path)
    }
  }
}
