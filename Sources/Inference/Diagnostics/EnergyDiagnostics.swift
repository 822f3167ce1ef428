/// How well the momentum resampling of Hamiltonian Monte Carlo explores the energy.
public enum EnergyDiagnostics {
  /// The energy Bayesian fraction of missing information of one chain.
  ///
  /// The sum of the squared changes of the energy from draw to draw over the sum of its squared
  /// deviations from the mean. Below 0.3 the tails are explored too slowly. NaN for fewer than two
  /// draws, for constant energies and where an energy is not finite. O(draws).
  ///
  /// Source: M. Betancourt, "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte
  /// Carlo", arXiv:1604.00695.
  public static func missingInformation(energies: [Double]) -> Double {
    guard energies.count > 1 else { return .nan }
    let mean = energies.reduce(0, +) / Double(energies.count)
    var (changes, deviations) = (0.0, 0.0)
    for index in energies.indices {
      deviations += (energies[index] - mean) * (energies[index] - mean)
      if index > 0 {
        let change = energies[index] - energies[index - 1]
        changes += change * change
      }
    }
    return changes / deviations
  }
}
