"""The posterior as a JAX function of flat parameters, for BlackJAX."""

import jax
import jax.numpy as jnp
import numpy as np


def arrays(data):
    """Design, successes and trials in JAX's own precision, to be arguments of what is compiled.

    As constants they would be folded into the program, which takes minutes for a large design.
    """
    design = jnp.asarray(data.design)
    trials = np.ones(len(data.successes)) if data.trials is None else data.trials
    return design, jnp.asarray(data.successes, design.dtype), jnp.asarray(trials, design.dtype)


def log_density(design, successes, trials):
    def evaluate(position):
        alpha, beta = position[0], position[1:]
        predictor = alpha + design @ beta
        likelihood = jnp.sum(successes * predictor - trials * jax.nn.softplus(predictor))
        return likelihood - 0.5 * (alpha / 10) ** 2 - 0.5 * jnp.sum((beta / 2.5) ** 2)

    return evaluate
