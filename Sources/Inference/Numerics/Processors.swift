import CKernels
import Synchronization

/// Keeps threads that start together off one another's processor.
///
/// A thread that has just been made or woken may share the processor of another until the operating
/// system balances its load, some milliseconds later: longer than all chains of a small model take. Who
/// finds itself on a processor that is taken moves to one that is not, once; afterwards the system is
/// free to place it as before. Does nothing where there are not enough processors, nor elsewhere than on
/// Linux.
public final class Processors: Sendable {
  private let taken: Mutex<[CInt]>

  /// Makes a record in which the processor of this thread is taken, by the thread itself and the first
  /// of its tasks.
  public init() { taken = Mutex([ck_processor()]) }

  /// Called by the task of number `index`, from 0, before it does anything.
  ///
  /// The first lets others, which may wait for this processor, have it for as long as they need to move
  /// away. A few system calls.
  public func settle(_ index: Int) {
    guard index > 0 else { return ck_yield() }
    let other: CInt = taken.withLock { taken in
      let here = ck_processor()
      guard here >= 0, taken.contains(here) else {
        taken.append(here)
        return -1
      }
      let other = unsafe taken.withUnsafeBufferPointer {
        unsafe ck_other_processor($0.baseAddress, $0.count)
      }
      if other >= 0 { taken.append(other) }
      return other
    }
    ck_move_to(other)
  }
}
