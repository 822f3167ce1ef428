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
              "b": null
            },
            {
              "b": null
            },
            {
              "b": 1e-300
            }
          ]
        }

        """
    )
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
