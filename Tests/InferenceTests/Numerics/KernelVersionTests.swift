import Testing

@testable import Inference

/// One after the other: the version is a property of the process.
@Suite(.serialized) struct KernelVersionTests {
  private static func withEachVersion<Result>(_ body: () -> Result) -> [Result] {
    let before = KernelVersion.current
    defer { _ = before.select() }
    return KernelVersion.available.map { version in
      #expect(version.select())
      #expect(KernelVersion.current == version)
      return body()
    }
  }

  @Test func theWidestIsTheDefaultAndOthersAreRefused() {
    #expect(KernelVersion.current == KernelVersion.available.last)
    let current = KernelVersion.current
    for version in KernelVersion.allCases where !version.isAvailable {
      #expect(!version.select())
      #expect(KernelVersion.current == current)
    }
    #if arch(x86_64)
      #expect(KernelVersion.available.first == .baseline)
    #else
      #expect(KernelVersion.available == [.plain])
    #endif
  }

  @Test func arraysHaveTheBitsOfOneNumberUnderEveryVersion() {
    var random = KernelNumbers(state: 7)
    let special: [Double] = [
      0, -0.0, .infinity, -.infinity, .nan, -1, 1, .leastNonzeroMagnitude,
      -.leastNonzeroMagnitude, .greatestFiniteMagnitude, 709.782712893384, 709.7827128933841,
      -745.1332191019411, -745.1332191019412, 0x1p-1022, 0x1p-54, -0x1p-54,
    ]
    let patterns = (0..<5000).map { _ in Double(bitPattern: random.next()) }
    let values =
      special + patterns + random.numbers(5000, in: -750...720) + random.numbers(5001, in: -1...3)
    let expected: [[UInt64]] = [
      values.map { Portable.exp($0).bitPattern }, values.map { Portable.log($0).bitPattern },
      values.map { Portable.log(onePlus: $0).bitPattern },
    ]
    let found = Self.withEachVersion {
      var results = [values, values, values]
      var span = results[0].mutableSpan
      Portable.exp(inPlace: &span)
      span = results[1].mutableSpan
      Portable.log(inPlace: &span)
      span = results[2].mutableSpan
      Portable.log(onePlusInPlace: &span)
      return results.map { $0.map(\.bitPattern) }
    }
    for result in found { #expect(result == expected) }
  }

  @Test func designsHaveTheSameBitsUnderEveryVersion() {
    for rows in [1, 2, 7, 8, 9, 16, 24, 31, 32, 33, 64, 65, 95, 129, 300, 700] {
      for columns in [1, 2, 3, 5, 8, 11, 17, 51, 60] {
        for scale in [0.5, 1e3, 1e308, .infinity, .nan] {
          let problem = KernelProblem(
            rows: rows,
            columns: columns,
            scale: scale,
            seed: UInt64(rows * 61 + columns)
          )
          let found = Self.withEachVersion {
            let score = problem.score
            let value = problem.design.logLikelihood(at: problem.beta.span)
            return ([score.value, value] + score.gradient + problem.predictor).map(\.bitPattern)
          }
          for result in found { #expect(result == found[0]) }
          #expect(found[0][0] == found[0][1])
        }
      }
    }
  }
}
