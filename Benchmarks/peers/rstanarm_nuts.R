# rstanarm::stan_glm, with the same arguments and files as the Python scripts (see common.py).
# The intercept is a column of its own: rstanarm would put its prior on the centred one.
arguments <- commandArgs(trailingOnly = TRUE)
option <- function(name) as.integer(arguments[match(paste0("--", name), arguments) + 1])
chains <- option("chains")
warmup <- option("warmup")
draws <- option("draws")
table <- read.csv(arguments[1])
folder <- arguments[2]
suppressMessages(library(rstanarm))

predictors <- grep("^x", names(table), value = TRUE)
table$alpha <- 1
outcome <- if ("k" %in% names(table)) "cbind(k, n - k)" else "y"
formula <- as.formula(paste(outcome, "~ 0 + alpha +", paste(predictors, collapse = "+")))
fit <- stan_glm(
  formula,
  data = table, family = binomial(),
  prior = normal(0, c(10, rep(2.5, length(predictors))), autoscale = FALSE),
  chains = chains, iter = warmup + draws, warmup = warmup, cores = 2,
  seed = option("seed"), refresh = 0
)

values <- as.array(fit)[, , c("alpha", predictors), drop = FALSE]
# rstanarm keeps no warm-up iterations, so that their gradients are not known.
steps <- rstan::get_sampler_params(fit$stanfit, inc_warmup = FALSE)
gradients <- sum(sapply(steps, function(chain) sum(chain[, "n_leapfrog__"])))
# Stan's own clocks, two chains at a time: without what R takes to start its workers.
elapsed <- rowSums(rstan::get_elapsed_time(fit$stanfit))
dir.create(folder, showWarnings = FALSE, recursive = TRUE)
output <- file(file.path(folder, "draws.bin"), "wb")
writeBin(as.vector(values), output)
close(output)
record <- list(
  sampling_seconds = max(sum(elapsed) / 2, max(elapsed)),
  versions = list(
    rstanarm = as.character(packageVersion("rstanarm")),
    rstan = as.character(packageVersion("rstan"))
  ),
  draw_gradients = gradients,
  shape = dim(values)
)
writeLines(jsonlite::toJSON(record, auto_unbox = TRUE, digits = NA), file.path(folder, "peer.json"))
