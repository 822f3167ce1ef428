/// The cauchit link: `eta` is a standard Cauchy quantile of the probability.
///
/// A failure at a large `eta` costs log(pi eta), not `eta` itself: cases that a condition does not explain weigh little.
/// The log likelihood is not concave, and falls like a power only.
///
/// Source: R. Koenker, J. Yoon, Parametric links for binary choice models, Journal of Econometrics 152 (2009)
/// 120-130.
public enum CauchitLink: SymmetricLinkFunction {
  /// The link.
  public static var link: Link { .cauchit }
  /// Beyond one scale the log density of its tail is convex.
  public static var isLogConcave: Bool { false }

  /// 1 / (pi (1 + eta^2)), the standard Cauchy density.
  public static func slope(at eta: Double) -> Double { 1 / (.pi * (1 + eta * eta)) }

  /// The standard Cauchy quantile.
  public static func predictor(ofProbability probability: Double) -> Double {
    Cauchy(location: 0, scale: 1).quantile(probability)
  }
}
