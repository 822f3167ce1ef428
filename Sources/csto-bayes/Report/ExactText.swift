import Foundation
import Inference

/// The exact posterior of a fit: whether there is one, and how far the draws are from it.
struct ExactText {
  let result: AnalysisResult

  var text: String {
    guard let answer = result.exact else { return "" }
    var lines: [String] = []
    lines.append(answer.verdict)
    if let posterior = answer.posterior {
      if answer.exact != nil {
        lines.append("\(estimates) are; R-hat and ESS are those of draws")
      } else if answer.isRequested {
        lines.append("estimates are those of the draws")
      }
      if let largest = answer.comparisons.largest {
        let limit = MonteCarloError.limit(comparisons: answer.comparisons.numberCount)
        let agrees = answer.comparisons.discrepancies.isEmpty
        lines.append(
          "the draws \(agrees ? "agree" : "DISAGREE") with exact integration (gap "
            + "\(NumberText.fixed(largest.number.score, 1)) Monte Carlo errors, limit "
            + "\(NumberText.fixed(limit, 1)): \(largest.number.name) of \(largest.subject))"
        )
      }
      if answer.exact != nil, let evidence = posterior.logMarginalLikelihood {
        lines.append("log marginal likelihood \(number(evidence))")
      }
    }
    return "Exact     " + lines.joined(separator: "\n          ") + "\n"
  }

  /// Which estimates are exact: where rows are many, the coefficients alone.
  private var estimates: String {
    let areAll =
      result.configurations.isEmpty || result.exact?.posterior?.probabilities.isEmpty == false
    return areAll ? "all estimates" : "the estimates of coefficients"
  }

  /// A number to the place that its error leaves certain.
  private func number(_ estimate: ExactEstimate) -> String {
    let error = max(estimate.error, 1e-6)
    let decimals = min(max(Int((-log10(2 * error)).rounded(.down)), 0), 5)
    return NumberText.fixed(estimate.value, decimals)
  }
}
