/// Files that belong together: they appear together in a folder, or none of them does.
public struct FileGroup: Sendable {
  /// One file.
  struct Member: Sendable {
    let name: String
    var file: any ExportedFile & Sendable
  }

  private(set) var members: [Member] = []

  /// Makes an empty group.
  public init() {}

  /// Adds a file.
  ///
  /// - Precondition: the group has no file of this name, and the name no slash.
  public mutating func add(_ file: some ExportedFile & Sendable, as name: String) {
    precondition(!name.contains("/") && !members.contains { $0.name == name }, "names once, here")
    members.append(Member(name: name, file: file))
  }

  /// The names of the files.
  var names: [String] { members.map(\.name) }

  /// The same files, each saying that the run was edited: tables in the column `caveat`, JSON under
  /// `warnings`; others are as they were.
  func caveated(_ caveat: String, code: String, subjects: [String]) -> FileGroup {
    var group = self
    for index in members.indices {
      if let table = members[index].file as? DelimitedWriter {
        group.members[index].file = table.adding(caveat: caveat)
      } else if let json = members[index].file as? JSON {
        let warning: JSON = [
          "code": .string(code), "message": .string(caveat),
          "subjects": .array(subjects.map(JSON.string)),
        ]
        group.members[index].file = json.adding(warning: warning)
      }
    }
    return group
  }
}

extension DelimitedWriter {
  /// The table with a caveat in every row, after those that are there.
  func adding(caveat: String) -> DelimitedWriter {
    let name = Self.caveatColumn
    let place = columns.firstIndex(of: name)
    var table = DelimitedWriter(columns: place == nil ? columns + [name] : columns)
    for (number, fields) in rows.enumerated() {
      var row = fields
      if let place {
        if case .text(let before) = row[place], !before.isEmpty {
          row[place] = .text("\(before); \(caveat)")
        } else {
          row[place] = .text(caveat)
        }
      } else {
        row.append(.text([reasons[number], caveat].compactMap(\.self).joined(separator: "; ")))
      }
      table.append(row)
    }
    return table
  }
}

extension JSON {
  /// The object with one more warning; what is no object is as it was.
  func adding(warning: JSON) -> JSON {
    guard case .object(var members) = self else { return self }
    if let index = members.firstIndex(where: { $0.key == "warnings" }),
      case .array(let warnings) = members[index].value
    {
      members[index].value = .array(warnings + [warning])
    } else {
      members.append(.init("warnings", .array([warning])))
    }
    return .object(members)
  }
}
