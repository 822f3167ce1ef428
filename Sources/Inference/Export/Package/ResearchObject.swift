/// `ro-crate-metadata.json`: the package as an RO-Crate 1.2, with each command as a `CreateAction`.
struct ResearchObject: ExportedFile, Sendable {
  let contents: PackageContents
  /// The files of the package with their sizes in bytes, sorted; the crate itself is not among them.
  let files: [(path: String, size: Int)]

  static let specification = "https://w3id.org/ro/crate/1.2"
  private static let program = "#csto-bayes"
  private static let shell = "#posix-shell"
  private static let completed = "http://schema.org/CompletedActionStatus"

  /// Writes the JSON-LD.
  func write(to text: inout TextBuffer) throws(ExportError) {
    let json: JSON = [
      "@context": .string(Self.specification + "/context"), "@graph": .array(graph),
    ]
    try json.write(to: &text)
  }

  /// The entities.
  var graph: [JSON] {
    [descriptor, root] + folders + files.map(fileEntity) + commands + software + authors
      + licenses
  }

  private var declaration: PackageDeclaration { contents.declaration }

  private var descriptor: JSON {
    [
      "@id": .string(PackagePart.crate),
      "@type": "CreativeWork",
      "name": "RO-Crate metadata descriptor",
      "conformsTo": Self.reference(Self.specification),
      "about": Self.reference("./"),
    ]
  }

  private var root: JSON {
    var members: [JSON.Member] = [
      .init("@id", "./"),
      .init("@type", "Dataset"),
      .init("name", .string(contents.title)),
      .init(
        "description",
        .string(
          "Data, codings, priors and all computations of the study '\(contents.study.title)', with "
            + "what they write. The data follow: \(contents.study.citation)"
        )
      ),
    ]
    if let date = declaration.date { members.append(.init("datePublished", .string(date))) }
    members += [
      .init("license", Self.reference(dataLicenseIdentifier)),
      .init("mentions", references(contents.record.commands.indices.map(Self.commandIdentifier))),
    ]
    if !authorIdentifiers.isEmpty {
      members.append(.init("author", references(authorIdentifiers)))
    }
    let top = files.map(\.path).filter { !$0.contains("/") }
    members.append(.init("hasPart", references(usedFolders.map { $0 + "/" } + top)))
    return .object(members)
  }

  // MARK: Files

  private static let folderTexts = [
    (PackagePart.study, "The study", "Cases, codebook, codings and provenance"),
    (PackagePart.priors, "The priors", "Prior sets, with the reason for each prior"),
    (PackagePart.results, "The results", "What the commands wrote"),
  ]

  private var usedFolders: [String] {
    Self.folderTexts.map(\.0)
      .filter { folder in
        files.contains { $0.path.hasPrefix(folder + "/") }
      }
  }

  private var folders: [JSON] {
    Self.folderTexts.filter { usedFolders.contains($0.0) }
      .map { folder, name, description in
        [
          "@id": .string(folder + "/"),
          "@type": "Dataset",
          "name": .string(name),
          "description": .string(description),
          "hasPart": references(files.map(\.path).filter { $0.hasPrefix(folder + "/") }),
        ]
      }
  }

  private func fileEntity(_ file: (path: String, size: Int)) -> JSON {
    var members: [JSON.Member] = [
      .init("@id", .string(Self.identifier(file.path))),
      .init("@type", file.path == PackagePart.script ? ["File", "SoftwareSourceCode"] : "File"),
      .init("name", .string(file.path)),
      .init(
        "description",
        .string(PackageContents.description(of: file.path, study: contents.study))
      ),
      .init("encodingFormat", .string(Self.format(file.path))),
    ]
    members.append(.init("contentSize", .string("\(file.size)")))
    if file.path == PackagePart.script {
      members.append(.init("programmingLanguage", Self.reference(Self.shell)))
    }
    return .object(members)
  }

  private static func format(_ path: String) -> String {
    switch path.split(separator: ".").last {
    case "csv": "text/csv"
    case "json": "application/json"
    case "yaml", "yml": "application/yaml"
    case "md": "text/markdown"
    case "svg": "image/svg+xml"
    case "sh": "application/x-sh"
    case "ipynb": "application/x-ipynb+json"
    default: "text/plain"
    }
  }

  // MARK: Commands

  private static func commandIdentifier(_ index: Int) -> String { "#command-\(index + 1)" }

  private var commands: [JSON] {
    contents.record.commands.enumerated()
      .map { index, command in
        // What an earlier command wrote may be read by a later one.
        let earlier = Set(contents.record.commands.prefix(index).flatMap(\.outputs))
        let read =
          contents.record.inputs.filter { file in command.reads(file) }
          + earlier.filter { command.reads($0) }.sorted()
        return [
          "@id": .string(Self.commandIdentifier(index)),
          "@type": "CreateAction",
          "name": .string("csto-bayes \(command.arguments.first ?? "")"),
          "description": .string(command.text),
          "actionStatus": Self.reference(Self.completed),
          "instrument": Self.reference(Self.program),
          "object": references(read.map(Self.identifier)),
          "result": references(([command.standardOutput] + command.outputs).map(Self.identifier)),
        ]
      }
  }

  private var software: [JSON] {
    [
      [
        "@id": .string(Self.program),
        "@type": "SoftwareApplication",
        "name": .string(PackageRecord.program),
        "version": .string(contents.record.version),
        "description": "Bayesian statistics on coded cases",
        "operatingSystem": .string(contents.record.platform),
        // Where it can be obtained is for the authors to say, in the README.
        "url": Self.reference(PackagePart.readme),
      ],
      [
        "@id": .string(Self.shell),
        "@type": "ComputerLanguage",
        "name": "POSIX shell",
        "version": "POSIX.1-2017",
        "description": "The language of run.sh",
        "url": Self.reference("https://pubs.opengroup.org/onlinepubs/9699919799/"),
      ],
      [
        "@id": .string(Self.completed),
        "@type": "ActionStatusType",
        "name": "Completed",
        "description": "The command ran to its end",
      ],
    ]
  }

  // MARK: Authors and licences

  private var authorIdentifiers: [String] {
    declaration.authors.enumerated()
      .map { index, author in
        author.orcid.map { "https://orcid.org/\($0)" } ?? "#author-\(index + 1)"
      }
  }

  private var authors: [JSON] {
    zip(authorIdentifiers, declaration.authors)
      .map { identifier, author in
        var members: [JSON.Member] = [
          .init("@id", .string(identifier)),
          .init("@type", author.person == nil ? "Organization" : "Person"),
          .init("name", .string(author.name)),
        ]
        if let affiliation = author.affiliation {
          members.append(.init("affiliation", .string(affiliation)))
        }
        return .object(members)
      }
  }

  private var dataLicenseIdentifier: String {
    declaration.dataLicense.map(License.address) ?? PackagePart.dataLicense
  }

  private var licenses: [JSON] {
    guard let identifier = declaration.dataLicense else { return [] }
    return [
      [
        "@id": .string(License.address(identifier)),
        "@type": "CreativeWork",
        "name": .string(License.name(identifier)),
        "description": .string("The licence of the data; see \(PackagePart.dataLicense)"),
      ]
    ]
  }

  // MARK: References

  /// A path as a relative URI.
  static func identifier(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return text
  }

  private static func reference(_ identifier: String) -> JSON { ["@id": .string(identifier)] }

  /// One reference, or a list of several: a list of one is not compact JSON-LD.
  private func references(_ identifiers: [String]) -> JSON {
    if identifiers.count == 1 { return Self.reference(identifiers[0]) }
    return .array(identifiers.map(Self.reference))
  }
}

extension PackagedCommand {
  /// Whether a file is one that an argument names, or lies in a folder that one names.
  func reads(_ file: String) -> Bool {
    arguments.dropFirst().contains { argument in
      file == argument || file.hasPrefix(argument + "/")
    }
  }
}
