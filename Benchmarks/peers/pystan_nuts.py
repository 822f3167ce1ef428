"""Stan's NUTS through PyStan, with Stan's own fused likelihoods."""

import time

import common
import numpy as np

DATA = "int<lower=0> N; int<lower=0> P; matrix[N, P] X;"
LIKELIHOODS = {
    "cases": ("array[N] int y;", "y ~ bernoulli_logit_glm(X, alpha, beta);"),
    "counts": ("array[N] int n; array[N] int k;", "k ~ binomial_logit_glm(n, X, alpha, beta);"),
}
MODEL = """
data {{ {data} {outcome} }}
parameters {{ real alpha; vector[P] beta; }}
model {{ alpha ~ normal(0, 10); beta ~ normal(0, 2.5); {likelihood} }}
"""

args = common.parse()
data = common.Data(args.data)

import stan  # noqa: E402

rows, columns = data.design.shape
values = {"N": rows, "P": columns, "X": data.design}
if data.trials is None:
    outcome, likelihood = LIKELIHOODS["cases"]
    values["y"] = data.successes
else:
    outcome, likelihood = LIKELIHOODS["counts"]
    values |= {"n": data.trials, "k": data.successes}

begin = time.perf_counter()
program = MODEL.format(data=DATA, outcome=outcome, likelihood=likelihood)
model = stan.build(program, data=values, random_seed=args.seed)
compiling = time.perf_counter() - begin
begin = time.perf_counter()
fit = model.sample(num_chains=args.chains, num_warmup=args.warmup, num_samples=args.draws)
sampling = time.perf_counter() - begin


def by_chain(name):
    return fit[name].reshape(-1, args.draws, args.chains).transpose(2, 1, 0)


common.finish(
    args,
    np.concatenate([by_chain("alpha"), by_chain("beta")], 2),
    sampling,
    ["pystan", "httpstan"],
    compile_seconds=compiling,
    draw_gradients=int(np.sum(fit["n_leapfrog__"])),
)
