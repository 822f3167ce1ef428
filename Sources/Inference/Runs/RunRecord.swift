#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `run.json` says, as far as a run is made again from it.
struct RunRecord: Sendable, Decodable {
  /// The format of a run folder that this version writes and reads.
  static let currentFormat = 1
  /// The name of the file.
  static let fileName = "run.json"

  struct DataRecord: Sendable, Decodable {
    let source: String
    let kind: String
    let title: String?
    let citation: String?
    let coding: String?
    let caseColumn: String?
    let countColumn: String?
    let codes: [String]?
    let delimiter: String?
    let encoding: String?
    let decimal: String?
    let thousands: String?
    let missing: [String]?
    let rejectedCaseColumn: String?
    let notices: [TableNotice]?
    let sha256: [String: String]
    let copy: Copy?
  }

  /// The copy of the cases in the folder.
  struct Copy: Sendable, Decodable {
    let sha256: String
    let merged: Bool
    let columns: [SavedCases.ColumnKind]
    let columnNames: [String]
  }

  /// A warning that `fit` gave.
  struct WarningRecord: Sendable, Decodable {
    let code: String
    let message: String
    let subjects: [String]?
  }

  struct PriorRecord: Sendable, Decodable {
    let coefficient: String
    let prior: String
    let from: String
  }

  struct Settings: Sendable, Decodable {
    let sampler: String
    let metric: String
    let adaptation: String
    let portable: Bool
    let dropMissing: Bool
    let pointwise: Bool
    let exact: Bool?
    let chains: Int
    let warmup: Int
    let draws: Int
    let seed: Seed
    let threads: Int?
    let adaptDelta: Double
    let maxTreedepth: Int
  }

  /// A seed; one beyond the whole numbers of JSON readers is written as text.
  struct Seed: Sendable, Decodable {
    let value: UInt64

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(UInt64.self) {
        value = number
      } else if let number = UInt64(try container.decode(String.self)) {
        value = number
      } else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "a seed is a whole number"
        )
      }
    }
  }

  let version: String
  let partial: Bool
  let data: DataRecord
  let formula: String
  let link: String
  let dotStandsFor: [String]?
  let coefficients: [String]
  let referenceLevels: [String: String]
  let priorSet: String
  let priors: [PriorRecord]
  let settings: Settings
  let warnings: [WarningRecord]?

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
