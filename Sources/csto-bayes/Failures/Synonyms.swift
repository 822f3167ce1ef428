/// Words that other programs have for what this one calls otherwise.
///
/// Found by meaning, not by spelling: each entry has the words that are typed, without dashes and with `-` for
/// `_`, what they mean here, and whose words they are. Of several meanings the first that the command has is meant.
struct Synonym {
  let typed: [String]
  let meant: [String]
  /// Who says so, or what is different here.
  let why: String
  /// A sentence for the user, where the same number would mean something else.
  var note: String?

  static let options: [Synonym] = [
    Synonym(
      typed: [
        "cores", "jobs", "parallel", "parallel-chains", "num-threads", "workers", "ncores", "j",
      ],
      meant: ["threads", "jobs"],
      why: "brms, rstan: cores; CmdStan: parallel_chains; make: jobs"
    ),
    Synonym(
      typed: [
        "iter", "samples", "num-samples", "iter-sampling", "sample", "iterations", "n-iter", "mcmc",
        "ndraws",
      ],
      meant: ["draws"],
      why: "brms, rstan: iter, the warmup included; CmdStan: num_samples; PyMC: draws",
      note:
        "in brms iter counts the warmup too, so that iter 2000 is --warmup 1000 --draws 1000 here"
    ),
    Synonym(
      typed: ["tune", "burnin", "burn-in", "burn", "num-warmup", "iter-warmup", "adapt"],
      meant: ["warmup"],
      why: "PyMC: tune; MCMCpack, JAGS: burnin; CmdStan: num_warmup"
    ),
    Synonym(
      typed: ["nchains", "n-chains", "num-chains"],
      meant: ["chains"],
      why: "rjags: n.chains; CmdStan: num_chains"
    ),
    Synonym(
      typed: [
        "out", "outdir", "out-dir", "output-dir", "output-folder", "dest", "file", "save",
        "to-file", "folder",
      ],
      meant: ["output"],
      why: "usual names of the place of results"
    ),
    Synonym(
      typed: [
        "ci", "level", "prob", "probs", "cred", "credible", "conf-level", "confidence", "hdi-prob",
        "ci-level", "conf",
        "interval",
      ],
      meant: ["mass"],
      why: "brms: prob; bayestestR: ci; ArviZ: hdi_prob; broom: conf.level"
    ),
    Synonym(
      typed: ["alpha"],
      meant: ["mass"],
      why: "tests: the error that is allowed",
      note: "what is asked for is what lies inside: 0.9 where alpha is 0.1"
    ),
    Synonym(
      typed: ["hpd", "hpdi", "highest-density"],
      meant: ["hdi"],
      why: "coda: HPDinterval; rethinking: HPDI"
    ),
    Synonym(
      typed: ["target-accept", "delta", "accept", "adapt-target"],
      meant: ["adapt-delta"],
      why: "PyMC: target_accept; CmdStan: delta"
    ),
    Synonym(
      typed: ["max-depth", "treedepth", "tree-depth", "max-tree-depth"],
      meant: ["max-treedepth"],
      why: "CmdStan: max_depth"
    ),
    Synonym(
      typed: ["random-seed", "rng", "set-seed", "random-state"],
      meant: ["seed"],
      why: "R: set.seed; NumPy: random_state"
    ),
    Synonym(
      typed: ["algorithm", "method", "engine", "backend"],
      meant: ["sampler", "sql"],
      why: "brms: algorithm, backend; CmdStan: method"
    ),
    Synonym(
      typed: ["family"],
      meant: ["link"],
      why: "glm, brms: family = binomial(link = \"probit\")",
      note: "the family is always binomial; its link alone is chosen, as in --link probit"
    ),
    Synonym(
      typed: ["model", "equation", "f"],
      meant: ["formula"],
      why: "R: the first argument of glm and brm"
    ),
    Synonym(
      typed: ["priors", "set-prior", "p"],
      meant: ["prior"],
      why: "brms: prior, set_prior; Bambi: priors"
    ),
    Synonym(
      typed: ["csv", "dataset", "input", "df", "d", "newdata", "new-data", "table"],
      meant: ["data"],
      why: "R: data, newdata; usual names of a file that is read"
    ),
    Synonym(
      typed: ["id", "ids", "case", "case-id", "row-names", "name-column"],
      meant: ["case-column", "case"],
      why: "usual names of the column of names"
    ),
    Synonym(
      typed: ["weights", "freq", "fweights", "count", "n"],
      meant: ["count-column"],
      why: "Stata: fweight; glm: weights"
    ),
    Synonym(
      typed: ["sep", "separator", "delim"],
      meant: ["delimiter"],
      why: "R: sep; readr: delim"
    ),
    Synonym(typed: ["dec"], meant: ["decimal"], why: "R: dec"),
    Synonym(
      typed: ["na", "na-strings", "na-values"],
      meant: ["missing"],
      why: "R: na.strings; pandas: na_values"
    ),
    Synonym(
      typed: ["na-omit", "na-action", "dropna", "drop-na", "complete-cases"],
      meant: ["drop-missing"],
      why: "R: na.omit; pandas: dropna"
    ),
    Synonym(typed: ["ref", "relevel", "base"], meant: ["reference"], why: "R: relevel(ref =)"),
    Synonym(
      typed: ["newcase", "scenario", "scenarios", "when", "values"],
      meant: ["at", "to", "data"],
      why: "Stata: margins, at()"
    ),
    Synonym(
      typed: ["fixed", "fix", "held", "holding", "constant", "others"],
      meant: ["hold"],
      why: "usual words for conditions that stay"
    ),
    Synonym(
      typed: ["variables", "variable", "vars", "terms", "effect", "conditions"],
      meant: ["condition"],
      why: "marginaleffects: variables; ggeffects: terms"
    ),
    Synonym(
      typed: ["hypotheses", "test", "lincom"],
      meant: ["hypothesis"],
      why: "brms: hypothesis; Stata: test, lincom"
    ),
    Synonym(
      typed: ["overwrite", "replace", "clobber"],
      meant: ["force"],
      why: "Stata: replace; usual names of it"
    ),
    Synonym(
      typed: ["silent", "no-output", "q"],
      meant: ["quiet"],
      why: "brms: silent; usual names of it"
    ),
    Synonym(
      typed: ["json", "as-json", "print", "output-format", "type"],
      meant: ["format"],
      why: "usual names of it",
      note: "as in --format json"
    ),
    Synonym(
      typed: ["n-sims", "nsim", "sims", "reps", "simulations"],
      meant: ["replications"],
      why: "SBC, rstan: N, M; usual names of it"
    ),
    Synonym(
      typed: ["reloo", "refit"],
      meant: ["refit-all"],
      why: "brms: loo(reloo = TRUE)"
    ),
  ]

  static let commands: [Synonym] = [
    Synonym(
      typed: [
        "plot", "plots", "graph", "chart", "figures", "draw", "ggplot", "mcmc-plot",
        "conditional-effects",
      ],
      meant: ["figure"],
      why: "R: plot; brms: conditional_effects, mcmc_plot"
    ),
    Synonym(
      typed: [
        "show", "print", "view", "results", "result", "coef", "coefficients", "fixef", "tidy",
        "again",
      ],
      meant: ["summary"],
      why: "R: summary, print, coef; brms: fixef"
    ),
    Synonym(
      typed: [
        "logit", "logistic", "glm", "brm", "stan-glm", "rstanarm", "bayes", "posterior", "sample",
        "estimate",
        "regress", "regression", "run", "analyse", "analyze",
      ],
      meant: ["fit"],
      why: "Stata: logit, bayes; R: glm, brm, stan_glm; CmdStan: sample"
    ),
    Synonym(
      typed: [
        "marginaleffects", "marginal-effects", "margins", "ame", "avg-slopes", "avg-comparisons",
        "slopes", "effect",
        "dydx",
      ],
      meant: ["effects"],
      why: "Stata: margins; R: marginaleffects, avg_comparisons"
    ),
    Synonym(
      typed: [
        "comparisons", "contrasts", "difference", "differences", "first-difference", "fd",
        "emmeans",
      ],
      meant: ["contrast"],
      why: "R: marginaleffects::comparisons, emmeans; Zelig: first differences"
    ),
    Synonym(
      typed: [
        "predictions", "prediction", "posterior-epred", "posterior-predict", "fitted", "scenario",
        "scenarios",
      ],
      meant: ["predict"],
      why: "R: predict, fitted; brms: posterior_epred"
    ),
    Synonym(
      typed: ["pp-check", "ppc", "ppcheck", "calibration", "posterior-predictive", "gof"],
      meant: ["check"],
      why: "brms, bayesplot: pp_check; ArviZ: plot_ppc"
    ),
    Synonym(
      typed: ["psis", "kfold", "cv", "crossval", "cross-validation", "waic"],
      meant: ["loo"],
      why: "R: loo, waic, kfold"
    ),
    Synonym(
      typed: [
        "loo-compare", "loo-model-weights", "bf", "bayes-factor", "bridge-sampler", "anova",
        "models",
      ],
      meant: ["compare"],
      why: "loo: loo_compare; bridgesampling: bf; R: anova"
    ),
    Synonym(
      typed: ["cooks", "dfbeta", "dfbetas", "jackknife", "leverage", "outliers", "drop1"],
      meant: ["influence"],
      why: "R: cooks.distance, dfbetas"
    ),
    Synonym(
      typed: ["multiverse", "sensitivity", "specr", "specification-curve", "fragility", "robust"],
      meant: ["robustness"],
      why: "R: specr, multiverse"
    ),
    Synonym(
      typed: ["diagnostics", "rhat", "convergence", "ess", "check-hmc-diagnostics"],
      meant: ["diagnose"],
      why: "CmdStan: diagnose; R: rhat"
    ),
    Synonym(typed: ["simulate", "simulation"], meant: ["sbc"], why: "R: SBC"),
    Synonym(
      typed: ["prior", "get-prior", "prior-summary", "elicit"],
      meant: ["priors"],
      why: "brms: get_prior, prior_summary"
    ),
    Synonym(
      typed: ["study", "data", "datasets", "codebook"],
      meant: ["studies"],
      why: "R: data()"
    ),
    Synonym(
      typed: ["aggregate", "count", "counts", "group", "contract"],
      meant: ["collapse"],
      why: "Stata: collapse, contract; R: aggregate"
    ),
    Synonym(
      typed: ["stan", "brms", "bambi", "numpyro", "stancode", "make-stancode"],
      meant: ["export"],
      why: "brms: stancode",
      note: "as in csto-bayes export stan RUN"
    ),
    Synonym(typed: ["jupyter", "ipynb"], meant: ["notebook"], why: "what a notebook is of"),
    Synonym(
      typed: ["replicate", "replication", "archive", "zip"],
      meant: ["package"],
      why: "journals: replication package"
    ),
    Synonym(typed: ["validate", "reproduce"], meant: ["verify"], why: "usual names of it"),
    Synonym(
      typed: [
        "latex", "docx", "word", "typst", "modelsummary", "texreg", "etable", "esttab", "stargazer",
        "tables",
      ],
      meant: ["table"],
      why: "R: modelsummary, texreg, stargazer; Stata: esttab"
    ),
    Synonym(typed: ["html", "reports", "website"], meant: ["report"], why: "what the report is"),
  ]
}
