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
    # Only the first of our samplers: it may take minutes.
    first_sampler_only: bool = False


WORKLOADS = {
    workload.name: workload
    for workload in [
        Workload("W1", "csto, 8 cases, 4 conditions", 8, 4, repeats=5),
        Workload("W2", "coded, 10^5 x 10", 10**5, 10, peers_aggregated=True, repeats=5),
        Workload("W3", "coded, 10^6 x 10", 10**6, 10, peers_aggregated=True, repeats=5),
        Workload("W3x10", "coded, 10^7 x 10", 10**7, 10, peers_aggregated=True, repeats=3),
        Workload("W4", "dense, 10^4 x 50", 10**4, 50, repeats=3),
        Workload("W5", "dense, 10^5 x 50", 10**5, 50),
        Workload("wide", "dense, 10^5 x 500", 10**5, 500, first_sampler_only=True),
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

    def settings(self):
        """The options that all engines have alike."""
        length = self.length
        return [
            *["--chains", str(length.chains), "--warmup", str(length.warmup)],
            *["--draws", str(length.draws), "--seed", str(self.seed)],
        ]


@dataclass(frozen=True)
class Engine:
    """A program that draws from the posterior of a workload."""

    name: str
    # "nuts" in double precision is what our own NUTS is compared with.
    method: str
    precision: str
    # What starts it, before what differs from run to run.
    command: list
    # The length of each workload that it runs; others are left out.
    lengths: dict


class OurEngine(Engine):
    """csto-bayes with one of its samplers."""

    is_ours = True
    most_repeats = 15

    def arguments(self, run):
        terms = " + ".join(f"x{number + 1}" for number in range(run.workload.predictors))
        return [
            *[*self.command, "fit", "--sampler", self.method],
            *["--data", run.data, "--formula", f"y ~ {terms}", "--output", run.folder, "--force"],
            *["--prior", "Intercept ~ normal(0, 10)", "--prior", "coefficients ~ normal(0, 2.5)"],
            *run.settings(),
        ]

    def record(self, folder):
        """What run.json says; None where there is none."""
        run = contents(os.path.join(folder, "run.json"))
        if run is None:
            return None
        warmup = sum(chain["warmup_gradients"] for chain in run["adaptation"])
        gradients = run["gradients"]
        return {
            "sampling_seconds": run["seconds"]["sampling"],
            "warmup_gradients": warmup if gradients else None,
            "draw_gradients": gradients - warmup if gradients else None,
            "versions": {"csto-bayes": run["version"]},
            "engine": run["engine"]["sampler"],
            "arithmetic": run["arithmetic"],
            "kernel": run["kernel"],
            "passed": run["passed"],
        }


class PeerEngine(Engine):
    """A script of Benchmarks/peers."""

    is_ours = False
    most_repeats = 3

    def arguments(self, run):
        return [*self.command, run.data, run.folder, *run.settings()]

    def record(self, folder):
        """What the script left behind; None where it left nothing."""
        return contents(os.path.join(folder, "peer.json"))


def contents(path):
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


FULL = Length()
SHORT = Length(warmup=150, draws=150)


def ours(program, sampler):
    lengths = {name: FULL for name in WORKLOADS} | {"wide": SHORT}
    return OurEngine(f"csto-bayes {sampler}", sampler, "double", [program], lengths)


def all_peers(python):
    """The peers by package: 4 x (1000 + 1000) where that ends within minutes."""
    coded = {name: FULL for name in ("W1", "W2")}
    nuts = {name: FULL for name in ("W1", "W2", "W3", "W4")} | {"W5": SHORT}
    # Many short chains; enough draws to make the share of warm-up small.
    chees = {name: Length(64, 300, 500) for name in ("W1", "W2", "W3", "W4")}
    chees |= {"W5": Length(64, 300, 300)}

    def script(name, *options):
        interpreter = "Rscript" if name.endswith(".R") else python
        return [interpreter, os.path.join(PEERS, name), *options]

    def double_nuts(package, lengths, name):
        return PeerEngine(f"{package} nuts", "nuts", "double", script(name), lengths)

    def single(name, method, lengths, *words):
        return PeerEngine(f"{name}, single", method, "single", script(*words), lengths)

    return {
        "numpyro": [
            double_nuts("numpyro", nuts, "numpyro_nuts.py"),
            single("numpyro nuts", "nuts", nuts, "numpyro_nuts.py", "--single"),
        ],
        "blackjax": [
            double_nuts("blackjax", nuts, "blackjax_nuts.py"),
            single("blackjax chees", "chees", chees, "blackjax_chees.py"),
        ],
        "nutpie": [double_nuts("nutpie", nuts, "nutpie_nuts.py")],
        "pystan": [double_nuts("pystan", nuts, "pystan_nuts.py")],
        "rstanarm": [double_nuts("rstanarm", coded, "rstanarm_nuts.R")],
    }
