"""The results as Markdown."""

import datetime
import os
import platform
import subprocess

import bounds
import runs as statistics


def output_of(*command):
    """The first line that a command prints; empty where it fails."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip().split("\n")[0] if result.returncode == 0 else ""


def machine():
    model = "unknown processor"
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            models = [line.split(":", 1)[1].strip() for line in file if "model name" in line]
        model = models[0] if models else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors ({model}), "
        f"{memory:.0f} GiB"
    )


def number(value, digits=3):
    if value is None:
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def heading(program, command):
    version = output_of(program, "--version")
    commit = output_of("git", "rev-parse", "--short", "HEAD")
    dirty = " with changes" if output_of("git", "status", "--porcelain", "-uno") else ""
    today = datetime.date.today().isoformat()
    load = os.getloadavg()[0]
    return (
        f"# Benchmarks, {today}\n\n"
        f"Machine: {machine()}. Load before the run: {load:.1f}.\n"
        f"Program: csto-bayes {version}, commit {commit}{dirty}.\n"
        f"Toolchain: {output_of('swift', '--version')}.\n"
        f"Command: `{command}`\n"
    )


def versions(groups):
    found = {}
    for runs in groups:
        for result in runs.results:
            found.update(result["record"]["versions"])
    return ", ".join(f"{name} {version}" for name, version in found.items())


def gradients(runs):
    warmup, draws = runs.gradients("warmup"), runs.gradients("draw")
    if draws is None:
        return "–"
    return f"{'?' if warmup is None else f'{warmup:,.0f}'} + {draws:,.0f}"


def best(groups, value, choose):
    values = [value(runs) for runs in groups if not runs.engine.is_ours and value(runs)]
    return choose(values, default=None)


def ratio(value, other):
    return "–" if not value or not other else number(value / other)


def workload(groups, reference):
    """The table of one workload: everyone beside the best peer."""
    rate = best(groups, lambda runs: runs.rate, max)
    wall = best(groups, lambda runs: runs.wall, min)
    rows = []
    for runs in groups:
        length = runs.length
        shape = f"{length.chains} x ({length.warmup} + {length.draws})"
        if not runs.results:
            rows.append([runs.engine.name, shape, 0, *["–"] * 11, runs.note])
            continue
        spread, error = statistics.accuracy(runs, groups, reference)
        walls = [result["wall_seconds"] for result in runs.results]
        rows.append(
            [
                runs.engine.name,
                shape,
                len(walls),
                f"{number(walls[0])} / {number(runs.wall)}",
                ratio(runs.wall, wall),
                number(runs.sampling),
                number(runs.min_ess),
                number(runs.rate),
                ratio(runs.rate, rate),
                gradients(runs),
                number(runs.memory),
                f"{runs.r_hat:.3f}",
                number(spread, 2),
                number(error, 2),
                runs.note,
            ]
        )
    header = [
        *["engine", "chains x (warm-up + draws)", "runs", "cold wall s: first / median"],
        *["to quickest peer", "sampling s", "min bulk ESS", "ESS/s", "to best peer"],
        *["gradients: warm-up + draws", "peak MiB", "max R-hat", "mean off, sd"],
        *["mean off, std. errors", "note"],
    ]
    name = groups[0].workload
    text = f"\n## {name.name}: {name.title}\n\n{table(header, rows)}"
    return text + f"\nVersions: {versions(groups)}.\n"


def growth(by_workload):
    """Ours on coded cases of any number."""
    names = [name for name in ("C3", "C4", "W2", "W3", "W3x10") if name in by_workload]
    rows = [
        [
            runs.workload.rows,
            runs.engine.name,
            number(runs.wall),
            number(runs.sampling),
            number(runs.wall - runs.sampling),
            number(runs.memory),
        ]
        for name in names
        for runs in by_workload[name]
        if runs.engine.is_ours and runs.results
    ]
    if len(names) < 2 or not rows:
        return ""
    header = ["rows", "engine", "cold wall s", "sampling s", "all else s", "peak MiB"]
    return f"\n## Growth with the number of coded cases\n\n{table(header, rows)}"


def all_bounds(by_workload):
    found = []
    for name, groups in by_workload.items():
        ours = {runs.engine.method: runs for runs in groups if runs.engine.is_ours and runs.results}
        peers = [runs for runs in groups if not runs.engine.is_ours and runs.results]
        size = groups[0].workload
        matrix = size.rows * (size.predictors + 1) * 8 / 2**20
        found += [bound for bound in bounds.of_workload(name, ours, peers, matrix) if bound]
        if name == "W3":
            second = {
                runs.engine.method: runs
                for runs in by_workload.get("W2", [])
                if runs.engine.is_ours and runs.results
            }
            for method in ours.keys() & second.keys():
                found += bounds.equal_sampling(second[method], ours[method])
    if not found:
        return ""
    rows = [
        [
            bound.workload,
            bound.what,
            bound.bound,
            bound.reached,
            number(bound.margin),
            "yes" if bound.margin >= 1 else "**no**",
        ]
        for bound in found
    ]
    header = ["workload", "what", "bound", "reached", "margin (1: just held)", "held"]
    return f"\n## Bounds\n\n{table(header, rows)}"


NOTES = """
## How to read the tables

Engines take turns within one run, each as a cold process. Ratios are to the best peer of the table.

- *Cold wall* is the whole process: start, reading the CSV, compiling, sampling, writing the draws
  (ours: all files and diagnostics). The first run may hold a compilation that later ones find in a
  cache. Peers read W2 and W3 as their distinct rows, made beforehand; ours reads all rows.
- *Sampling* is warm-up and draws, ours with the fit of the mode or of the proposal and with the
  certificate; nobody's compilation counts.
- *ESS/s* is the smallest bulk effective sample size over all coefficients, by ArviZ for everyone,
  for each second of sampling; the median over runs.
- *Gradients* are those of all chains; a question mark where an engine does not tell.
- *Peak* is the memory of the largest process of the tree: PyStan and rstanarm have more of
  them.
- *Mean off* is the largest difference of a posterior mean from that of all peers but the engine
  itself, pooled, or from the reference given: in posterior standard deviations, which counts the
  Monte Carlo error too, and in standard errors of the difference, where the largest of 5 to 51 is
  some 2 to 3.5 if all is well.
"""


def document(top, by_workload, references, kernels):
    parts = [top, all_bounds(by_workload)]
    parts += [workload(groups, references.get(name)) for name, groups in by_workload.items()]
    parts += [growth(by_workload)]
    if kernels:
        parts.append(f"\n## One gradient\n\n{kernels}")
    return "".join(parts + [NOTES])
