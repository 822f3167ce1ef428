import Testing

/// Marks a test that reads other people's data: it is skipped, and says so, where they are absent.
///
/// The name of the test ends in `OnSharedData`, which is how such tests are found and counted.
public struct NeedsSharedReferences: TestTrait {
  /// What the names of such tests end in.
  static let nameEnding = "OnSharedData"

  /// Skips the test, or fails it for its name.
  public func prepare(for test: Test) async throws {
    guard test.name.split(separator: "(").first?.hasSuffix(Self.nameEnding) == true else {
      throw References.Unreadable(
        description: "a test with .needsShared has a name that ends in \(Self.nameEnding)"
      )
    }
    try await ConditionTrait.enabled(
      if: References.areShared,
      "other people's data do not travel with the tests, and are not in \(References.sharedFolder.path)"
    ).prepare(for: test)
  }
}

extension Trait where Self == NeedsSharedReferences {
  /// The test reads other people's data and is skipped without them.
  public static var needsShared: Self { Self() }
}
