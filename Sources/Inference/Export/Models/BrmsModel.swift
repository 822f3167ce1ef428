/// The model as an R script for brms.
///
/// brms puts the prior of an intercept on that of centred predictors, and gives coefficients flat
/// priors by default: so the column of ones is a column like any other, after `0 +`, and every prior is
/// stated. Columns are called x1, x2, ...
public struct BrmsModel: ModelExport {
  /// `brms`.
  public let tool = "brms"
  /// From CRAN or the system.
  public let needs = "brms (CRAN) with a compiler"
  /// The script.
  public let script = "run_brms.R"
  /// R.
  public let interpreter = "Rscript"

  /// A prior in Stan's words, which are brms's.
  public func prior(_ prior: CoefficientPrior) -> String? {
    prior.words.stan.map { prior.filled($0) }
  }

  /// The script and `data.csv`.
  public func files(of model: ExportedModel) -> [ModelFile] {
    [
      ModelFile(script, PlainText(text(of: model))),
      ModelFile("data.csv", ModelDataCSV(model: model)),
    ]
  }

  private func text(of model: ExportedModel) -> String {
    """
    # brms, \(ScriptText.origin).
    # Model: \(ScriptText.comment(model.formula))
    # Data: data.csv has a row for each configuration, with successes out of trials.
    # Needs: \(needs)
    # Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv
    library(brms)

    chains <- \(model.settings.chains)
    warmup <- \(max(model.settings.warmup, 1000))
    draws <- \(max(model.settings.draws, 1000))
    seed <- \(model.seed)
    script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
    if (length(script) == 1) setwd(dirname(script))

    # The names of the coefficients are those of the columns; here they are x1, x2, ...
    data <- read.csv("data.csv", check.names = FALSE, encoding = "UTF-8")
    coefficients <- names(data)[-(1:4)]
    columns <- paste0("x", seq_along(coefficients))
    names(data) <- c("cases", "successes", "trials", "shift", columns)

    # An empty prior is flat.
    priors <- c(

    """
      + model.priors.enumerated().map { index, use in
        "  prior_string(\"\(prior(use.prior) ?? "")\", class = \"b\", "
          + "coef = \"\(ScriptText.safeName(index))\")"
          + (index + 1 < model.priors.count ? "," : "")
          + "  # \(ScriptText.comment(use.column))\n"
      }.joined()
        + #"""
        )
        # 0: the intercept is the column of ones, so that nothing is centred.
        terms <- c("0", columns, if (any(data$shift != 0)) "offset(shift)")
        fit <- brm(
          as.formula(paste("successes | trials(trials) ~", paste(terms, collapse = " + "))),
          data = data, family = binomial("logit"), prior = priors,
          chains = chains, warmup = warmup, iter = warmup + draws, seed = seed,
          control = list(adapt_delta = \#(ScriptText.number(model.targetAcceptanceRate))), refresh = 0
        )
        print(fit)

        values <- as.data.frame(as_draws_df(fit))
        values <- values[c(".chain", ".iteration", ".draw", paste0("b_", columns))]
        quoted <- ifelse(
          grepl("[,\"\r\n]", coefficients),
          paste0("\"", gsub("\"", "\"\"", coefficients), "\""), coefficients
        )
        file <- file("draws.csv", open = "wb")
        header <- paste(c(".chain", ".iteration", ".draw", enc2utf8(quoted)), collapse = ",")
        writeLines(header, file, useBytes = TRUE)
        write.table(values, file, sep = ",", row.names = FALSE, col.names = FALSE)
        close(file)

        """#
  }
}
