extension LatticeSums.Predictors {
  /// The same rows on one scale for several humps: that of the hump over which each spreads most.
  init(widestOf humps: [LatticeSums.Predictors]) {
    let first = humps[0]
    let widest = (0..<first.count).map { row in
      humps.max { $0.spread[row] < $1.spread[row] } ?? first
    }
    self.init(
      rows: first.rows,
      center: widest.enumerated().map { $1.center[$0] },
      spread: widest.enumerated().map { $1.spread[$0] },
      link: first.link,
      isCompressed: first.isCompressed
    )
  }
}

/// The linear predictors of a first look at a posterior: where each lies and how far it spreads.
extension LatticePilot {
  /// The rows that are predicted for, with the middle and the spread of each predictor.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - offsets: Their offsets; empty for none.
  ///   - tables: How coordinates become coefficients.
  ///   - link: How predictors become probabilities.
  ///   - isCompressed: Whether the predictors may have heavy tails.
  /// - Returns: What sums over a lattice need.
  func predictors(
    rows: [[Double]],
    offsets: [Double],
    _ tables: CoordinateTables,
    link: Link,
    isCompressed: Bool
  ) -> LatticeSums.Predictors {
    let scales = rows.indices.map { row in
      scale(rows[row], offset: offsets.isEmpty ? 0 : offsets[row], tables, isCompressed)
    }
    return LatticeSums.Predictors(
      rows: PanelDesign(matrix: Matrix(rows: rows), offset: offsets),
      center: scales.map(\.center),
      // A predictor of zeros is a constant.
      spread: scales.map { $0.deviation > 0 ? $0.deviation : 1 },
      link: link,
      isCompressed: isCompressed
    )
  }

  /// The mean and standard deviation of a predictor; of one that may have heavy tails the median and the
  /// interquartile range, in standard deviations of a normal distribution.
  private func scale(
    _ row: [Double],
    offset: Double,
    _ tables: CoordinateTables,
    _ isCompressed: Bool
  ) -> LatticeSums.Scale {
    if isCompressed {
      let order = WeightedOrder(predictor(row, offset), weights: weights)
      return LatticeSums.Scale(
        center: order.quantile(0.5),
        deviation: (order.quantile(0.75) - order.quantile(0.25)) / 1.349
      )
    }
    guard tables.isAffine else { return moments(predictor(row, offset)) }
    var (center, variance) = (offset, 0.0)
    for column in row.indices {
      center += row[column] * tables.coefficient(column, at: frame.center[column])
    }
    for axis in row.indices {
      let share = row.indices.reduce(0) {
        $0 + row[$1] * tables.derivative($1, at: 0) * frame.root[$1, axis]
      }
      variance += share * share
    }
    return LatticeSums.Scale(center: center, deviation: variance.squareRoot())
  }

  /// The weighted mean and standard deviation.
  private func moments(_ values: [Double]) -> LatticeSums.Scale {
    let total = weights.reduce(0, +)
    let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    let variance = zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    return LatticeSums.Scale(center: mean, deviation: (variance / total).squareRoot())
  }

  /// The scale of each coordinate's and each predictor's histogram.
  func scales(
    _ predictors: LatticeSums.Predictors,
    rows: [[Double]],
    offsets: [Double]
  ) -> [LatticeSums.Scale] {
    let own = frame.center.indices.map {
      LatticeSums.Scale(center: frame.center[$0], deviation: frame.deviations[$0])
    }
    return own
      + (0..<predictors.count).map { row in
        let scale = LatticeSums.Scale(
          center: predictors.center[row],
          deviation: predictors.spread[row]
        )
        guard predictors.isCompressed else { return scale }
        let compressed = predictor(rows[row], offsets.isEmpty ? 0 : offsets[row]).map {
          Portable.asinh(($0 - scale.center) / scale.deviation)
        }
        let result = moments(compressed)
        return result.deviation > 0 ? result : LatticeSums.Scale(center: 0, deviation: 1)
      }
  }

  private func predictor(_ row: [Double], _ offset: Double) -> [Double] {
    weights.indices.map { point in
      var eta = offset
      for column in row.indices { eta += row[column] * coefficients[point * row.count + column] }
      return eta
    }
  }
}
