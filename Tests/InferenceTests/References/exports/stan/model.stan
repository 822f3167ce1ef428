// Model: k | trials(n) ~ dose + level + I(dose^2) + offset(shift), written by csto-bayes export.
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
  beta[1] ~ normal(0, 10000000000.0);  // Intercept
  beta[2] ~ student_t(3, 0.5, 2.5);  // dose
  beta[3] ~ cauchy(0, 1);  // levelcomma, "level"
  beta[4] ~ double_exponential(0, 1e-07);  // leveltwo lines
  beta[5] ~ logistic(0.1, 2);  // levelпротест
  // beta[6], I(dose^2): flat
  successes ~ binomial_logit(trials, offsets + X * beta);
}
