import Inference

/// stand-in until the report lands
struct RobustnessReport {
  let reading: RobustnessReading
  init(_ reading: RobustnessReading, outcome: String) { self.reading = reading }
  func text(_ format: OutputFormat) -> String { RobustnessExport(reading).summaryTable.text() }
}
