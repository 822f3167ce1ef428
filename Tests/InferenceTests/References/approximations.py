"""Prints the numbers of PosteriorModeTests and GaussianVariationalTests, with numpy and scipy alone.

Run: python3 approximations.py
"""

import csv
import os

import numpy as np
from scipy import optimize, special, stats

here = os.path.dirname(os.path.abspath(__file__))


def read(name, columns, outcome):
    rows = list(csv.DictReader(open(os.path.join(here, name))))
    x = np.array([[1.0] + [float(r[c]) for c in columns] for r in rows])
    return x, np.array([float(r[outcome]) for r in rows])


def mode(x, y, quantiles):
    """The mode in normal coordinates; quantiles[j] maps a probability to coefficient j."""

    def beta(z):
        return np.array([q(p) for q, p in zip(quantiles, zip(stats.norm.cdf(z), stats.norm.sf(z)))])

    def value(z):
        eta = x @ beta(z)
        return 0.5 * z @ z - y @ eta + np.logaddexp(0, eta).sum()

    start = np.zeros(x.shape[1])
    for _ in range(3):
        start = optimize.minimize(value, start, method="BFGS", options={"gtol": 1e-9}).x

    def slope(z):
        h = 1e-4
        d = np.empty(len(z))
        for j in range(len(z)):
            e = np.zeros(len(z))
            e[j] = h
            d[j] = (8 * (value(z + e) - value(z - e)) - value(z + 2 * e) + value(z - 2 * e)) / 12 / h
        return d

    z = optimize.root(slope, start, tol=1e-11).x
    return z, -value(z)


def two_sided(distribution):
    """A quantile from whichever tail is smaller, so that neither is lost."""
    return lambda tails: distribution.ppf(tails[0]) if tails[0] < 0.5 else distribution.isf(tails[1])


csto = read("csto_main.csv", ["protest", "ethnic", "foreign", "security_uncertainty"], "intervention")
sex2 = read("sex2.csv", ["age", "oc", "vic", "vicl", "vis", "dia"], "case")
normal = [two_sided(stats.norm(0, s)) for s in [10] + [2.5] * 6]
cauchy = [two_sided(stats.cauchy(0, s)) for s in [10] + [2.5] * 6]
student = [two_sided(stats.t(4, 0, s)) for s in [5] + [2.5] * 6]
for name, data, priors in [
    ("csto normal", csto, normal[:5]),
    ("csto cauchy", csto, cauchy[:5]),
    ("sex2 normal", sex2, normal),
    ("sex2 student", sex2, student),
]:
    z, value = mode(*data, priors)
    print(name, "mode", [float(v) for v in np.round(z, 7)], "log density", round(float(value), 9))


def variational(x, y, sds):
    """The normal distribution of least KL(q || posterior), by a general optimiser."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    weights = weights / weights.sum()
    p = x.shape[1]
    lower = np.tril_indices(p)
    precision = 1 / np.array(sds) ** 2

    def negative(parameters):
        mean = parameters[:p]
        factor = np.zeros((p, p))
        factor[lower] = parameters[p:]
        diagonal = np.diag(factor).copy()
        factor[np.diag_indices(p)] = np.exp(diagonal)
        eta = x @ mean
        spread = np.sqrt(((x @ factor) ** 2).sum(1))
        softplus = np.logaddexp(0, eta[:, None] + spread[:, None] * nodes) @ weights
        bound = y @ eta - softplus.sum() + diagonal.sum()
        return -bound + 0.5 * precision @ (mean**2 + (factor**2).sum(1))

    start = np.zeros(p + len(lower[0]))
    for _ in range(4):
        start = optimize.minimize(negative, start, method="BFGS", options={"gtol": 1e-8}).x
    mean = start[:p]
    factor = np.zeros((p, p))
    factor[lower] = start[p:]
    factor[np.diag_indices(p)] = np.exp(np.diag(factor))
    return mean, np.sqrt((factor**2).sum(1)), -negative(start)


for name, data, sds in [("csto", csto, [10] + [2.5] * 4), ("sex2", sex2, [10] + [2.5] * 6)]:
    mean, sd, bound = variational(*data, sds)
    print(
        name,
        "variational mean",
        [float(v) for v in np.round(mean, 6)],
        "sd",
        [float(v) for v in np.round(sd, 6)],
        "bound",
        round(float(bound), 8),
    )
