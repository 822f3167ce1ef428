/// The model as a Python script for Bambi, which draws with PyMC.
///
/// Bambi would rescale default priors, centre predictors where there is an intercept, and take a
/// formula's words as names of columns: so every prior is stated, nothing is centred, and columns are
/// called x1, x2, ... It refuses a column of ones, so that the intercept is its own; of another column that
/// does not vary it says so and stops.
public struct BambiModel: ModelExport {
  /// `bambi`.
  public let tool = "bambi"
  /// From PyPI.
  public let needs = "bambi (PyPI)"
  /// The script.
  public let script = "run_bambi.py"
  /// Python.
  public let interpreter = "python3"

  /// A prior with the names that PyMC has for a distribution and its arguments.
  public func prior(_ prior: CoefficientPrior) -> String? {
    prior.words.bambi.map { "bmb.Prior(\(prior.filled($0)))" }
  }

  /// The script and `data.csv`.
  public func files(of model: ExportedModel) -> [ModelFile] {
    [
      ModelFile(script, PlainText(text(of: model))),
      ModelFile("data.csv", ModelDataCSV(model: model)),
    ]
  }

  /// What the script calls a coefficient.
  private func name(_ index: Int, of model: ExportedModel) -> String {
    model.design.columns[index].kind == .intercept ? "Intercept" : ScriptText.safeName(index)
  }

  private func text(of model: ExportedModel) -> String {
    PythonScript.head("Bambi", of: model, needs: needs)
      + """
      import csv
      import pathlib

      import bambi as bmb
      import numpy as np
      import pandas as pd


      """
      + PythonScript.settings(of: model)
        + """

        # The priors of the coefficients, in the order of the columns of data.csv after .offset.
        PRIORS = {

        """
      + model.priors.enumerated().map { index, use in
        "    \"\(name(index, of: model))\": \(prior(use.prior) ?? ""),"
          + "  # \(ScriptText.comment(use.column))\n"
      }.joined()
      + "}\n"
      + PythonScript.readData
      + PythonScript.writeDraws
        + #"""


        names, design, successes, trials, offset = read_data()
        data = pd.DataFrame(design, columns=list(PRIORS))
        data["successes"] = successes.astype(int)
        data["trials"] = trials.astype(int)
        data["shift"] = offset
        terms = [name for name in PRIORS if name != "Intercept"]
        formula = " + ".join(["1" if "Intercept" in PRIORS else "0", *terms])
        if np.any(offset != 0):
            formula += " + offset(shift)"
        model = bmb.Model(
            f"prop(successes, trials) ~ {formula}",
            data,
            family="binomial",
            priors=PRIORS,
            auto_scale=False,
            center_predictors=False,
        )

        if __name__ == "__main__":
            fit = model.fit(
                draws=DRAWS,
                tune=WARMUP,
                chains=CHAINS,
                random_seed=SEED,
                target_accept=TARGET_ACCEPT,
                progressbar=False,
            )
            write_draws(names, np.stack([fit.posterior[name].values for name in PRIORS], axis=-1))

        """#
  }
}
