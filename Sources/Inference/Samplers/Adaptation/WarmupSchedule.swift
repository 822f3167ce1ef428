/// What warmup does in which iteration: a plan, made before it is followed.
///
/// A fast stage tunes the step size alone; slow windows, each twice as long as the one before, also
/// estimate the metric, which is replaced at the end of each; a fast stage ends it.
///
/// Source: Stan reference manual, Automatic parameter tuning (75 / 25 / 50).
struct WarmupSchedule: Sendable, Equatable {
  /// The number of iterations.
  let count: Int
  /// The iterations whose draws are taken into the metric.
  let slow: Range<Int>
  /// The number of iterations after each of which the metric is replaced, ascending.
  let windowEnds: [Int]

  /// Plans a warmup that tunes the step size alone, under a metric that is known.
  init(stepSizeOnly count: Int) {
    self.count = count
    slow = count..<count
    windowEnds = []
  }

  /// Plans a warmup of `count` iterations.
  ///
  /// Fewer than 150 iterations are split 15 / 75 / 10 per cent; fewer than 20 leave the metric alone.
  init(count: Int) {
    self.count = count
    guard count >= 20 else {
      slow = count..<count
      windowEnds = []
      return
    }
    var initial = 75
    var window = 25
    var final = 50
    if initial + window + final > count {
      initial = Int(0.15 * Double(count))
      final = Int(0.1 * Double(count))
      window = count - initial - final
    }
    slow = initial..<(count - final)
    var ends: [Int] = []
    var end = initial + window
    while end < slow.upperBound {
      window *= 2
      // A window is stretched to the end where the one after it would not fit.
      ends.append(end)
      end = end + window + 2 * window > slow.upperBound ? slow.upperBound : end + window
    }
    ends.append(slow.upperBound)
    windowEnds = ends
  }
}
