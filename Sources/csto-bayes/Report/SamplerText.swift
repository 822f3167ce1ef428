import Inference

/// Which sampler made the draws of a fit, how it was tuned, why it was chosen, and what the estimates
/// are made of.
struct SamplerText {
  let result: AnalysisResult

  var text: String {
    let engine = result.engine
    let run = result.input.options.run
    let draws =
      switch warmupCount {
      case let count?: "(\(count) warmup + \(run.draws) draws)"
      case nil: "\(run.draws) draws"
      }
    var lines = [
      "\(engine.sampler.rawValue), \(run.chains) chains x \(draws), seed \(run.seed)"
    ]
    if let reason = engine.reason, engine.sampler != .independence,
      result.exact?.isRequested != true
    {
      lines.append("because \(reason)")
    }
    if let certificate = engine.certificate {
      lines.append(
        (certificate.isAccepted ? "certified" : "not certified")
          + ": Pareto k-hat of the weights \(NumberText.shape(certificate.paretoK)) (< 0.5), their "
          + "efficiency \(NumberText.fixed(certificate.importanceEfficiency, 2)) (>= 0.6)"
      )
    }
    if case .warmStart = engine.warmup {
      lines.append("started from a fit of the posterior; warmup tuned the step size alone")
    }
    if let weighted = result.weighted, result.estimateSource != "exact" {
      lines.append(
        "estimates from all \(weighted.count) proposals by smoothed weights, as precise as "
          + "\(NumberText.whole(Int(weighted.effectiveSize))) independent draws;"
      )
      lines.append(
        result.configurations.isEmpty || result.areProbabilitiesWeighted
          ? "R-hat and ESS are those of the draws"
          : "R-hat, ESS and probabilities are those of the draws"
      )
    }
    return "Sampler   " + lines.joined(separator: "\n          ") + "\n"
  }

  /// The iterations that tuned the chains; nil for a sampler that has none.
  private var warmupCount: Int? {
    guard result.engine.sampler != .independence else { return nil }
    return result.draws.chains.first?.adaptation?.warmupCount ?? result.input.options.run.warmup
  }
}
