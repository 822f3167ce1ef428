/// The notebook of a run: loads its files, redraws summary, traces, ranks and intervals with ArviZ, and
/// asserts that ArviZ finds the same R-hat, effective sample sizes and Monte Carlo errors.
///
/// R-hat and effective sample sizes are those of the draws and must be equal. Estimates and their
/// Monte Carlo errors must be equal where they are made of the draws; where `summary.json` says that
/// they are made of weighted points, estimates must lie within the Monte Carlo errors of the draws,
/// and those of the points must be smaller.
public struct RunNotebook: Sendable {
  /// What the run is about: the title of the study, or the name of a file.
  public let title: String
  /// The formula.
  public let formula: String
  /// The prior set.
  public let priorSet: String
  /// The path of the run folder from the folder of the notebook.
  public let runPath: String

  /// Describes a run.
  public init(title: String, formula: String, priorSet: String, runPath: String) {
    self.title = title
    self.formula = formula
    self.priorSet = priorSet
    self.runPath = runPath
  }

  /// The notebook.
  public var notebook: Notebook {
    Notebook(cells: [
      .init(id: "about", .markdown, about), .init(id: "load", .code, load),
      .init(id: "summary-text", .markdown, Self.summaryText),
      .init(id: "summary", .code, Self.summary),
      .init(id: "checks-text", .markdown, Self.checksText),
      .init(id: "checks", .code, Self.checks),
      .init(id: "traces-text", .markdown, Self.tracesText),
      .init(id: "traces", .code, Self.traces), .init(id: "ranks", .code, Self.ranks),
      .init(id: "intervals-text", .markdown, Self.intervalsText),
      .init(id: "intervals", .code, Self.intervals),
      .init(id: "probabilities-text", .markdown, Self.probabilitiesText),
      .init(id: "probabilities", .code, Self.probabilities),
    ])
  }

  private var about: String {
    """
    # \(MarkdownText.plain(title))

    Model: \(MarkdownText.code(formula)) with the prior set \(MarkdownText.code(priorSet)).

    Written by `csto-bayes notebook`. It reads the files of the run and fits nothing itself. It needs \
    `arviz` (0.23), `matplotlib` and `pandas`.
    """
  }

  private var load: String {
    """
    import json
    import warnings
    from pathlib import Path

    warnings.filterwarnings("ignore")

    import arviz as az
    import matplotlib.pyplot as plt
    import numpy as np
    import pandas as pd

    RUN = Path(\(JSON.string(runPath).text().dropLast()))
    run = json.loads((RUN / "run.json").read_text(encoding="utf-8"))
    summary = json.loads((RUN / "summary.json").read_text(encoding="utf-8"))
    table = pd.read_csv(RUN / "draws.csv", float_precision="round_trip")

    names = run["coefficients"]
    chains = table[".chain"].nunique()
    draws = {name: table[name].to_numpy().reshape(chains, -1) for name in names}
    ours = {row["name"]: row for row in summary["parameters"]}
    source = summary["estimates"]["from"]

    # Dollar signs would be taken for formulas; of many coefficients the first twelve are drawn.
    label = {name: name.replace("$", r"\\$") for name in names}
    shown = names[:12]
    data = az.from_dict({label[name]: draws[name] for name in shown})
    plt.rcParams["figure.dpi"] = 72

    print(f"{len(names)} coefficients, {chains} chains, {len(table)} draws")
    print(f"estimates from: {source.replace('_', ' ')}")
    print(f"every check of the run passed: {run['passed']}")
    """
  }

  private static let summaryText = """
    ## Summary

    Log-odds. First what the run says (90 % interval from `q5` to `q95`), then ArviZ on the draws.
    """

  private static let summary = """
    columns = ["mean", "sd", "median", "q5", "q95", "mcse_mean", "rhat", "ess_bulk", "ess_tail"]
    display(pd.DataFrame(summary["parameters"]).set_index("name")[columns].round(3))
    display(az.summary(data, hdi_prob=0.9, round_to=3))
    """

  private static let checksText = """
    ## The numbers are ArviZ's

    R-hat, bulk and tail effective sample size of the draws are computed again by ArviZ, from \
    `draws.csv`, and must be equal. Means, standard deviations, quantiles and their Monte Carlo \
    standard errors must be equal where they are made of the draws. Where they are by exact integration, or \
    made of Pareto-smoothed importance weights, they must lie within five Monte Carlo standard errors of \
    those of the draws, and have smaller errors themselves.
    """

  private static let checks = """
    def near(name, key, value, arviz, relative):
        \"\"\"Equal up to rounding; what ArviZ cannot tell is null in the run.\"\"\"
        arviz = float(arviz)
        if value is None or not np.isfinite(arviz):
            assert value is None and not np.isfinite(arviz), f"{name}: {key} {value}, ArviZ {arviz}"
        else:
            error = abs(value - arviz)
            limit = relative * max(abs(arviz), 1e-9)
            assert error <= limit, f"{name}: {key} {value}, ArviZ {arviz}"


    def mcse_sd(x):
        \"\"\"From the fourth moment, as R's posterior; ArviZ's own supposes normal draws.\"\"\"
        second, fourth = ((x - x.mean()) ** 2).mean(), ((x - x.mean()) ** 4).mean()
        ess = float(az.ess((x - x.mean()) ** 2, method="mean"))
        return np.sqrt((fourth - second**2) / ess / second / 4)


    rows = []
    for name in names:
        x, row = draws[name], ours[name]
        near(name, "rhat", row["rhat"], az.rhat(x), 1e-6)
        near(name, "ess_bulk", row["ess_bulk"], az.ess(x, method="bulk"), 1e-3)
        near(name, "ess_tail", row["ess_tail"], az.ess(x, method="tail"), 1e-3)
        errors = {
            "mean": float(az.mcse(x, method="mean")),
            "sd": mcse_sd(x),
            "q5": float(az.mcse(x, method="quantile", prob=0.05)),
            "median": float(az.mcse(x, method="median")),
            "q95": float(az.mcse(x, method="quantile", prob=0.95)),
        }
        values = {
            "mean": x.mean(),
            "sd": x.std(ddof=1),
            "q5": np.quantile(x, 0.05),
            "median": np.median(x),
            "q95": np.quantile(x, 0.95),
        }
        for key, error in errors.items():
            if source == "draws":
                near(name, key, row[key], values[key], 1e-9)
                if key in ["mean", "sd"]:
                    near(name, f"mcse_{key}", row[f"mcse_{key}"], error, 1e-3)
            else:
                # The points err about half as much: together at most 1.2 errors of the draws.
                distance = abs(row[key] - values[key]) / (1.2 * error)
                assert distance < 5, f"{name}: {key} {row[key]}, of the draws {values[key]}"
                if key in ["mean", "sd"]:
                    assert 0 < row[f"mcse_{key}"] < error, f"{name}: mcse_{key}"
        rows.append(
            {
                "name": name,
                "R-hat": row["rhat"],
                "R-hat, ArviZ": float(az.rhat(x)),
                "bulk ESS": row["ess_bulk"],
                "bulk ESS, ArviZ": float(az.ess(x, method="bulk")),
                "tail ESS": row["ess_tail"],
                "tail ESS, ArviZ": float(az.ess(x, method="tail")),
                "MCSE mean": row["mcse_mean"],
                "MCSE mean of the draws, ArviZ": errors["mean"],
            }
        )
    display(pd.DataFrame(rows).set_index("name").round(4))
    print(f"{len(names)} coefficients: ArviZ's numbers are those of the run")
    """

  private static let tracesText = """
    ## Traces and ranks

    Chains that have mixed look alike; the ranks of each chain are then spread evenly.
    """

  private static let traces = """
    az.plot_trace(data, compact=False, figsize=(9, 1.5 * len(shown)))
    plt.tight_layout()
    plt.show()
    """

  private static let ranks = """
    grid = (-(-len(shown) // 3), min(3, len(shown)))
    az.plot_rank(data, grid=grid, figsize=(9, 2.2 * grid[0]))
    plt.tight_layout()
    plt.show()
    """

  private static let intervalsText = """
    ## Intervals

    ArviZ draws the 90 % interval of highest density of the draws; below each, in grey, the run's \
    equal-tailed 90 % interval from `q5` to `q95` with its median.
    """

  private static let intervals = """
    axes = az.plot_forest(
        data, combined=True, hdi_prob=0.9, figsize=(8, 1 + 0.6 * len(shown)), colors="C0"
    )
    # ArviZ draws the first at the top.
    for place, name in zip(sorted(axes[0].get_yticks(), reverse=True), shown):
        row = ours[name]
        shift = 0.18 * abs(axes[0].get_ylim()[1] - axes[0].get_ylim()[0]) / max(len(shown), 1)
        axes[0].hlines(place - shift, row["q5"], row["q95"], color="grey")
        axes[0].plot(row["median"], place - shift, "|", color="grey")
    axes[0].axvline(0, color="black", linewidth=0.5)
    axes[0].set_title("coefficients (log-odds)")
    plt.tight_layout()
    plt.show()
    """

  private static let probabilitiesText = """
    ## Probabilities

    The probability of the outcome in each configuration of conditions that was seen: median and \
    equal-tailed 90 % interval.
    """

  private static let probabilities = """
    probabilities = pd.read_csv(RUN / "probabilities.csv")
    seen = probabilities[probabilities["type"] == "configuration"].head(40).iloc[::-1]
    if len(seen):
        figure, axis = plt.subplots(figsize=(8, 1 + 0.4 * len(seen)))
        places = np.arange(len(seen))
        axis.hlines(places, seen["q5"], seen["q95"], color="C0")
        axis.plot(seen["median"], places, "o", color="C0")
        axis.set_yticks(places, [name.replace("$", r"\\$") for name in seen["name"]])
        axis.set_xlim(0, 1)
        axis.set_xlabel("probability of the outcome")
        plt.tight_layout()
        plt.show()
    else:
        print("the run has too many configurations to list")
    """
}
