import Testing

@testable import Inference

struct DelimitedWriterTests {
  @Test func goldenText() {
    var table = DelimitedWriter(columns: ["case", "mean, sd", "n"])
    table.append(["Armenia \"2021\"", 0.25, 3])
    table.append(["two\nlines", .number(.nan), nil])
    #expect(
      table.text() == """
        case,"mean, sd",n
        "Armenia ""2021""\",0.25,3
        "two
        lines",NaN,

        """
    )
  }
}
