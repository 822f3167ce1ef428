/// A colour by what it stands for, on paper and on a dark screen.
///
/// The colours of data are those of M. Okabe and K. Ito, "Color universal design" (2008), which the colour-blind
/// tell apart; what has to be told apart in grey print too has another mark or another line as well.
enum Ink: String, CaseIterable, Sendable {
  /// Words.
  case text
  /// Words beside the point.
  case muted
  /// Axes and zero lines.
  case axis
  /// Lines that guide the eye.
  case grid
  /// Surfaces that are set off from the ground.
  case shade
  /// What the drawing stands on.
  case ground
  /// The data, the posterior.
  case blue
  /// The sign from the data and the size from the prior.
  case orange
  /// The prior.
  case grey
  /// More series.
  case green, purple, sky, vermilion

  /// The colour on paper.
  var onPaper: String {
    switch self {
    case .text: "#1a1a1a"
    case .muted: "#555555"
    case .axis: "#6b6b6b"
    case .grid: "#e3e3e3"
    case .shade: "#eeeeee"
    case .ground: "#ffffff"
    case .blue: "#0072b2"
    case .orange: "#e69f00"
    case .grey: "#7f7f7f"
    case .green: "#009e73"
    case .purple: "#cc79a7"
    case .sky: "#56b4e9"
    case .vermilion: "#d55e00"
    }
  }

  /// The colour on a dark ground.
  var inTheDark: String {
    switch self {
    case .text: "#eceff2"
    case .muted: "#b4bac2"
    case .axis: "#8e959e"
    case .grid: "#31373e"
    case .shade: "#262b31"
    case .ground: "#14171a"
    case .blue: "#56b4e9"
    case .orange: "#e69f00"
    case .grey: "#9aa1a9"
    case .green: "#22b98d"
    case .purple: "#d693b9"
    case .sky: "#8ccbf0"
    case .vermilion: "#f08033"
    }
  }
}
