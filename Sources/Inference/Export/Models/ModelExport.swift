/// A tool that a model can be written for.
///
/// A new tool is one file with a type that conforms, and one line in ``ModelExports/all``.
public protocol ModelExport: Sendable {
  /// What the command line calls it: `stan`.
  var tool: String { get }
  /// What has to be installed, in words.
  var needs: String { get }
  /// The script that draws and writes `draws.csv` beside itself.
  var script: String { get }
  /// The program that runs the script.
  var interpreter: String { get }

  /// A prior of a coefficient in the tool's own words; nil where it has none.
  func prior(_ prior: CoefficientPrior) -> String?

  /// The files: the script and what it reads.
  ///
  /// O(coefficients); the data are written when the files are.
  ///
  /// - Precondition: the tool has words for every prior (``firstUnknown(in:)``).
  func files(of model: ExportedModel) -> [ModelFile]
}

extension ModelExport {
  /// The first prior for which the tool has no words; nil where there is none.
  public func firstUnknown(in model: ExportedModel) -> PriorUse? {
    model.priors.first { prior($0.prior) == nil }
  }
}

extension CoefficientPrior {
  /// The words of another tool with the arguments of this prior, and what else they name.
  func filled(_ words: String, also others: [(name: String, text: String)] = []) -> String {
    let family = family
    let names = type(of: family).signature.parameters.map(\.name)
    let texts = family.arguments.map(ScriptText.number)
    return (Array(zip(names, texts)) + others).reduce(words) { text, pair in
      text.split(separator: "{\(pair.0)}", omittingEmptySubsequences: false)
        .joined(separator: pair.1)
    }
  }

  /// How other tools write the family.
  var words: PriorWords { type(of: family).words }
}

/// One file of an exported model.
public struct ModelFile: Sendable {
  /// The name in the folder.
  public let name: String
  /// What writes it.
  public let contents: any ExportedFile & Sendable

  init(_ name: String, _ contents: any ExportedFile & Sendable) {
    self.name = name
    self.contents = contents
  }
}

/// The tools that models can be written for.
public enum ModelExports {
  /// All of them, in the order in which they are listed.
  public static let all: [any ModelExport] = [
    StanModel(), BrmsModel(), BambiModel(), NumPyroModel(),
  ]

  /// The tool of a name; nil where there is none.
  public static func named(_ name: String) -> (any ModelExport)? {
    all.first { $0.tool == name }
  }
}

/// Parts of scripts.
enum ScriptText {
  /// What every script says of itself; `comment` begins a line.
  ///
  /// `OutputFolder` knows by these words that it may replace the folder.
  static let origin = "written by csto-bayes export"

  /// The shortest number that reads back, and a real one in every language.
  ///
  /// Whole numbers up to a million stand without `.0`; beyond, Stan would read them as integers and
  /// find them too large.
  static func number(_ value: Double) -> String {
    let text = "\(value + 0)"  // + 0 turns -0 into 0
    return text.hasSuffix(".0") && abs(value) < 1e6 ? String(text.dropLast(2)) : text
  }

  /// Numbers between commas.
  static func list(_ values: [Double]) -> String {
    values.map(number).joined(separator: ", ")
  }

  /// A text on one line, as comments need it.
  static func comment(_ text: String) -> String {
    String(
      text.map { character in
        character.unicodeScalars.contains { $0.properties.generalCategory == .control }
          ? " " : character
      }
    )
  }

  /// A column's name in the script: names of coefficients need not be identifiers.
  static func safeName(_ index: Int) -> String { "x\(index + 1)" }
}
