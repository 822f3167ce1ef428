# Bambi, written by csto-bayes export.
# Model: k | trials(n) ~ dose + level + I(dose^2) + offset(shift)
# Data: data.csv has a row for each configuration, with successes out of trials.
# Needs: bambi (PyPI)
# Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv
import csv
import pathlib

import bambi as bmb
import numpy as np
import pandas as pd

CHAINS = 3
WARMUP = 1000
DRAWS = 1500
SEED = 7
TARGET_ACCEPT = 0.9
FOLDER = pathlib.Path(__file__).resolve().parent

# The priors of the coefficients, in the order of the columns of data.csv after .offset.
PRIORS = {
    "Intercept": bmb.Prior("Normal", mu=0, sigma=10000000000.0),  # Intercept
    "x2": bmb.Prior("StudentT", nu=3, mu=0.5, sigma=2.5),  # dose
    "x3": bmb.Prior("Cauchy", alpha=0, beta=1),  # levelcomma, "level"
    "x4": bmb.Prior("Laplace", mu=0, b=1e-07),  # leveltwo lines
    "x5": bmb.Prior("Logistic", mu=0.1, s=2),  # levelпротест
    "x6": bmb.Prior("Flat"),  # I(dose^2)
}


def read_data():
    """The coefficients' names, the design, successes, trials and offsets."""
    with open(FOLDER / "data.csv", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    values = np.array([row[1:] for row in rows], dtype=float)
    return header[4:], values[:, 3:], values[:, 0], values[:, 1], values[:, 2]


def write_draws(names, draws):
    """Writes draws of shape (chains, iterations, coefficients)."""
    chains, iterations, _ = draws.shape
    with open(FOLDER / "draws.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([".chain", ".iteration", ".draw", *names])
        for chain in range(chains):
            for iteration in range(iterations):
                index = [chain + 1, iteration + 1, chain * iterations + iteration + 1]
                writer.writerow(index + draws[chain, iteration].tolist())


names, design, successes, trials, offset = read_data()
data = pd.DataFrame(design, columns=list(PRIORS))
data["successes"] = successes.astype(int)
data["trials"] = trials.astype(int)
data["shift"] = offset
terms = [name for name in PRIORS if name != "Intercept"]
formula = " + ".join(["1" if "Intercept" in PRIORS else "0", *terms])
if np.any(offset != 0):
    formula += " + offset(shift)"
model = bmb.Model(
    f"prop(successes, trials) ~ {formula}",
    data,
    family="binomial",
    priors=PRIORS,
    auto_scale=False,
    center_predictors=False,
)

if __name__ == "__main__":
    fit = model.fit(
        draws=DRAWS,
        tune=WARMUP,
        chains=CHAINS,
        random_seed=SEED,
        target_accept=TARGET_ACCEPT,
        progressbar=False,
    )
    write_draws(names, np.stack([fit.posterior[name].values for name in PRIORS], axis=-1))
