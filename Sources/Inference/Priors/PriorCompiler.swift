/// Decides which prior each column of a design gets.
struct PriorCompiler {
  private let columns: [PriorColumn]
  private var stated: [PriorUse?]
  private var named: [PriorUse?]
  private var statedForAll: PriorStatement?
  /// What a statement on all coefficients may be on.
  private let classNames: Set<String>

  init(columns: [PriorColumn], names: [String]) {
    self.columns = columns
    classNames = Set(["coefficients", "b"]).subtracting(names)
    stated = Array(repeating: nil, count: columns.count)
    named = stated
  }

  /// Takes up a statement of the command line.
  mutating func apply(_ statement: PriorStatement) throws(PriorError) {
    let isClass =
      !statement.isQuoted && classNames.contains(statement.target)
      && index(of: statement.target) == nil
    if isClass {
      guard statedForAll == nil else { throw duplicate(statement) }
      statedForAll = statement
      return
    }
    let place = index(of: statement.target) ?? (statement.isQuoted ? nil : intercept(statement))
    guard let place else {
      throw unknown(statement.target).located(in: statement.text, at: statement.targetRange)
    }
    guard stated[place] == nil else { throw duplicate(statement) }
    stated[place] = use(statement, for: place)
  }

  /// Takes up a prior that a set has for one column.
  mutating func apply(
    _ prior: PriorSpecification.Named,
    of specification: PriorSpecification
  ) throws(PriorError) {
    guard let place = index(of: prior.column), !columns[place].isIntercept else {
      if prior.entry.isOptional { return }
      throw unknown(prior.column).located(
        file: specification.file ?? specification.name,
        line: prior.entry.line
      )
    }
    guard named[place] == nil else {
      throw PriorError(.duplicatePrior, name: columns[place].name)
        .located(file: specification.file ?? specification.name, line: prior.entry.line)
    }
    named[place] = PriorUse(
      column: columns[place].name,
      prior: prior.entry.prior,
      rescaling: nil,
      origin: .set(name: specification.name)
    )
  }

  /// The prior of every column.
  func finish(with specification: PriorSpecification) throws(PriorError) -> [PriorUse] {
    var used: [PriorUse] = []
    for (place, column) in columns.enumerated() {
      if let use = stated[place] {
        used.append(use)
      } else if let statement = statedForAll, !column.isIntercept {
        used.append(use(statement, for: place))
      } else if let use = named[place] {
        used.append(use)
      } else {
        used.append(try general(for: column, of: specification))
      }
    }
    return used
  }

  /// What a set has for a column that it does not name.
  private func general(
    for column: PriorColumn,
    of specification: PriorSpecification
  ) throws(PriorError) -> PriorUse {
    var prior = (column.isIntercept ? specification.intercept : specification.coefficients).prior
    var rescaling: PriorUse.Rescaling?
    if !column.isIntercept, specification.scaling == .range {
      rescaling = PriorUse.Rescaling(of: prior, for: column.spread)
    }
    if let rescaling {
      guard let rescaled = prior.rescaled(dividingBy: rescaling.divisor) else {
        throw PriorError(.scaleOutOfRange, name: column.name, accepted: ["\(prior)"])
          .located(
            file: specification.file ?? specification.name,
            line: specification.coefficients.line
          )
      }
      prior = rescaled
    }
    return PriorUse(
      column: column.name,
      prior: prior,
      rescaling: rescaling,
      origin: .set(name: specification.name)
    )
  }

  private func use(_ statement: PriorStatement, for place: Int) -> PriorUse {
    PriorUse(
      column: columns[place].name,
      prior: statement.prior,
      rescaling: nil,
      origin: .commandLine(statement: statement.text)
    )
  }

  /// The column of a name; an exact match goes before another order of an interaction's factors.
  private func index(of target: String) -> Int? {
    columns.firstIndex { $0.name == target } ?? columns.firstIndex { $0.isCalled(target) }
  }

  /// The intercept's column, if the statement is on the intercept.
  private func intercept(_ statement: PriorStatement) -> Int? {
    guard ["Intercept", "(Intercept)"].contains(statement.target) else { return nil }
    return columns.firstIndex(where: \.isIntercept)
  }

  private func unknown(_ name: String) -> PriorError {
    .unknown(.unknownColumn, name, accepted: columns.map(\.name))
  }

  private func duplicate(_ statement: PriorStatement) -> PriorError {
    PriorError(.duplicatePrior, name: statement.target)
      .located(in: statement.text, at: statement.targetRange)
  }
}
