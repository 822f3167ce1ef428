/// The model as a Python script for NumPyro.
///
/// Every coefficient is a site of its own, with its prior on the raw column, as in the run; numbers
/// are in double precision, which NumPyro has to be asked for.
public struct NumPyroModel: ModelExport {
  /// `numpyro`.
  public let tool = "numpyro"
  /// From PyPI.
  public let needs = "numpyro (PyPI)"
  /// The script.
  public let script = "run_numpyro.py"
  /// Python.
  public let interpreter = "python3"

  /// A distribution of `numpyro.distributions`.
  public func prior(_ prior: CoefficientPrior) -> String? {
    prior.words.numPyro.map { prior.filled($0) }
  }

  /// The script and `data.csv`.
  public func files(of model: ExportedModel) -> [ModelFile] {
    [
      ModelFile(script, PlainText(text(of: model))),
      ModelFile("data.csv", ModelDataCSV(model: model)),
    ]
  }

  private func text(of model: ExportedModel) -> String {
    PythonScript.head("NumPyro", of: model, needs: needs)
      + """
      import csv
      import pathlib

      import numpy as np
      import numpyro


      """
      + PythonScript.settings(of: model)
        + """

        numpyro.set_platform("cpu")
        numpyro.set_host_device_count(CHAINS)
        numpyro.enable_x64()

        import jax
        import jax.numpy as jnp
        import numpyro.distributions as dist
        from numpyro.infer import MCMC, NUTS

        # The priors of the coefficients, in the order of the columns of data.csv.
        PRIORS = [

        """
      + model.priors.map { "    \(prior($0.prior) ?? ""),  # \(ScriptText.comment($0.column))\n" }
      .joined()
      + "]\n"
      + PythonScript.readData
      + PythonScript.writeDraws
        + #"""


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

        """#
  }
}
