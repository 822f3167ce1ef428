"""The workloads, and who draws from their posteriors how."""

import json
import os
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(os.path.dirname(HERE), "peers")


@dataclass(frozen=True)
class Workload:
    """A data set. Peers get the distinct rows where that is less to read."""

    name: str
    title: str
    rows: int
    predictors: int
    peers_aggregated: bool = False
    # How often the short engines run, in turn.
    repeats: int = 1


WORKLOADS = {
    workload.name: workload
    for workload in [
        Workload("W1", "csto, 8 cases, 4 conditions", 8, 4, repeats=5),
        Workload("W2", "coded, 10^5 x 10", 10**5, 10, peers_aggregated=True, repeats=5),
        Workload("W3", "coded, 10^6 x 10", 10**6, 10, peers_aggregated=True, repeats=5),
        Workload("W3x10", "coded, 10^7 x 10", 10**7, 10, peers_aggregated=True, repeats=3),
        Workload("W4", "dense, 10^4 x 50", 10**4, 50, repeats=3),
        Workload("W5", "dense, 10^5 x 50", 10**5, 50),
        Workload("wide", "dense, 10^5 x 500", 10**5, 500),
        Workload("C3", "coded, 10^3 x 10", 10**3, 10, repeats=3),
        Workload("C4", "coded, 10^4 x 10", 10**4, 10, repeats=3),
    ]
}


@dataclass(frozen=True)
class Length:
    """Chains, and the iterations of each."""

    chains: int = 4
    warmup: int = 1000
    draws: int = 1000


@dataclass(frozen=True)
class Run:
    """One process to start."""

    workload: Workload
    length: Length
    seed: int
    data: str
    folder: str


@dataclass(frozen=True)
class Engine:
    """A program that draws from the posterior of a workload."""

    name: str
    is_ours: bool
    # "nuts" in double precision is what our own NUTS is compared with.
    method: str
    precision: str
    command: callable
    # The length of each workload that it runs; others are left out.
    lengths: dict
    # How often at most; a run above a minute is not repeated.
    most_repeats: int = 3

    def record(self, folder):
        """What the engine says of its run; nil where there is nothing."""
        try:
            with open(os.path.join(folder, "run.json" if self.is_ours else "peer.json")) as file:
                record = json.load(file)
        except (OSError, ValueError):
            return None
        return Engine.from_run(record) if self.is_ours else record

    @staticmethod
    def from_run(record):
        warmup = [chain["warmup_gradients"] for chain in record["adaptation"]]
        gradients = record["gradients"]
        return {
            "sampling_seconds": record["seconds"]["sampling"],
            "warmup_gradients": sum(warmup) if gradients else None,
            "draw_gradients": gradients - sum(warmup) if gradients else None,
            "versions": {"csto-bayes": record["version"]},
            "engine": record["engine"]["sampler"],
            "arithmetic": record["arithmetic"],
            "kernel": record["kernel"],
            "passed": record["passed"],
        }


FULL = Length()
SHORT = Length(warmup=150, draws=150)
SMALL = ["W1", "W2", "W3", "W4"]


def ours(program, sampler):
    def command(run):
        terms = " + ".join(f"x{number + 1}" for number in range(run.workload.predictors))
        length = run.length
        return [
            *[program, "fit", "--data", run.data, "--formula", f"y ~ {terms}"],
            *["--prior", "Intercept ~ normal(0, 10)", "--prior", "coefficients ~ normal(0, 2.5)"],
            *["--sampler", sampler, "--seed", str(run.seed), "--output", run.folder, "--force"],
            *["--chains", str(length.chains), "--warmup", str(length.warmup)],
            *["--draws", str(length.draws)],
        ]

    lengths = {name: FULL for name in WORKLOADS} | {"wide": SHORT}
    return Engine(f"csto-bayes {sampler}", True, sampler, "double", command, lengths, 15)


def peer(name, method, precision, interpreter, script, *more, lengths, step_sizes=None):
    def command(run):
        length = run.length
        step = (step_sizes or {}).get(run.workload.name)
        return [
            *[interpreter, os.path.join(PEERS, script), run.data, run.folder],
            *["--chains", str(length.chains), "--warmup", str(length.warmup)],
            *["--draws", str(length.draws), "--seed", str(run.seed), *more],
            *([] if step is None else ["--step-size", str(step)]),
        ]

    return Engine(name, False, method, precision, command, lengths)


def all_peers(python):
    """The peers with their lengths: 4 x (1000 + 1000) where that ends within minutes."""
    nuts = {name: FULL for name in SMALL} | {"W5": SHORT}
    small = {name: FULL for name in ("W1", "W2")}
    # Many short chains; as many draws as make the share of warm-up small.
    chees = {name: Length(64, 300, 200) for name in ("W1", "W2", "W3")}
    chees |= {"W4": Length(64, 300, 500), "W5": Length(64, 300, 100)}
    steps = {"W4": 0.01, "W5": 0.01}
    single, double = "single", "double"
    return {
        "numpyro": [
            peer("numpyro nuts", "nuts", double, python, "numpyro_nuts.py", lengths=nuts),
            peer(
                "numpyro nuts, single", "nuts", single, python, "numpyro_nuts.py", "--single",
                lengths=nuts,
            ),
        ],
        "blackjax": [
            peer("blackjax nuts", "nuts", double, python, "blackjax_nuts.py", lengths=nuts),
            peer(
                "blackjax chees, single", "chees", single, python, "blackjax_chees.py",
                lengths=chees, step_sizes=steps,
            ),
        ],
        "nutpie": [peer("nutpie nuts", "nuts", double, python, "nutpie_nuts.py", lengths=nuts)],
        "pystan": [peer("pystan nuts", "nuts", double, python, "pystan_nuts.py", lengths=nuts)],
        "rstanarm": [
            peer("rstanarm nuts", "nuts", double, "Rscript", "rstanarm_nuts.R", lengths=small)
        ],
    }
