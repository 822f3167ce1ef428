# NumPyro, written by csto-bayes export.
# Model: k | trials(n) ~ dose + level + I(dose^2) + offset(shift)
# Data: data.csv has a row for each configuration, with successes out of trials.
# Needs: numpyro (PyPI)
# Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv
import csv
import pathlib

import numpy as np
import numpyro

CHAINS = 3
WARMUP = 1000
DRAWS = 1500
SEED = 7
TARGET_ACCEPT = 0.9
FOLDER = pathlib.Path(__file__).resolve().parent

numpyro.set_platform("cpu")
numpyro.set_host_device_count(CHAINS)
numpyro.enable_x64()

import jax
import jax.numpy as jnp
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

# The priors of the coefficients, in the order of the columns of data.csv.
PRIORS = [
    dist.Normal(0, 10000000000.0),  # Intercept
    dist.StudentT(3, 0.5, 2.5),  # dose
    dist.Cauchy(0, 1),  # levelcomma, "level"
    dist.Laplace(0, 1e-07),  # leveltwo lines
    dist.Logistic(0.1, 2),  # levelпротест
    dist.ImproperUniform(dist.constraints.real, (), ()),  # I(dose^2)
]


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


def model(design, successes, trials, offset):
    sites = [numpyro.sample(f"beta[{i}]", prior) for i, prior in enumerate(PRIORS)]
    log_odds = offset + design @ jnp.stack(sites)
    numpyro.sample("successes", dist.Binomial(trials, logits=log_odds), obs=successes)


names, design, successes, trials, offset = read_data()
sampler = MCMC(
    NUTS(model, target_accept_prob=TARGET_ACCEPT),
    num_warmup=WARMUP,
    num_samples=DRAWS,
    num_chains=CHAINS,
    progress_bar=False,
)
sampler.run(jax.random.PRNGKey(SEED), design, successes, trials, offset)
sampler.print_summary()
draws = sampler.get_samples(group_by_chain=True)
write_draws(names, np.stack([draws[f"beta[{i}]"] for i in range(len(PRIORS))], axis=-1))
