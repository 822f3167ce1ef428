extension Universe {
  /// The universes whose draws may stand for this one, in the order in which they are tried: the same
  /// analysis of all cases as the coding has them; then, where this universe both recodes and leaves out, of
  /// all cases as it codes them, and of the cases that it keeps as the coding has them.
  var donors: [Universe] {
    guard !recodes.isEmpty || droppedCase != nil else { return [] }
    let base = changed(recodes: [], without: nil)
    guard !recodes.isEmpty, let droppedCase else { return [base] }
    return [
      base, changed(recodes: recodes, without: nil), changed(recodes: [], without: droppedCase),
    ]
  }

  private func changed(recodes: [Recode], without droppedCase: String?) -> Universe {
    Universe(
      coding: coding,
      recodes: recodes,
      prior: prior,
      formula: formula,
      link: link,
      droppedCase: droppedCase,
      sampler: sampler
    )
  }

  /// The seed of its fit: of every universe another, whatever the plan.
  func seed(under seed: UInt64) -> UInt64 {
    let number = UInt64(identifier, radix: 16) ?? 0
    var random = RandomStream(seed: seed ^ number, purpose: .universe)
    return random.next()
  }
}
