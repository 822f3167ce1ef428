/// `CITATION.cff` in the Citation File Format 1.2.0.
struct CitationFile: ExportedFile, Sendable {
  let contents: PackageContents

  /// Writes the file; every text is quoted as JSON is, which YAML reads.
  func write(to text: inout TextBuffer) throws(ExportError) {
    let declaration = contents.declaration
    func put(_ key: String, _ value: String) {
      text.write("\(key): \(Self.quoted(value))\n")
    }
    text.write("# Written by csto-bayes package.\n")
    text.write("cff-version: 1.2.0\n")
    put("message", "Please cite this replication package, and the source of its data, as below.")
    text.write("type: dataset\n")
    put("title", contents.title)
    text.write("authors:\n")
    if declaration.authors.isEmpty { put("  - name", contents.authorNames) }
    for author in declaration.authors {
      if let person = author.person {
        put("  - family-names", person.family)
        put("    given-names", person.given)
        if let affiliation = author.affiliation { put("    affiliation", affiliation) }
      } else {
        put("  - name", author.name)
      }
      if let orcid = author.orcid { put("    orcid", "https://orcid.org/\(orcid)") }
    }
    put("abstract", "The data follow: \(contents.study.citation)")
    if let date = declaration.date { put("date-released", date) }
    if let license = declaration.dataLicense { put("license", license) }
  }

  private static func quoted(_ text: String) -> String {
    String(JSON.string(text).text().dropLast())
  }
}
