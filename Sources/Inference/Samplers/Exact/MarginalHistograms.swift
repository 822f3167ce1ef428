/// The weights of a lattice's points on the grids of marginal distributions, one grid after another.
struct MarginalHistograms: Sendable {
  /// What a grid's variable is centred at and divided by.
  struct Scale: Sendable {
    var center: Double
    var deviation: Double

    /// The same centre with a larger unit.
    func widened(by factor: Double) -> Scale {
      Scale(center: center, deviation: factor * deviation)
    }
  }

  private let scales: [Scale]
  private var nodes: [Double]

  var isEmpty: Bool { scales.isEmpty }

  /// Makes empty grids.
  init(_ scales: [Scale]) {
    self.scales = scales
    nodes = [Double](repeating: 0, count: scales.count * MarginalGrid.count)
  }

  /// The weights at the nodes of a grid.
  subscript(index: Int) -> ArraySlice<Double> {
    nodes[(index * MarginalGrid.count)..<((index + 1) * MarginalGrid.count)]
  }

  /// Shares each weight between the three nodes next to a value, by a quadratic spline.
  ///
  /// Two nodes would let what the grid cannot resolve of so few points into low frequencies.
  ///
  /// - Parameters:
  ///   - index: The grid.
  ///   - numbers: The values, among others.
  ///   - place: Where the first is, and how far one is from the next.
  ///   - weights: Their weights.
  ///   - count: How many there are.
  mutating func fill(
    _ index: Int,
    _ numbers: [Double],
    at place: (start: Int, stride: Int),
    _ weights: [Double],
    _ count: Int
  ) {
    guard count > 0 else { return }
    let scale = scales[index]
    let factor = 1 / (scale.deviation * MarginalGrid.step)
    let origin = MarginalGrid.extent / MarginalGrid.step - scale.center * factor
    let base = index * MarginalGrid.count
    let last = Double(MarginalGrid.count - 3)
    let (start, stride) = place
    precondition(
      numbers.count > start + (count - 1) * stride && weights.count >= count
        && nodes.count >= base + MarginalGrid.count,
      "room for a batch"
    )
    unsafe nodes.withUnsafeMutableBufferPointer { nodes in
      unsafe numbers.withUnsafeBufferPointer { numbers in
        unsafe weights.withUnsafeBufferPointer { weights in
          for draw in 0..<count {
            let number = unsafe numbers[start + draw * stride]
            let weight = unsafe weights[draw]
            // Written so that what is not a number goes to the border.
            let place = min(last, max(1, number * factor + origin))
            let node = Int(place + 0.5)
            let x = place - Double(node)
            let (low, high) = (0.5 - x, 0.5 + x)
            unsafe nodes[base + node - 1] += 0.5 * weight * low * low
            unsafe nodes[base + node] += weight * (0.75 - x * x)
            unsafe nodes[base + node + 1] += 0.5 * weight * high * high
          }
        }
      }
    }
  }
}
