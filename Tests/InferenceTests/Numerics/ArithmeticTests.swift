import Testing

@testable import Inference

@Suite struct ArithmeticTests {
  @Test func sizeAndFlagChoose() {
    #expect(Arithmetic(columnCount: 128) == .portable)
    #expect(Arithmetic(columnCount: 129) == .blas)
    #expect(Arithmetic(columnCount: 5000, isPortable: true) == .portable)
  }

  /// OpenBLAS never multiplies designs in portable arithmetic, nor with half the registers that the
  /// kernels have; the kernel selected changes nothing.
  @Test func coresWithNarrowRegistersAreLeftOut() {
    #expect(Arithmetic.portable.forDesigns == .portable)
    let isWide = ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(BLAS.coreName)
    let expected = KernelVersion.v4.isAvailable && !isWide ? Arithmetic.portable : .blas
    #expect(Arithmetic.blas.forDesigns == expected)
  }
}
