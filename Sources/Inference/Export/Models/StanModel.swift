/// The model as a Stan program with its data, and a Python script that runs it.
public struct StanModel: ModelExport {
  /// `stan`.
  public let tool = "stan"
  /// From PyPI.
  public let needs = "cmdstanpy with CmdStan, or pystan 3 (PyPI)"
  /// The script.
  public let script = "run_stan.py"
  /// Python.
  public let interpreter = "python3"

  /// A distribution of the Stan language, or where it has none a log density; empty for a flat prior.
  public func prior(_ prior: CoefficientPrior) -> String? {
    (prior.words.stan ?? prior.words.stanDensity).map { prior.filled($0) }
  }

  /// What says the prior of a coefficient in the program; empty for a flat prior.
  private func statement(_ prior: CoefficientPrior, of coefficient: String) -> String {
    if let density = prior.words.stanDensity {
      let text = prior.filled(density, also: [("coefficient", coefficient)])
      return "target += \(text);"
    }
    let distribution = self.prior(prior) ?? ""
    return distribution.isEmpty ? "" : "\(coefficient) ~ \(distribution);"
  }

  /// `model.stan`, `data.json` and the script.
  public func files(of model: ExportedModel) -> [ModelFile] {
    [
      ModelFile("model.stan", PlainText(program(of: model))),
      ModelFile("data.json", StanDataJSON(model: model)),
      ModelFile(script, PlainText(text(of: model))),
    ]
  }

  private func program(of model: ExportedModel) -> String {
    """
    // Model: \(ScriptText.comment(model.formula)), \(ScriptText.origin).
    data {
      int<lower=0> N;  // configurations: different rows of the design
      int<lower=0> P;
      matrix[N, P] X;
      array[N] int<lower=0> trials;
      array[N] int<lower=0> successes;
      vector[N] offsets;  // log-odds
    }
    parameters {
      vector[P] beta;
    }
    model {

    """
      + model.priors.enumerated().map { index, use in
        let name = ScriptText.comment(use.column)
        let text = statement(use.prior, of: "beta[\(index + 1)]")
        return text.isEmpty
          ? "  // beta[\(index + 1)], \(name): flat\n" : "  \(text)  // \(name)\n"
      }.joined()
        + """
          successes ~ binomial_logit(trials, offsets + X * beta);
        }

        """
  }

  private func text(of model: ExportedModel) -> String {
    """
    # Stan, \(ScriptText.origin).
    # Model: model.stan with data.json, which has a row for each configuration.
    # Needs: \(needs)
    # Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv
    import csv
    import json
    import pathlib

    import numpy as np


    """
      + PythonScript.settings(of: model)
        + """

        # The coefficients, in the order of beta.
        NAMES = \(JSON.array(model.coefficientNames.map(JSON.string)).text())
        """
      + PythonScript.writeDraws
        + #"""


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

        """#
  }
}
