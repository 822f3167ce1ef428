// Each link of CK_LINKS: name_probability, and name_terms, what one binomial row adds to a log likelihood,
// with its first derivative in the linear predictor and its information (see ck_link_terms).
//
// As Elementary.h, and after it: for a double or for a vector of doubles. Rows without trials add
// nothing; NaN in, NaN out.

typedef struct {
  REAL likelihood, residual, information;
} FN(terms);

// A product that is 0 where the first factor is, whatever the second.
static inline REAL FN(times)(REAL weight, REAL x) {
  return REAL_OF(BITS(weight * x) & ~EQUAL(weight, SPLAT(0.0)));
}

// exp(t^2) erfc(t) for t >= 0: within 4 ulp.
static inline REAL FN(scaled_erfc)(REAL t) {
  const double *c = erfc_scaled_whole;
  const REAL q = (t - 3.5) / (t + 3.5);
  const REAL q2 = q * q;
  // Even and odd powers apart: two chains of half the length.
  REAL even = SPLAT(c[24]), odd = SPLAT(c[25]);
  for (int i = 22; i >= 0; i -= 2) {
    even = even * q2 + c[i];
    odd = odd * q2 + c[i + 1];
  }
  // At infinity q is NaN and the function 0.
  const REAL y = (even + odd * q) / (1.0 + 2.0 * t);
  return REAL_OF(BITS(y) & ~LESS(SPLAT(0x1p1000), t));
}

// exp(-x^2 / 2): the square is split, so that its rounding costs nothing.
static inline REAL FN(normal_decay)(REAL x) {
  x = FN(select)(LESS(SPLAT(40.0), x), SPLAT(40.0), x);
  const REAL high = REAL_OF(BITS(x) & UINT64_C(0xfffffffff8000000));
  const REAL d = 0.5 * ((x - high) * (x + high));
  return FN(exp)(-0.5 * (high * high)) * (1.0 - d * (1.0 - d * (0.5 - d * (1.0 / 6.0))));
}

// With a = |eta|: Phi(-a) = exp(-a^2 / 2) erfcx(a / sqrt 2) / 2, and the density over it is
// sqrt(2 / pi) / erfcx(a / sqrt 2), which nothing cancels in.
static inline FN(terms) FN(probit_terms)(REAL eta, REAL k, REAL n) {
  const WORD observed = LESS(SPLAT(0.0), n);
  eta = REAL_OF(BITS(eta) & observed);
  const WORD negative = LESS(eta, SPLAT(0.0));
  const REAL failures = n - k;
  const REAL surprising = FN(select)(negative, k, failures);
  const REAL expected = FN(select)(negative, failures, k);
  const REAL a = FN(absolute)(eta);
  const REAL scaled = FN(scaled_erfc)(a * 0.70710678118654752440);
  const REAL decay = FN(normal_decay)(a);
  const REAL unlikely = 0.5 * decay * scaled;
  const REAL steep = 0.79788456080286535588 / scaled;
  const REAL flat = 0.39894228040143267794 * decay / (1.0 - unlikely);
  const REAL log_unlikely = FN(log)(0.5 * scaled) - 0.5 * (a * a);
  FN(terms) result;
  result.likelihood =
      FN(times)(surprising, log_unlikely) + FN(times)(expected, FN(log1p)(-unlikely));
  const REAL residual = FN(times)(surprising, steep) - FN(times)(expected, flat);
  result.residual = FN(select)(negative, residual, -residual);
  result.information =
      FN(times)(surprising, steep * (steep - a)) + FN(times)(expected, flat * (flat + a));
  return result;
}

// 1 - exp(-x) for x >= 0, and in `excess` x less that: nothing cancels in either.
static inline REAL FN(one_less_exp)(REAL x, REAL *excess) {
  const REAL bound = FN(select)(LESS(SPLAT(50.0), x), SPLAT(50.0), x);
  const REAL k = (bound * inverse_ln2 + round_shift) - round_shift;
  const REAL r = (bound - k * ln2_high) - k * ln2_low;
  // exp(-r) - 1 + r, and 2^-k.
  const REAL tail = r * r * FN(exp_poly)(-r);
  const REAL scale = REAL_OF((UINT64_C(1023) - BITS(k + round_shift)) << 52);
  const REAL y = (1.0 - scale) + scale * (r - tail);
  *excess = FN(select)(EQUAL(k, SPLAT(0.0)), tail, x - y);
  return y;
}

// Phi(eta), within 4 ulp in both tails.
static inline REAL FN(probit_probability)(REAL eta) {
  const WORD negative = LESS(eta, SPLAT(0.0));
  const REAL a = FN(absolute)(eta);
  const REAL unlikely =
      0.5 * FN(normal_decay)(a) * FN(scaled_erfc)(a * 0.70710678118654752440);
  return FN(select)(negative, unlikely, 1.0 - unlikely);
}

// With e = exp(eta): the probability is 1 - exp(-e), that of a failure exp(-e).
static inline FN(terms) FN(cloglog_terms)(REAL eta, REAL k, REAL n) {
  const WORD observed = LESS(SPLAT(0.0), n);
  eta = REAL_OF(BITS(eta) & observed);
  const REAL failures = n - k;
  const REAL e = FN(exp)(eta);
  REAL excess;
  const REAL p = FN(one_less_exp)(e, &excess);
  // Below it e / p is 1 and log p is eta to rounding, and e may be 0.
  const WORD rare = LESS(eta, SPLAT(-45.0));
  const WORD likely = LESS(SPLAT(0.5), p);
  const REAL fail = FN(exp)(-e);
  const REAL log_p = FN(select)(
      rare, eta, FN(select)(likely, FN(log1p)(-fail), FN(log)(p)));
  const REAL ratio = FN(select)(rare, SPLAT(1.0), e / p);
  const REAL slope = FN(times)(fail, ratio);
  const REAL curve = FN(select)(rare, 0.5 * e, excess / p);
  FN(terms) result;
  result.likelihood = FN(times)(k, log_p) - FN(times)(failures, e);
  result.residual = FN(times)(k, slope) - FN(times)(failures, e);
  result.information = FN(times)(k, FN(times)(slope, curve)) + FN(times)(failures, e);
  return result;
}

// 1 - exp(-exp(eta)), within 4 ulp.
static inline REAL FN(cloglog_probability)(REAL eta) {
  REAL excess;
  return FN(one_less_exp)(FN(exp)(eta), &excess);
}

// The mirror image of cloglog: a failure at eta is a success at -eta there.
static inline FN(terms) FN(loglog_terms)(REAL eta, REAL k, REAL n) {
  FN(terms) result = FN(cloglog_terms)(-eta, n - k, n);
  result.residual = -result.residual;
  return result;
}

// exp(-exp(-eta)).
static inline REAL FN(loglog_probability)(REAL eta) { return FN(exp)(-FN(exp)(-eta)); }

// atan(x) for x >= 0, within 2 ulp.
static inline REAL FN(positive_atan)(REAL x) {
  const double *c = atan_series;
  const WORD steep = LESS(SPLAT(1.0), x);
  const REAL t = FN(select)(steep, 1.0 / x, x);
  // From tan(pi / 8) on by the distance from pi / 4.
  const WORD far = LESS(SPLAT(0x1.a827999fcef34p-2), t);
  const REAL r = FN(select)(far, (t - 1.0) / (t + 1.0), t);
  const REAL r2 = r * r;
  REAL sum = SPLAT(c[11]);
  for (int i = 10; i >= 0; i--) sum = sum * r2 + c[i];
  const REAL near = r * sum;
  const REAL angle =
      FN(select)(far, 0x1.921fb54442d18p-1 + (near + 0x1.1a62633145c07p-55), near);
  return FN(select)(steep, 0x1.921fb54442d18p+0 - (angle - 0x1.1a62633145c07p-54), angle);
}

// With a = |eta|: what the sign of eta makes unlikely has the probability atan(1 / a) / pi.
static inline REAL FN(cauchit_unlikely)(REAL a) {
  return FN(positive_atan)(1.0 / a) * 0.31830988618379067154;
}

// 1/2 + atan(eta) / pi, within 4 ulp in both tails.
static inline REAL FN(cauchit_probability)(REAL eta) {
  const REAL unlikely = FN(cauchit_unlikely)(FN(absolute)(eta));
  return FN(select)(LESS(eta, SPLAT(0.0)), unlikely, 1.0 - unlikely);
}

// The density is 1 / (pi (1 + eta^2)). Minus the second derivative is negative beyond a surprise, so the
// information is the expected one.
static inline FN(terms) FN(cauchit_terms)(REAL eta, REAL k, REAL n) {
  const WORD observed = LESS(SPLAT(0.0), n);
  eta = REAL_OF(BITS(eta) & observed);
  const WORD negative = LESS(eta, SPLAT(0.0));
  const REAL failures = n - k;
  const REAL surprising = FN(select)(negative, k, failures);
  const REAL expected = FN(select)(negative, failures, k);
  const REAL a = FN(absolute)(eta);
  const REAL unlikely = FN(cauchit_unlikely)(a);
  // The density over the unlikely probability: both times `a` where `a` is large, as squares overflow.
  const WORD large = LESS(SPLAT(1.0), a);
  const REAL width = FN(select)(large, 1.0 / a + a, 1.0 + a * a);
  const REAL bounded = FN(select)(LESS(a, SPLAT(HUGE_VAL)), unlikely * FN(select)(large, a, SPLAT(1.0)),
                                  SPLAT(0.31830988618379067154));
  const REAL steep = 0.31830988618379067154 / (width * bounded);
  const REAL flat = steep * (unlikely / (1.0 - unlikely));
  FN(terms) result;
  result.likelihood =
      FN(times)(surprising, FN(log)(unlikely)) + FN(times)(expected, FN(log1p)(-unlikely));
  const REAL residual = FN(times)(surprising, steep) - FN(times)(expected, flat);
  result.residual = FN(select)(negative, residual, -residual);
  result.information = FN(times)(n, steep * flat);
  return result;
}

// 1 / (1 + exp(-eta)), within 4 ulp in both tails.
static inline REAL FN(logit_probability)(REAL eta) {
  const REAL t = FN(exp)(REAL_OF(BITS(eta) | UINT64_C(0x8000000000000000)));
  return FN(select)(LESS(eta, SPLAT(0.0)), t, SPLAT(1.0)) / (1.0 + t);
}

static inline FN(terms) FN(logit_terms)(REAL eta, REAL k, REAL n) {
  const WORD observed = LESS(SPLAT(0.0), n);
  eta = REAL_OF(BITS(eta) & observed);
  const WORD negative = LESS(eta, SPLAT(0.0));
  const REAL failures = n - k;
  const REAL t = FN(exp)(REAL_OF(BITS(eta) | UINT64_C(0x8000000000000000)));
  const REAL cost = FN(times)(n, FN(log1p)(t));
  const REAL likely = 1.0 / (1.0 + t);
  const REAL unlikely = t * likely;
  // What the sign of eta makes unlikely has the weight that costs eta itself.
  const REAL surprising = FN(select)(negative, k, -failures);
  const REAL expected = FN(select)(negative, -failures, k);
  FN(terms) result;
  result.likelihood = FN(times)(surprising, eta) - cost;
  result.residual = surprising * likely + expected * unlikely;
  result.information = n * (likely * unlikely);
  return result;
}

// What is no link gives NaN. Out of the way of the pass over a design, which knows the logit link by itself.
static __attribute__((noinline, unused)) FN(terms) FN(link_terms)(
    ck_link link, REAL eta, REAL k, REAL n) {
  FN(terms) terms = {SPLAT(NAN), SPLAT(NAN), SPLAT(NAN)};
  switch (link) {
#define TERMS(name) \
  case ck_##name: terms = FN(name##_terms)(eta, k, n); break;
    CK_LINKS(TERMS)
#undef TERMS
  }
  terms.information = FN(one_nan)(terms.information);
  return terms;
}

static inline REAL FN(link_probability)(ck_link link, REAL eta) {
  switch (link) {
#define PROBABILITY(name) \
  case ck_##name: return FN(one_nan)(FN(name##_probability)(eta));
    CK_LINKS(PROBABILITY)
#undef PROBABILITY
  }
  return SPLAT(NAN);
}
