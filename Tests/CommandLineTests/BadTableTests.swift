import Foundation
import Testing

/// Coding sheets that are refused: as files, and where their cells do not fit the formula.
@Suite(.waitsForPrograms) struct BadTableTests {
  private static func sheet(
    _ name: String,
    _ text: String,
    formula: String = "intervention ~ protest",
    more: [String] = [],
    status: Int32 = 65,
    _ message: String
  ) -> BadInput {
    sheet(name, Data(text.utf8), formula: formula, more: more, status: status, message)
  }

  private static func sheet(
    _ name: String,
    _ bytes: Data,
    formula: String = "intervention ~ protest",
    more: [String] = [],
    status: Int32 = 65,
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["fit", "--data", "d.csv", "--formula", formula, "--output", "out"] + more,
      bytes: ["d.csv": bytes],
      status,
      "csto-bayes: " + message
    )
  }

  static let files = [
    sheet(
      "empty file",
      "",
      "d.csv: the file is empty; a header with column names and at least one row are needed"
    ),
    sheet(
      "byte order mark alone",
      Data([0xEF, 0xBB, 0xBF]),
      "d.csv: the file is empty; a header with column names and at least one row are needed"
    ),
    sheet(
      "blank lines alone",
      "\n\r\n\n",
      "d.csv: the file is empty; a header with column names and at least one row are needed"
    ),
    sheet(
      "header alone",
      "case,protest,intervention\n",
      "d.csv:2: there is a header but no row; at least one is needed below it"
    ),
    sheet(
      "header alone without line break",
      "case,protest,intervention",
      "d.csv:2: there is a header but no row; at least one is needed below it"
    ),
    sheet(
      "short row",
      Sheet.crises + "F,yes,no\n",
      "d.csv:7: this row has 3 fields, the header has 6; each row needs as many, empty ones where "
        + "values are missing"
    ),
    sheet(
      "long row",
      Sheet.crises + "F,yes,no,2020,1,yes,9\n",
      "d.csv:7: this row has 7 fields, the header has 6; each row needs as many, empty ones where "
        + "values are missing; a cell with the delimiter in it, such as a decimal comma, stands between "
        + "quotes, and names of rows need a name in the header"
    ),
    sheet(
      "unclosed quote",
      Sheet.crises + "\"F,yes,no,2020,1,yes\n",
      "d.csv:7: a quote is opened here and never closed"
    ),
    sheet(
      "text after a closing quote",
      Sheet.crises + "\"F\"x,yes,no,2020,1,yes\n",
      "d.csv:7: text follows a closing quote; a quote inside a quoted field is written twice"
    ),
    sheet(
      "stray quote",
      Sheet.crises + "F\"x,yes,no,2020,1,yes\n",
      "d.csv:7: a quote inside a field that does not begin with one; put the whole field between "
        + "quotes and write the quotes inside it twice"
    ),
    sheet(
      "Windows-1251",
      Data(Sheet.crises.utf8) + [0xCA, 0xE8] + Data(",yes,no,2020,1,yes\n".utf8),
      "d.csv:7: the file is not UTF-8, and its letters make no words as Windows-1252; state the encoding, "
        + "utf-8, windows-1252, latin1, latin9, windows-1250, windows-1251, windows-1253, windows-1254, "
        + "macroman, cp850, utf-16, utf-16le or utf-16be (--encoding)"
    ),
    sheet(
      "UTF-16 cut short",
      Data([0xFF, 0xFE]) + (Sheet.crises.data(using: .utf16LittleEndian) ?? Data()) + [0x41],
      "d.csv:7: there are bytes that are not utf-16le"
    ),
    sheet(
      "duplicate columns",
      Sheet.crises("split", "protest"),
      "d.csv:1: two columns are called 'protest'; each needs its own name"
    ),
    sheet(
      "column without a name",
      Sheet.crises("split", ""),
      "d.csv:1: column 3 has no name in the header"
    ),
    sheet(
      "case column that is not there",
      Sheet.crises,
      more: ["--case-column", "country"],
      "d.csv: there is no column 'country'; accepted: case, protest, split, year, size or "
        + "intervention"
    ),
    sheet(
      "case named twice",
      Sheet.crises("B,no", "A,no"),
      more: ["--case-column", "case"],
      "d.csv:3: column 'case': a second case is called 'A'; each case needs its own name"
    ),
    sheet(
      "case without a name",
      Sheet.crises("B,no", ",no"),
      more: ["--case-column", "case"],
      "d.csv:3: column 'case': this case has no name"
    ),
    BadInput(
      "no such file",
      ["fit", "--data", "d.csv", "--formula", "a ~ b", "--output", "out"],
      [:],
      66,
      "csto-bayes: d.csv: there is no such file"
    ),
    BadInput(
      "folder in place of a file",
      ["fit", "--data", "d", "--formula", "a ~ b", "--output", "out"],
      ["d/x": ""],
      66,
      "csto-bayes: d: this is a folder; a file is needed"
    ),
  ]

  @Test(arguments: files) func fileIsRefused(_ input: BadInput) throws { try input.check() }

  static let cells = [
    sheet(
      "numeric outcome",
      Sheet.crises,
      formula: "size ~ protest",
      "d.csv:2: case 'A', outcome 'size': found 1.2, 2, 3.5, 4, 7, which are no codes; a comparison is "
        + "an outcome too, as in 'I(size > 0) ~ ...'; accepted: yes, no, true, false, present, absent, 1 "
        + "or 0"
    ),
    sheet(
      "outcome in words",
      Sheet.crises,
      formula: "case ~ protest",
      "d.csv:2: case 'A', outcome 'case': found A, B, C, D, E, which are no codes; a comparison is an "
        + "outcome too, as in 'case == \"A\" ~ ...'; accepted: yes, no, true, false, present, absent, 1 "
        + "or 0"
    ),
    sheet(
      "misspelt outcome",
      Sheet.crises("1.2,yes", "1.2,ja"),
      "d.csv:3: case 'B', column 'intervention': found 'ja'; accepted: yes, no, true, false, "
        + "present, absent, 1 or 0"
    ),
    sheet(
      "misspelt condition",
      Sheet.crises("B,no", "B,maybe"),
      "d.csv:3: case 'B', column 'protest': found 'maybe'; accepted: yes, no, true, false, "
        + "present, absent, 1 or 0"
    ),
    sheet(
      "misspelt number",
      Sheet.crises("2005", "2oo5"),
      formula: "intervention ~ year",
      "d.csv:3: case 'B', column 'year': found '2oo5'; accepted: a number"
    ),
    sheet(
      "decimal comma",
      Sheet.crises("1.2", "\"1,2\""),
      formula: "intervention ~ size",
      "d.csv:3: case 'B', column 'size': found '1,2'; accepted: numbers written in one way, and another "
        + "one here is '3.5'"
    ),
    sheet(
      "NaN",
      Sheet.crises("1.2", "NaN"),
      formula: "intervention ~ size",
      "d.csv:3: case 'B', column 'size': the value is missing; `NaN` (line 3) in `size` counts as missing; "
        + "such cases can be left out (--drop-missing)"
    ),
    sheet(
      "infinity",
      Sheet.crises("1.2", "inf"),
      formula: "intervention ~ size",
      "d.csv:3: case 'B', column 'size': found 'inf'; accepted: a finite number"
    ),
    sheet(
      "minus infinity",
      Sheet.crises("1.2", "-Infinity"),
      formula: "intervention ~ size",
      "d.csv:3: case 'B', column 'size': found '-Infinity'; accepted: a finite number"
    ),
    sheet(
      "number too large",
      Sheet.crises("1.2", "1e999"),
      formula: "intervention ~ size",
      "d.csv:3: case 'B', column 'size': found '1e999'; accepted: a finite number"
    ),
    sheet(
      "missing condition",
      Sheet.crises("B,no", "B,"),
      "d.csv:3: case 'B', column 'protest': the value is missing; such cases can be left out "
        + "(--drop-missing)"
    ),
    sheet(
      "missing conditions",
      Sheet.crises("B,no", "B,NA").replacing("D,no", with: "D,."),
      "d.csv:3: case 'B', column 'protest': the value is missing (cases with gaps: B, D); "
        + "such cases can be left out (--drop-missing)"
    ),
    sheet(
      "missing outcome",
      Sheet.crises("1.2,yes", "1.2,NA"),
      "d.csv:3: case 'B', column 'intervention': the value is missing; such cases can be left out "
        + "(--drop-missing)"
    ),
    sheet(
      "all cases dropped",
      "case,protest,intervention\nA,,yes\nB,no,NA\n",
      more: ["--drop-missing"],
      "d.csv: no case is left to fit: each is missing a value in a column of the formula"
    ),
    sheet(
      "log of zero",
      Sheet.crises("1.2", "0"),
      formula: "intervention ~ log(size)",
      "d.csv:3: case 'B', log of 0 in 'size'; accepted: a number above 0"
    ),
    sheet(
      "scale of a constant",
      "case,size,intervention\nA,1,yes\nB,1,no\n",
      formula: "intervention ~ scale(size)",
      "d.csv: 'scale(size)' divides by a standard deviation of 0, as the column does not vary; "
        + "leave it out"
    ),
    sheet(
      "factor of one level",
      "case,region,intervention\nA,x,yes\nB,x,no\n",
      formula: "intervention ~ region",
      "d.csv: column 'region' has the single value 'x', so there is nothing to compare; leave it "
        + "out"
    ),
    sheet(
      "more successes than trials",
      "case,k,n,x\nA,5,3,yes\nB,1,2,no\n",
      formula: "k | trials(n) ~ x",
      "d.csv:2: case 'A', column 'k': 5 successes, which is more than the 3 trials"
    ),
    sheet(
      "negative count",
      "case,k,n,x\nA,-1,3,yes\nB,1,2,no\n",
      formula: "k | trials(n) ~ x",
      "d.csv:2: case 'A', column 'k': found '-1'; accepted: a whole number from 0"
    ),
    sheet(
      "half a count",
      "case,k,n,x\nA,1.5,3,yes\nB,1,2,no\n",
      formula: "k | trials(n) ~ x",
      "d.csv:2: case 'A', column 'k': found '1.5'; accepted: a whole number from 0"
    ),
    sheet(
      "line break in a value",
      Sheet.crises("1.2,yes", "1.2,\"ye\ns\""),
      "d.csv:3: case 'B', column 'intervention': found 'ye\\ns'; accepted: yes, no, true, false, "
        + "present, absent, 1 or 0"
    ),
  ]

  @Test(arguments: cells) func cellIsRefused(_ input: BadInput) throws { try input.check() }
}
