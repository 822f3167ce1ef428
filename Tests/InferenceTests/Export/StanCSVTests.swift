import Inference
import Testing

@testable import InferenceCore

struct StanCSVTests {
  private func file(
    _ draws: Draws = ExportExamples.draws,
    index: Int = 0,
    change: (inout StanCSV.Settings) -> Void = { _ in }
  ) -> StanCSV {
    var settings = StanCSV.Settings(seed: 20_220_105)
    change(&settings)
    return StanCSV(
      draws: draws,
      index: index,
      quantities: ExportExamples.quantities,
      settings: settings
    )
  }

  @Test func goldenFile() {
    #expect(
      file().text() == """
        # written by csto-bayes in the layout of CmdStan; Stan did not run, and elapsed times are in run.json
        # stan_version_major = 0
        # stan_version_minor = 0
        # stan_version_patch = 0
        # model = csto_bayes_model
        # method = sample (Default)
        #   sample
        #     num_samples = 2
        #     num_warmup = 1000 (Default)
        #     save_warmup = false (Default)
        #     thin = 1 (Default)
        #     adapt
        #       engaged = true (Default)
        #       gamma = 0.05 (Default)
        #       delta = 0.8 (Default)
        #       kappa = 0.75 (Default)
        #       t0 = 10 (Default)
        #     algorithm = hmc (Default)
        #       hmc
        #         engine = nuts (Default)
        #           nuts
        #             max_depth = 10 (Default)
        #         metric = diag_e (Default)
        # id = 1 (Default)
        # data
        #   file =  (Default)
        # random
        #   seed = 20220105
        # output
        #   file = chain-1.csv
        # name a_x_b a:b
        lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,Intercept,a_x_b,lprior,log_lik.1,log_lik.2
        # Adaptation terminated
        # Step size = 0.5
        # Diagonal elements of inverse mass matrix:
        # 1, 2
        -3.5,0.75,0.5,2,3,0,4.25,0.5,-1,-1,-0.25,-2
        -2,1,0.5,3,7,1,nan,2,1e-07,-3,-4,-5
        #\u{20}
        #  Elapsed Time: 0 seconds (Warm-up)
        #                0 seconds (Sampling)
        #                0 seconds (Total)
        #\u{20}

        """
    )
  }

  @Test func settingsThatDifferLoseTheirMark() {
    let text = file(index: 1) {
      $0.targetAcceptanceRate = 0.95
      $0.maximumTreeDepth = 12
      $0.includesTimes = true
      $0.dataFile = "a=b\nc.csv"
    }.text()
    #expect(text.contains("#       delta = 0.95\n"))
    #expect(text.contains("#             max_depth = 12\n"))
    #expect(text.contains("# id = 2\n"))
    #expect(text.contains("#   file = chain-2.csv\n"))
    #expect(text.contains("#   file = a_b_c.csv\n"))
    #expect(text.contains("#  Elapsed Time: 0.012 seconds (Warm-up)\n"))
    #expect(text.contains("#                1.012 seconds (Total)\n"))
  }

  @Test func denseMetricHasOneRowALine() {
    let chain = ExportExamples.chain(1, values: [1, 2, 3, 4], isDense: true)
    let draws = Draws(parameterNames: ["a", "b"], chains: [chain])
    let text = StanCSV(draws: draws, index: 0, settings: .init(seed: 1)).text()
    #expect(text.contains("#         metric = dense_e\n"))
    #expect(text.contains("# Elements of inverse mass matrix:\n# 1, 0.25\n# 0.25, 2\n"))
  }

  /// No warmup, no adaptation, no fixed parameters: the file says what happened.
  @Test func withoutAdaptationNothingIsClaimed() throws {
    var chain = ExportExamples.chain(1, values: [1, 2, 3, 4])
    chain.adaptation = nil
    let draws = Draws(parameterNames: ["a", "b"], chains: [chain])
    var settings = StanCSV.Settings(seed: 1)
    settings.program = "csto-bayes 1.2.3"
    let text = StanCSV(draws: draws, index: 0, settings: settings).text()
    #expect(text.hasPrefix("# written by csto-bayes 1.2.3 in the layout of CmdStan;"))
    for line in [
      "#     num_warmup = 1\n", "#     (there was no warmup;", "#       engaged = false\n",
      "#     algorithm = independence\n",
      "# stan_version_major = 0\n",
    ] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(text.contains("\nlp__,accept_stat__,a,b\n-3.5,0.75,1,2\n-2,1,3,4\n# \n"))
    for claim in ["Adaptation terminated", "fixed_param", "hmc", "delta", "profile", "init ="] {
      #expect(!text.contains(claim), "\(claim)")
    }
    settings.algorithm = "random-walk"
    settings.warmupCount = 700
    let walk = StanCSV(draws: draws, index: 0, settings: settings).text()
    #expect(walk.contains("num_warmup = 700\n") && walk.contains("engaged = true (Default)\n"))
    let read = try DrawsReader.read([(name: "chain-1.csv", bytes: Array(text.utf8))])
    #expect(read.draws.count == 2)
  }

  @Test func isReadBackExactly() throws {
    let files = (0..<2).map { index in
      let file = file(index: index)
      return (name: file.fileName, bytes: Array(file.text().utf8))
    }
    let read = try DrawsReader.read(files)
    #expect(read.draws.parameterNames == ["Intercept", "a:b"])
    #expect(read.draws.chains.map(\.values) == ExportExamples.draws.chains.map(\.values))
    #expect(read.draws.chains.map(\.chain) == [1, 2])
    #expect(read.quantities == ExportExamples.quantities)
    #expect(read.maximumTreeDepth == 10)
    let statistics = read.draws.chains[0].statistics
    #expect(statistics[0] == ExportExamples.draws.chains[0].statistics[0])
    #expect(statistics[1].isDivergent && statistics[1].energy.isNaN)
    #expect(read.draws.chains[0].adaptation?.inverseMetric == [1, 2])
  }
}
