import Testing

@testable import InferenceCore

struct StanColumnNamesTests {
  @Test func plainNamesStay() {
    let names = ["Intercept", "a_b", "x1", "Армения", "Հայաստան", "ปี"]
    #expect(StanColumnNames(names).columns == names)
    #expect(StanColumnNames(names).changes.isEmpty)
  }

  @Test func completeArraysGetDots() {
    let names = ["lprior", "log_lik[1]", "log_lik[2]", "a", "b[1]", "c[2]", "c[1]", "d[1]", "d[3]"]
    #expect(
      StanColumnNames(names).columns == [
        "lprior", "log_lik.1", "log_lik.2", "a", "b.1", "c_2", "c.1", "d.1", "d_3",
      ]
    )
  }

  @Test func otherNamesBecomeOneWord() {
    let names = [
      "a:b", "log(x)", "I(x^2)", "2020", "", "a__", "_a", "chain", "a b", "a, b", "a_b", "a.b",
      "é,",
    ]
    #expect(
      StanColumnNames(names).columns == [
        "a_x_b", "log_x", "I_x_2", "v2020", "v", "a", "v_a", "chain_2", "a_b_2", "a_b_3", "a_b",
        "a_b_4", "é",
      ]
    )
  }

  @Test func nameOfAnArrayIsTaken() {
    #expect(
      StanColumnNames(["log_lik[1]", "log_lik", "lprior", "lprior:x"]).columns
        == ["log_lik.1", "log_lik_2", "lprior", "lprior_x_x"]
    )
  }

  @Test(arguments: ["a:b", "a,b", "two\nlines", "x = 3", "100 %", "Step size", "\u{2028}é", ""])
  func changedNamesComeBack(name: String) throws {
    let change = try #require(StanColumnNames([name, "z"]).changes.first)
    let comment = StanColumnNames.comment(for: change)
    #expect(
      !comment.contains { $0 == "=" || $0.isNewline } && comment.split(separator: " ").count < 4
    )
    if name.isEmpty { return }
    #expect(StanColumnNames.change(inComment: comment) == change)
  }

  @Test func otherCommentsAreNoNames() {
    for comment in [
      " model = name", " name", " name a", " name a %4", " name a %zz", " name a b c",
    ] {
      #expect(StanColumnNames.change(inComment: comment) == nil, "\(comment)")
    }
  }

  // As cmdstanpy 1.3.2 names them (`cmdstanpy.utils.stancsv.munge_varname`).
  @Test(arguments: [
    ("a", "a"), ("b.1", "b[1]"), ("b.1.2", "b[1,2]"), ("t:1", "t.1"), ("t:2.3", "t.2[3]"),
    ("t.1:2.3", "t[1].2[3]"), ("z.1.real", "z[1,real]"), ("gdp.pc", "gdp.pc"),
  ])
  func displayNames(column: String, expected: String) {
    #expect(StanColumnNames.displayName(column) == expected)
  }
}
