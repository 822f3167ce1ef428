import Foundation
import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct UncertainCodesTests {
  private static func table(_ text: String) throws -> Table {
    try TableReader.read(bytes: Array(text.utf8), source: "cases.csv")
  }

  private static let sheet = """
    case,a,b,n
    P,yes,0.8,3
    Q,no,maybe,4
    R,yes,no,5
    S,,yes,6

    """

  private static func codes(_ cells: (String, String, Double)...) -> UncertainCodes {
    UncertainCodes(
      source: "codes.csv",
      cells: cells.map { .init(caseName: $0.0, variable: $0.1, probability: $0.2) }
    )
  }

  private static func problem(_ codes: UncertainCodes) throws -> DataError? {
    let table = try table(sheet)
    do throws(DataError) {
      _ = try UncertainTable(codes, in: table, using: ["a", "b", "n"])
      return nil
    } catch {
      return error
    }
  }

  private static func read(_ text: String) throws -> UncertainCodes {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try UncertainCodes.read(path: path)
  }

  @Test func cellsAreRead() throws {
    let codes = try Self.read("case;variable;probability\n007;a;0.8\nQ;b;1\n")
    #expect(codes.cells.map(\.caseName) == ["007", "Q"])
    #expect(codes.cells.map(\.variable) == ["a", "b"])
    #expect(codes.cells.map(\.probability) == [0.8, 1])
    #expect(codes.fingerprint?.count == 64)
    #expect(try Self.read("variable,case_id,probability_of_1\na,P,0\n").cells[0].caseName == "P")
  }

  @Test(arguments: [
    ("case,variable\nP,a\n", "there is no column 'probability'"),
    ("case,variable,probability\nP,a,1.2\n", "found '1.2'; accepted: a probability from 0 to 1"),
    ("case,variable,probability\nP,a,likely\n", "found 'likely'"),
    ("case,variable,probability\nP,a,\n", "found ''"),
    (
      "case,variable,probability\nP,a,0.2\nP,a,0.3\n",
      ":3: the cell 'a' of case 'P' is stated twice"
    ),
  ]) func filesAreRefused(_ text: String, _ sentence: String) throws {
    #expect {
      _ = try Self.read(text)
    } throws: { error in
      "\(error)".contains(sentence)
    }
  }

  /// What the sheet has in an uncertain cell counts for nothing, not even for what the column is.
  @Test func cellsAreFilled() throws {
    let found = try UncertainTable(
      Self.codes(("P", "b", 0.8), ("Q", "b", 0.25), ("S", "a", 0.5), ("R", "n", 0.5)),
      in: Self.table(Self.sheet),
      using: ["a", "b"]
    )
    #expect(found.filled["b"]?.values == .coded([true, false, false, true]))
    #expect(found.filled["a"]?.values == .coded([true, false, true, true]))
    #expect(found.unused.map(\.variable) == ["n"])
    #expect(found.cells.keys.sorted() == [0, 1, 3])
  }

  /// All ways to fill the cells of a case, with the products of their probabilities.
  @Test func completionsAreAllWays() throws {
    let found = try UncertainTable(
      Self.codes(("P", "a", 0.75), ("P", "b", 0.5), ("Q", "b", 1)),
      in: Self.table(Self.sheet),
      using: ["a", "b"]
    )
    let ways = found.completions(ofRows: [0, 1])
    #expect(ways.rows == [0, 0, 0, 0, 1])
    #expect(ways.weights == [0.125, 0.375, 0.125, 0.375, 1])
    #expect(ways.table["a"]?.values == .coded([false, true, false, true, false]))
    #expect(ways.table["b"]?.values == .coded([false, false, true, true, true]))
  }

  @Test func cellsAreRefused() throws {
    let unknown = try #require(try Self.problem(Self.codes(("T", "a", 0.5))))
    #expect("\(unknown)".contains("there is no case 'T'; accepted: P, Q, R or S"), "\(unknown)")
    let column = try #require(try Self.problem(Self.codes(("P", "c", 0.5))))
    #expect(column.kind == .unknownColumn)
    let numbers = try #require(try Self.problem(Self.codes(("P", "n", 0.5))))
    #expect("\(numbers)".contains("column 'n' holds no yes/no codes"), "\(numbers)")
    // A second odd cell makes b no column of codes.
    #expect(try Self.problem(Self.codes(("P", "b", 0.5)))?.kind == .uncodedColumn)
  }

  /// 257 cases with 4,096 ways each are more than a million: refused before they are made.
  @Test func allCompletionsTogetherAreBounded() throws {
    let names = (1...12).map { "x\($0)" }
    func refusal(_ count: Int) throws -> DataError? {
      let rows = (1...count).map { "c\($0)" + String(repeating: ",1", count: 12) + "\n" }
      let table = try Self.table("case,\(names.joined(separator: ","))\n" + rows.joined())
      let cells = (1...count).flatMap { number in
        names.map { UncertainCodes.Cell(caseName: "c\(number)", variable: $0, probability: 0.5) }
      }
      do throws(DataError) {
        let codes = UncertainCodes(source: "codes.csv", cells: cells)
        _ = try UncertainTable(codes, in: table, using: names)
        return nil
      } catch {
        return error
      }
    }
    #expect(try refusal(256) == nil)
    let error = try #require(try refusal(257))
    #expect("\(error)".contains("1,052,672 ways, and at most 1,048,576"), "\(error)")
  }

  /// Twelve cells of a case are 4,096 ways; a thirteenth is refused.
  @Test func completionsAreBounded() throws {
    let names = (1...13).map { "x\($0)" }
    let text =
      "case,\(names.joined(separator: ","))\nP" + String(repeating: ",1", count: 13) + "\nQ"
      + String(repeating: ",0", count: 13) + "\n"
    let table = try Self.table(text)
    func made(_ count: Int) throws -> UncertainTable {
      let cells = names.prefix(count)
        .map { UncertainCodes.Cell(caseName: "P", variable: $0, probability: 0.5) }
      return try UncertainTable(
        UncertainCodes(source: "codes.csv", cells: cells),
        in: table,
        using: names
      )
    }
    #expect(try made(12).completions(ofRows: [0]).rows.count == 4096)
    #expect {
      _ = try made(13)
    } throws: { error in
      "\(error)".contains("case 'P' has too many uncertain codes") && "\(error)".contains("4,096")
    }
  }
}
