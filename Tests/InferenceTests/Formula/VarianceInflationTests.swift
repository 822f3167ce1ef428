import Testing

@testable import InferenceCore

/// Against numpy: the diagonal of inv(corrcoef).
@Suite struct VarianceInflationTests {
  @Test func agreesWithNumpy() throws {
    let x: [Double?] = [1, 2, 3, 4, 5, 6, 7, 8]
    let noise = [0.1, -0.1, 0.05, 0, -0.05, 0.1, -0.1, 0]
    let table = Table(
      source: "t.csv",
      columns: [
        Column(name: "x", values: .numeric(x)),
        Column(name: "z", values: .numeric(zip(x, noise).map { ($0 ?? 0) + $1 })),
        Column(name: "w", values: .numeric([0, 1, 0, 1, 1, 0, 0, 1])),
        Column(
          name: "y",
          values: .coded([true, false, true, false, true, true, false, true])
        ),
      ],
      caseNames: (1...8).map { "c\($0)" }
    )
    let design = try DesignMatrix(formula: Formula("y ~ x + z + w"), table: table)
    let entries = VarianceInflation(design).entries
    #expect(entries.map(\.name) == ["x", "z", "w"])
    let expected = [1278.1611111115749, 1274.0500000004624, 1.3333333333334498]
    for (entry, factor) in zip(entries, expected) {
      #expect(abs(entry.factor / factor - 1) < 1e-8, "\(entry)")
    }
    #expect(entries[0].closest == "z" && abs(entries[0].correlation - 0.9994828299198989) < 1e-12)
    let one = try DesignMatrix(formula: Formula("y ~ x"), table: table)
    #expect(VarianceInflation(one).entries.isEmpty)
  }
}
