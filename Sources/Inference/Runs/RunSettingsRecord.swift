extension RunRecord {
  /// How a run was sampled and what was done with gaps, as `run.json` has it.
  struct Settings: Sendable, Equatable, Decodable {
    let sampler: String
    let metric: String
    let adaptation: String
    let portable: Bool
    let dropMissing: Bool
    let pointwise: Bool
    let exact: Bool?
    let chains: Int
    let warmup: Int
    let draws: Int
    let seed: Seed
    let threads: Int?
    let adaptDelta: Double
    let maxTreedepth: Int
    let tailMappedCoefficients: [String]?
  }

  /// A seed; one beyond the whole numbers of JSON readers is written as text.
  struct Seed: Sendable, Equatable, Decodable {
    let value: UInt64

    init(_ value: UInt64) { self.value = value }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(UInt64.self) {
        value = number
      } else if let number = UInt64(try container.decode(String.self)) {
        value = number
      } else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "a seed is a whole number"
        )
      }
    }

    var json: JSON { Int(exactly: value).map(JSON.integer) ?? .string("\(value)") }
  }
}

extension RunRecord.Settings {
  /// Takes down what was asked for, and which coefficients were drawn through a map of their tails; without
  /// the number of threads where no time is recorded either.
  init(_ options: AnalysisOptions, tailMapped: [String], hasThreads: Bool) {
    let (fit, run) = (options.fit, options.fit.run)
    sampler = fit.sampler.rawValue
    metric = fit.metric.rawValue
    adaptation = fit.adaptation.rawValue
    portable = fit.isPortable
    dropMissing = options.model.dropsMissing
    pointwise = options.isPointwise
    exact = fit.hasExactBeside
    chains = run.chains
    warmup = run.warmup
    draws = run.draws
    seed = RunRecord.Seed(run.seed)
    threads = hasThreads ? run.threads : nil
    adaptDelta = fit.noUTurn.adaptDelta
    maxTreedepth = fit.noUTurn.maximumTreeDepth
    tailMappedCoefficients = tailMapped
  }

  /// How the run was sampled, for as many threads; nil: as many as the run.
  ///
  /// - Throws: ``RunError`` of the folder `path` where a setting is out of its range.
  func fit(threads other: Int?, path: String) throws(RunError) -> FitSettings {
    func malformed(_ key: String) -> RunError {
      RunError(.malformedRecord("settings.\(key) is not what is needed there"), path: path)
    }
    guard
      let run = RunSettings(
        chains: chains,
        warmup: warmup,
        draws: draws,
        seed: seed.value,
        threads: other ?? threads ?? 1
      )
    else { throw malformed("chains") }
    guard let noUTurn = NoUTurnSettings(adaptDelta: adaptDelta, maximumTreeDepth: maxTreedepth)
    else { throw malformed("adapt_delta") }
    guard let sampler = FitSettings.Sampler(rawValue: sampler) else { throw malformed("sampler") }
    guard let metric = FitSettings.MetricShape(rawValue: metric) else { throw malformed("metric") }
    guard let adaptation = FitSettings.Adaptation(rawValue: adaptation) else {
      throw malformed("adaptation")
    }
    var fit = FitSettings(run: run, noUTurn: noUTurn)
    fit.sampler = sampler
    fit.metric = metric
    fit.adaptation = adaptation
    fit.isPortable = portable
    fit.hasExactBeside = exact ?? true
    return fit
  }

  /// The record as JSON.
  var json: JSON {
    [
      "sampler": .string(sampler),
      "metric": .string(metric),
      "adaptation": .string(adaptation),
      "portable": .boolean(portable),
      "drop_missing": .boolean(dropMissing),
      "pointwise": .boolean(pointwise),
      "exact": .boolean(exact ?? true),
      "chains": .integer(chains),
      "warmup": .integer(warmup),
      "draws": .integer(draws),
      "seed": seed.json,
      "threads": threads.map(JSON.integer) ?? .null,
      "adapt_delta": .number(adaptDelta),
      "max_treedepth": .integer(maxTreedepth),
      "tail_mapped_coefficients": .array((tailMappedCoefficients ?? []).map(JSON.string)),
    ]
  }
}
