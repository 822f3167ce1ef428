"""The bounds that the project set itself, and what a run of the benchmarks reached."""

from dataclasses import dataclass

# What CmdStan 2.35 reached on W1 with a prebuilt model (min bulk ESS a second of sampling); it
# cannot be installed from Debian or PyPI, so that it does not run here.
CMDSTAN_W1_RATE = 10_000


@dataclass
class Bound:
    """One bound: held where `margin` is at least 1."""

    workload: str
    what: str
    bound: str
    reached: str
    margin: float


def at_most(runs, value, what, limit, unit):
    if value is None:
        return None
    return Bound(
        runs.workload.name,
        f"{what}, {runs.engine.name}",
        f"at most {limit:g} {unit}",
        f"{value:.3g} {unit}",
        limit / value,
    )


def cold(runs, seconds=None, mebibytes=None):
    yield at_most(runs, runs.wall if seconds else None, "cold process", seconds, "s")
    yield at_most(runs, runs.memory if mebibytes else None, "peak memory", mebibytes, "MiB")


def rate(runs, peers, factor, whose):
    """A multiple of the best of some peers in minimum ESS a second."""
    rates = [(peer.rate, peer.engine.name) for peer in peers if peer.rate]
    if not rates or not runs.rate:
        return
    best, name = max(rates)
    yield Bound(
        runs.workload.name,
        f"min ESS/s, {runs.engine.name}",
        f"{factor} x {whose}: {name}, {best:,.0f}",
        f"{runs.rate:,.0f} ({runs.rate / best:.1f} x)",
        runs.rate / (factor * best),
    )


def of_workload(name, ours, peers, matrix_mib):
    """The bounds of one workload; `ours` by sampler."""
    double_nuts = [
        peer for peer in peers if peer.engine.method == "nuts" and peer.engine.precision == "double"
    ]
    # What a user gets by default is judged; the other samplers only where a bound names them.
    judged = {"auto": ours["auto"]} if "auto" in ours else ours
    for sampler, runs in (ours if name in ("W4", "W5") else judged).items():
        if name == "W1":
            yield from cold(runs, 0.1, 48)
            if runs.rate:
                yield Bound(
                    name,
                    f"min ESS/s, {runs.engine.name}",
                    f"10 x CmdStan's on file, {CMDSTAN_W1_RATE:,}",
                    f"{runs.rate:,.0f}",
                    runs.rate / (10 * CMDSTAN_W1_RATE),
                )
        elif name == "W2":
            yield from cold(runs, 0.35)
            yield from rate(runs, peers, 10, "best peer")
        elif name == "W3":
            yield from cold(runs, 0.5, 96)
        elif name == "W3x10":
            yield from cold(runs, 2.5, 96)
        elif name in ("W4", "W5") and sampler == "nuts":
            yield from rate(runs, double_nuts, 5, "best NUTS in double precision")
        elif name in ("W4", "W5"):
            yield from rate(runs, peers, 10, "best peer")
        elif name == "wide":
            yield at_most(runs, runs.memory, "peak memory", round(2 * matrix_mib), "MiB")


def equal_sampling(second, third):
    """Sampling W3 takes what W2 takes: the difference of medians within the spread of the runs."""
    times = [
        [result["record"]["sampling_seconds"] for result in runs.results]
        for runs in (second, third)
    ]
    if not all(times):
        return
    noise = sum(max(one) - min(one) for one in times) / 2
    difference = third.sampling - second.sampling
    limit = max(noise, 0.1 * second.sampling)
    yield Bound(
        "W3",
        f"sampling time, {third.engine.name}",
        f"W2's, {second.sampling:.3g} s, within noise ({limit:.2g} s)",
        f"{third.sampling:.3g} s",
        limit / max(difference, 1e-9) if difference > limit else 1.0,
    )
