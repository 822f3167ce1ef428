import InferenceTestSupport
import Testing

@testable import InferenceCore

/// Draws that occur twice are found; what chance or rejection repeats is not.
@Suite struct RepeatedDrawsTests {
  private static func chains(_ count: Int = 4, length: Int = 150, seed: UInt64) -> [[Double]] {
    var stream = TestStream(seed)
    return (0..<count).map { _ in stream.normal(length) }
  }

  private static func found(_ chains: [[Double]]) -> [RepeatedDraws] {
    VariableDiagnostics(chains).repeatedDraws
  }

  private static func repetitions(_ parameters: [[[Double]]]) -> [String] {
    let chains = parameters[0].indices.map { chain in
      ChainDraws(
        chain: chain + 1,
        dimension: parameters.count,
        values: parameters[0][chain].indices.flatMap { draw in
          parameters.map { $0[chain][draw] }
        }
      )
    }
    let names = parameters.indices.map { "x\($0)" }
    let report = DiagnosticsReport(Draws(parameterNames: names, chains: chains))
    return RepetitionText(parameters: report.parameters, chains: report.chains).phrases
  }

  /// 150 draws four times over: R-hat 0.994 and an effective sample size of 702.
  @Test func identicalChainFilesAreNamed() throws {
    let files = (1...4).map { Trials.path("chain-identical-\($0).csv") }
    let report = DiagnosticsReport(try DrawsReader.read(files: files).draws)
    #expect(!report.allPassed)
    let verdict = try #require(report.verdicts.first { $0.check == .distinctChains })
    #expect(verdict.status == .failed && verdict.offenders == ["chains 1 = 2 = 3 = 4"])
  }

  @Test func oneQuantityThatIsTheSame() {
    let (other, same) = (Self.chains(seed: 1), Self.chains(1, seed: 2)[0])
    let copies = [same, Self.chains(1, seed: 3)[0], same, Self.chains(1, seed: 4)[0]]
    #expect(Self.repetitions([other, copies]) == ["chains 1 = 3 in x1"])
    #expect(Self.repetitions([other, Self.chains(seed: 5)]).isEmpty)
  }

  @Test(arguments: [1, -1, 7, -40]) func shiftedCopies(_ lag: Int) throws {
    var chains = Self.chains(2, length: 200, seed: 6)
    let source = Self.chains(1, length: 300, seed: 7)[0]
    chains[0] = Array(source[50..<250])
    chains[1] = Array(source[(50 - lag)..<(250 - lag)])
    let repeated = try #require(Self.found(chains).first)
    #expect(repeated.first == 0 && repeated.second == 1 && repeated.lag == lag)
    #expect(repeated.length == 200 - abs(lag))
  }

  @Test func halvesOfAChain() throws {
    var chains = Self.chains(seed: 8)
    chains[2] = Array(chains[2].prefix(75) + chains[2].prefix(75))
    #expect(Self.repetitions([chains]) == ["chain 3 repeats 75 of its draws"])
    // Chains that met and went on together.
    chains = Self.chains(seed: 9)
    chains[3].replaceSubrange(100..<150, with: chains[1][100..<150])
    #expect(Self.repetitions([chains]) == ["chains 2 and 4 share 50 draws"])
  }

  /// A rejected proposal repeats a draw, rounding makes draws equal, and few values occur often.
  @Test func chanceAndRejectionAreNoCopies() {
    let rejected = Self.chains(length: 1000, seed: 10).map { chain in
      var last = 0.0
      return chain.enumerated().map { index, value in
        if index % 4 == 0 { last = value }
        return last
      }
    }
    #expect(Self.found(rejected).isEmpty)
    for digits in [10.0, 1, 0.5] {
      let rounded = Self.chains(length: 1000, seed: 11).map {
        $0.map { ($0 * digits).rounded() / digits }
      }
      #expect(Self.found(rounded).isEmpty, "\(digits)")
    }
    let coins = Self.chains(length: 1000, seed: 12).map { $0.map { $0 > 0 ? 1.0 : 0 } }
    #expect(Self.found(coins).isEmpty)
    let rare = Self.chains(length: 1000, seed: 13).map { $0.map { $0 > 3 ? 1.0 : 0 } }
    #expect(Self.found(rare).isEmpty)
  }

  /// The same coins twice are a copy: no chance puts a thousand alike.
  @Test func copiesOfFewValues() {
    var coins = Self.chains(length: 1000, seed: 14).map { $0.map { $0 > 0 ? 1.0 : 0 } }
    coins[1] = coins[0]
    #expect(Self.repetitions([coins]) == ["chains 1 = 2"])
  }

  @Test func whatIsNoDrawIsNoCopy() {
    let constant = [[Double]](repeating: [Double](repeating: 2, count: 100), count: 4)
    #expect(Self.found(constant).isEmpty)
    let counter = [[Double]](repeating: (0..<100).map(Double.init), count: 4)
    #expect(Self.found(counter).isEmpty)
    #expect(Self.found([[1, 2, 1], [1, 2, 1]]).isEmpty)
  }
}
