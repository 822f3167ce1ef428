import Testing

@testable import Inference

struct DelimitedWriterTests {
  @Test func goldenText() {
    var table = DelimitedWriter(columns: ["case", "mean, sd", "n"])
    table.append(["Armenia \"2021\"", 0.25, 3])
    table.append(["two\nlines", .number(.nan), nil])
    #expect(
      table.text() == """
        case,"mean, sd",n,caveat
        "Armenia ""2021""\",0.25,3,
        "two
        lines",,,"undefined: mean, sd"

        """
    )
  }

  /// A number that is none is empty, and the row says why; a column of caveats takes it in.
  @Test func numbersThatAreNoneAreEmptyWithAReason() {
    var table = DelimitedWriter(columns: ["name", "mean", "ratio", "sd", "caveat"])
    table.append(["a", 1, .number(.infinity), .number(.nan), "aliased"])
    table.append(["b", .number(.nan), 2, .number(.nan), nil])
    table.append(["c", 1, 2, 3, nil])
    #expect(
      table.text() == """
        name,mean,ratio,sd,caveat
        a,1,,,aliased; undefined: sd; infinite: ratio
        b,,2,,undefined: mean sd
        c,1,2,3,

        """
    )
    var plain = DelimitedWriter(columns: ["x"])
    plain.append([1])
    #expect(plain.text() == "x\n1\n")
  }
}
