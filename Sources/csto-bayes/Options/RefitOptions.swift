import ArgumentParser
import Inference

/// Which cases are left out by a refit.
struct RefitOptions: ParsableArguments {
  @Flag(help: "Smoothed weights only; no refits.")
  var noRefit = false

  @Flag(help: "Refit without each case, however many there are.")
  var refitAll = false

  func validate() throws {
    if noRefit, refitAll { throw ValidationError("Give --no-refit or --refit-all, not both.") }
  }

  var policy: SavedRun.RefitPolicy { noRefit ? .none : refitAll ? .all : .automatic }
}
