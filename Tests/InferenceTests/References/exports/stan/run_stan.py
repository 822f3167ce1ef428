# Stan, written by csto-bayes export.
# Model: model.stan with data.json, which has a row for each configuration.
# Needs: cmdstanpy with CmdStan, or pystan 3 (PyPI)
# Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv
import csv
import json
import pathlib

import numpy as np

CHAINS = 3
WARMUP = 1000
DRAWS = 1500
SEED = 7
TARGET_ACCEPT = 0.9
FOLDER = pathlib.Path(__file__).resolve().parent

# The coefficients, in the order of beta.
NAMES = ["Intercept", "dose", "levelcomma, \"level\"", "leveltwo\nlines", "levelпротест", "I(dose^2)"]


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


def draws_of_cmdstan():
    program = cmdstanpy.CmdStanModel(stan_file=FOLDER / "model.stan")
    fit = program.sample(
        data=str(FOLDER / "data.json"),
        chains=CHAINS,
        iter_warmup=WARMUP,
        iter_sampling=DRAWS,
        seed=SEED,
        adapt_delta=TARGET_ACCEPT,
        show_progress=False,
    )
    return fit.stan_variable("beta").reshape(CHAINS, DRAWS, len(NAMES))


def draws_of_pystan():
    program = (FOLDER / "model.stan").read_text(encoding="utf-8")
    data = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
    fit = stan.build(program, data=data, random_seed=SEED).sample(
        num_chains=CHAINS, num_warmup=WARMUP, num_samples=DRAWS, delta=TARGET_ACCEPT
    )
    return fit["beta"].reshape(len(NAMES), DRAWS, CHAINS).transpose(2, 1, 0)


if __name__ == "__main__":
    try:
        import cmdstanpy

        cmdstanpy.cmdstan_path()
    except (ImportError, ValueError):
        import stan

        write_draws(NAMES, draws_of_pystan())
    else:
        write_draws(NAMES, draws_of_cmdstan())
