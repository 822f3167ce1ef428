/// What a check of robustness is to do: which universes, under which settings, of which study.
public struct RobustnessPlan: Sendable {
  /// The study.
  public let study: Study
  /// All universes that the study declares.
  public let declared: Multiverse
  /// Those that were asked for.
  public let chosen: Multiverse
  /// How each universe is fitted, but for the sampler, which is a choice of the universe.
  public let fit: FitSettings
  /// Whether draws of a neighbour may answer a universe.
  public let isReweighting: Bool

  /// Makes the plan; nothing is analysed.
  ///
  /// O(universes).
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - filters: Which universes are wanted; none: all.
  ///   - isOfAnySize: Whether more than a million universes are wanted.
  ///   - fit: How much to draw for each universe, and how the No-U-Turn sampler is tuned.
  ///   - isReweighting: Whether draws of a neighbour may answer a universe.
  /// - Throws: ``MultiverseError``, ``DataError`` or ``FormulaError``.
  public init(
    _ study: Study,
    filters: [UniverseFilter],
    isOfAnySize: Bool,
    fit: FitSettings,
    isReweighting: Bool
  ) throws {
    let size = try Multiverse.size(of: study.multiverse, study: study)
    guard isOfAnySize || size <= Double(Multiverse.sizeLimit) else {
      throw MultiverseError(.tooMany(size, limit: Multiverse.sizeLimit))
    }
    self.study = study
    declared = try Multiverse(study.multiverse, of: study)
    chosen = filters.isEmpty ? declared : try declared.filtered(filters)
    self.fit = fit
    self.isReweighting = isReweighting
  }

  /// What results of the plan belong to: a store made for anything else is refused.
  ///
  /// The choices are in the identifiers of the universes; here are the data, the texts of the prior sets,
  /// the settings, the version of the program and the plan.
  ///
  /// - Throws: ``PriorError`` where a prior set is not there.
  public func identity() throws -> [(key: String, value: String)] {
    // What the description of the study declares beyond that, such as more priors, is the plan's, and the
    // texts of priors come below; but which file is which coding, it alone says.
    let notData = Set(study.ownPriors.values.map(\.path) + [StudyLoader.descriptionFile])
    let files = study.fingerprints.filter { !notData.contains($0.key) }
      .sorted { $0.key < $1.key }
    let data =
      files.map { "\($0.value)  \($0.key)" }
      + study.codings.map { "\($0.fingerprint)  coding \($0.name)" }
    let (run, noUTurn) = (fit.run, fit.noUTurn)
    // What is not asked for is chosen for each model.
    let rate =
      "\(noUTurn.adaptDelta)"
      + (noUTurn.isAdaptDeltaStated
        ? "" : " (\(NoUTurnSettings.stretchedAdaptDelta) where stretched)")
    let settings =
      "\(run.chains) chains, \(run.warmup) warmup, \(run.draws) draws, seed \(run.seed), "
      + "adapt_delta \(rate), max_treedepth \(noUTurn.maximumTreeDepth), "
      + (isReweighting
        ? "re-weighting below k-hat \(UniverseAnalysis.largestParetoK)" : "refits only")
    var identity = [
      ("program", "\(Program.name) \(Program.version)"), ("study", study.name),
      ("data", Fingerprint.sha256(of: Array(data.joined(separator: "\n").utf8))),
      ("settings", settings), (StoreError.planKey, declared.identifier),
    ]
    let library = PriorLibrary(of: study)
    for name in study.multiverse.priors {
      identity.append(("prior \(name)", try library.fingerprint(of: name)))
    }
    return identity
  }

}

extension PriorLibrary {
  /// The SHA-256 of the text of a prior set.
  ///
  /// - Throws: ``PriorError`` where there is none of the name.
  func fingerprint(of nameOrPath: String) throws(PriorError) -> String {
    Fingerprint.sha256(of: try text(of: nameOrPath))
  }
}
