import InferenceTestSupport
import Testing

@testable import InferenceCore

/// Sums over the lattice of a standard normal distribution, whose integrals are known.
@Suite struct LatticeFloodTests {
  private static func parts(
    _ dimension: Int
  ) throws -> (target: LatticeTarget, pilot: LatticePilot) {
    let model = try ExactCases.priorAlone(
      [String](repeating: "normal(0, 1)", count: dimension)
    )
    let prior = PriorSpaceTarget(model)
    let target = LatticeTarget(prior)
    let normal = try PosteriorApproximation(prior)
    let pilot = try #require(
      LatticePilot(target, around: normal.center, covariance: normal.covariance)
    )
    return (target, pilot)
  }

  private static func sums(
    _ dimension: Int,
    spacing: Double,
    threshold: Double = 16,
    limit: Int = 1_000_000
  ) throws -> (sums: LatticeSums, flood: LatticeFlood, pilot: LatticePilot) {
    let (target, pilot) = try parts(dimension)
    var sums = LatticeSums(
      .init(
        rows: PanelDesign(matrix: Matrix(rows: [])),
        center: [],
        spread: [],
        link: .logit,
        isCompressed: false
      ),
      reference: 0,
      pivots: [Double](repeating: 0, count: dimension),
      scales: []
    )
    var flood = LatticeFlood(
      target,
      pilot,
      spacing: spacing,
      shift: Array([0.12, 0.34, 0.05, 0.41].prefix(dimension)),
      depths: (threshold, threshold),
      limit: limit
    )
    flood.run(seeds: pilot.seeds, into: &sums)
    return (sums, flood, pilot)
  }

  /// The integral of the density is 1, its first moments 0 and its second the identity; the number of
  /// points is that of a ball of radius sqrt(2 threshold), and a shell.
  @Test(arguments: [(1, 0.5), (2, 0.6), (3, 0.8), (4, 1.0)])
  func momentsOfANormalDistribution(dimension: Int, spacing: Double) throws {
    let (sums, flood, _) = try Self.sums(dimension, spacing: spacing)
    #expect(!flood.leftTheBox && !flood.isOverLimit)
    let volume = 0.5 * Portable.pow(spacing, dimension)
    #expect(abs(sums.total * volume - 1) < 1e-5)
    for row in 0..<dimension {
      #expect(abs(sums.first[row] / sums.total) < 1e-5)
      for column in 0...row {
        let product = sums.second[row * (row + 1) / 2 + column] / sums.total
        #expect(abs(product - (row == column ? 1 : 0)) < 1e-4)
      }
    }
    let balls = [2, Double.pi, 4 * Double.pi / 3, Double.pi * Double.pi / 2]
    let inside = balls[dimension - 1] * Portable.pow(32, 0.5 * Double(dimension)) / volume
    #expect(Double(flood.count) > inside && Double(flood.count) < 2.5 * inside)
  }

  /// Every point once: the count does not depend on how many seeds there are, but for points at the edge,
  /// which is drawn a little later where the peak is found later.
  @Test func pointsAreNotCountedTwice() throws {
    let (target, pilot) = try Self.parts(3)
    let counts = try [1, 400].map { seeds in
      var sums = try Self.sums(3, spacing: 0.8).sums
      var flood = LatticeFlood(
        target,
        pilot,
        spacing: 0.8,
        shift: [0.1, 0.2, 0.3],
        depths: (14, 14),
        limit: 1_000_000
      )
      flood.run(seeds: Array(pilot.seeds.prefix(seeds)), into: &sums)
      return flood.count
    }
    #expect(abs(counts[0] - counts[1]) <= counts[0] / 100)
  }

  @Test func limitsAreKept() throws {
    #expect(try Self.sums(3, spacing: 0.8, limit: 100).flood.isOverLimit)
    #expect(try Self.sums(2, spacing: 0.2, threshold: 40).flood.leftTheBox)
  }

  /// The pilot of a standard normal distribution finds it.
  @Test(arguments: [1, 2, 4]) func pilots(dimension: Int) throws {
    let (_, pilot) = try Self.parts(dimension)
    #expect(pilot.sampleSize > 2500)
    // The densest point and the heaviest.
    #expect(pilot.seeds.count == 401)
    for axis in 0..<dimension {
      #expect(abs(pilot.frame.center[axis]) < 0.05)
      #expect(abs(pilot.frame.deviations[axis] - 1) < 0.05)
      #expect(abs(pilot.frame.axes[axis].slope - 1) < 0.1)
      #expect(abs(pilot.frame.axes[axis].turn) < 0.1)
    }
    let peak = -0.5 * Double(dimension) * Portable.log(2 * .pi)
    #expect(abs(pilot.peak - peak) < 0.3)
  }
}
