import Foundation
import Testing

/// What a warning or a refusal says to type is typed.
@Suite(.waitsForPrograms) struct RemedyTextTests {
  /// Ten cases with a column `a` of some values.
  private static func sheet(_ values: [String], delimiter: String = ",") -> String {
    let outcomes = ["0", "1", "0", "1", "1", "0", "1", "0", "1", "1"]
    let rows = zip(values, outcomes).enumerated().map { index, cells in
      ["case \(index)", cells.0, cells.1].joined(separator: delimiter)
    }
    return ([["case", "a", "y"].joined(separator: delimiter)] + rows).joined(separator: "\n") + "\n"
  }

  private static let groups = "N,S,E,N,S,E,N,S,N,E"
  private static let numbers = "1.5,2.5,3,4,2,1,5,3,2,4"

  /// The options in the last parentheses of a text, without quotes around them.
  private static func options(_ text: String) -> [String] {
    guard let start = text.range(of: "(--", options: .backwards),
      let end = text.range(of: ")", range: start.upperBound..<text.endIndex)
    else { return [] }
    var words: [String] = []
    var isQuoted = false
    let inside = "--" + String(text[start.upperBound..<end.lowerBound])
    for part in inside.split(separator: " ").map(String.init) {
      if isQuoted { words[words.count - 1] += " " + part } else { words.append(part) }
      if part.filter({ $0 == "'" }).count == 1 { isQuoted.toggle() }
    }
    return words.map { $0.replacing("'", with: "") }
  }

  @Test(
    arguments: [
      (groups.replacing("S,E,N,S,E", with: "S,unknown,N,S,E"), "levels-like-missing", true),
      (groups.replacing("S,E,N,S,E", with: "S,keine Angabe,N,S,E"), "levels-like-missing", true),
      ("Ja,Nein,Ja,Nein,Ja,Ja,Nein,Nein,Ja,Nein", "words-for-codes", true),
      ("T,F,T,F,T,T,F,F,T,F", "words-for-codes", true),
      ("1,0,8,0,1,9,0,1,1,0", "stray-value", true), ("1,0,1,0,1,0.5,0,1,1,0", "stray-value", true),
      (numbers.replacing("3,4", with: "-9,4"), "far-value", true),
      ("120.5,980.2,450.1,-99,700.3,310.9,150.2,220.4,880.8,500.5", "far-value", true),
      ("0.3,0.5,0.8,-1,0.2,0.9,-1,0.4,0.6,0.7", "far-value", true),
      ("9,9,0,1,9,9,0,1,9,9", "stray-value", true),
      ("1st,2nd,3rd,1st,2nd,3rd,1st,2nd,3rd,1st", "levels-with-digits", false),
      ("k,l,m,n,o,p,q,r,s,t", "many-levels", false),
      (
        "20010503,20030101,19991231,20100606,20120101,20050505,20010101,20020202,19980101,20110303",
        "numbers-like-dates", false
      ),
      ("1990,1991,90,94,1992,1990,1993,91,1995,1991", "two-digit-years", false),
    ] as [(String, String, Bool)]
  )
  func aWarningThatCanBeFollowed(values: String, code: String, hasOptions: Bool) throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Self.sheet(values.components(separatedBy: ","))])
    let fit = [
      "fit", "--data", "d.csv", "--formula", "y ~ a", "--force", "--output", "run", "--verbose",
    ]
    let run = try folder.run(fit)
    #expect(run.status < 2, "\(run.errors)")
    let warnings = try folder.json("run/run.json").objects("warnings")
    let message = warnings.first { $0["code"] as? String == code }?["message"] as? String
    #expect(message != nil, "\(warnings)")
    guard hasOptions else { return }
    let screen = run.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    let start = try #require(screen.range(of: String((message ?? "-").prefix(30))))
    let note = screen[start.lowerBound...].components(separatedBy: " - ")[0]
    let options = Self.options(note)
    #expect(!options.isEmpty, "\(note)")
    let again = try folder.run(fit + options)
    #expect(again.status < 2, "\(options): \(again.errors)")
    #expect(try !folder.json("run/run.json").warningCodes.contains(code), "\(options)")
  }

  @Test("`factor(a)` of decimal commas, and a power that does nothing, are said")
  func warningsOfFormulas() throws {
    let folder = try WorkFolder()
    let commas = "1,5;2,5;1,5;2,5;3,5;1,5;2,5;3,5;1,5;2,5".components(separatedBy: ";")
    try folder.write([
      "d.csv": Self.sheet(commas, delimiter: ";"),
      "n.csv": Self.sheet(Self.numbers.components(separatedBy: ",")),
    ])
    for (file, formula, code) in [
      ("d.csv", "y ~ factor(a)", "decimal-commas"), ("n.csv", "y ~ a^2", "idle-power"),
    ] {
      let run = try folder.run([
        "fit", "--data", file, "--formula", formula, "--force", "--output", "run",
      ])
      #expect(run.status < 2, "\(run.errors)")
      #expect(try folder.json("run/run.json").warningCodes.contains(code))
    }
  }

  /// Refusals of cells: what they say to type makes numbers or codes of the column.
  @Test(
    arguments: [
      (
        "1 200,5;3 400;980;1 100;2 500;900;7 000;5 250;1 000;3 100",
        "--thousands space --decimal comma"
      ),
      ("1'200;3'400;980;1'100;2'500;900;7'000;5'250;1'000;3'100", "--thousands apostrophe"),
      ("1,5;2,5;3;4,5;2;1;5;3;2;4", "--decimal comma"),
      ("1.200;3.400;980;1.100;2.500;900;7.000;5.250;1.000;3.100", "--thousands point"),
      ("s\u{ED};no;s\u{ED};no;s\u{ED};s\u{ED};no;no;s\u{ED};no", "--codes a=s\u{ED}/no"),
      ("yes;no;yes;no;9;yes;no;no;yes;no", "--missing 9 --drop-missing"),
      ("1;0;1;0;unknown;1;0;0;1;0", "--missing unknown --drop-missing"),
      ("N;S;-99;N;S;-99;N;S;N;S", "--missing -99 --drop-missing"),
    ] as [(String, String)]
  )
  func aRefusalThatCanBeFollowed(values: String, options: String) throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Self.sheet(values.components(separatedBy: ";"), delimiter: ";")])
    let fit = ["fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "run"]
    let refused = try folder.run(fit)
    #expect(refused.status == 65)
    #expect(refused.errors.contains(options), "\(refused.errors)")
    let run = try folder.run(fit + options.split(separator: " ").map(String.init))
    #expect(run.status < 2, "\(run.errors)")
    let summary = try folder.text("run/summary.csv")
    #expect(summary.split(separator: "\n").count == 3, "\(summary)")
  }
}
