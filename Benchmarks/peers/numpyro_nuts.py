"""NumPyro's NUTS, the chains in parallel on JAX's host devices. --single: in single precision."""

import time

import common
import numpy as np

args = common.parse(single=False)
data = common.Data(args.data)

import numpyro  # noqa: E402  (reading before the import keeps both visible in a profile)

numpyro.set_platform("cpu")
numpyro.set_host_device_count(args.chains)
if not args.single:
    numpyro.enable_x64()

import jax  # noqa: E402
import numpyro.distributions as dist  # noqa: E402
from numpyro.infer import MCMC, NUTS  # noqa: E402

compilation = common.JaxCompilation()


def model(design, successes, trials=None):
    alpha = numpyro.sample("alpha", dist.Normal(0, 10))
    beta = numpyro.sample("beta", dist.Normal(0, 2.5).expand([design.shape[1]]).to_event(1))
    predictor = alpha + design @ beta
    if trials is None:
        numpyro.sample("y", dist.Bernoulli(logits=predictor), obs=successes)
    else:
        numpyro.sample("k", dist.Binomial(trials, logits=predictor), obs=successes)


begin = time.perf_counter()
sampler = MCMC(
    NUTS(model),
    num_warmup=args.warmup,
    num_samples=args.draws,
    num_chains=args.chains,
    chain_method="parallel",
    progress_bar=False,
    jit_model_args=True,
)
inputs = [data.design, data.successes] + ([] if data.trials is None else [data.trials])
sampler.run(
    jax.random.PRNGKey(args.seed), *map(jax.numpy.asarray, inputs), extra_fields=("num_steps",)
)
samples = jax.block_until_ready(sampler.get_samples(group_by_chain=True))
elapsed = time.perf_counter() - begin
compiling = compilation.seconds(since=begin)
steps = sampler.get_extra_fields(group_by_chain=True)["num_steps"]
common.finish(
    args,
    np.concatenate([np.asarray(samples["alpha"])[..., None], np.asarray(samples["beta"])], 2),
    elapsed - compiling,
    ["numpyro", "jax"],
    compile_seconds=compiling,
    draw_gradients=int(np.sum(steps)),
)
