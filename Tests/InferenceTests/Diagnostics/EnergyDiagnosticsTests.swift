import Testing

@testable import Inference

@Suite("EnergyDiagnostics") struct EnergyDiagnosticsTests {
  @Test func reference() throws {
    // ebfmi_set1.json: sum of squared differences over sum of squared deviations, as ArviZ.
    let expected = [2.0051199, 0.98346147, 0.1945128, 0.026405052]
    let energies = try ReferenceTable("ebfmi_set1.csv").chains("energy")
    for (chain, value) in zip(energies, expected) {
      #expect(agrees(EnergyDiagnostics.missingInformation(energies: chain), value))
    }
  }

  @Test func undefined() {
    #expect(EnergyDiagnostics.missingInformation(energies: []).isNaN)
    #expect(EnergyDiagnostics.missingInformation(energies: [1]).isNaN)
    #expect(EnergyDiagnostics.missingInformation(energies: [1, 1, 1]).isNaN)
    #expect(EnergyDiagnostics.missingInformation(energies: [1, .nan, 1]).isNaN)
  }
}
