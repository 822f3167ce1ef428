"""Times whole cold processes and takes their peak memory from the operating system.

Usage: measure.py RUNS PROGRAM
Runs the built-in fit and, in turn with it, the bare start of the same program (--version), so that
the ratio holds when the machine's speed drifts. Prints a Markdown table.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time


def run(arguments):
    """One process: wall seconds, processor seconds, peak resident MiB, exit code."""
    begin = time.perf_counter()
    process = os.fork()
    if process == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.execv(arguments[0], arguments)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    cpu = usage.ru_utime + usage.ru_stime
    return wall, cpu, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    count, program = int(sys.argv[1]), os.path.abspath(sys.argv[2])
    folder = tempfile.mkdtemp()
    commands = {
        "bare start": [program, "--version"],
        "fit, nothing written": [program, "fit"],
        "fit --output DIR": [program, "fit", "--output", os.path.join(folder, "run"), "--force"],
    }
    rows = {name: [] for name in commands}
    for repeat in range(count + 1):
        for name, arguments in commands.items():
            result = run(arguments)
            if result[3] != 0:
                sys.exit(f"{' '.join(arguments)}: exit {result[3]}")
            if repeat > 0:
                rows[name].append(result)
    shutil.rmtree(folder)
    bare = statistics.median(row[0] for row in rows["bare start"])
    print("| command | wall s: min / median / max | processor s: median | peak MiB: max | to bare start |")
    print("|---|---|---|---|---|")
    for name, results in rows.items():
        wall = sorted(row[0] for row in results)
        cpu = statistics.median(row[1] for row in results)
        memory = max(row[2] for row in results)
        median = statistics.median(wall)
        print(
            f"| {name} | {wall[0]:.3f} / {median:.3f} / {wall[-1]:.3f} | {cpu:.3f} "
            f"| {memory:.1f} | {median / bare:.1f} |"
        )


main()
