/// What somebody believes of one scenario, or of one compared with another: quantiles of a probability,
/// or of an odds ratio.
public struct ElicitedStatement: Sendable, Equatable {
  /// What the statement is about.
  public enum Subject: Sendable, Hashable {
    /// The probability of the outcome in a scenario.
    case probability(scenario: String)
    /// The odds of the outcome in a scenario, divided by those in another.
    case oddsRatio(scenario: String, reference: String)
  }

  /// A probability of being at or below a value.
  public struct Quantile: Sendable, Equatable {
    /// The probability.
    public let probability: Double
    /// The value: a probability or an odds ratio, by the subject.
    public let value: Double
    /// The value on the log-odds scale.
    public let logOdds: Double
  }

  /// What it is about, in the words of the file.
  public let subject: Subject
  /// The belief, in words: `between 0.05 and 0.3, 90 % sure`.
  public let words: String
  /// The quantiles stated, in increasing order; at least one.
  public let quantiles: [Quantile]
  /// How much each quantile counts in the fit, against 1.
  public let weight: Double
  /// Why, where it was said.
  public let reason: String?
  /// The file and the line where it begins.
  public let file: String
  /// The line, from 1.
  public let line: Int?

  /// The standard deviation that a normal distribution of the log-odds would have by the outermost
  /// quantiles; nil for a single quantile.
  ///
  /// Log-odds.
  public var spread: Double? {
    guard let first = quantiles.first, let last = quantiles.last, quantiles.count > 1 else {
      return nil
    }
    return (last.logOdds - first.logOdds)
      / (StandardNormal.quantile(last.probability) - StandardNormal.quantile(first.probability))
  }

  /// Where the statement puts the median: stated, or interpolated on the log-odds as for a normal
  /// distribution; of a single quantile, the quantile.
  ///
  /// Log-odds.
  public var centre: Double {
    if let median = quantiles.first(where: { $0.probability == 0.5 }) { return median.logOdds }
    guard let first = quantiles.first, let spread else { return quantiles.first?.logOdds ?? 0 }
    return first.logOdds - spread * StandardNormal.quantile(first.probability)
  }
}

extension ElicitedStatement.Subject {
  /// The scale on which values are stated, as log-odds.
  func logOdds(_ value: Double) -> Double {
    switch self {
    case .probability: Portable.log(value) - Portable.log(onePlus: -value)
    case .oddsRatio: Portable.log(value)
    }
  }

  /// The value that log-odds stand for: a probability or an odds ratio.
  public func value(atLogOdds logOdds: Double) -> Double {
    switch self {
    case .probability:
      logOdds < 0
        ? Portable.exp(logOdds) / (1 + Portable.exp(logOdds)) : 1 / (1 + Portable.exp(-logOdds))
    case .oddsRatio: Portable.exp(logOdds)
    }
  }
}

/// Somebody whose beliefs are to become a prior.
public struct Expert: Sendable, Equatable {
  /// The name.
  public let name: String
  /// The share in the pool, against the weights of the others.
  public let weight: Double
  /// What was stated.
  public let statements: [ElicitedStatement]
}

/// A file of statements, before scenarios are looked up in a design.
public struct ElicitationFile: Sendable, Equatable {
  /// The path.
  public let file: String
  /// A short title.
  public let title: String
  /// What the statements are.
  public let summary: String
  /// Where they come from.
  public let source: String
  /// Who stated what; at least one, each with at least one statement.
  public let experts: [Expert]

  /// The scenario in which every condition is at its reference.
  public static let baseline = "none"

  /// Reads a file of statements.
  ///
  /// - Parameter path: The path of a YAML file, or of a built-in one.
  /// - Throws: ``PriorError`` with file and line where the file is not as it should be: unknown keys,
  ///   probabilities outside 0 to 1, bounds that are reversed, no statement.
  public init(path: String) throws(PriorError) {
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try ByteSource.contents(of: path, .document)
    } catch {
      guard error.kind == .noSuchFile, let builtIn = BuiltInFiles.contents[path] else {
        throw PriorError(error)
      }
      bytes = Array(builtIn.utf8)
    }
    try self.init(bytes: bytes, file: path)
  }

  /// The text of a file that travels inside the program; nil where there is none at the path.
  public static func builtInText(_ path: String) -> String? { BuiltInFiles.contents[path] }

  /// Reads the bytes of a file of statements.
  ///
  /// - Throws: ``PriorError``, as for a path.
  public init(bytes: [UInt8], file: String) throws(PriorError) {
    do {
      self = try ElicitationReader(file: file).file(bytes)
    } catch let error as PriorError {
      throw error
    } catch let error as DataError where error.kind == .emptyFile {
      throw PriorError(.missingKey, name: "statements").located(file: file, line: nil)
    } catch let error as DataError {
      throw PriorError(error)
    } catch {
      preconditionFailure("only these two errors are thrown")
    }
  }

  init(file: String, title: String, summary: String, source: String, experts: [Expert]) {
    self.file = file
    self.title = title
    self.summary = summary
    self.source = source
    self.experts = experts
  }
}
