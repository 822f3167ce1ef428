/// The draws of one chain in the layout of CmdStan's output files.
///
/// ArviZ, cmdstanpy, cmdstanr, R posterior and CmdStan's own `stansummary` read it as it is.
/// Sampler columns (`lp__` … `energy__`) come first, then the parameters, then the generated
/// quantities; names are changed as `StanColumnNames` says, and the names that were changed are
/// kept in comments. Numbers have the fewest digits that read back exactly; those that are not
/// finite are spelled `nan`, `inf` and `-inf`.
///
/// The readers want the block of elapsed times, but clock times would make the bytes of two equal
/// runs differ. It therefore holds zeros, as CmdStan prints for a run below half a millisecond,
/// unless ``Settings/includesTimes`` is set; the true times belong into the run's own record.
///
/// The comments at the top claim nothing that did not happen. The version of Stan, which some readers want, is
/// 0.0.0, as no Stan ran; settings that have no counterpart here are left out. Without
/// ``ChainDraws/adaptation`` the algorithm has the sampler's own name, there is no adaptation block, and the
/// sampler columns are `lp__` and `accept_stat__`, from which readers know such a file; where there was no
/// warmup either, it says so, and that no adaptation was engaged. `num_warmup` is 1 then: cmdstanpy 1.3
/// refuses files with 0.
public struct StanCSV: ExportedFile {
  /// How the chains were run, as far as the comments say it.
  public struct Settings: Sendable, Equatable {
    /// The name of the model: one word.
    public var model = "csto_bayes_model"
    /// The seed of the run.
    public var seed: UInt64
    /// The program that writes, and its version.
    public var program = "csto-bayes"
    /// The name of the sampler where the file has no block of adaptation: one word.
    public var algorithm = "independence"
    /// The warmup iterations of such a sampler.
    public var warmupCount = 0
    /// Acceptance probability that the step size is tuned to.
    public var targetAcceptanceRate = 0.8
    /// Largest depth of the trajectory tree.
    public var maximumTreeDepth = 10
    /// The file of data, or nothing.
    public var dataFile = ""
    /// Whether the wall times of the chain are written.
    public var includesTimes = false

    /// The settings of a run with CmdStan's defaults.
    public init(seed: UInt64) { self.seed = seed }
  }

  /// The draws of the run.
  public let draws: Draws
  /// Which chain of `draws.chains` is written, from 0.
  public let index: Int
  /// What was computed from each draw.
  public let quantities: GeneratedQuantities?
  /// How the chains were run.
  public let settings: Settings

  /// The text of the chain's numbers, where it was made before.
  var rows: DrawRows?

  private var chain: ChainDraws { draws.chains[index] }

  /// Makes the file of a chain.
  ///
  /// - Precondition: the chain has a report for every draw; `quantities` has a row of values for
  ///   every draw of the run.
  public init(
    draws: Draws,
    index: Int,
    quantities: GeneratedQuantities? = nil,
    settings: Settings
  ) {
    precondition(quantities?.fits(draws) ?? true, "quantities of other draws")
    precondition(
      draws.chains[index].statistics.count == draws.chains[index].count,
      "a report for each draw"
    )
    self.draws = draws
    self.index = index
    self.quantities = quantities
    self.settings = settings
  }

  /// The usual name of the file: `chain-1.csv` for the first chain.
  public var fileName: String { "chain-\(chain.chain).csv" }

  /// Writes the file.
  ///
  /// O(draws × columns), no allocation for a row.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    // The generated quantities first: `lprior` and `log_lik` keep their names whatever a user calls
    // a condition.
    let quantityNames = quantities?.names ?? []
    let names = StanColumnNames(quantityNames + draws.parameterNames)
    writeConfiguration(to: &text)
    for change in names.changes {
      text.write("#" + StanColumnNames.comment(for: change))
      text.endLine()
    }
    text.write("lp__,accept_stat__")
    if chain.adaptation != nil {
      text.write(",stepsize__,treedepth__,n_leapfrog__,divergent__,energy__")
    }
    for column in names.columns.dropFirst(quantityNames.count) {
      text.write("," + column)
    }
    for column in names.columns.prefix(quantityNames.count) { text.write("," + column) }
    text.endLine()
    writeAdaptation(to: &text)
    for row in 0..<chain.count {
      writeStatistics(chain.statistics[row], to: &text)
      if let rows {
        rows.append(row, to: &text)
      } else {
        text.appendDraw(row, of: draws, index, quantities, nonFinite: .lowercase)
      }
      text.endLine()
      try text.flushIfFull()
    }
    writeTimes(to: &text)
  }

  private func writeStatistics(_ statistics: SamplerStatistics, to text: inout TextBuffer) {
    text.append(statistics.logDensity, nonFinite: .lowercase)
    text.appendComma()
    text.append(statistics.acceptanceRate, nonFinite: .lowercase)
    guard chain.adaptation != nil else { return }
    text.appendComma()
    text.append(statistics.stepSize, nonFinite: .lowercase)
    text.appendComma()
    text.append(statistics.treeDepth)
    text.appendComma()
    text.append(statistics.leapfrogCount)
    text.appendComma()
    text.append(statistics.isDivergent ? 1 : 0)
    text.appendComma()
    text.append(statistics.energy, nonFinite: .lowercase)
  }

  private func writeAdaptation(to text: inout TextBuffer) {
    guard let adaptation = chain.adaptation else { return }
    text.write("# Adaptation terminated\n# Step size = ")
    text.append(adaptation.stepSize, nonFinite: .lowercase)
    text.write(
      adaptation.isDense
        ? "\n# Elements of inverse mass matrix:\n"
        : "\n# Diagonal elements of inverse mass matrix:\n"
    )
    for (index, value) in adaptation.inverseMetric.enumerated() {
      text.write(index % max(1, chain.dimension) == 0 ? "# " : ", ")
      text.append(value, nonFinite: .lowercase)
      if (index + 1) % max(1, chain.dimension) == 0 { text.endLine() }
    }
  }

  private func writeTimes(to text: inout TextBuffer) {
    let warmup = settings.includesTimes ? chain.warmupSeconds : 0
    let sampling = settings.includesTimes ? chain.samplingSeconds : 0
    text.write("# \n")
    let lines = [
      ("#  Elapsed Time: ", warmup, " seconds (Warm-up)\n"),
      ("#                ", sampling, " seconds (Sampling)\n"),
      ("#                ", warmup + sampling, " seconds (Total)\n"),
    ]
    for (start, seconds, end) in lines {
      text.write(start)
      text.append((seconds * 1000).rounded() / 1000)
      text.write(end)
    }
    text.write("# \n")
  }
}

// MARK: The comments at the top

extension StanCSV {
  private func writeConfiguration(to text: inout TextBuffer) {
    let adaptation = chain.adaptation
    var lines = ConfigurationLines()
    lines.add(
      "written by \(oneLine(settings.program)) in the layout of CmdStan; Stan did not run, and "
        + "elapsed times are in run.json"
    )
    lines.add("stan_version_major = 0")
    lines.add("stan_version_minor = 0")
    lines.add("stan_version_patch = 0")
    lines.add("model = \(settings.model)")
    lines.add("method", "sample", default: "sample")
    lines.add("sample", indent: 1)
    lines.add("num_samples", chain.count, default: 1000, indent: 2)
    let warmupCount = adaptation?.warmupCount ?? settings.warmupCount
    lines.add("num_warmup", max(1, warmupCount), default: 1000, indent: 2)
    if warmupCount == 0 {
      lines.add("(there was no warmup; cmdstanpy takes no 0 for its iterations)", indent: 2)
    }
    lines.add("save_warmup", "false", default: "false", indent: 2)
    lines.add("thin", 1, default: 1, indent: 2)
    lines.add("adapt", indent: 2)
    lines.add("engaged", warmupCount > 0 ? "true" : "false", default: "true", indent: 3)
    if let adaptation {
      lines.add("gamma", 0.05, default: 0.05, indent: 3)
      lines.add("delta", settings.targetAcceptanceRate, default: 0.8, indent: 3)
      lines.add("kappa", 0.75, default: 0.75, indent: 3)
      lines.add("t0", 10, default: 10, indent: 3)
      lines.add("algorithm", "hmc", default: "hmc", indent: 2)
      lines.add("hmc", indent: 3)
      lines.add("engine", "nuts", default: "nuts", indent: 4)
      lines.add("nuts", indent: 5)
      lines.add("max_depth", settings.maximumTreeDepth, default: 10, indent: 6)
      let metric = adaptation.isDense ? "dense_e" : "diag_e"
      lines.add("metric", metric, default: "diag_e", indent: 4)
    } else {
      lines.add("algorithm = \(settings.algorithm)", indent: 2)
    }
    lines.add("id", chain.chain, default: 1)
    lines.add("data")
    lines.add("file", oneLine(settings.dataFile), default: "", indent: 1)
    lines.add("random")
    lines.add("seed = \(settings.seed)", indent: 1)
    lines.add("output")
    lines.add("file = \(fileName)", indent: 1)
    text.write(lines.text)
  }

  /// A path for a comment: control characters and `=` would end the line or start another setting.
  private func oneLine(_ path: String) -> String {
    String(path.map { $0.isNewline || $0 == "=" ? "_" : $0 })
  }
}

/// The tree of settings as CmdStan prints it: two spaces a level, `(Default)` after what nobody set.
private struct ConfigurationLines {
  var text = ""

  mutating func add(_ line: String, indent: Int = 0) {
    text += "# " + String(repeating: "  ", count: indent) + line + "\n"
  }

  mutating func add<Value: Equatable>(
    _ key: String,
    _ value: Value,
    default standard: Value,
    indent: Int = 0
  ) {
    add("\(key) = \(value)" + (value == standard ? " (Default)" : ""), indent: indent)
  }
}
