import Testing

@testable import Inference

@Suite struct LicenseTests {
  private func text(_ identifier: String?) -> String {
    License(identifier: identifier, subject: "data", files: "study/", holders: "A. Author").text
  }

  @Test func namesTheLicence() {
    #expect(text("MIT").contains("Permission is hereby granted, free of charge"))
    #expect(text("MIT").contains("SPDX-License-Identifier: MIT\n"))
    #expect(text("CC-BY-4.0").contains("https://creativecommons.org/licenses/by/4.0/\n"))
    #expect(text("EUPL-1.2").contains("https://spdx.org/licenses/EUPL-1.2.html\n"))
    #expect(text("MIT").contains("Granted by: A. Author"))
  }

  @Test func grantsNothingThatWasNotSaid() {
    let text = text(nil)
    #expect(text.contains("[AUTHOR TO FILL IN: no licence has been stated."))
    #expect(!text.contains("SPDX-License-Identifier"))
  }
}
