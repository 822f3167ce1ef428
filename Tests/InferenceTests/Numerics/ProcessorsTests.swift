import CKernels
import Foundation
import Testing

@testable import Inference

@Suite struct ProcessorsTests {
  /// The second one to take the processor that it is on moves, where there is another, and may be moved
  /// again: all processors are still allowed.
  @Test(.enabled(if: ck_processor() >= 0, "the system does not say where a thread runs"))
  func whoFindsItsProcessorTakenMoves() async {
    await withCheckedContinuation { continuation in
      // A thread of its own, which nothing else runs on meanwhile.
      Thread.detachNewThread {
        let count = ProcessInfo.processInfo.activeProcessorCount
        var moved = 0
        for _ in 0..<20 {
          let here = ck_processor()
          let taken = [here]
          let other = unsafe taken.withUnsafeBufferPointer {
            unsafe ck_other_processor($0.baseAddress, $0.count)
          }
          #expect(other != here && (other >= 0) == (count > 1))
          ck_move_to(other)
          if ck_processor() != here { moved += 1 }
        }
        // The system may move a thread back at any moment, but hardly each time.
        #expect(count == 1 ? moved == 0 : moved > 0)
        let processors = Processors()
        for index in 0...count { processors.settle(index) }
        #expect(ProcessInfo.processInfo.activeProcessorCount == count)
        continuation.resume()
      }
    }
  }
}
