/// The style of a page: one column, colours of ``Ink``, light and dark, screen and paper.
enum HTMLStyle {
  /// Colours of a page that are no ink of a drawing, on paper and in the dark.
  enum Tone: String, CaseIterable {
    case link, good, doubtful, bad, code

    var onPaper: String {
      switch self {
      case .link: "#005a9c"
      case .good: "#00664b"
      case .doubtful: "#7a4a00"
      case .bad: "#a8321a"
      case .code: "#f3f3f3"
      }
    }

    var inTheDark: String {
      switch self {
      case .link: "#7cc0f4"
      case .good: "#4fd1a8"
      case .doubtful: "#f0b849"
      case .bad: "#ff9a80"
      case .code: "#20252a"
      }
    }
  }

  /// The whole style.
  static var text: String {
    """
    :root{color-scheme:light dark;\(variables { $0.onPaper } tone: { $0.onPaper })}
    @media (prefers-color-scheme:dark){:root{\(variables { $0.inTheDark } tone: { $0.inTheDark })}}
    \(rules)
    \(SVGWriter.rules { "var(--\($0.rawValue))" })
    @media print{:root{\(variables { $0.onPaper } tone: { $0.onPaper })}
    body{font-size:10pt;max-width:none;padding:0}nav{display:none}
    figure,tr,.verdict,dl div{break-inside:avoid}h2,h3,.caption{break-after:avoid}
    .scroll{overflow:visible}pre{white-space:pre-wrap}a{color:inherit;text-decoration:none}}
    """
  }

  private static func variables(_ ink: (Ink) -> String, tone: (Tone) -> String) -> String {
    (Ink.allCases.map { "--\($0.rawValue):\(ink($0))" }
      + Tone.allCases.map { "--\($0.rawValue):\(tone($0))" }).joined(separator: ";")
  }

  private static let rules = """
    *{box-sizing:border-box}
    html{background:var(--ground);color:var(--text);-webkit-text-size-adjust:100%}
    body{background:var(--ground);margin:0 auto;max-width:60rem;padding:1rem;\
    font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
    h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
    h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--grid)}
    h3{font-size:1rem;margin:1.4rem 0 .4rem}
    p,ul,dl{margin:.6rem 0;max-width:46rem}
    .lead{font-size:1.05rem}
    a{color:var(--link)}
    nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem;max-width:none}
    nav a{display:inline-block;padding:.2rem 0;min-height:1.5rem}
    li{margin:.25rem 0}
    dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.15rem 0}
    dt{flex:0 0 10rem;color:var(--muted)}dd{flex:1 1 14rem;margin:0}
    figure{margin:1rem 0;max-width:30rem}
    figure svg{display:block;width:100%;height:auto}
    .scroll{overflow-x:auto;margin:0 0 1rem}
    table{border-collapse:collapse;font-size:.9rem;line-height:1.35}
    .caption{color:var(--muted);font-size:.9rem;margin:1.2rem 0 .3rem}
    th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;\
    border-bottom:1px solid var(--grid);font-weight:400;overflow-wrap:normal;min-width:3rem}
    tbody th{overflow-wrap:break-word;min-width:7rem;max-width:20rem}
    td:not(.number){min-width:6rem}
    thead th{font-weight:600;vertical-align:bottom;border-bottom-color:var(--axis)}
    .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    pre{background:var(--code);padding:.7rem;overflow-x:auto;font-size:.85rem;margin:.4rem 0 1rem}
    code{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
    .verdict{padding-left:1.7rem;text-indent:-1.7rem}
    .mark{display:inline-block;width:1.7rem;text-indent:0;font-weight:700}
    .good .mark{color:var(--good)}.doubtful .mark{color:var(--doubtful)}.bad .mark{color:var(--bad)}
    footer{margin-top:2rem;border-top:1px solid var(--grid);color:var(--muted);font-size:.9rem}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    """
}
