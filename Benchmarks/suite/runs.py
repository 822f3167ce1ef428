"""What several runs of one engine amount to, and how far engines agree."""

import math
import statistics
from dataclasses import dataclass, field


@dataclass
class Runs:
    """The runs of one engine on one workload."""

    engine: object
    workload: object
    length: object
    results: list = field(default_factory=list)
    note: str = ""

    def median(self, value):
        """The median of a number over the runs; None where some run does not know it."""
        values = [value(result) for result in self.results]
        return None if not values or None in values else statistics.median(values)

    @property
    def wall(self):
        return self.median(lambda result: result["wall_seconds"])

    @property
    def sampling(self):
        return self.median(lambda result: result["record"]["sampling_seconds"])

    @property
    def min_ess(self):
        return self.median(lambda result: result["measures"]["min_bulk_ess"])

    @property
    def rate(self):
        """Minimum bulk effective sample size for each second of warm-up and sampling."""
        return self.median(
            lambda result: result["measures"]["min_bulk_ess"] / result["record"]["sampling_seconds"]
        )

    @property
    def memory(self):
        return max((result["peak_mib"] for result in self.results), default=None)

    @property
    def r_hat(self):
        return max((result["measures"]["max_r_hat"] for result in self.results), default=None)

    def gradients(self, phase):
        return self.median(lambda result: result["record"].get(f"{phase}_gradients"))


def pooled(groups):
    """Mean, its variance and the posterior's standard deviation of every coefficient.

    Runs count by the precision of their means.
    """
    measures = [result["measures"] for runs in groups for result in runs.results]
    estimates = []
    for index in range(len(measures[0]["mean"]) if measures else 0):
        weighted = [(1 / one["mcse"][index] ** 2, one) for one in measures]
        total = sum(weight for weight, _ in weighted)
        mean = sum(weight * one["mean"][index] for weight, one in weighted) / total
        spread = sum(weight * one["sd"][index] for weight, one in weighted) / total
        estimates.append((mean, 1 / total, spread))
    return estimates


def reference_estimates(reference, names):
    """The same of a long run on file: {"params": {name: {mean, mcse_mean, sd}}}."""
    rows = [reference["params"][name] for name in names]
    return [(row["mean"], row["mcse_mean"] ** 2, row["sd"]) for row in rows]


def disagreement(mine, others):
    """The largest difference of a posterior mean: in posterior sd, and in its standard errors."""
    if not mine or not others:
        return None, None
    pairs = list(zip(mine, others, strict=True))
    by_spread = max(abs(one[0] - other[0]) / other[2] for one, other in pairs)
    by_error = max(abs(one[0] - other[0]) / math.sqrt(one[1] + other[1]) for one, other in pairs)
    return by_spread, by_error


def accuracy(runs, all_runs, reference=None):
    """How far the means are from the reference, or from those of the other peers."""
    mine = pooled([runs])
    if reference is not None:
        names = ["alpha"] + [f"beta{number}" for number in range(1, len(mine))]
        return disagreement(mine, reference_estimates(reference, names))
    others = [one for one in all_runs if one is not runs and one.results]
    peers = [one for one in others if not one.engine.is_ours]
    return disagreement(mine, pooled(peers or others))
