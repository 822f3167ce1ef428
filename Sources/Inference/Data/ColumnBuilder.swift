/// Grows one column cell by cell and decides at the end what it holds.
///
/// It keeps one representation of the cells: codes while all are codes, numbers while all are
/// numbers, words while all are words. Only where a column mixes them are the texts of earlier cells
/// gone, and the caller reads the file again for the columns that say so.
struct ColumnBuilder {
  private var kind = Kind.empty
  private var codes: [Bool?] = []
  private var numbers = NumericValues()
  private var words: [String?] = []
  /// What the cells of a mixture say, kept beside their texts; of words from the first other cell on.
  private var cells: [Cell] = []
  private var count = 0
  private var census = Census()

  /// Whether the second reading keeps every cell as text.
  private let keepsText: Bool

  private enum Kind { case empty, codes, numbers, words, mixture }

  /// Starts a column, `keepingText` where a first reading found that it is a mixture.
  init() { keepsText = false }

  private init(keepingText census: Census) {
    keepsText = true
    self.census = census
  }

  /// A builder for the second reading, where one is needed.
  var secondReading: ColumnBuilder? {
    kind == .mixture && !keepsText ? ColumnBuilder(keepingText: census) : nil
  }

  /// Adds the cell of the next row; `text` is asked only where the text is kept.
  ///
  /// `cases` is how many equal cases the row stands for.
  mutating func append(_ cell: Cell, cases: Int = 1, text: () -> String) {
    defer { count += 1 }
    if keepsText {
      words.append(cell == .missing ? nil : text())
      cells.append(cell)
      return
    }
    census.count(cell, cases: cases, row: count, text: text)
    switch cell {
    case .missing: appendMissing()
    case .code(let code):
      become(.codes)
      if kind == .codes { codes.append(code) } else { appendWord(text) }
    case .digit(let digit):
      if kind != .numbers { become(.codes) }
      switch kind {
      case .codes: codes.append(digit)
      case .numbers: numbers.append(digit ? 1 : 0)
      default: appendWord(text)
      }
    case .number(let number):
      become(.numbers)
      if kind == .numbers { numbers.append(number) } else { appendWord(text) }
    case .word:
      become(.words)
      appendWord(text)
    }
    if kind == .words { noteCell(cell) }
  }

  /// Keeps what the cells of a column of words say, once one of them is no word.
  private mutating func noteCell(_ cell: Cell) {
    if cells.isEmpty {
      if cell == .word || cell == .missing { return }
      cells = words.dropLast().map { $0 == nil ? .missing : .word }
    }
    cells.append(cell)
  }

  /// The column.
  ///
  /// - Precondition: this is the second reading where one was needed.
  func column(name: String) -> Column {
    precondition(keepsText || kind != .mixture, "a mixture has to be read again")
    let irregularity = census.irregularity
    let values: Column.Values =
      switch kind {
      case _ where keepsText, .words, .mixture: .text(words)
      case .numbers: .numeric(numbers)
      case .codes: .coded(codes)
      case .empty: .coded([Bool?](repeating: nil, count: count))
      }
    return Column(
      name: name,
      values: values,
      irregularity: irregularity,
      cells: keepsText || !cells.isEmpty ? cells : nil
    )
  }

  private mutating func appendMissing() {
    switch kind {
    case .codes: codes.append(nil)
    case .numbers: numbers.append(nil)
    case .words: words.append(nil)
    case .empty, .mixture: break
    }
  }

  private mutating func appendWord(_ text: () -> String) {
    if kind == .words { words.append(text()) }
  }

  /// Settles the kind, or finds that the new cell does not go with the earlier ones.
  private mutating func become(_ wanted: Kind) {
    switch (kind, wanted) {
    case (.empty, .codes): codes = [Bool?](repeating: nil, count: count)
    case (.empty, .numbers): numbers = NumericValues(repeatElement(nil, count: count))
    case (.empty, .words): words = [String?](repeating: nil, count: count)
    case (.codes, .numbers) where census.codeWords == 0:
      numbers = NumericValues(codes.lazy.map { $0.map { $0 ? 1 : 0 } })
      codes = []
    case (.mixture, _), (.words, _): return
    case _ where kind == wanted: return
    default:
      kind = .mixture
      codes = []
      numbers = NumericValues()
      return
    }
    kind = wanted
  }
}

/// How many cells of a column read as what, and the first of each sort.
private struct Census {
  private struct First {
    var row: Int
    var text: String
  }

  private(set) var codeWords = 0
  private var digits = 0
  private var numbers = 0
  private var words = 0
  private var firstCodeWord: First?
  private var firstNumber: First?
  private var firstNonFinite: First?
  private var firstWord: First?
  private var firstDigit: First?

  mutating func count(_ cell: Cell, cases: Int, row: Int, text: () -> String) {
    switch cell {
    case .missing: break
    case .code:
      codeWords += cases
      if firstCodeWord == nil { firstCodeWord = First(row: row, text: text()) }
    case .digit:
      digits += cases
      if firstDigit == nil { firstDigit = First(row: row, text: text()) }
    case .number(let number):
      numbers += cases
      if firstNumber == nil { firstNumber = First(row: row, text: text()) }
      if !number.isFinite, firstNonFinite == nil {
        firstNonFinite = First(row: row, text: text())
      }
    case .word:
      words += cases
      if firstWord == nil { firstWord = First(row: row, text: text()) }
    }
  }

  /// The first cell that departs from what most cells are.
  ///
  /// Codes win ties, then numbers.
  var irregularity: Column.Irregularity? {
    // A digit is both a code and a number, so it votes for whichever of them the others are.
    let asCodes = codeWords > 0 || numbers == 0 ? codeWords + digits : 0
    let asNumbers = numbers > 0 ? numbers + digits : 0
    if asCodes >= asNumbers, asCodes >= words {
      return departure([firstNumber, firstWord], expected: .codes)
    }
    if asNumbers >= words {
      return departure([firstCodeWord, firstWord], expected: .numbers)
        ?? departure([firstNonFinite], expected: .finiteNumber)
    }
    return departure([firstCodeWord, firstDigit, firstNumber], expected: .words)
  }

  private func departure(
    _ candidates: [First?],
    expected: Column.Irregularity.Expected
  ) -> Column.Irregularity? {
    candidates.compactMap { $0 }.min { $0.row < $1.row }
      .map { Column.Irregularity(row: $0.row, value: $0.text, expected: expected) }
  }
}
