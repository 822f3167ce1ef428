"""BlackJAX's NUTS with window adaptation, one host device a chain. --single: single precision."""

import os
import time

import common
import numpy as np

args = common.parse(single=False)
data = common.Data(args.data)
os.environ["XLA_FLAGS"] = f"--xla_force_host_platform_device_count={args.chains}"

import jax  # noqa: E402

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", not args.single)

import blackjax  # noqa: E402
import blackjax_target  # noqa: E402

compilation = common.JaxCompilation()
inputs = blackjax_target.arrays(data)
dimension = data.design.shape[1] + 1


def chain(key, start, *inputs):
    target = blackjax_target.log_density(*inputs)
    warm_key, draw_key = jax.random.split(key)
    adaptation = blackjax.window_adaptation(blackjax.nuts, target)
    (state, parameters), warmup = adaptation.run(warm_key, start, args.warmup)
    kernel = blackjax.nuts(target, **parameters).step

    def step(state, key):
        state, info = kernel(key, state)
        return state, (state.position, info.num_integration_steps)

    _, (draws, steps) = jax.lax.scan(step, state, jax.random.split(draw_key, args.draws))
    return draws, steps, warmup.info.num_integration_steps


begin = time.perf_counter()
start_key, key = jax.random.split(jax.random.key(args.seed))
starts = jax.random.uniform(start_key, (args.chains, dimension), inputs[0].dtype, -2, 2)
run = jax.pmap(chain, in_axes=(0, 0, None, None, None))
draws, steps, warmup_steps = run(jax.random.split(key, args.chains), starts, *inputs)
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
