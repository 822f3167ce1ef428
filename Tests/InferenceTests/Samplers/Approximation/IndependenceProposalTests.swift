import RealModule
import Testing

@testable import InferenceCore

@Suite struct IndependenceProposalTests {
  static let root = Matrix(rows: [[2, 0], [-1, 0.5]])

  /// Straight axes: the density at a draw is the density of the position, in closed form.
  @Test func densitiesOfDrawsMatchTheFormula() throws {
    let covariance = Matrix(rows: [[4, -2], [-2, 1.25]])
    let proposal = try #require(
      IndependenceProposal(center: [1, -3], covariance: covariance, degreesOfFreedom: 4)
    )
    var batch = ProposalBatch(count: 50, dimension: 2)
    var random = RandomStream(seed: 1, purpose: .simulation)
    proposal.draw(into: &batch, using: &random)
    for draw in 0..<50 {
      let (x, y) = (batch.positions[2 * draw] - 1, batch.positions[2 * draw + 1] + 3)
      let distance = (1.25 * x * x + 4 * x * y + 4 * y * y) / (4 * 1.25 - 4)
      // Gamma(3) / (Gamma(2) 4 pi sqrt(det)) (1 + d / 4)^-3, det = 1.
      let expected = Double.log(2 / (4 * .pi)) - 3 * .log(1 + distance / 4)
      #expect(abs(batch.logDensities[draw] - expected) < 1e-12)
      let span = batch.positions.span
      let again = proposal.logDensity(at: span.extracting((2 * draw)..<(2 * draw + 2)))
      #expect(abs(again - expected) < 1e-12)
    }
  }

  /// Bent axes: a normal target weighted by one over the density of the draws integrates to 1, its mean
  /// and variances come out, and the weights add up whatever the bends.
  @Test(arguments: [[0.0, 0], [0.45, -0.45], [-0.2, 0.3]])
  func weightsIntegrateToOne(turns: [Double]) {
    let proposal = IndependenceProposal(
      center: [1, -3],
      root: Self.root,
      logDeterminant: 0,
      turns: turns,
      degreesOfFreedom: 10
    )
    #expect(proposal.isSkewed == (turns != [0, 0]))
    let count = 200_000
    var batch = ProposalBatch(count: count, dimension: 2)
    var random = RandomStream(seed: 2, purpose: .simulation)
    proposal.draw(into: &batch, using: &random)
    var (sum, squares, first) = (0.0, 0.0, 0.0)
    for draw in 0..<count {
      let (x, y) = (batch.positions[2 * draw] - 1, batch.positions[2 * draw + 1] + 3)
      let (u, v) = (x / 2, (y + x / 2) / 0.5)
      let weight = Double.exp(-0.5 * (u * u + v * v) - .log(2 * .pi) - batch.logDensities[draw])
      sum += weight
      squares += weight * weight
      first += weight * x
    }
    let mean = sum / Double(count)
    let error = ((squares / Double(count) - mean * mean) / Double(count)).squareRoot()
    #expect(abs(mean - 1) < 4.5 * error && error < 0.01)
    #expect(abs(first / sum) < 0.03)
  }

  /// A draw is a function of the stream and its place in it, not of the batches.
  @Test func batchesDoNotMatter() throws {
    let proposal = try #require(
      IndependenceProposal(center: [0], covariance: .identity(1), degreesOfFreedom: 100)
    )
    var (one, two) = (
      RandomStream(seed: 3, purpose: .proposals), RandomStream(seed: 3, purpose: .proposals)
    )
    var whole = ProposalBatch(count: 12, dimension: 1)
    proposal.draw(into: &whole, using: &one)
    var parts: [Double] = []
    for count in [1, 4, 7] {
      var batch = ProposalBatch(count: count, dimension: 1)
      proposal.draw(into: &batch, using: &two)
      parts += batch.positions
    }
    #expect(parts == whole.positions)
    #expect(one == two)
  }
}
