"""nutpie's NUTS on a PyMC model compiled by numba."""

import os
import time

# Two chains at a time on two processors: threads of BLAS inside them would only wait.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import common  # noqa: E402
import numpy as np  # noqa: E402

args = common.parse(cores=2)
data = common.Data(args.data)

import nutpie  # noqa: E402
import pymc  # noqa: E402

begin = time.perf_counter()
with pymc.Model() as model:
    alpha = pymc.Normal("alpha", 0, 10)
    beta = pymc.Normal("beta", 0, 2.5, shape=data.design.shape[1])
    predictor = alpha + pymc.math.dot(data.design, beta)
    if data.trials is None:
        pymc.Bernoulli("y", logit_p=predictor, observed=data.successes)
    else:
        pymc.Binomial("k", n=data.trials, logit_p=predictor, observed=data.successes)
compiled = nutpie.compile_pymc_model(model, backend="numba")
compiling = time.perf_counter() - begin

begin = time.perf_counter()
trace = nutpie.sample(
    compiled,
    draws=args.draws,
    tune=args.warmup,
    chains=args.chains,
    cores=args.cores,
    seed=args.seed,
    progress_bar=False,
)
sampling = time.perf_counter() - begin
posterior = trace.posterior
common.finish(
    args,
    np.concatenate([posterior["alpha"].values[..., None], posterior["beta"].values], 2),
    sampling,
    ["nutpie", "pymc", "numba"],
    compile_seconds=compiling,
    warmup_gradients=int(trace.warmup_sample_stats["n_steps"].sum()),
    draw_gradients=int(trace.sample_stats["n_steps"].sum()),
)
