"""Runs csto-bayes and the peers in turn and writes what they reached as Markdown.

Usage: see `Benchmarks/run.sh --help`.
"""

import argparse
import datetime
import importlib.util
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys

import engines
import processes
import report
from runs import Runs

HERE = os.path.dirname(os.path.abspath(__file__))
BENCHMARKS = os.path.dirname(HERE)
ROOT = os.path.dirname(BENCHMARKS)
# An engine that takes longer than this for one run is not repeated.
LONG_SECONDS = 60


def parse():
    parser = argparse.ArgumentParser(prog="Benchmarks/run.sh", description=__doc__.split("\n")[0])

    def names(text):
        return [name for name in text.split(",") if name]

    parser.add_argument("--workload", type=names, help="such as W1,W4 (default: all)")
    parser.add_argument("--peers", type=names, help="such as numpyro,nutpie; '' for none")
    parser.add_argument("--samplers", type=names, help="ours (default: auto,nuts,independence)")
    parser.add_argument("--quick", action="store_true", help="W1, W2, W4 once, with short chains")
    parser.add_argument("--repeats", type=int, help="at most so many runs of each engine")
    parser.add_argument("--limit", type=float, default=900, help="seconds for one run")
    parser.add_argument("--no-kernels", action="store_true", help="leave out kernel-benchmark")
    parser.add_argument("--reference", help="folder of reference_WORKLOAD.json with long runs")
    parser.add_argument("--program", default=os.path.join(ROOT, ".build/release/csto-bayes"))
    parser.add_argument("--kernel-benchmark", help="the program of Benchmarks/Package.swift")
    parser.add_argument("--data", default=os.path.join(BENCHMARKS, "data"))
    parser.add_argument("--output", help="default: Benchmarks/results/DATE-comparison.md")
    args = parser.parse_args()
    args.data, args.program = os.path.abspath(args.data), os.path.abspath(args.program)
    unknown = set(args.workload or []) - engines.WORKLOADS.keys()
    if unknown:
        parser.error(f"no such workload: {', '.join(sorted(unknown))}")
    unknown = set(args.peers or []) - engines.all_peers("").keys()
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    return args


def say(text):
    print(text, flush=True)


def is_installed(peer):
    if peer == "rstanarm":
        check = 'quit(status = !all(sapply(c("rstanarm", "jsonlite"), requireNamespace)))'
        return shutil.which("Rscript") is not None and succeeds("Rscript", "-e", check)
    module = "stan" if peer == "pystan" else peer
    return importlib.util.find_spec(module) is not None


def succeeds(*command):
    return subprocess.run(command, capture_output=True).returncode == 0


def chosen_engines(args):
    samplers = args.samplers or [
        sampler
        for sampler in ("auto", "nuts", "independence")
        if knows_sampler(args.program, sampler)
    ]
    chosen = [engines.ours(args.program, sampler) for sampler in samplers]
    peers = engines.all_peers(sys.executable)
    for name in peers if args.peers is None else args.peers:
        if is_installed(name):
            chosen += peers[name]
        else:
            say(f"{name} is not installed and left out: Benchmarks/install-peers.sh")
    return chosen


def knows_sampler(program, sampler):
    command = [program, "fit", "--sampler", sampler, "--warmup", "20", "--draws", "20"]
    return subprocess.run(command, capture_output=True).returncode in (0, 1)


def measured(run, engine, usage):
    """What one run amounts to, or why it amounts to nothing."""
    if usage.timed_out:
        return None, f"over {usage.wall_seconds:.0f} s, ended"
    if usage.exit_code not in ((0, 1) if engine.is_ours else (0,)):
        return None, f"failed with exit code {usage.exit_code}"
    record = engine.record(run.folder)
    if record is None:
        return None, "left no record"
    command = [sys.executable, os.path.join(HERE, "measures.py"), run.folder]
    measures = subprocess.run(command, capture_output=True, text=True)
    if measures.returncode != 0:
        return None, "left draws that cannot be read: " + measures.stderr.strip().split("\n")[-1]
    result = {
        "engine": engine.name,
        "workload": run.workload.name,
        "seed": run.seed,
        "wall_seconds": usage.wall_seconds,
        "cpu_seconds": usage.cpu_seconds,
        "peak_mib": usage.peak_mib,
        "load": os.getloadavg()[0],
        "record": record,
        "measures": json.loads(measures.stdout),
    }
    return result, ""


def compare(workload, chosen, args, work):
    """All engines on one workload, in turn."""
    groups = []
    for engine in chosen:
        length = engine.lengths.get(workload.name)
        is_second = engine.is_ours and any(runs.engine.is_ours for runs in groups)
        if length is None or (is_second and workload.first_sampler_only):
            continue
        if args.quick:
            length = engines.Length(length.chains, min(length.warmup, 300), 300)
        groups.append(Runs(engine, workload, length))
    repeats = 1 if args.quick else min(args.repeats or workload.repeats, workload.repeats)
    for turn in range(repeats):
        for runs in groups:
            if turn >= runs.engine.most_repeats or (turn > 0 and not may_repeat(runs)):
                continue
            one_run(runs, turn + 1, args, work)
    for runs in groups:
        describe(runs)
    return groups


def may_repeat(runs):
    return bool(runs.results) and runs.results[-1]["wall_seconds"] < LONG_SECONDS


def one_run(runs, seed, args, work):
    workload, engine = runs.workload, runs.engine
    is_aggregated = workload.peers_aggregated and not engine.is_ours
    name = workload.name + ("_agg.csv" if is_aggregated else ".csv")
    folder = os.path.join(work, "run")
    shutil.rmtree(folder, ignore_errors=True)
    run = engines.Run(workload, runs.length, seed, os.path.join(args.data, name), folder)
    usage = processes.run(engine.arguments(run), work, args.limit)
    result, note = measured(run, engine, usage)
    if result is None:
        runs.note = note
        with open(os.path.join(work, "log.txt"), errors="replace") as log:
            say(f"{workload.name} {engine.name}: {note}\n" + log.read()[-1500:])
        return
    runs.results.append(result)
    with open(os.path.join(args.data, "runs.jsonl"), "a") as file:
        file.write(json.dumps(result) + "\n")
    say(
        f"{workload.name:6} {engine.name:24} run {seed}: wall {usage.wall_seconds:.3f} s, sampling "
        f"{result['record']['sampling_seconds']:.3f} s, min ESS "
        f"{result['measures']['min_bulk_ess']:.0f}, {usage.peak_mib:.0f} MiB"
    )


def describe(runs):
    """What the table says of our runs beside the numbers."""
    notes = [runs.note] if runs.note else []
    if runs.engine.is_ours and runs.results:
        records = [result["record"] for result in runs.results]
        used = sorted({record["engine"] for record in records})
        if used != [runs.engine.method]:
            notes.append("drawn by " + " and ".join(used))
        notes.append("/".join(sorted({record["arithmetic"] for record in records})))
        failed = sum(not record["passed"] for record in records)
        if failed:
            notes.append(f"a check of the draws failed in {failed} of {len(records)}")
    runs.note = ", ".join(notes)


def references(args):
    found = {}
    for name in engines.WORKLOADS if args.reference else ():
        path = os.path.join(args.reference, f"reference_{name}.json")
        if os.path.exists(path):
            with open(path) as file:
                found[name] = json.load(file)
    return found


def bare_start(args, work):
    """What the program takes to start and do nothing, in words."""
    usages = [processes.run([args.program, "--version"], work, 60) for _ in range(9)]
    seconds = statistics.median(usage.wall_seconds for usage in usages)
    memory = max(usage.peak_mib for usage in usages)
    return f"Bare start of the program (`--version`): {seconds:.3f} s, {memory:.0f} MiB.\n"


def kernels(args):
    if args.no_kernels or not args.kernel_benchmark:
        return ""
    say("kernel-benchmark")
    command = [args.kernel_benchmark, *(["--quick"] if args.quick else []), args.data]
    result = subprocess.run(command, capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else f"It failed: {result.stderr}\n"


def command_line():
    """What a user typed; run.sh puts the place of kernel-benchmark before it."""
    words = sys.argv[1:]
    if words[:1] == ["--kernel-benchmark"]:
        words = words[2:]
    return shlex.join(["Benchmarks/run.sh", *words])


def main():
    args = parse()
    names = args.workload or (["W1", "W2", "W4"] if args.quick else list(engines.WORKLOADS))
    os.makedirs(args.data, exist_ok=True)
    work = os.path.join(args.data, "work")
    os.makedirs(work, exist_ok=True)
    command = [sys.executable, os.path.join(HERE, "generate.py"), args.data, *names]
    subprocess.run(command, check=True)
    chosen = chosen_engines(args)
    date = datetime.date.today().isoformat()
    output = args.output or os.path.join(BENCHMARKS, "results", f"{date}-comparison.md")
    top = report.heading(args.program, command_line())
    top += bare_start(args, work)
    if args.quick:
        top += "Quick: one run each of short chains. The bounds are meant for full ones.\n"
    known, by_workload = references(args), {}

    def write(kernel_text):
        with open(output, "w") as file:
            file.write(report.document(top, by_workload, known, kernel_text))

    kernel_text = kernels(args)
    write(kernel_text)
    for name in names:
        by_workload[name] = compare(engines.WORKLOADS[name], chosen, args, work)
        # After each one, so that a run that is broken off leaves what it found.
        write(kernel_text)
    shutil.rmtree(work)
    say(f"written: {output}")


main()
