import Inference

/// One binomial design with made-up outcomes and the ways to evaluate it that are compared.
struct Design {
  let matrix: Matrix
  let successes: [Double]
  let trials: [Double]
  let position: [Double]

  /// Takes the design of a model, at a position near its posterior's bulk.
  init(_ design: CollapsedDesign) {
    matrix = Matrix(design.matrix)
    successes = design.successes
    trials = design.trials
    position = Self.position(matrix.columnCount)
  }

  /// Makes an intercept and `columnCount - 1` columns of normal-like numbers.
  init(rowCount: Int, columnCount: Int) {
    var random = SplitMix(state: 20_251)
    var matrix = Matrix(rowCount: rowCount, columnCount: columnCount, repeating: 1)
    for column in 1..<max(columnCount, 1) {
      for row in 0..<rowCount { matrix[row, column] = random.roughlyNormal() }
    }
    self.matrix = matrix
    successes = (0..<rowCount).map { _ in random.roughlyNormal() > 0 ? 1 : 0 }
    trials = [Double](repeating: 1, count: rowCount)
    position = Self.position(columnCount)
  }

  private static func position(_ count: Int) -> [Double] {
    (0..<count).map { 0.1 * Double($0 % 3 - 1) + 0.01 }
  }

  /// The library's fused pass.
  func fused() -> () -> Double {
    let panels = PanelDesign(matrix: matrix, successes: successes, trials: trials)
    var gradient = [Double](repeating: 0, count: position.count)
    return {
      var output = gradient.mutableSpan
      return panels.logLikelihood(at: position.span, addingScoreTo: &output)
    }
  }

  /// The products alone: X b and X' r, each one call of OpenBLAS over the whole matrix.
  func products() -> () -> Double {
    var predictor = [Double](repeating: 0, count: matrix.rowCount)
    var gradient = [Double](repeating: 0, count: position.count)
    return {
      BLAS.multiply(matrix, position, into: &predictor)
      var output = gradient.mutableSpan
      BLAS.addTransposed(matrix, successes.span, to: &output)
      return predictor[0] + gradient[0]
    }
  }

  /// The whole evaluation with those products, and elementary functions over whole arrays.
  func productsAndFunctions() -> () -> Double {
    let count = matrix.rowCount
    var predictor = [Double](repeating: 0, count: count)
    var decay = predictor
    var cost = predictor
    var gradient = [Double](repeating: 0, count: position.count)
    return {
      BLAS.multiply(matrix, position, into: &predictor)
      let sum = addCosts(of: &predictor, successes, trials, decay: &decay, cost: &cost)
      var output = gradient.mutableSpan
      BLAS.addTransposed(matrix, predictor.span, to: &output)
      return sum
    }
  }

  /// The log likelihoods of 256 coefficient vectors: a batch of the independence sampler.
  func batch(using arithmetic: Arithmetic) -> () -> Double {
    let panels = PanelDesign(matrix: matrix, successes: successes, trials: trials)
    let betas = (0..<256).flatMap { vector in position.map { $0 * (1 - Double(vector) / 256) } }
    var values = [Double](repeating: 0, count: 256)
    return {
      var output = values.mutableSpan
      panels.logLikelihoods(at: betas.span, into: &output, using: arithmetic)
      return values[0]
    }
  }

  /// Value, gradient and information at a point, or, `expected`, over a normal distribution of the
  /// coefficients with correlations.
  func moments(expected: Bool, using arithmetic: Arithmetic) -> () -> Double {
    let panels = PanelDesign(matrix: matrix, successes: successes, trials: trials)
    var factor = Matrix(rowCount: position.count, columnCount: position.count)
    for column in position.indices {
      for row in column..<position.count { factor[row, column] = row == column ? 0.02 : 0.001 }
    }
    return {
      DesignMoments(
        of: panels,
        at: position,
        covarianceFactor: expected ? factor : nil,
        using: arithmetic
      ).logLikelihood
    }
  }

  /// One plain read of the matrix: what no evaluation can beat unless it keeps data in cache.
  func read() -> () -> Double {
    let elements = matrix.elements
    return { sum(of: elements) }
  }
}

/// Turns linear predictors into residuals and returns the log likelihood.
///
/// Over plain pointers: nothing but the arithmetic is to be timed.
@inline(never)
private func addCosts(
  of predictor: inout [Double],
  _ successes: [Double],
  _ trials: [Double],
  decay: inout [Double],
  cost: inout [Double]
) -> Double {
  let count = predictor.count
  predictor.withUnsafeBufferPointer { eta in
    decay.withUnsafeMutableBufferPointer { for row in 0..<count { $0[row] = -abs(eta[row]) } }
  }
  var exponential = decay.mutableSpan
  Portable.exp(inPlace: &exponential)
  decay.withUnsafeBufferPointer { decay in
    cost.withUnsafeMutableBufferPointer { for row in 0..<count { $0[row] = decay[row] } }
  }
  var logarithm = cost.mutableSpan
  Portable.log(onePlusInPlace: &logarithm)
  var sum = 0.0
  predictor.withUnsafeMutableBufferPointer { eta in
    successes.withUnsafeBufferPointer { successes in
      trials.withUnsafeBufferPointer { trials in
        decay.withUnsafeBufferPointer { decay in
          cost.withUnsafeBufferPointer { cost in
            for row in 0..<count {
              sum += successes[row] * eta[row] - trials[row] * (max(eta[row], 0) + cost[row])
              let likely = 1 / (1 + decay[row])
              let probability = eta[row] < 0 ? 1 - likely : likely
              eta[row] = successes[row] - trials[row] * probability
            }
          }
        }
      }
    }
  }
  return sum
}

/// The sum over wide lanes, at the speed of the memory.
private func sum(of values: [Double]) -> Double {
  values.withUnsafeBytes { bytes in
    let step = MemoryLayout<SIMD8<Double>>.size
    var (first, second) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    var offset = 0
    while offset + 2 * step <= bytes.count {
      first += bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
      second += bytes.loadUnaligned(fromByteOffset: offset + step, as: SIMD8<Double>.self)
      offset += 2 * step
    }
    return (first + second).sum()
  }
}

/// A small generator: the same designs on every machine.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// The sum of four uniform numbers, centred and scaled to a standard deviation of one.
  mutating func roughlyNormal() -> Double {
    var sum = -2.0
    for _ in 0..<4 { sum += Double(next() >> 11) * 0x1p-53 }
    return sum * 1.732_050_807_568_877_2
  }
}
