import CKernels

/// The instruction set the array kernels run on.
///
/// The choice changes the speed and no bit of any result.
public enum KernelVersion: String, Sendable, CaseIterable {
  /// Any CPU that is not x86-64.
  case plain
  /// x86-64 with SSE2, which all of them have.
  case baseline
  /// x86-64-v3: AVX2.
  case v3
  /// x86-64-v4: AVX-512.
  case v4

  private var number: Int32 {
    switch self {
    case .plain: Int32(ck_plain)
    case .baseline: Int32(ck_baseline)
    case .v3: Int32(ck_v3)
    case .v4: Int32(ck_v4)
    }
  }

  /// Whether this build on this CPU can run the version.
  public var isAvailable: Bool { ck_available(number) }

  /// The versions that can run here, from the narrowest to the widest.
  public static var available: [KernelVersion] { allCases.filter(\.isAvailable) }

  /// The version in use: the widest available one, unless another was selected.
  public static var current: KernelVersion {
    let selected = ck_selected()
    return allCases.first { $0.number == selected } ?? .plain
  }

  /// Makes the version the one that all later calls use, in the whole process.
  ///
  /// Returns false, and changes nothing, where it is not available. Safe at any time and from any
  /// thread, because the results do not depend on it.
  public func select() -> Bool { ck_select(number) }
}
