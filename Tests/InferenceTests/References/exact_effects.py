"""Reference answers for the exact posterior of average effects: written out by hand, by other means than a lattice.

    python3 -m venv venv; venv/bin/pip install numpy scipy; venv/bin/python exact_effects.py   (writes exact_effects.json)

The eight cases of the built-in study, everything else held as observed, a condition absent and present.
- one and two coefficients: the trapezoidal rule on a fine grid over the whole posterior, and the weights of its
  points sorted by the quantity: 200,000 points a coefficient, 4,000 by 4,000;
- five coefficients: eight scrambled Sobol sequences of 2^18 points (scipy) under a normal distribution fitted to the posterior,
  by importance weights; the error is the standard error over the sequences, of which four should be granted.
Nothing of csto-bayes is used.
"""

import itertools
import json

import numpy
from scipy import optimize, stats
from scipy.special import expit, log_expit

# protest, ethnic_clashes, foreign_intrusion, security_uncertainty, intervention
CASES = numpy.array([
    [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 1, 1, 0, 0],
    [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 1, 1],
], dtype=float)
NAMES = ["protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty"]
LEVELS = [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975]


def design(conditions, changed=None, value=None, intercept=True):
    columns = [numpy.ones(len(CASES))] if intercept else []
    for name in conditions:
        column = CASES[:, NAMES.index(name)].copy()
        if name == changed:
            column[:] = value
        columns.append(column)
    return numpy.column_stack(columns)


def log_posterior(beta, conditions, log_prior, intercept=True):
    eta = beta @ design(conditions, intercept=intercept).T
    y = CASES[:, 4]
    return (log_expit(eta) * y + log_expit(-eta) * (1 - y)).sum(1) + log_prior(beta)


def quantities(beta, conditions, changed, intercept=True):
    p = [expit(beta @ design(conditions, changed, value, intercept).T).mean(1) for value in (0, 1)]
    q = [expit(-(beta @ design(conditions, changed, value, intercept).T)).mean(1) for value in (0, 1)]
    with numpy.errstate(divide="ignore", invalid="ignore"):
        return {
            "before": p[0], "after": p[1], "difference": p[1] - p[0], "risk_ratio": p[1] / p[0],
            "odds_ratio": (p[1] / q[1]) / (p[0] / q[0]),
        }


def summary(values, weights):
    order = numpy.argsort(values, kind="stable")
    sorted_values, w = values[order], weights[order]
    total = w.sum()
    middle = (numpy.cumsum(w) - 0.5 * w) / total
    mean = (values * weights).sum() / total
    numbers = {
        "mean": mean, "sd": numpy.sqrt((weights * (values - mean) ** 2).sum() / total),
        "p_positive": (weights[values > 0].sum() + 0.5 * weights[values == 0].sum()) / total,
        "p_within": weights[numpy.abs(values) <= 0.05].sum() / total,
    }
    for level in LEVELS:
        numbers[f"q{level}"] = numpy.interp(level, middle, sorted_values)
    return numbers


def on_grid(conditions, log_prior, axes, intercept=True):
    grids = numpy.meshgrid(*axes, indexing="ij")
    beta = numpy.column_stack([g.ravel() for g in grids])
    logs = numpy.concatenate([
        log_posterior(part, conditions, log_prior, intercept)
        for part in numpy.array_split(beta, max(1, len(beta) // 500_000))
    ])
    weights = numpy.exp(logs - logs.max())
    keep = weights > 1e-18
    beta, weights = beta[keep], weights[keep]
    return {
        name: {
            key: summary(value, weights)
            for key, value in quantities(beta, conditions, name, intercept).items()
        }
        for name in conditions
    }


def by_sobol(conditions, log_prior, count=18, replicates=8):
    size = len(conditions) + 1
    mode = optimize.minimize(
        lambda b: -log_posterior(b[None], conditions, log_prior)[0], numpy.zeros(size), tol=1e-10
    ).x
    # Mean and covariance by two rounds of importance sampling from a wide t distribution.
    generator = numpy.random.default_rng(1)
    center, root = mode, 2.5 * numpy.eye(size)
    for _ in range(4):
        z = generator.standard_t(8, (200_000, size))
        beta = center + z @ root.T
        logs = log_posterior(beta, conditions, log_prior) - stats.t(8).logpdf(z).sum(1)
        w = numpy.exp(logs - logs.max())
        center = (w[:, None] * beta).sum(0) / w.sum()
        root = numpy.linalg.cholesky(numpy.cov(beta.T, aweights=w))
    found = []
    for seed in range(replicates):
        u = stats.qmc.Sobol(size, seed=seed).random_base2(count)
        z = stats.t(12).ppf(u)
        beta = center + z @ root.T
        logs = log_posterior(beta, conditions, log_prior) - stats.t(12).logpdf(z).sum(1)
        w = numpy.exp(logs - logs.max())
        found.append({
            name: {k: summary(v, w) for k, v in quantities(beta, conditions, name).items()}
            for name in conditions
        })
        print("sequence", seed, flush=True)
    result = {}
    for name in conditions:
        result[name] = {}
        for key in found[0][name]:
            entry = {}
            for number in found[0][name][key]:
                all_ = numpy.array([f[name][key][number] for f in found])
                entry[number] = all_.mean()
                entry["error_" + number] = all_.std(ddof=1) / numpy.sqrt(replicates)
            result[name][key] = entry
    return result


def normal(*scales):
    scales = numpy.array(scales)
    return lambda beta: -0.5 * ((beta / scales) ** 2).sum(1)


def laplace(scale):
    return lambda beta: -0.5 * (beta[:, 0] / 10) ** 2 - numpy.abs(beta[:, 1:]).sum(1) / scale


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return float(f"{value:.8g}")


if __name__ == "__main__":
    answer = {
        "one": on_grid(["protest"], normal(2.5), [numpy.linspace(-30, 30, 200_001)], intercept=False),
        "two": on_grid(
            ["security_uncertainty"], normal(10, 2.5),
            [numpy.linspace(-14, 6, 4001), numpy.linspace(-14, 18, 4001)],
        ),
        "five": by_sobol(NAMES, normal(10, 2.5, 2.5, 2.5, 2.5)),
        "five_laplace": by_sobol(NAMES, laplace(1.0)),
    }
    with open("exact_effects.json", "w") as file:
        json.dump({"expected": rounded(answer)}, file, indent=1)
