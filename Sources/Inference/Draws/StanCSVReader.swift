/// Reads the draws of one chain from a file in Stan's layout: of CmdStan, its interfaces or ours.
///
/// Warmup draws that `save_warmup` put into the file are left out. Elements of arrays are named as
/// Stan's interfaces show them (`beta.1` is `beta[1]`), and names that ``StanCSV`` had to change come
/// back as they were.
struct StanCSVReader {
  /// What the comments say.
  struct Settings: Sendable, Equatable {
    var values: [String: String] = [:]
    var changes: [StanColumnNames.Change] = []
    var stepSize: Double?
    var isDense = false
    var inverseMetric: [Double] = []
    var isAdaptationTerminated = false
    private var isInMetric = false

    /// Takes in one comment, without its `#`.
    mutating func read(_ comment: String) {
      let text = StanCSVReader.trimmed(comment[...])
      if isInMetric {
        let elements = text.split(separator: ",").map { Double(StanCSVReader.trimmed($0)) }
        let row = elements.compactMap { $0 }
        if !row.isEmpty, row.count == elements.count {
          inverseMetric += row
          return
        }
        isInMetric = false
      }
      if let change = StanColumnNames.change(inComment: comment) {
        changes.append(change)
      } else if text.hasPrefix("Adaptation terminated") {
        isAdaptationTerminated = true
      } else if text.hasPrefix("Step size") {
        stepSize = text.lastIndex(of: "=").flatMap {
          Double(StanCSVReader.trimmed(text[text.index(after: $0)...]))
        }
      } else if text.hasPrefix("Diagonal elements of inverse mass matrix")
        || text.hasPrefix("Elements of inverse mass matrix")
      {
        isDense = text.hasPrefix("E")
        isInMetric = true
      } else if let equals = text.firstIndex(of: "=") {
        var value = StanCSVReader.trimmed(text[text.index(after: equals)...])
        if value.hasSuffix("(Default)") { value = StanCSVReader.trimmed(value.dropLast(9)) }
        values[String(StanCSVReader.trimmed(text[..<equals]))] = String(value)
      }
    }

    /// How many rows of warmup the file holds by its own account.
    var savedWarmupCount: Int {
      guard values["save_warmup"] == "1" || values["save_warmup"] == "true",
        let warmup = values["num_warmup"].flatMap({ Int($0) })
      else { return 0 }
      let thin = max(1, values["thin"].flatMap { Int($0) } ?? 1)
      return (warmup + thin - 1) / thin
    }

    /// What warmup settled on, where the file says it.
    var adaptation: ChainDraws.Adaptation? {
      guard let stepSize else { return nil }
      return ChainDraws.Adaptation(
        stepSize: stepSize,
        inverseMetric: inverseMetric,
        isDense: isDense,
        warmupCount: values["num_warmup"].flatMap { Int($0) } ?? 0,
        warmupLeapfrogCount: 0
      )
    }
  }

  /// Reads all rows after warmup.
  ///
  /// - Throws: `notSampling`, `notNumber`, `noDraws`, `noParameters`, or what is wrong with the file.
  static func read(
    _ reader: inout CSVReader,
    settings initial: Settings
  ) throws(DrawsError) -> DrawsReader.Part {
    var settings = initial
    if let method = settings.values["method"], method != "sample" {
      var error = DrawsError(.notSampling, file: reader.source)
      error.value = method
      error.accepted = ["sample"]
      throw error
    }
    let columns = DrawsColumns(stan: reader.columnNames, changes: settings.changes)
    var chain = ChainAccumulator(chain: settings.values["id"].flatMap { Int($0) } ?? 0)
    var warmupCount: Int?
    while try reader.nextRow() {
      for comment in reader.takeComments() { settings.read(comment.text) }
      if warmupCount == nil, settings.isAdaptationTerminated { warmupCount = chain.count }
      try chain.append(reader, columns: columns)
    }
    for comment in reader.takeComments() { settings.read(comment.text) }
    // Without the block that ends adaptation (it ran fixed, say) only the settings can tell. A block
    // after the last row means that nothing but warmup was drawn.
    if warmupCount == nil {
      warmupCount = settings.isAdaptationTerminated ? chain.count : settings.savedWarmupCount
    }
    chain.removeFirst(min(chain.count, warmupCount ?? 0))
    return DrawsReader.Part(
      source: reader.source,
      columns: columns,
      chains: [chain],
      adaptation: settings.adaptation,
      maximumTreeDepth: settings.values["max_depth"].flatMap { Int($0) }
    )
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}

extension CSVReader {
  /// Moves to the next record; the error is one of this floor.
  mutating func nextRow() throws(DrawsError) -> Bool {
    do throws(DataError) { return try next() } catch { throw DrawsError(error) }
  }
}
