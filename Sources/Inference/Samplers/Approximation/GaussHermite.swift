/// The Gauss-Hermite rule with twenty nodes for the standard normal weight: exact for polynomials up
/// to degree 39.
enum GaussHermite {
  /// The positive nodes, ascending; the others are their negatives.
  static let nodes: [Double] = [
    0.3469641570813559,
    1.0429453488027511,
    1.7452473208141268,
    2.458663611172368,
    3.1890148165533896,
    3.9439673506573163,
    4.734581334046055,
    5.5787388058932015,
    6.510590157013654,
    7.619048541679758,
  ]
  /// The weight of each of a pair of nodes; all twenty add up to one.
  static let weights: [Double] = [
    0.2607930634495549,
    0.16173933398399995,
    0.061506372063976904,
    0.013997837447101003,
    0.0018301031310804928,
    0.00012882627996192944,
    4.402121090230853e-06,
    6.127490259982948e-08,
    2.4820623623151786e-10,
    1.257800672437927e-13,
  ]
}
