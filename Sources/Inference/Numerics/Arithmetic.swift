/// Who does the linear algebra of a model's own matrices: factors, solutions, inverses.
///
/// The designs themselves go through the fused kernels at any size: on none has OpenBLAS been
/// measured to be faster (Benchmarks/README.md).
public enum Arithmetic: String, Sendable, CaseIterable {
  /// Our own loops and kernels: the same bits on every CPU.
  case portable
  /// OpenBLAS and LAPACK: faster on large matrices, with bits that depend on the CPU.
  case blas

  /// The number of columns up to which a plain loop is as fast as a call to LAPACK, or so fast that
  /// it does not matter.
  public static let crossover = 64

  /// The one to use for matrices with so many columns.
  public init(columnCount: Int, isPortable: Bool = false) {
    self = isPortable || columnCount <= Self.crossover ? .portable : .blas
  }
}
