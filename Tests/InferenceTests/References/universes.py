"""Posteriors of four universes of the built-in study, by importance sampling from the prior.

Independent of the program: the cells are typed in from the codings' files, the priors are those of
priors/sceptical.yaml (normal(0, 5) and normal(0, 1)), probabilities by scipy.special.

Usage: python3 universes.py > universes.json        (numpy 2.4.6, scipy 1.17.1; a minute, 4 GB)
"""

import json
import sys

import numpy as np
from scipy.special import ndtr

NAMES = ["protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty"]
TEXT = {  # the four conditions, then the outcome
    "KGZ2005": "1000 0", "KGZ2010": "0100 0", "KGZ2020": "1000 0", "ARM2021": "0110 0",
    "TJKKGZ2021": "0100 0", "RUS2024": "0010 0", "BLR2020": "1000 0", "KAZ2022": "1001 1",
}
TABLE1 = {
    "KGZ2010": "0100 0", "ARM2021": "0110 0", "TJKKGZ2021": "0100 0", "RUS2024": "0010 0",
    "BLR2020": "1001 1", "KAZ2022": "1001 1",
}
LINKS = {
    "logit": lambda eta: 1 / (1 + np.exp(-eta)),
    "probit": ndtr,
    "cloglog": lambda eta: -np.expm1(-np.exp(eta)),
}
UNIVERSES = [
    dict(coding="text", link="probit", dropped="KGZ2010", recodes={}),
    dict(coding="table1", link="cloglog", dropped=None, recodes={("BLR2020", "intervention"): "no"}),
    dict(coding="text", link="probit", dropped="RUS2024",
         recodes={("BLR2020", "intervention"): "yes"}),
    dict(coding="text", link="cloglog", dropped="KAZ2022",
         recodes={("BLR2020", "security_uncertainty"): "yes"}),
]
COUNT, CHUNK = 12_000_000, 1_000_000


def cells(universe):
    coding = {name: list(text.replace(" ", "")) for name, text in
              (TEXT if universe["coding"] == "text" else TABLE1).items()}
    for (case, variable), value in universe["recodes"].items():
        coding[case][(NAMES + ["intervention"]).index(variable)] = "1" if value == "yes" else "0"
    coding.pop(universe["dropped"], None)
    table = np.array([[int(cell) for cell in row] for row in coding.values()], float)
    return table[:, :4], table[:, 4]


def summary(values, weights):
    order = np.argsort(values)
    cumulative = np.cumsum(weights[order])
    mean = float(np.sum(weights * values))
    quantile = lambda p: float(values[order][np.searchsorted(cumulative, p)])
    return dict(mean=mean, sd=float(np.sqrt(np.sum(weights * (values - mean) ** 2))),
                q5=quantile(0.05), q25=quantile(0.25), median=quantile(0.5), q75=quantile(0.75),
                q95=quantile(0.95), positive=float(np.sum(weights[values > 0])))


def posterior(universe, seed):
    x, y = cells(universe)
    probability = LINKS[universe["link"]]
    random = np.random.Generator(np.random.PCG64(seed))
    kept, likelihoods = [], []
    for _ in range(COUNT // CHUNK):
        beta = random.standard_normal((CHUNK, 5)) * np.array([5, 1, 1, 1, 1])
        p = probability(beta[:, :1] + beta[:, 1:] @ x.T)
        quantities = [p.mean(axis=1)]
        for column in range(4):
            averages = []
            for value in (0, 1):
                changed = x.copy()
                changed[:, column] = value
                averages.append(probability(beta[:, :1] + beta[:, 1:] @ changed.T).mean(axis=1))
            quantities.append(averages[1] - averages[0])
        kept.append(np.column_stack([beta] + quantities).astype(np.float32))
        likelihoods.append(np.prod(np.where(y == 1, p, 1 - p), axis=1))
    values, weights = np.concatenate(kept).astype(float), np.concatenate(likelihoods)
    weights /= weights.sum()
    names = (["coefficient Intercept"] + ["coefficient " + name for name in NAMES]
             + ["mean_probability mean over the cases"] + ["effect " + name for name in NAMES])
    size = float(1 / np.sum(weights ** 2))
    print(universe, size, file=sys.stderr)
    return dict(universe, recodes=[f"{case}.{variable}={value}" for (case, variable), value
                                   in universe["recodes"].items()],
                size=size, quantities={name: summary(values[:, i], weights)
                                       for i, name in enumerate(names)})


print(json.dumps([posterior(universe, seed) for seed, universe in enumerate(UNIVERSES)], indent=1))
