import Foundation
import Testing

/// Runs tests on threads of their own, two for each processor.
///
/// Tests of the program mostly wait, for it and for the disk that it writes to; on the threads that all tests share
/// they would keep others from running meanwhile.
struct WaitsForPrograms: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitsForPrograms {
  /// Tests that start the program.
  static var waitsForPrograms: Self { Self() }
}

/// A bounded number of threads that may be blocked.
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads()
  private let queue: OperationQueue

  private init() {
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = 2 * ProcessInfo.processInfo.activeProcessorCount
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
