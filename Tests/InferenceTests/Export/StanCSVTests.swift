import Testing

@testable import Inference

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
        # stan_version_major = 2
        # stan_version_minor = 35
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
        #       init_buffer = 75 (Default)
        #       term_buffer = 50 (Default)
        #       window = 25 (Default)
        #       save_metric = false (Default)
        #     algorithm = hmc (Default)
        #       hmc
        #         engine = nuts (Default)
        #           nuts
        #             max_depth = 10 (Default)
        #         metric = diag_e (Default)
        #         metric_file =  (Default)
        #         stepsize = 1 (Default)
        #         stepsize_jitter = 0 (Default)
        #     num_chains = 1 (Default)
        # id = 1 (Default)
        # data
        #   file =  (Default)
        # init = 2 (Default)
        # random
        #   seed = 20220105
        # output
        #   file = chain-1.csv
        #   diagnostic_file =  (Default)
        #   refresh = 100 (Default)
        #   sig_figs = 17
        #   profile_file = profile.csv (Default)
        #   save_cmdstan_config = false (Default)
        # num_threads = 1 (Default)
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

  @Test func withoutAdaptationTheFileIsOfFixedParameters() {
    var chain = ExportExamples.chain(1, values: [1, 2, 3, 4])
    chain.adaptation = nil
    let draws = Draws(parameterNames: ["a", "b"], chains: [chain])
    let text = StanCSV(draws: draws, index: 0, settings: .init(seed: 1)).text()
    #expect(text.contains("#     algorithm = fixed_param\n"))
    #expect(text.contains("\nlp__,accept_stat__,a,b\n-3.5,0.75,1,2\n-2,1,3,4\n# \n"))
    #expect(!text.contains("Adaptation terminated"))
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
