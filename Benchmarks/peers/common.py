"""What the scripts of the peers share: arguments, data, clocks and the files they leave behind.

Every script: NAME.py DATA FOLDER --chains C --warmup W --draws D --seed S
DATA has the columns y,x1,x2,... or x1,x2,...,n,k (trials and successes of distinct rows).
The posterior is the same for all: the intercept alpha ~ normal(0, 10), the coefficients
beta ~ normal(0, 2.5), columns as they are. FOLDER gets draws.npy (chains x draws x coefficients,
alpha first) and peer.json.
"""

import argparse
import importlib.metadata
import json
import os
import time

import numpy as np


def parse(**more):
    """The arguments; each of `more` is a flag, or an option that has a default."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("folder")
    for name in ("chains", "warmup", "draws", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    for name, default in more.items():
        option = "--" + name.replace("_", "-")
        if default is False:
            parser.add_argument(option, action="store_true")
        else:
            parser.add_argument(option, type=type(default), default=default)
    return parser.parse_args()


class Data:
    """The design with successes and trials; trials is None where every row is one case."""

    def __init__(self, path):
        import pandas

        table = pandas.read_csv(path)
        values = table.to_numpy(dtype=float)
        if table.columns[-1] == "k":
            self.design, self.trials, self.successes = np.split(values, [-2, -1], axis=1)
            self.trials = self.trials.ravel().astype(int)
        else:
            self.successes, self.design = np.split(values, [1], axis=1)
            self.trials = None
        self.design = np.ascontiguousarray(self.design)
        self.successes = self.successes.ravel().astype(int)


class JaxCompilation:
    """How long JAX compiled within an interval, by its own events; nested ones count once."""

    EVENTS = ("jaxpr_trace", "jaxpr_to_mlir", "backend_compile")

    def __init__(self):
        import jax

        self.intervals = []
        jax.monitoring.register_event_duration_secs_listener(self._add)

    def _add(self, event, duration, **_):
        if any(part in event for part in self.EVENTS):
            end = time.perf_counter()
            self.intervals.append((end - duration, end))

    def seconds(self, since):
        total, covered = 0.0, since
        for begin, end in sorted(self.intervals):
            if end > covered:
                total += end - max(begin, covered)
                covered = end
        return total


def finish(args, draws, sampling, packages, **facts):
    """Writes the draws, the seconds of warm-up and sampling, versions, and counts of gradients."""
    os.makedirs(args.folder, exist_ok=True)
    np.save(os.path.join(args.folder, "draws.npy"), np.asarray(draws, dtype=float))
    record = {
        "sampling_seconds": sampling,
        "versions": {name: importlib.metadata.version(name) for name in packages},
        **facts,
    }
    with open(os.path.join(args.folder, "peer.json"), "w") as file:
        json.dump(record, file)
