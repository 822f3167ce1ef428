import RealModule
import Testing

@testable import Inference

@Suite("FourierTransform") struct FourierTransformTests {
  @Test func equalsNumPy() {
    // rng = numpy.random.default_rng(3); numpy.fft.fft of two rounded normal samples of 8
    var real = [2.041, -2.556, 0.418, -0.568, -0.453, -0.216, -2.02, -0.232]
    var imaginary = [-0.865, 3.323, 0.226, -0.353, -0.281, -0.668, -1.055, -0.391]
    let expectedReal = [
      -3.586, 5.206891231902759, 6.589, 5.478975210898442, 3.558, 2.3431087680972404, -0.209,
      -3.052975210898442,
    ]
    let expectedImaginary = [
      -0.064, 1.665410852485623, 1.655, 0.9510246404247787, -3.886, -7.7094108524856235, -2.289,
      2.7569753595752213,
    ]
    FourierTransform(count: 8).transform(real: &real, imaginary: &imaginary)
    for index in 0..<8 {
      #expect(abs(real[index] - expectedReal[index]) < 1e-14)
      #expect(abs(imaginary[index] - expectedImaginary[index]) < 1e-14)
    }
  }

  @Test func impulse() {
    // A single 1 at place 3 of 1024 turns into exp(-2 pi i 3 k / 1024).
    var real = [Double](repeating: 0, count: 1024)
    var imaginary = real
    real[3] = 1
    FourierTransform(count: 1024).transform(real: &real, imaginary: &imaginary)
    for index in 0..<1024 {
      let angle = -2 * Double.pi * Double(3 * index % 1024) / 1024
      #expect(abs(real[index] - Double.cos(angle)) < 1e-14)
      #expect(abs(imaginary[index] - Double.sin(angle)) < 1e-14)
    }
  }
}
