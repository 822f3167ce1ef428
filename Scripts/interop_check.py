"""Loads the output folders of fits with ArviZ, cmdstanpy and pandas and compares the numbers.

Usage: interop_check.py FOLDER...
Exit codes: 0 all equal, 1 something differs (said on stderr), 64 usage.
"""

import csv
import glob
import json
import os
import re
import sys
import urllib.parse
import warnings

warnings.filterwarnings("ignore")

import arviz
import cmdstanpy
import numpy as np
import pandas as pd

cmdstanpy.disable_logging()

# What a transition reports, as the files and as ArviZ call it.
SAMPLER = ["lp__", "accept_stat__", "stepsize__", "treedepth__", "n_leapfrog__", "divergent__"]
SAMPLER += ["energy__"]
ARVIZ_SAMPLER = ["lp", "acceptance_rate", "step_size", "tree_depth", "n_steps", "diverging"]
ARVIZ_SAMPLER += ["energy"]
ESTIMATES = ["draws", "exact", "pareto_smoothed_weights"]
failures = []


def check(holds, message):
    """Notes a failure; the rest is still compared."""
    if not holds:
        failures.append(message)


def near(name, key, ours, theirs, relative):
    """Compares one number of the summary; what ArviZ cannot tell must be null with us."""
    theirs = float(theirs)
    if ours is None or not np.isfinite(theirs):
        check(ours is None and not np.isfinite(theirs), f"{name}: {key} is {ours}, ArviZ {theirs}")
        return
    error = abs(ours - theirs)
    check(error <= relative * max(abs(theirs), 1e-9), f"{name}: {key} is {ours}, ArviZ {theirs}")


def close(name, key, ours, draws, error):
    """Compares an estimate that is not made of the draws with that of the draws."""
    distance = abs(ours - draws) / error
    check(distance < 5, f"{name}: {key} is {ours}, of the draws {draws}, {distance} errors apart")


def compare_estimates(name, row, x, is_of_draws):
    """Compares mean, sd and so on with those of the draws: equal, or within Monte Carlo errors."""
    variance, fourth = ((x - x.mean()) ** 2).mean(), ((x - x.mean()) ** 4).mean()
    # The definition of R posterior, from the fourth moment; ArviZ's supposes normal draws.
    ess = float(arviz.ess((x - x.mean()) ** 2, method="mean"))
    error_of_sd = np.sqrt((fourth - variance**2) / ess / variance / 4)
    error_of_mean = float(arviz.mcse(x, method="mean"))
    numbers = {
        "mean": (x.mean(), error_of_mean),
        "median": (np.median(x), float(arviz.mcse(x, method="median"))),
        "sd": (x.std(ddof=1), error_of_sd),
        # Of normal draws the error of mad is 1.65 times that of sd.
        "mad": (1.4826 * np.median(abs(x - np.median(x))), 1.65 * error_of_sd),
        "q5": (np.quantile(x, 0.05), float(arviz.mcse(x, method="quantile", prob=0.05))),
        "q95": (np.quantile(x, 0.95), float(arviz.mcse(x, method="quantile", prob=0.95))),
    }
    for key, (value, error) in numbers.items():
        if is_of_draws:
            near(name, key, row[key], value, 1e-9)
        else:
            # The weighted points err about half as much: together at most 1.12 errors of the draws.
            close(name, key, row[key], value, 1.2 * error)
    if is_of_draws:
        near(name, "mcse_mean", row["mcse_mean"], error_of_mean, 1e-3)
        near(name, "mcse_sd", row["mcse_sd"], error_of_sd, 1e-3)
    else:
        smaller = 0 < row["mcse_mean"] < error_of_mean and 0 < row["mcse_sd"] < error_of_sd
        check(smaller, f"{name}: weighted points are worth less than the draws: {row}")


def original_names(path):
    """The parameters' own names by Stan column, from the comments `# name COLUMN ENCODED`."""
    names = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.fullmatch(r"# name (\S+) (\S*)\n", line)
            if match:
                names[match[1]] = urllib.parse.unquote(match[2], errors="strict")
            elif not line.startswith("#"):
                columns = line.rstrip("\n").split(",")
                return columns, names
    raise ValueError(f"{path} has no header")


def display(column):
    """`b.1.2` as Stan's interfaces show it: `b[1,2]`."""
    base, *indices = column.split(".")
    return f"{base}[{','.join(indices)}]" if indices else base


def check_folder(folder):
    paths = sorted(glob.glob(os.path.join(folder, "chains", "chain-*.csv")))
    paths.sort(key=lambda path: int(re.search(r"(\d+)\.csv$", path)[1]))
    check(len(paths) == 4, f"{folder}: {len(paths)} files of chains")
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    is_nuts = run["engine"]["sampler"] == "nuts"
    # As in CmdStan, what does not adapt reports two numbers.
    first = len(SAMPLER) if is_nuts else 2
    columns, originals = original_names(paths[0])
    check(columns[:first] == SAMPLER[:first], f"{folder}: header begins {columns[:first]}")
    names = [originals.get(column, display(column)) for column in columns[first:]]

    # draws.csv, as pandas reads it without any option.
    table = pd.read_csv(os.path.join(folder, "draws.csv"), float_precision="round_trip")
    check(
        list(table.columns) == [".chain", ".iteration", ".draw", "lp__"] + names,
        f"{folder}: columns of draws.csv are {list(table.columns)}, of the chains {names}",
    )
    count = len(table) // len(paths)
    check(
        table[".draw"].tolist() == list(range(1, len(table) + 1))
        and table[".iteration"].tolist() == list(range(1, count + 1)) * len(paths)
        and table[".chain"].tolist() == [i + 1 for i in range(len(paths)) for _ in range(count)],
        f"{folder}: draws are not numbered chain by chain",
    )

    # ArviZ.
    data = arviz.from_cmdstan(paths)
    sizes = dict(data.posterior.sizes)
    check((sizes["chain"], sizes["draw"]) == (len(paths), count), f"{folder}: ArviZ has {sizes}")
    found = set(data.sample_stats.data_vars)
    check(found == set(ARVIZ_SAMPLER[:first]), f"{folder}: ArviZ's sample_stats are {found}")
    check("log_likelihood" in data.groups(), f"{folder}: ArviZ finds no log likelihood")

    # cmdstanpy, which checks the comments as well.
    fit = cmdstanpy.from_csv(paths, method="sample")
    check(fit.chains == len(paths), f"{folder}: cmdstanpy has {fit.chains} chains")
    check(
        list(fit.column_names) == [display(column) for column in columns],
        f"{folder}: cmdstanpy's columns are {fit.column_names}",
    )
    parameters = [name for name in names if name != "lprior" and not name.startswith("log_lik[")]
    if is_nuts:
        check(np.all(fit.step_size > 0), f"{folder}: step sizes {fit.step_size}")
        inverse_metric = fit.inv_metric
        check(
            inverse_metric.shape[1:] in [(len(parameters),), (len(parameters),) * 2],
            f"{folder}: inverse metric of shape {inverse_metric.shape}",
        )

    # The same numbers to the last bit whatever reads them.
    draws = fit.draws()
    for index, column in enumerate(columns):
        name = originals.get(column, display(column))
        ours = draws[:, :, index].T
        if name in table.columns:
            same = np.array_equal(table[name].to_numpy().reshape(len(paths), -1), ours, True)
            check(same, f"{folder}: draws.csv and the chains differ in {name!r}")
        base, *indices = column.split(".")
        group = data.log_likelihood if base == "log_lik" else data.posterior
        if index >= first:
            values = group[base].values[(...,) + tuple(int(i) - 1 for i in indices)]
            check(np.array_equal(values, ours, True), f"{folder}: ArviZ differs in {column}")
    check(np.all(np.isfinite(draws[:, :, :first])), f"{folder}: a statistic that is not finite")

    # The summary against ArviZ's own numbers.
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        document = json.load(file)
    summary, estimates = document["parameters"], document["estimates"]
    check(estimates == run["estimates"], f"{folder}: summary.json says {estimates}")
    check(estimates["from"] in ESTIMATES, f"{folder}: estimates from {estimates}")
    is_of_draws = estimates["from"] == "draws"
    check(
        [row["name"] for row in summary] == parameters,
        f"{folder}: summary.json names {[row['name'] for row in summary]}",
    )
    keys = ["name", "mean", "median", "sd", "mad", "q5", "q95", "mcse_mean", "mcse_sd", "rhat"]
    keys += ["ess_bulk", "ess_tail"]
    for row in summary:
        check(list(row)[:12] == keys, f"{folder}: keys of summary.json are {list(row)}")
        x = table[row["name"]].to_numpy().reshape(len(paths), -1)
        where = f"{folder}: {row['name']!r}"
        compare_estimates(where, row, x, is_of_draws)
        near(where, "rhat", row["rhat"], arviz.rhat(x), 1e-6)
        near(where, "ess_bulk", row["ess_bulk"], arviz.ess(x, method="bulk"), 1e-3)
        near(where, "ess_tail", row["ess_tail"], arviz.ess(x, method="tail"), 1e-3)

    # summary.csv says what summary.json says.
    with open(os.path.join(folder, "summary.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    check(len(rows) == len(summary), f"{folder}: summary.csv has {len(rows)} rows")
    for row, expected in zip(rows, summary):
        for key in keys:
            want = expected[key]
            if key != "name":
                want = float("nan") if want is None else want
                same = np.array_equal(float(row[key]), want, True)
            else:
                same = row[key] == want
            check(same, f"{folder}: summary.csv has {row[key]} for {key}, summary.json {want}")
    return len(parameters), len(table), estimates["from"]


def main():
    if len(sys.argv) < 2:
        print("usage: interop_check.py FOLDER...", file=sys.stderr)
        return 64
    for folder in sys.argv[1:]:
        try:
            parameters, draws, source = check_folder(folder)
            name = os.path.basename(folder)
            print(f"{name}: {parameters} parameters, {draws} draws, estimates from {source}")
        except Exception as error:  # a file that a reader refuses is a failure like any other
            failures.append(f"{folder}: {type(error).__name__}: {error}")
    for failure in failures:
        print(f"test-interop: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
