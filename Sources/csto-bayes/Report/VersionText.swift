import Inference

/// What `--version` prints: `csto-bayes 0.1.0 (commit abc1234, release), OpenBLAS 0.3.21 (Haswell), kernel v3
/// (AVX2)`, on one line.
///
/// It says which program it is, for reports of errors; files have the version alone.
enum VersionText {
  /// The line.
  static var text: String {
    "\(Program.name) \(Program.version) (commit \(commit), \(build)), "
      + "\(BLAS.libraryVersion) (\(BLAS.coreName)), kernel \(kernel)"
  }

  /// The kernel in use, by its name in `--kernel`, and its instruction set.
  private static var kernel: String {
    let current = KernelVersion.current
    return switch current {
    case .plain: current.rawValue
    case .baseline: current.rawValue + " (SSE2)"
    case .v3: current.rawValue + " (AVX2)"
    case .v4: current.rawValue + " (AVX-512)"
    }
  }

  #if RECORDS_COMMIT
    private static let commit = recordedCommit
  #else
    private static let commit = "unknown"
  #endif

  #if DEBUG
    private static let build = "debug"
  #else
    private static let build = "release"
  #endif
}
