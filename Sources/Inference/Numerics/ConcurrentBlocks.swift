import Dispatch
import Synchronization

/// Independent pieces of work, divided among a few threads block by block.
package enum ConcurrentBlocks {
  /// What is made of consecutive blocks that together are `0..<count`, in their order.
  ///
  /// There are at most `threads` blocks, each made by one thread and all but the last ones equally long, so what
  /// is made of an element must not depend on its block. One block is made where the caller is.
  package static func map<Result: Sendable>(
    _ count: Int,
    threads: Int,
    _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let parts = max(1, min(threads, count))
    guard parts > 1 else { return [body(0..<count)] }
    let size = (count + parts - 1) / parts
    let made = Mutex([Result?](repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let result = body(min(part * size, count)..<min((part + 1) * size, count))
      made.withLock { $0[part] = result }
    }
    return made.withLock { $0 }.compactMap { $0 }
  }
}
