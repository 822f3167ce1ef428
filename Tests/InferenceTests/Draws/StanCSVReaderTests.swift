import Testing

@testable import InferenceCore

struct StanCSVReaderTests {
  // Written by hand after the layout that CmdStan's guide describes, with warmup saved and thinned.
  private static let saved = """
    # stan_version_major = 2
    # stan_version_minor = 30
    # model = eight_model
    # method = sample (Default)
    #   sample
    #     num_samples = 4
    #     num_warmup = 3
    #     save_warmup = 1
    #     thin = 2
    #     algorithm = hmc (Default)
    #             max_depth = 7
    # id = 3
    lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,theta.1,theta.2,log_lik.1
    -9,0.1,2,1,1,1,9,9,9,9,9
    -9,0.1,2,1,1,0,9,9,9,9,9
    # Adaptation terminated
    # Step size = 0.25
    # Elements of inverse mass matrix:
    # 1, 0
    # 0, 2
    -1.5,0.75,0.25,2,3,0,3.5,0.5,-1e-3,inf,-1
    -2.5,1,0.25,3,7,1,nan,+.5,-inf,NaN,-2
    #
    #  Elapsed Time: 0.01 seconds (Warm-up)
    #                0.02 seconds (Sampling)
    #

    """

  private func read(_ texts: String...) throws -> RecordedDraws {
    try DrawsReader.read(
      texts.enumerated().map { ("chain-\($0 + 1).csv", Array($1.utf8)) }
    )
  }

  @Test func warmupIsLeftOut() throws {
    let read = try read(Self.saved)
    let chain = try #require(read.draws.chains.first)
    #expect(read.draws.parameterNames == ["mu", "theta[1]", "theta[2]"])
    #expect(chain.chain == 3)
    #expect(chain.count == 2)
    #expect(chain.values.prefix(5) == [0.5, -1e-3, .infinity, 0.5, -.infinity])
    #expect(chain.values[5].isNaN)
    #expect(chain.statistics.map(\.logDensity) == [-1.5, -2.5])
    #expect(chain.statistics.map(\.isDivergent) == [false, true])
    #expect(chain.statistics.map(\.treeDepth) == [2, 3])
    #expect(chain.statistics.map(\.leapfrogCount) == [3, 7])
    #expect(chain.adaptation?.stepSize == 0.25)
    #expect(chain.adaptation?.isDense == true)
    #expect(chain.adaptation?.inverseMetric == [1, 0, 0, 2])
    #expect(read.maximumTreeDepth == 7)
    #expect(read.quantities?.names == ["log_lik[1]"])
    #expect(read.quantities?.chains == [[-1, -2]])
  }

  @Test func savedWarmupIsCountedWhereNoBlockEndsIt() throws {
    let text = """
      # num_warmup = 3
      # save_warmup = true
      # thin = 2
      lp__,accept_stat__,a
      9,9,9
      9,9,9
      -1,1,5
      """
    let read = try read(text)
    #expect(read.draws.chains[0].values == [5])
    #expect(read.statistics == [.logDensity, .acceptanceRate])
    #expect(read.draws.chains[0].statistics[0].energy.isNaN)
  }

  @Test func commentsMayHaveBeenStripped() throws {
    let read = try read("lp__,accept_stat__,b.1,b.2\r\n-1,1,5,6\r\n")
    #expect(read.draws.parameterNames == ["b[1]", "b[2]"])
    #expect(read.draws.chains[0].values == [5, 6])
  }

  @Test func otherMethodsAreRefused() {
    let error = #expect(throws: DrawsError.self) {
      try read("# method = optimize\nlp__,a\n-1,2\n")
    }
    #expect(error?.kind == .notSampling)
    #expect(error?.value == "optimize")
    #expect(error?.accepted == ["sample"])
  }

  @Test func wordsAmongNumbersAreRefused() {
    let error = #expect(throws: DrawsError.self) {
      try read("# model = m\nlp__,accept_stat__,a\n-1,1,2\n-1,1,oops\n")
    }
    #expect(error?.kind == .notNumber)
    #expect(error?.file == "chain-1.csv")
    #expect(error?.line == 4)
    #expect(error?.column == "a")
    #expect(error?.value == "oops")
    #expect(error?.accepted.isEmpty == false)
  }

  @Test func rowCutShortIsRefused() {
    let error = #expect(throws: DrawsError.self) {
      try read("# model = m\nlp__,accept_stat__,a\n-1,1,2\n-1,1")
    }
    #expect(error?.kind == .file(.raggedRow(expected: 3, found: 2)))
    #expect(error?.line == 4)
  }

  @Test func nothingButWarmupIsNoDraws() {
    let error = #expect(throws: DrawsError.self) {
      try read("# save_warmup = 1\nlp__,accept_stat__,a\n-1,1,2\n# Adaptation terminated\n")
    }
    #expect(error?.kind == .noDraws)
  }

  @Test func chainsMustMatch() {
    let one = "# id = 1\nlp__,accept_stat__,a\n-1,1,2\n"
    let names = #expect(throws: DrawsError.self) {
      try read(one, "# id = 2\nlp__,accept_stat__,b\n-1,1,2\n")
    }
    #expect(names?.kind == .differentParameters)
    #expect(names?.file == "chain-2.csv")
    #expect(names?.value == "b")
    #expect(names?.accepted == ["a"])
    let lengths = #expect(throws: DrawsError.self) {
      try read(one, one + "-1,1,3\n")
    }
    #expect(lengths?.kind == .unequalChains(counts: [1, 2]))
    let columns = #expect(throws: DrawsError.self) {
      try read(one, "# id = 2\nlp__,accept_stat__,a,lprior\n-1,1,2,3\n")
    }
    #expect(columns?.kind == .differentColumns)
  }

  @Test func repeatedIdentifiersAreNumberedAnew() throws {
    let one = "# id = 1\nlp__,accept_stat__,a\n-1,1,2\n"
    #expect(try read(one, one).draws.chains.map(\.chain) == [1, 2])
  }
}
