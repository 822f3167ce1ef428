import Foundation
import Testing

/// What a study states of its tables.
@Suite(.waitsForPrograms) struct StudyFormatTests {
  @Test func formatsOfAStudy() throws {
    var files = Sheet.study(
      "study.yaml",
      "cases: cases.csv",
      "format:\n  missing: \"-9\"\ncases: cases.csv"
    )
    files["s/first.csv"] =
      "case_id;protest;intervention\nA;yes;no\nB;no;yes\nC;yes;yes\nD;-9;no\n"
    files["s/cases.csv"] = "case_id,country\nA,X\nB,Y\nC,Z\nD,W\n"
    let folder = try WorkFolder()
    try folder.write(files)
    let run = try folder.run(["fit", "s", "--output", "out", "--drop-missing"])
    #expect(run.errors.isEmpty)
    #expect(
      try folder.json("out/run.json").warningCodes.starts(with: ["missing-text", "dropped-cases"])
    )
  }

  @Test func badFormats() throws {
    try BadInput(
      "two marks",
      ["fit", "s", "--output", "out"],
      Sheet.study(
        "study.yaml",
        "cases: cases.csv",
        "format:\n  thousands: point\n  decimal: point\ncases: cases.csv"
      ),
      65,
      "csto-bayes: s/study.yaml:5: 'thousands': found 'point'; accepted: another mark than that before "
        + "decimals"
    ).check()
  }
}
