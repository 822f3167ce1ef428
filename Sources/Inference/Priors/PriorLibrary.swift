/// Finds prior sets: the built-in ones by name, others by the path of a file.
public struct PriorLibrary: Sendable {
  /// The set that is used where none is asked for.
  public static let defaultName = "weakly-informative"

  private let files: [String: String]
  /// The sets that are files of a study.
  private var own: [String: Study.OwnPrior] = [:]
  /// Whether other names are paths of files.
  private var readsFiles = true

  /// Makes a library from the built-in files.
  ///
  /// - Parameter files: The text of each file by its name, such as `sceptical.yaml`; folders before
  ///   the name do not count.
  public init(files: [String: String]) {
    self.files = Dictionary(
      files.map { (Self.stem(of: $0), $1) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The names of the built-in sets, sorted.
  public var names: [String] { files.keys.sorted() }

  /// The set of a name or in a file.
  ///
  /// A built-in name goes before a file of the same name; a path is told by a slash or by the
  /// ending .yaml or .yml, and anything else that is the path of a file is accepted too.
  ///
  /// - Throws: ``PriorError`` where there is no such set or file, or the file is not a prior set.
  public func specification(_ nameOrPath: String) throws(PriorError) -> PriorSpecification {
    if nameOrPath == JeffreysFamily.setName { return .jeffreys }
    if let text = files[nameOrPath] {
      return try PriorFile.decode(
        Array(text.utf8),
        name: nameOrPath,
        file: "priors/\(nameOrPath).yaml"
      )
    }
    if let file = own[nameOrPath] {
      return try PriorFile.decode(file.bytes, name: Self.stem(of: file.path), file: file.place)
    }
    return try PriorFile.decode(
      try read(nameOrPath),
      name: Self.stem(of: nameOrPath),
      file: nameOrPath
    )
  }

  /// The bytes of a prior set.
  ///
  /// - Throws: ``PriorError`` where there is no such set or file.
  public func text(of nameOrPath: String) throws(PriorError) -> [UInt8] {
    if let text = files[nameOrPath] { return Array(text.utf8) }
    if let file = own[nameOrPath] { return file.bytes }
    return try read(nameOrPath)
  }

  /// What to type for a set where the files of the study are not at hand: its name, or its path.
  package func place(of name: String) -> String { own[name]?.place ?? name }

  private func read(_ path: String) throws(PriorError) -> [UInt8] {
    guard readsFiles else {
      throw PriorError.unknown(.unknownSet, path, accepted: names)
    }
    do throws(DataError) {
      return try ByteSource.contents(of: path, .document)
    } catch {
      let isPath = path.contains("/") || Self.isYAML(path)
      if !isPath, [.noSuchFile, .isDirectory].contains(error.kind) {
        throw PriorError.unknown(.unknownSet, path, accepted: names)
      }
      throw PriorError(error)
    }
  }

  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard isYAML(name), let dot = name.lastIndex(of: ".") else { return name }
    return String(name[..<dot])
  }

  private static func isYAML(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml")
  }
}

extension PriorLibrary {
  /// The prior sets that travel inside the program.
  public static var builtIn: PriorLibrary {
    PriorLibrary(files: BuiltInFiles.contents.filter { $0.key.hasPrefix("priors/") })
  }

  /// The prior sets that a study may name: the built-in ones and the files of its folder.
  public init(of study: Study) {
    self = .builtIn
    own = study.ownPriors
    readsFiles = false
  }

  /// The file of a built-in prior set; nil where there is none of that name.
  public static func builtInText(_ name: String) -> String? {
    BuiltInFiles.contents["priors/\(name).yaml"]
  }
}
