/// Statements about scenarios, looked up in a design: what each says of the linear predictor.
public struct Elicitation: Sendable {
  /// A statement and the combination of coefficients that it is about.
  public struct Item: Sendable, Equatable {
    /// The statement.
    public let statement: ElicitedStatement
    /// The scenario with a value for every condition, or two of them.
    public let label: String
    /// The row of the design, or the difference of two.
    public let row: [Double]
    /// The offset, or the difference of two; log-odds.
    public let offset: Double
  }

  /// What one expert said.
  public struct Opinion: Sendable, Equatable {
    /// The name.
    public let expert: String
    /// The share in the pool; the shares of all experts add up to 1.
    public let weight: Double
    /// The statements, in the order of the file.
    public let items: [Item]
  }

  /// The file.
  public let file: ElicitationFile
  /// The opinions, in the order of the file.
  public let opinions: [Opinion]
  /// The names of the coefficients, in the order of the design.
  public let columns: [String]
  /// What coefficients have that no statement is about: the weakly informative priors of the design.
  public let base: PriorSet
  /// The conditions of the design.
  public let conditions: FittedConditions

  /// Looks the scenarios of a file up in a design.
  ///
  /// A condition that a scenario does not name is absent, at its reference level, or at the mean of the
  /// cases; `none` names none.
  ///
  /// - Throws: ``PriorError`` with file and line: a scenario that cannot be read, an unknown condition
  ///   or level, a second statement of one expert about the same, a scenario compared with itself.
  public init(_ file: ElicitationFile, design: DesignMatrix) throws(PriorError) {
    self.file = file
    conditions = FittedConditions(design)
    columns = design.columns.map(\.name)
    base = try PriorSet(
      specification: PriorLibrary.builtIn.specification(PriorLibrary.defaultName),
      columns: design.columns.map(PriorColumn.init)
    )
    let total = file.experts.reduce(0) { $0 + $1.weight }
    var opinions: [Opinion] = []
    for expert in file.experts {
      var items: [Item] = []
      for statement in expert.statements {
        let item = try Self.item(statement, conditions)
        if let earlier = items.first(where: { $0.row == item.row && $0.offset == item.offset }) {
          throw PriorError(
            .duplicateStatement(firstLine: earlier.statement.line ?? 0),
            name: item.label
          ).located(file: statement.file, line: statement.line)
        }
        items.append(item)
      }
      opinions.append(Opinion(expert: expert.name, weight: expert.weight / total, items: items))
    }
    self.opinions = opinions
  }

  private static func item(
    _ statement: ElicitedStatement,
    _ conditions: FittedConditions
  ) throws(PriorError) -> Item {
    do throws(FormulaError) {
      switch statement.subject {
      case .probability(let text):
        let scenario = try resolve(text, conditions)
        let encoded = try conditions.encode([scenario])
        return Item(
          statement: statement,
          label: conditions.name(of: scenario),
          row: encoded.matrix.row(0),
          offset: encoded.offset[0]
        )
      case .oddsRatio(let text, let other):
        let pair = [try resolve(text, conditions), try resolve(other, conditions)]
        let encoded = try conditions.encode(pair)
        let row = zip(encoded.matrix.row(0), encoded.matrix.row(1)).map { $0 - $1 }
        guard row.contains(where: { $0 != 0 }) else {
          throw FormulaError(.repeatedCondition, other, range: nil)
        }
        return Item(
          statement: statement,
          label: conditions.name(of: pair[0]) + " against " + conditions.name(of: pair[1]),
          row: row,
          offset: encoded.offset[0] - encoded.offset[1]
        )
      }
    } catch {
      if error.kind == .repeatedCondition, error.range == nil {
        throw PriorError(.comparedWithItself, name: error.formula)
          .located(file: statement.file, line: statement.line)
      }
      var refused = PriorError(.scenario).located(file: statement.file, line: statement.line)
      refused.cause = error
      throw refused
    }
  }

  private static func resolve(
    _ text: String,
    _ conditions: FittedConditions
  ) throws(FormulaError) -> ResolvedScenario {
    try conditions.resolve(text == ElicitationFile.baseline ? nil : Scenario(text))
  }
}

extension FittedConditions {
  /// The words for a scenario as configurations are called: conditions that are present by their name,
  /// others that are not held with their value; `none` where there is nothing to say.
  ///
  /// They read back as the same scenario.
  func name(of scenario: ResolvedScenario) -> String {
    let parts = conditions.indices.filter { !scenario.isHeld[$0] }.map { index in
      let name = Scenario.quoted(conditions[index].name)
      if scenario.values[index] == .code(true) { return name }
      return name + "=" + Scenario.quoted(scenario.values[index].text)
    }
    return parts.isEmpty ? ElicitationFile.baseline : parts.joined(separator: ", ")
  }
}
