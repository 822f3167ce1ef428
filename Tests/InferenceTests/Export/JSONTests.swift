import Testing

@testable import Inference

struct JSONTests {
  @Test func goldenText() {
    let value: JSON = [
      "z": 1, "a": [1, 2.5, nil, true, "x"], "empty": [], "nothing": [:],
      "rows": [["b": .number(.nan)], ["b": .number(-.infinity)], ["b": 1e-300]],
    ]
    #expect(
      value.text() == """
        {
          "z": 1,
          "a": [1, 2.5, null, true, "x"],
          "empty": [],
          "nothing": {},
          "rows": [
            {
              "b": null,
              "caveat": [
                {
                  "code": "undefined",
                  "message": "there is no such number: b"
                }
              ]
            },
            {
              "b": null,
              "caveat": [
                {
                  "code": "infinite",
                  "message": "infinite: b"
                }
              ]
            },
            {
              "b": 1e-300
            }
          ]
        }

        """
    )
  }

  /// A number that is none has its reason beside it, after the caveats that are there.
  @Test func numbersThatAreNoneSaySo() {
    let known: JSON = ["code": "aliased", "message": "m"]
    let value: JSON = [
      "mean": .number(.nan), "ess": [1, .number(.nan), .number(.infinity)], "sd": 2,
      "caveat": [known], "n": nil,
    ]
    let same: JSON = [
      "mean": nil, "ess": [1, nil, nil], "sd": 2,
      "caveat": [
        known, ["code": "undefined", "message": "there is no such number: mean, ess"],
        ["code": "infinite", "message": "infinite: ess"],
      ],
      "n": nil,
    ]
    #expect(value.text() == same.text())
    let good: JSON = ["mean": 1, "n": nil, "list": [nil]]
    #expect(!good.text().contains("caveat"))
  }

  // RFC 8259, section 7.
  @Test func stringsAreEscaped() {
    let text = JSON.string("\"\\/\n\r\t\u{0}\u{1F}\u{7F}é\u{2028}🙂").text()
    #expect(text == "\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\u{7F}é\u{2028}🙂\"\n")
  }

  @Test func membersAreFoundByName() {
    let value: JSON = ["a": 1, "b": "x"]
    #expect(value["b"] == "x")
    #expect(value["c"] == nil)
    #expect(JSON.optional(nil as Double?) == .null)
  }
}
