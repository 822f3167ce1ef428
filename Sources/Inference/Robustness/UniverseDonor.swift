extension Universe {
  /// The universes whose draws may stand for this one, in the order in which they are tried: the same
  /// analysis of all cases as the coding has them, and of all cases as this universe codes them.
  var donors: [Universe] {
    var donors: [Universe] = []
    if !recodes.isEmpty || droppedCase != nil { donors.append(ofAllCases(recodes: [])) }
    if !recodes.isEmpty, droppedCase != nil { donors.append(ofAllCases(recodes: recodes)) }
    return donors
  }

  private func ofAllCases(recodes: [Recode]) -> Universe {
    Universe(
      coding: coding,
      recodes: recodes,
      prior: prior,
      formula: formula,
      link: link,
      droppedCase: nil,
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
