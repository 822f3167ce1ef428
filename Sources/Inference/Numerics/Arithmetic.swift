/// Who does the linear algebra of the fits that proposals and starts come from.
///
/// That is: factors, solutions and inverses of matrices of the coefficients, and the products of a
/// design with matrices (the information X' W X, predictors of whole batches). Single log densities and
/// gradients go through the fused kernels at any size: two products by OpenBLAS with the functions between
/// them take 1.3 times as long or more (Benchmarks/README.md).
public enum Arithmetic: String, Sendable, CaseIterable {
  /// Our own loops and kernels: the same bits on every CPU.
  case portable
  /// OpenBLAS and LAPACK: faster on large matrices, with bits that depend on the CPU.
  case blas

  /// The number of columns up to which our own kernels are as fast, or so fast that it does not matter.
  ///
  /// Measured with `kernel-benchmark --products` (Benchmarks/README.md): with AVX-512 OpenBLAS is
  /// slower at 100 columns and faster by a tenth for the information at 128.
  public static let crossover = 128

  /// The one to use for matrices with so many columns.
  public init(columnCount: Int, isPortable: Bool = false) {
    self = isPortable || columnCount <= Self.crossover ? .portable : .blas
  }

  /// The one for products of a design where this is the one for factors.
  ///
  /// Portable where this processor has AVX-512, which our kernels use, and OpenBLAS runs a core without
  /// it, as old versions do on new processors: such a core needs 1.3 times as long as our kernels.
  /// Depends on processor and OpenBLAS, not on the ``KernelVersion`` selected.
  public var forDesigns: Arithmetic {
    self == .blas && KernelVersion.v4.isAvailable && !Self.wideCores.contains(BLAS.coreName)
      ? .portable : self
  }

  /// OpenBLAS's cores with AVX-512.
  private static let wideCores: Set = ["SkylakeX", "Cooperlake", "SapphireRapids"]
}
