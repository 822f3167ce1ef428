"""BlackJAX's ChEES-HMC: many chains in step with each other. Single precision unless --double."""

import time

import common
import jax
import numpy as np

args = common.parse(double=False)
data = common.Data(args.data)
# Where adaptation starts: too large a first step for many cases never recovers.
FIRST_STEP = 0.05 if len(data.successes) < 5000 else 0.01
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", args.double)

import blackjax  # noqa: E402
import blackjax_target  # noqa: E402
import optax  # noqa: E402

compilation = common.JaxCompilation()
inputs = blackjax_target.arrays(data)
dimension = data.design.shape[1] + 1


@jax.jit
def run(key, starts, *inputs):
    target = blackjax_target.log_density(*inputs)
    warm_key, draw_key = jax.random.split(key)
    adaptation = blackjax.chees_adaptation(target, args.chains)
    (state, parameters), warmup = adaptation.run(
        warm_key, starts, FIRST_STEP, optax.adam(0.02), args.warmup
    )
    kernel = jax.vmap(blackjax.dynamic_hmc(target, **parameters).step)

    def step(state, key):
        state, info = kernel(jax.random.split(key, args.chains), state)
        return state, (state.position, info.num_integration_steps)

    _, (draws, steps) = jax.lax.scan(step, state, jax.random.split(draw_key, args.draws))
    return draws.swapaxes(0, 1), steps, warmup.info.num_integration_steps


begin = time.perf_counter()
start_key, key = jax.random.split(jax.random.key(args.seed))
starts = 0.1 * jax.random.normal(start_key, (args.chains, dimension), inputs[0].dtype)
draws, steps, warmup_steps = run(key, starts, *inputs)
draws.block_until_ready()
elapsed = time.perf_counter() - begin
compiling = compilation.seconds(since=begin)
common.finish(
    args,
    draws,
    elapsed - compiling,
    ["blackjax", "jax"],
    compile_seconds=compiling,
    warmup_gradients=int(np.sum(warmup_steps)),
    draw_gradients=int(np.sum(steps)),
)
