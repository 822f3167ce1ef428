import Testing

@testable import Inference

@Suite("StackingWeights") struct StackingWeightsTests {
  /// Log densities of three models and thirty cases by a rule that other programs can repeat.
  static let logDensities: [[Double]] = (0..<3).map { model in
    (0..<30).map { index -> Double in
      let step = 7 * index + 3 * model + index * index * (model + 1)
      return -0.1 - Double(step % 11) / 5
    }
  }

  // scipy 1.17.1, numpy 2: minimize(method="SLSQP", ftol=1e-15) from twenty starts, as in
  //   L = -0.1 - ((7*i + 3*k + i*i*(k+1)) % 11)/5;  f(w) = -log((w[:, None]*exp(L)).sum(0)).sum()
  @Test func maximumOfScipy() {
    let stacking = StackingWeights(logDensities: Self.logDensities)
    for (mine, theirs) in zip(stacking.weights, [0.49264542, 0.49194271, 0.01541187]) {
      #expect(abs(mine - theirs) < 2e-5)
    }
    #expect(abs(stacking.logScore + 28.280538498301947) < 1e-9)
    #expect(stacking.gap < 1e-8)
  }

  @Test func worstModelGetsNothing() {
    // A model that is worse in every case has no place in any mixture.
    let good = (0..<12).map { -0.2 - Double($0 % 5) / 4 }
    let stacking = StackingWeights(logDensities: [good.map { $0 - 0.5 }, good])
    #expect(stacking.weights[0] < 1e-8 && abs(stacking.weights[1] - 1) < 1e-8)
    #expect(abs(stacking.logScore - good.reduce(0, +)) < 1e-8)
  }

  @Test func equalModelsAndDistantOnes() {
    let good = (0..<12).map { -0.2 - Double($0 % 5) / 4 }
    #expect(StackingWeights(logDensities: [good]).weights == [1])
    let twice = StackingWeights(logDensities: [good, good])
    #expect(abs(twice.weights[0] - 0.5) < 1e-12 && twice.gap < 1e-8)
    // Densities that underflow beside the best model's.
    let far = StackingWeights(logDensities: [good.map { $0 - 900 }, good])
    #expect(far.weights[1] > 1 - 1e-9)
  }
}

@Suite("PseudoBMAWeights") struct PseudoBMAWeightsTests {
  // The same data with numpy: softmax of the sums, and 500,000 Dirichlet(1, ..., 1) replications, whose
  // weights have standard deviations up to 0.418.
  @Test func valuesOfNumpy() {
    let weights = PseudoBMAWeights(logDensities: StackingWeightsTests.logDensities, seed: 1)
    for (mine, theirs) in zip(weights.plain, [0.41898827, 0.51175343, 0.0692583]) {
      #expect(abs(mine - theirs) < 1e-7)
    }
    for (mine, theirs) in zip(weights.bootstrapped, [0.41399718, 0.43434081, 0.15166201]) {
      #expect(abs(mine - theirs) < 4 * 0.42 / 4000.0.squareRoot())
    }
    #expect(abs(weights.bootstrapped.reduce(0, +) - 1) < 1e-12)
  }

  @Test func sameSeedSameBits() {
    let one = PseudoBMAWeights(logDensities: StackingWeightsTests.logDensities, seed: 7)
    #expect(one == PseudoBMAWeights(logDensities: StackingWeightsTests.logDensities, seed: 7))
    #expect(one != PseudoBMAWeights(logDensities: StackingWeightsTests.logDensities, seed: 8))
  }
}
