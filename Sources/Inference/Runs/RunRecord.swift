#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `run.json` says, as far as a run is made again from it: written and read by this type.
///
/// What the run found, and how long it took, is added by ``AnalysisResult``.
struct RunRecord: Sendable, Decodable {
  /// The format of a run folder that this version writes and reads.
  static let currentFormat = 1
  /// The name of the file.
  static let fileName = "run.json"

  /// A warning that `fit` gave.
  struct WarningRecord: Sendable, Decodable {
    let code: String
    let message: String
    let subjects: [String]?
  }

  /// What the estimates were made of.
  struct EstimatesRecord: Sendable, Decodable {
    let from: String
    let probabilitiesFrom: String?
  }

  let version: String
  let partial: Bool
  let started: String?
  let passed: Bool?
  let data: DataRecord
  let formula: String
  let link: String
  let dotStandsFor: [String]?
  let coefficients: [String]
  let referenceLevels: [String: String]
  let uncertainCodes: UncertainCodesRecord?
  let priorSet: String
  let priors: [PriorRecord]
  let settings: Settings
  let warnings: [WarningRecord]?
  /// Read only: what the run found is added by ``AnalysisResult``.
  let estimates: EstimatesRecord?

  /// Takes down a run.
  ///
  /// - Parameters:
  ///   - result: The run.
  ///   - started: The time of day; nil: neither that nor the number of threads is taken down.
  ///   - cases: The text of the copy of the cases; nil where there is none.
  init(_ result: AnalysisResult, started: String?, cases: String?) {
    let input = result.input
    let design = input.design
    version = Program.version
    partial = result.isPartial
    self.started = started
    passed = result.isTrustworthy
    data = DataRecord(input.problem, input.options.cases, copy: cases)
    formula = design.formula.text
    link = input.model.link.rawValue
    dotStandsFor =
      Formula.namesAllColumns(design.formula.text) ? design.formula.predictorColumns : nil
    coefficients = design.columns.map(\.name)
    referenceLevels = design.references
    uncertainCodes = input.options.model.uncertainCodes.map(UncertainCodesRecord.init)
    priorSet = input.priorSet
    priors = input.model.prior.used.map(PriorRecord.init)
    settings = Settings(
      input.options,
      tailMapped: result.tailMapped,
      hasThreads: started != nil
    )
    estimates = nil
    warnings = result.warnings.map {
      WarningRecord(code: $0.code, message: $0.message, subjects: $0.subjects)
    }
  }

  /// The members of `run.json` up to the settings, in order.
  var members: [JSON.Member] {
    let dot: JSON = dotStandsFor.map { JSON.array($0.map(JSON.string)) } ?? .null
    let levels = referenceLevels.sorted { $0.key < $1.key }
      .map { JSON.Member($0.key, .string($0.value)) }
    return [
      .init("program", .string(Program.name)),
      .init("version", .string(version)),
      .init("format", .integer(Self.currentFormat)),
      .init("started", .optional(started)),
      .init("partial", .boolean(partial)),
      .init("passed", passed.map(JSON.boolean) ?? .null),
      .init("data", data.json),
      .init("formula", .string(formula)),
      .init("link", .string(link)),
      .init("dot_stands_for", dot),
      .init("coefficients", .array(coefficients.map(JSON.string))),
      .init("reference_levels", .object(levels)),
    ] + (uncertainCodes.map { [.init("uncertain_codes", $0.json)] } ?? []) + [
      .init("prior_set", .string(priorSet)),
      .init("priors", .array(priors.map(\.json))),
      .init("settings", settings.json),
    ]
  }

  private struct Head: Decodable {
    let program: String?
    let version: String?
    let format: Int?
  }

  /// Reads the record of the run in a folder.
  ///
  /// - Throws: ``RunError``.
  init(folder path: String) throws(RunError) {
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try ByteSource.contents(of: path + "/" + Self.fileName, .document)
    } catch {
      throw RunError(.notRun, path: path)
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      let head = try decoder.decode(Head.self, from: Data(bytes))
      guard head.program == Program.name else { throw RunError(.notRun, path: path) }
      guard head.format == Self.currentFormat else {
        throw RunError(.otherFormat(version: head.version), path: path)
      }
      self = try decoder.decode(RunRecord.self, from: Data(bytes))
    } catch let error as RunError {
      throw error
    } catch {
      throw RunError(.malformedRecord(Self.explanation(of: error)), path: path)
    }
  }

  private struct List: Decodable {
    let files: [String: FileStamp]
  }

  /// What `run.json` lists as written; nil where it has no list that can be read.
  static func files(in bytes: [UInt8]) -> [String: FileStamp]? {
    try? JSONDecoder().decode(List.self, from: Data(bytes)).files
  }

  private static func explanation(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it cannot be read" }
    switch error {
    case .keyNotFound(let key, let context):
      return "there is no \((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return place.isEmpty ? "it is not JSON" : "\(place) is not what is needed there"
    @unknown default: return "it cannot be read"
    }
  }
}
