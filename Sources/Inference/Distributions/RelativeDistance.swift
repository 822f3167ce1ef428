/// The functions of a distance relative to a width that heavy-tailed densities are made of.
///
/// With z the distance over the width: log(1 + z^2), and the first two derivatives of half of it
/// by the distance. Nothing overflows, because only the smaller number is divided by the larger.
struct RelativeDistance {
  private let distance: Double
  private let width: Double

  init(of distance: Double, over width: Double) {
    self.distance = distance
    self.width = width
  }

  /// log(1 + z^2).
  var logOnePlusSquare: Double {
    let z = distance / width
    if abs(z) > 1e150 { return 2 * (Portable.log(abs(distance)) - Portable.log(width)) }
    return Portable.log(onePlus: z * z)
  }

  /// d / (w^2 + d^2).
  var halfScore: Double {
    if abs(distance) > width {
      let ratio = width / distance
      return 1 / (distance * (1 + ratio * ratio))
    }
    let ratio = distance / width
    return ratio / (width * (1 + ratio * ratio))
  }

  /// (w^2 - d^2) / (w^2 + d^2)^2.
  var halfInformation: Double {
    let isFar = abs(distance) > width
    let ratio = isFar ? width / distance : distance / width
    let larger = isFar ? distance : width
    let square = ratio * ratio
    let magnitude = (1 - square) / ((1 + square) * (1 + square)) / larger / larger
    return isFar ? -magnitude : magnitude
  }
}
