import Testing

@testable import InferenceCore

@Suite struct NumberTallyTests {
  private static func oddity(
    _ values: [Double],
    _ counts: [Double]? = nil
  ) -> (kind: ColumnRemark.Kind, values: Set<Double>)? {
    NumberTally(NumericValues(values.map { $0 }), rows: Array(values.indices), counts: counts)
      .oddity
  }

  @Test(arguments: [11, 9, 99, 999, -9, 2, -99, 10])
  func oneStrayAmongCodesIsSeen(stray: Double) {
    let found = Self.oddity([1, stray, 0, 1, 0, 1])
    #expect(found?.kind == .strayAmongCodes)
    #expect(found?.values == [stray])
  }

  /// Codes for missing values may be many, other strays are few.
  @Test func severalStrays() {
    #expect(Self.oddity([1, 9, 0, 9, 0, 1, 1])?.values == [9])
    #expect(Self.oddity([1, 9, 0, 99, 0, 1, 1])?.values == [9, 99])
    #expect(Self.oddity([1, 1, 1, 99])?.values == [99])
    #expect(Self.oddity([0, 1, 2, 0, 1, 2, 2, 1]) == nil)
    #expect(Self.oddity([0, 1, 0.5, 0.5, 0, 1, 0.33]) == nil)
    #expect(Self.oddity([1, 2, 1, 2, 2]) == nil)
    #expect(Self.oddity([1, 8, 0, 9, 0, 1, 1])?.values == [8, 9])
    #expect(Self.oddity([1, -1, 0, -2, 0, 1, 1])?.values == [-1, -2])
    #expect(Self.oddity([0, 1, 0.5, 0, 1])?.values == [0.5])
    #expect(Self.oddity([0, 1, 0.999_999_99, 0, 1, 0.999_999_99])?.values == [0.999_999_99])
  }

  @Test(
    arguments: [
      ([-9, 4, 2, 5, 3, -9, 1], [-9]), ([1, 2, 3, 4, 5, 9, 2], [9]),
      ([2.5, 3.1, 999, 1.1, 4], [999]),
      ([10, -10, 3, 4, -66, 7, -77, 0, 2, 5], [-66, -77]), ([99, 2, 3, 1, 2, 3], [99]),
      ([5, 6, 7, -1, 8, 5, 6], [-1]), ([0.4, 1.3, 2.2, -17.5, 1], [-17.5]),
      ([7, 5, 6, 98, 99], [98, 99]), ([1, 2, 3, 4, 5, 8, 2], [8]), ([1, 2, 3, 4, 7, 2, 3, 1], [7]),
      ([-1, 1, -1, 1, 9, 1, -1, 1], [9]),
    ] as [([Double], Set<Double>)]
  )
  func farValuesAreSeen(values: [Double], odd: Set<Double>) {
    let found = Self.oddity(values)
    #expect(found?.values == odd)
    guard case .farFromRest? = found?.kind else {
      Issue.record("\(values)")
      return
    }
  }

  @Test(
    arguments: [
      [1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 10, 9, 8, 7, 3, 2, 9], [-3.2, 4.1, -9, 8.5, 2, 0.3],
      [20, 35, 99, 61, 88, 45, 90], [2000, 2010, 1999, 2005], [-1, 0, 1, -1, 1, 0, -1],
      [5, 5.5, 6, -0.2, 0.3],
      [-10, -7, -8, -9, 5, 8, 10], [1, 1e6, 2e6, 3e5], [-5, -2, 3, 4, 7, 6, 1], [1, 2, 3, 4, 5, 7],
    ] as [[Double]]
  )
  func ordinaryNumbersAreNot(values: [Double]) { #expect(Self.oddity(values) == nil) }

  /// A code for what is missing stands apart from decimals whatever their range.
  @Test(
    arguments: [
      ([120.5, 980.2, 450.1, -99, 700.3, 310.9, 150.2, 220.4, 880.8], [-99]),
      ([120.5, 980.2, -99, -99, 700.3, -99, 150.2, 220.4, 880.8], [-99]),
      ([0.5, 33.3, 12.1, 7.8, -9, 20.4, 1.6], [-9]), ([12.5, 61.3, 40.2, -9, -9, 33.3], [-9]),
      ([333.3, 50980.2, 1210.5, -999, 8040.1], [-999]),
      ([12.5, 61.3, -88, 40.2, 33.3, -99, 20.1], [-88, -99]),
      ([2.5, 61.3, -1, 40.2, 33.3, -8, 20.1, -9, 17.2, 25.5, 30.1], [-1, -8, -9]),
    ] as [([Double], Set<Double>)]
  )
  func missingCodesAmongDecimalsAreSeen(values: [Double], odd: Set<Double>) {
    #expect(Self.oddity(values)?.values == odd)
  }

  /// An index from 0 to 1, and other decimals of which no one else is negative.
  @Test(
    arguments: [
      ([0.3, 0.5, 0.8, -1, 0.2, 0.9, -1, 0.4], [-1]),
      ([0.3, -1, -2, 0.5, 0.8, 0.2, 0.9], [-1, -2]),
      ([0.3, -1, 0.5, -1, 0.8, -1, -1], [-1]), ([0.33, 0.67, 1, 0, -1, 0.67, 0], [-1]),
      ([2.41, 3.17, 0.52, -1, 1.83, 4.4, 2.05], [-1]),
      ([2.4, 3.1, 0.5, -1, 1.8, 4.4, 2, 3.3, -1, 0.7], [-1]),
      ([2.4, 3.1, 0.5, -10, 1.8, 40.4, 2, 3.3, -10, 0.7], [-10]),
    ] as [([Double], Set<Double>)]
  )
  func negativeWholeNumbersBelowDecimalsAreSeen(values: [Double], odd: Set<Double>) {
    #expect(Self.oddity(values)?.values == odd)
  }

  /// Rates of growth, temperatures, logarithms and scores of which some are negative.
  @Test(
    arguments: [
      [2.1, 3.4, -1, 0.5, 1.8], [2.1, -0.4, -1, 0.5, 1.8, 3.3], [-3.2, 4.1, -9, 8.5, 2, 0.3, -9],
      [12.5, -2, 20.1, 5.3, -5, 0.8, -4, 7.7], [-1, 0.3, 1.2, -0.5, 0.8, 2],
      [-1, 0, 0.5, 1, -1, 0.5], [-10, -7.5, 3.5, -9, 6, 10], [0.5, 33.3, 12.1, 7.8, 9, 20.4, 1.6],
      [12.5, -3, 20.1, 5.3, -5, 0.8, -9, 7.7, 8.1, 15.2],
    ] as [[Double]]
  )
  func ordinaryNegativeNumbersAreNot(values: [Double]) { #expect(Self.oddity(values) == nil) }

  /// Where a question was put to few, the code for no answer is in most cases.
  @Test(
    arguments: [
      ([0, 1, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9], [9]), ([0, 1, 0, -9, -9, -9, -9, -9], [-9]),
      ([0, 1, 99, 99, 99, 99, 99, 1], [99]), ([0, 1, 0, 1, 8, 9, 9, 9, 9, 9], [8, 9]),
      ([1, 2, 99, 99, 99, 99, 99, 4], [99]), ([1, 2, 9, 9, 9, 9, 9, 1], [9]),
      ([12.5, 40.1, -99, -99, -99, -99, -99], [-99]),
    ] as [([Double], Set<Double>)]
  )
  func missingCodesOfMostCasesAreSeen(values: [Double], odd: Set<Double>) {
    #expect(Self.oddity(values)?.values == odd)
  }

  /// Two values, scores with a favourite, and counts.
  @Test(
    arguments: [
      [1, 9, 9, 9, 9, 1], [9, 9, 9, 9, 4, 5, 9], [5, 99, 99, 99, 99, 5], [99, 99, 85, 99, 90, 99],
      [0, 1, 8, 9],
      [0, 1, 2, 2, 2, 2, 2, 0], [0, 1, 7, 7, 7, 7, 7, 1],
    ] as [[Double]]
  )
  func frequentNumbersAreNot(values: [Double]) { #expect(Self.oddity(values) == nil) }

  /// Merged cases count as they would one by one.
  @Test func countsCount() {
    #expect(Self.oddity([0, 1, 9], [500, 400, 120])?.values == [9])
    #expect(Self.oddity([0, 1, 2], [500, 400, 400]) == nil)
    #expect(Self.oddity([0, 1, 9], [50, 40, 120])?.values == [9])
    #expect(Self.oddity([0, 1, 2], [50, 40, 120]) == nil)
  }
}
