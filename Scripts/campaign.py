#!/usr/bin/env python3
"""Fits the twelve reference models of Tests/Trials/random_models.json and the two-humped ones of
small_exact.json under many seeds and samplers, and holds every number against its reference: within four
joint standard errors, or exit code 1.

Usage: Scripts/campaign.py PROGRAM [--seeds N] [--only ID] [--samplers auto,nuts,exact]
Exit codes: 0 no run passed while wrong, 1 some did, 64 usage.

A run is wrong where a number is beyond four joint errors; so many numbers are compared that chance alone
exceeds four in one of 16,000, and five counts as the limit for a single number among them.
"""

import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

LIMIT = 5.0
MCSE = {"mean": "mcse_mean", "sd": "mcse_sd", "q5": "mcse_q5", "median": "mcse_median", "q95": "mcse_q95"}
TRIALS = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Trials"


def models():
    for model in json.loads((TRIALS / "random_models.json").read_text())["models"]:
        numbers = {
            name: {key: value for key, value in entry.items() if key in MCSE}
            for name, entry in model["parameters"].items()
        }
        yield model, numbers
    for item in json.loads((TRIALS / "small_exact.json").read_text())["items"]:
        if "rule" in item:
            right = item["right"]
            numbers = {key: [right[key], item["error"]] for key in MCSE if key in right}
            yield item, {"Intercept": numbers}


def fit(program, model, sampler, seed, folder):
    data = folder / "data.csv"
    data.write_text(model["csv"])
    command = [program, "fit", "--data", data, "--formula", model["formula"]]
    command += ["--link", model.get("link", "logit"), "--sampler", sampler, "--seed", str(seed)]
    for prior in model["priors"]:
        command += ["--prior", prior]
    run = subprocess.run(
        [*map(str, command), "--output", str(folder / "run"), "--force"], capture_output=True
    )
    if run.returncode not in (0, 1):
        sys.exit(f"{model['id']}: {run.stderr.decode()}")
    with open(folder / "run" / "summary.csv", newline="") as lines:
        return run.returncode, {row["name"]: row for row in csv.DictReader(lines)}


def worst(rows, numbers):
    largest = (0.0, "")
    for name, entry in numbers.items():
        for key, (value, error) in entry.items():
            own, mcse = rows[name].get(key, ""), rows[name].get(MCSE[key], "")
            if own in ("", "NaN", "nan", "NA") or mcse in ("", "NaN", "nan", "NA"):
                continue
            score = abs(float(own) - value) / math.hypot(float(mcse), error)
            largest = max(largest, (score, f"{key} of {name}"))
    return largest


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write(__doc__)
        return 64
    options = dict(zip(arguments[1::2], arguments[2::2]))
    seeds = int(options.get("--seeds", "5"))
    samplers = options.get("--samplers", "auto,nuts,exact").split(",")
    wrong = 0
    print("model,sampler,seeds,exit_0,exit_1,passed_while_wrong,largest_of_passed,number")
    with tempfile.TemporaryDirectory() as place:
        for model, numbers in models():
            if options.get("--only", model["id"]) != model["id"]:
                continue
            for sampler in samplers:
                passed, failed, bad, largest = 0, 0, 0, (0.0, "")
                for seed in range(1, seeds + 1):
                    code, rows = fit(arguments[0], model, sampler, seed, pathlib.Path(place))
                    if code == 1:
                        failed += 1
                        continue
                    passed += 1
                    score = worst(rows, numbers)
                    largest = max(largest, score)
                    bad += score[0] > LIMIT
                wrong += bad
                print(
                    f"{model['id']},{sampler},{seeds},{passed},{failed},{bad},"
                    f"{largest[0]:.2f},{largest[1]}",
                    flush=True,
                )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
