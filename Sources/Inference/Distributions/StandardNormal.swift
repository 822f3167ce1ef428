/// The normal distribution with mean 0 and standard deviation 1.
public enum StandardNormal {
  /// Half the logarithm of 2 pi.
  static let logNormalization = 0.918_938_533_204_672_741_780_329_736_406

  /// Log density, normalised.
  ///
  /// NaN in, NaN out.
  public static func logDensity(_ x: Double) -> Double {
    -0.5 * x * x - logNormalization
  }

  /// Probability of a value at most `x`, accurate in both tails to the precision of `erfc`.
  public static func cumulative(_ x: Double) -> Double {
    0.5 * Portable.erfc(-x * 0.5.squareRoot())
  }

  /// The value below which a probability lies: the inverse of ``cumulative(_:)``.
  ///
  /// Relative error about 1e-16 (one part in 10^16) for probabilities from 1e-300 up. 0 and 1 give
  /// minus and plus infinity; anything outside [0, 1], and NaN, gives NaN. No allocation.
  ///
  /// Source: M. J. Wichura, Algorithm AS 241: The percentage points of the normal distribution,
  /// Applied Statistics 37 (1988) 477-484, routine PPND16.
  public static func quantile(_ probability: Double) -> Double {
    let offset = probability - 0.5
    if abs(offset) <= 0.425 {
      let r = 0.180625 - offset * offset
      return offset * (central.numerator(r) / central.denominator(r))
    }
    guard probability >= 0, probability <= 1 else { return .nan }
    let tail = offset < 0 ? probability : 1 - probability
    guard tail > 0 else { return offset < 0 ? -.infinity : .infinity }
    let r = (-Portable.log(tail)).squareRoot()
    let magnitude =
      r <= 5
      ? middle.numerator(r - 1.6) / middle.denominator(r - 1.6)
      : far.numerator(r - 5) / far.denominator(r - 5)
    return offset < 0 ? -magnitude : magnitude
  }

  /// A ratio of two polynomials of degree seven, coefficients from the constant up.
  private struct Rational: Sendable {
    let top: (Double, Double, Double, Double, Double, Double, Double, Double)
    let bottom: (Double, Double, Double, Double, Double, Double, Double, Double)

    func numerator(_ x: Double) -> Double { Self.evaluate(top, x) }
    func denominator(_ x: Double) -> Double { Self.evaluate(bottom, x) }

    private static func evaluate(
      _ c: (Double, Double, Double, Double, Double, Double, Double, Double),
      _ x: Double
    ) -> Double {
      (((((((c.7 * x + c.6) * x + c.5) * x + c.4) * x + c.3) * x + c.2) * x + c.1) * x + c.0)
    }
  }

  /// For |p - 1/2| <= 0.425, in 0.180625 - (p - 1/2)^2.
  private static let central = Rational(
    top: (
      3.387_132_872_796_366_608_0, 133.141_667_891_784_377_45, 1971.590_950_306_551_442_7,
      13731.693_765_509_461_125, 45921.953_931_549_871_457, 67265.770_927_008_700_853,
      33430.575_583_588_128_105, 2509.080_928_730_122_672_7
    ),
    bottom: (
      1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_30, 5394.196_021_424_751_107_7,
      21213.794_301_586_595_867, 39307.895_800_092_710_610, 28729.085_735_721_942_674,
      5226.495_278_852_854_561_0
    )
  )

  /// For sqrt(-log(tail)) <= 5, in that number less 1.6.
  private static let middle = Rational(
    top: (
      1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_90, 5.769_497_221_460_691_405_50,
      3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 2.417_807_251_774_506_117_70e-1,
      2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_40e-4
    ),
    bottom: (
      1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_40,
      6.897_673_349_851_000_045_50e-1,
      1.481_039_764_274_800_745_90e-1, 1.519_866_656_361_645_719_66e-2,
      5.475_938_084_995_344_946_00e-4, 1.050_750_071_644_416_843_24e-9
    )
  )

  /// For sqrt(-log(tail)) > 5, in that number less 5.
  private static let far = Rational(
    top: (
      6.657_904_643_501_103_777_20, 5.463_784_911_164_114_369_90, 1.784_826_539_917_291_335_80,
      2.965_605_718_285_048_912_30e-1, 2.653_218_952_657_612_309_30e-2,
      1.242_660_947_388_078_438_60e-3, 2.711_555_568_743_487_578_15e-5,
      2.010_334_399_292_288_132_65e-7
    ),
    bottom: (
      1, 5.998_322_065_558_879_376_90e-1, 1.369_298_809_227_358_053_10e-1,
      1.487_536_129_085_061_485_25e-2, 7.868_691_311_456_132_591_00e-4,
      1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
      2.044_263_103_389_939_785_64e-15
    )
  )
}
