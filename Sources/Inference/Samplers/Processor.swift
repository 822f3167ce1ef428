import Foundation

/// Where chains run.
enum Processor {
  /// Lets the operating system put this thread on an idle processor.
  ///
  /// A thread that has just been made often shares the processor of the one that made it until the
  /// next balancing, some milliseconds later: longer than all chains of a small model take. A thread
  /// that wakes up is placed at once.
  static func choose() { Thread.sleep(forTimeInterval: 20e-6) }
}
