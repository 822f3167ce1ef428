import Foundation
import Inference

/// Small samples that the tests of this folder write.
enum ExportExamples {
  /// Two chains of two draws of two parameters; every number has a short decimal form.
  static let draws = Draws(
    parameterNames: ["Intercept", "a:b"],
    chains: [
      chain(1, values: [0.5, -1, 2, 1e-7]), chain(2, values: [0.1, 3.25, -0.0, 1e20]),
    ]
  )

  static let quantities = GeneratedQuantities(
    names: ["lprior", "log_lik[1]", "log_lik[2]"],
    chains: [[-1, -0.25, -2, -3, -4, -5], [-6, -7, -8, -9, -10, -11.5]]
  )

  /// A path in the folder for temporary files that nothing else uses.
  static func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.path + "/csto-bayes-" + UUID().uuidString
  }

  static func chain(_ number: Int, values: [Double], isDense: Bool = false) -> ChainDraws {
    ChainDraws(
      chain: number,
      dimension: 2,
      values: values,
      statistics: [
        SamplerStatistics(
          logDensity: -3.5,
          acceptanceRate: 0.75,
          stepSize: 0.5,
          treeDepth: 2,
          leapfrogCount: 3,
          energy: 4.25
        ),
        SamplerStatistics(
          logDensity: -2,
          acceptanceRate: 1,
          stepSize: 0.5,
          treeDepth: 3,
          leapfrogCount: 7,
          isDivergent: true,
          energy: .nan
        ),
      ],
      adaptation: ChainDraws.Adaptation(
        stepSize: 0.5,
        inverseMetric: isDense ? [1, 0.25, 0.25, 2] : [1, 2],
        isDense: isDense,
        warmupCount: 1000,
        warmupLeapfrogCount: 100
      ),
      warmupSeconds: 0.0123,
      samplingSeconds: 1
    )
  }
}
