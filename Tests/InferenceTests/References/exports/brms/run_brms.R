# brms, written by csto-bayes export.
# Model: k | trials(n) ~ dose + level + I(dose^2) + offset(shift)
# Data: data.csv has a row for each configuration, with successes out of trials.
# Needs: brms (CRAN) with a compiler
# Writes draws.csv beside itself; then: csto-bayes agree RUN draws.csv
library(brms)

chains <- 3
warmup <- 1000
draws <- 1500
seed <- 7
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
if (length(script) == 1) setwd(dirname(script))

# The names of the coefficients are those of the columns; here they are x1, x2, ...
data <- read.csv("data.csv", check.names = FALSE, encoding = "UTF-8")
coefficients <- names(data)[-(1:4)]
columns <- paste0("x", seq_along(coefficients))
names(data) <- c("cases", "successes", "trials", "shift", columns)

# An empty prior is flat.
priors <- c(
  prior_string("normal(0, 10000000000.0)", class = "b", coef = "x1"),  # Intercept
  prior_string("student_t(3, 0.5, 2.5)", class = "b", coef = "x2"),  # dose
  prior_string("cauchy(0, 1)", class = "b", coef = "x3"),  # levelcomma, "level"
  prior_string("double_exponential(0, 1e-07)", class = "b", coef = "x4"),  # leveltwo lines
  prior_string("logistic(0.1, 2)", class = "b", coef = "x5"),  # levelпротест
  prior_string("", class = "b", coef = "x6")  # I(dose^2)
)
# 0: the intercept is the column of ones, so that nothing is centred.
terms <- c("0", columns, if (any(data$shift != 0)) "offset(shift)")
fit <- brm(
  as.formula(paste("successes | trials(trials) ~", paste(terms, collapse = " + "))),
  data = data, family = binomial("logit"), prior = priors,
  chains = chains, warmup = warmup, iter = warmup + draws, seed = seed,
  control = list(adapt_delta = 0.9), refresh = 0
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
