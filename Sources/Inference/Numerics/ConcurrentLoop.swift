/// Numbered pieces of work, so many of them at a time: the one loop that runs things side by side.
///
/// Chains, proposals, refits, universes and replications go through it. It is here, below all of them,
/// because samplers need it too. What a piece makes must not depend on which others run.
package struct ConcurrentLoop: Sendable {
  /// How many pieces run at a time.
  let width: Int

  /// A loop of some width.
  ///
  /// - Precondition: the width is at least 1.
  package init(width: Int) {
    precondition(width >= 1, "something has to run")
    self.width = width
  }

  /// Does all pieces, each in a task of its own, started in their order.
  ///
  /// The first ones settle on processors of their own (``Processors``). Cancelling the surrounding task cancels
  /// the pieces; what they make of it is theirs to say.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - body: Makes what becomes of the piece of a number, from 0.
  /// - Returns: What became of the pieces, in their order.
  func map<Value: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async -> Value
  ) async -> [Value] {
    var values = [Value?](repeating: nil, count: count)
    await run(count, body) { place, value in
      values[place] = value
      return true
    }
    return values.compactMap { $0 }
  }

  /// Does pieces that may fail: after a failure no other piece is begun, those under way are cancelled and
  /// waited for, and the failure is thrown.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - finished: Called after each piece, one call at a time, with the number of those done.
  ///   - body: Makes what becomes of the piece of a number, from 0.
  /// - Returns: What became of the pieces, in their order.
  /// - Throws: What `body` or `finished` throws first.
  @discardableResult
  package func map<Value: Sendable>(
    _ count: Int,
    finished: (Int) throws -> Void,
    _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> [Value] {
    var values = [Value?](repeating: nil, count: count)
    var done = 0
    var failure: (any Error)?
    let attempt: @Sendable (Int) async -> Result<Value, any Error> = { place in
      do {
        return .success(try await body(place))
      } catch {
        return .failure(error)
      }
    }
    await run(count, attempt) { place, result in
      do {
        values[place] = try result.get()
        done += 1
        try finished(done)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return values.compactMap { $0 }
  }

  /// Hands over what becomes of each piece as it ends; cancels the others where that is refused.
  private func run<Value: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async -> Value,
    _ take: (Int, Value) -> Bool
  ) async {
    await withTaskGroup(of: (Int, Value).self) { group in
      let processors = Processors()
      var next = 0
      func addTask() {
        let place = next
        next += 1
        let settles = place < width && width > 1
        group.addTask {
          if settles { processors.settle(place) }
          return (place, await body(place))
        }
      }
      while next < min(width, count) { addTask() }
      while let (place, value) = await group.next() {
        guard take(place, value) else { return group.cancelAll() }
        if next < count { addTask() }
      }
    }
  }
}
