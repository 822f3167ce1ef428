/// What the Python scripts of exported models have in common.
enum PythonScript {
  /// What a script is, as comments.
  static func head(_ title: String, of model: ExportedModel, needs: String) -> String {
    """
    # \(title), \(ScriptText.origin).
    # Model: \(ScriptText.comment(model.formula))
    # Data: data.csv has a row for each configuration, with successes out of trials.
    # Needs: \(needs)
    # Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv

    """
  }

  /// The settings of the run.
  static func settings(of model: ExportedModel) -> String {
    """
    CHAINS = \(model.settings.chains)
    WARMUP = \(max(model.settings.warmup, 1000))
    DRAWS = \(max(model.settings.draws, 1000))
    SEED = \(model.seed)
    TARGET_ACCEPT = \(ScriptText.number(model.targetAcceptanceRate))
    FOLDER = pathlib.Path(__file__).resolve().parent

    """
  }

  /// A function that reads `data.csv`.
  static let readData = #"""


    def read_data():
        """The coefficients' names, the design, successes, trials and offsets."""
        with open(FOLDER / "data.csv", encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        values = np.array([row[1:] for row in rows], dtype=float)
        return header[4:], values[:, 3:], values[:, 0], values[:, 1], values[:, 2]

    """#

  /// A function that writes `draws.csv`.
  static let writeDraws = #"""


    def write_draws(names, draws):
        """Writes draws of shape (chains, iterations, coefficients)."""
        chains, iterations, _ = draws.shape
        with open(FOLDER / "draws.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([".chain", ".iteration", ".draw", *names])
            for chain in range(chains):
                for iteration in range(iterations):
                    index = [chain + 1, iteration + 1, chain * iterations + iteration + 1]
                    writer.writerow(index + draws[chain, iteration].tolist())

    """#
}
