import Testing

@testable import Inference

@Suite struct PackagePathTests {
  @Test(arguments: ["a", "study/cases.csv", "results/fit/chains/chain-1.csv", "a b/ä", "..a/b.."])
  func pathsInside(_ path: String) { #expect(PackagePath.isInside(path)) }

  @Test(arguments: [
    "", "/", "/etc/passwd", "..", "../a", "a/../b", "a/..", "./a", "a/./b", "a//b", "a/",
    "a\\..\\b",
    "a\nb", "a\0",
  ])
  func pathsThatLeadOut(_ path: String) { #expect(!PackagePath.isInside(path)) }

  @Test func folders() {
    #expect(PackagePath.isInside("results/a", folder: "results"))
    for path in ["results", "results/", "results/../a", "resultsb/a", "a/results/b"] {
      #expect(!PackagePath.isInside(path, folder: "results"), "\(path)")
    }
  }
}
