extension Universe {
  /// The universes whose draws may stand for this one, in the order in which they are tried: the same
  /// analysis of all cases as the coding has them; then, where this universe both recodes and leaves out, of
  /// all cases as it codes them, and of the cases that it keeps as the coding has them.
  var donors: [Universe] {
    guard !recodes.isEmpty || droppedCase != nil else { return [] }
    let base = recoding([]).leavingOut(nil)
    guard !recodes.isEmpty, droppedCase != nil else { return [base] }
    return [base, leavingOut(nil), recoding([])]
  }

  /// The seed of its fit: of every universe another, whatever the plan.
  func seed(under seed: UInt64) -> UInt64 {
    let number = UInt64(identifier, radix: 16) ?? 0
    var random = RandomStream(seed: seed ^ number, purpose: .universe)
    return random.next()
  }
}
