// The array functions and the likelihood pass for one instruction set.
//
// Included once for each, with these defined: WIDTH the doubles of a register, FN(name) the name of
// a function for this instruction set. Element-wise work goes register by register; what is summed
// is kept in eight lanes whatever the width, and the lanes are added as one fixed tree.

typedef double FN(real) __attribute__((vector_size(8 * WIDTH)));
typedef uint64_t FN(word) __attribute__((vector_size(8 * WIDTH)));
typedef FN(real) FN(loose) __attribute__((aligned(8), may_alias));

#define REAL FN(real)
#define WORD FN(word)
#define BITS(x) ((WORD)(x))
#define REAL_OF(w) ((REAL)(w))
#define SPLAT(c) ((REAL){0} + (c))
#define LESS(a, b) ((WORD)((a) < (b)))
#define EQUAL(a, b) ((WORD)((a) == (b)))
#define PARTS (ck_block / WIDTH)
#include "Elementary.h"
#include "LinkTerms.h"

static inline REAL FN(load)(const double *p) { return *(const FN(loose) *)p; }
static inline void FN(store)(double *p, REAL x) { *(FN(loose) *)p = x; }

#define ARRAY_FUNCTION(name)                                                      \
  static void FN(name##_array)(const double *x, double *y, size_t count) {        \
    size_t i = 0;                                                                 \
    for (; i + WIDTH <= count; i += WIDTH)                                        \
      FN(store)(y + i, FN(one_nan)(FN(name)(FN(load)(x + i))));                   \
    if (i == count) return;                                                       \
    double rest[WIDTH] = {0};                                                     \
    memcpy(rest, x + i, (count - i) * sizeof *x);                                 \
    FN(store)(rest, FN(one_nan)(FN(name)(FN(load)(rest))));                       \
    memcpy(y + i, rest, (count - i) * sizeof *y);                                 \
  }

ARRAY_FUNCTION(exp)
ARRAY_FUNCTION(log)
ARRAY_FUNCTION(log1p)
#undef ARRAY_FUNCTION

static void FN(link_probabilities)(ck_link link, const double *eta, double *p, size_t count) {
  size_t i = 0;
  for (; i + WIDTH <= count; i += WIDTH)
    FN(store)(p + i, FN(link_probability)(link, FN(load)(eta + i)));
  if (i == count) return;
  double rest[WIDTH] = {0};
  memcpy(rest, eta + i, (count - i) * sizeof *eta);
  FN(store)(rest, FN(link_probability)(link, FN(load)(rest)));
  memcpy(p + i, rest, (count - i) * sizeof *p);
}

static inline double FN(lane_sum)(const double *lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
         ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

// The linear predictor of one tile; each row is a plain sum over the columns in order.
ALWAYS_INLINE void FN(predict)(
    const double *tile, const double *offset, const double *beta, size_t column_count,
    size_t rows, double *eta) {
  const size_t parts = rows / WIDTH;
  const size_t group = parts < 8 ? parts : 8;
  for (size_t start = 0; start < parts; start += group) {
    REAL sum[8];
    const double *x = tile + start * WIDTH;
    for (size_t i = 0; i < group; i++)
      sum[i] = offset ? FN(load)(offset + (start + i) * WIDTH) : SPLAT(0.0);
    for (size_t j = 0; j < column_count; j++) {
      const REAL b = SPLAT(beta[j]);
      for (size_t i = 0; i < group; i++) sum[i] += FN(load)(x + j * rows + i * WIDTH) * b;
    }
    for (size_t i = 0; i < group; i++) FN(store)(eta + (start + i) * WIDTH, sum[i]);
  }
}

// Log likelihood and residual of as many rows as a register holds.
ALWAYS_INLINE REAL FN(binomial)(ck_link link, REAL eta, REAL k, REAL n, REAL *residual) {
  if (link != ck_logit) {
    const FN(terms) terms = FN(link_terms)(link, eta, k, n);
    *residual = terms.residual;
    return terms.likelihood;
  }
  const WORD observed = LESS(SPLAT(0.0), n);
  eta = REAL_OF(BITS(eta) & observed);
  const WORD negative = LESS(eta, SPLAT(0.0));
  const REAL failures = n - k;
  const REAL t = FN(exp)(REAL_OF(BITS(eta) | UINT64_C(0x8000000000000000)));
  // log(1 + t), halved above 1/2: both forms of f are exact.
  const WORD large = LESS(SPLAT(0.5), t);
  const REAL f = FN(select)(large, (t - 1.0) * 0.5, t);
  const REAL exponent = FN(select)(large, SPLAT(1.0), SPLAT(0.0));
  const REAL cost = n * FN(log_sum)(exponent, f, SPLAT(0.0));
  const REAL likely = 1.0 / (1.0 + t);
  const REAL unlikely = t * likely;
  // What the sign of eta makes unlikely has the weight that costs eta itself.
  const REAL surprising = FN(select)(negative, k, -failures);
  const REAL expected = FN(select)(negative, -failures, k);
  *residual = surprising * likely + expected * unlikely;
  const WORD certain = EQUAL(surprising, SPLAT(0.0));
  return REAL_OF(BITS(surprising * eta) & ~certain) - cost;
}

// One tile: adds to the lanes of the log likelihood and, unless NULL, of the gradient.
ALWAYS_INLINE void FN(likelihood_tile)(
    ck_link link, const double *tile, const double *k, const double *n, const double *offset,
    const double *beta, size_t column_count, size_t first, size_t last, size_t rows,
    double *likelihood, double *gradient) {
  double buffer[ck_tile];
  FN(predict)(tile, offset, beta, column_count, rows, buffer);
  for (size_t row = 0; row < rows; row += WIDTH) {
    double *lanes = likelihood + row % ck_block;
    REAL residual;
    const REAL term =
        FN(binomial)(link, FN(load)(buffer + row), FN(load)(k + row), FN(load)(n + row), &residual);
    FN(store)(lanes, FN(load)(lanes) + term);
    FN(store)(buffer + row, residual);
  }
  if (!gradient) return;
  for (size_t j = first; j < last; j++) {
    const double *x = tile + j * rows;
    for (size_t i = 0; i < ck_block; i += WIDTH) {
#define PRODUCT(block) \
  (FN(load)(x + (block) * ck_block + i) * FN(load)(buffer + (block) * ck_block + i))
      double *lanes = gradient + (j - first) * ck_block + i;
      const REAL sum = rows == ck_tile ? (PRODUCT(0) + PRODUCT(1)) + (PRODUCT(2) + PRODUCT(3))
                                       : PRODUCT(0);
      FN(store)(lanes, FN(load)(lanes) + sum);
#undef PRODUCT
    }
  }
}

// All tiles for the columns from `first` to `last`, whose lanes `gradient` holds.
static double FN(likelihood_pass)(
    const ck_design *d, const double *beta, size_t first, size_t last, double *gradient) {
  const size_t rows = d->block_count * ck_block, p = d->column_count;
  double lanes[ck_block] = {0};
  size_t row = 0;
  for (; row + ck_tile <= rows; row += ck_tile)
    FN(likelihood_tile)(d->link, d->tiles + row * p, d->successes + row, d->trials + row,
                   d->offset ? d->offset + row : NULL, beta, p, first, last, ck_tile, lanes,
                   gradient);
  for (; row < rows; row += ck_block)
    FN(likelihood_tile)(d->link, d->tiles + row * p, d->successes + row, d->trials + row,
                   d->offset ? d->offset + row : NULL, beta, p, first, last, ck_block, lanes,
                   gradient);
  return scalar_one_nan(FN(lane_sum)(lanes));
}

static double FN(likelihood)(const ck_design *d, const double *beta, double *gradient) {
  if (!gradient || d->column_count == 0) return FN(likelihood_pass)(d, beta, 0, 0, NULL);
  // Beyond these columns the residuals are worked out again: no buffer grows with the design.
  enum { limit = 1024 };
  double lanes[limit * ck_block];
  double likelihood = 0;
  for (size_t first = 0; first < d->column_count; first += limit) {
    const size_t left = d->column_count - first;
    const size_t count = left < limit ? left : limit;
    memset(lanes, 0, count * ck_block * sizeof *lanes);
    likelihood = FN(likelihood_pass)(d, beta, first, first + count, lanes);
    for (size_t j = 0; j < count; j++) {
      const double sum = FN(lane_sum)(lanes + j * ck_block);
      gradient[first + j] = scalar_one_nan(gradient[first + j] + sum);
    }
  }
  return likelihood;
}

static void FN(linear_predictor)(
    const ck_design *d, const double *beta, double *eta, size_t count) {
  const size_t p = d->column_count, whole = d->block_count * ck_block / ck_tile * ck_tile;
  for (size_t row = 0; row < count;) {
    const size_t rows = row < whole ? ck_tile : ck_block;
    const double *tile = d->tiles + row * p;
    const double *offset = d->offset ? d->offset + row : NULL;
    double buffer[ck_tile];
    if (rows == ck_tile)
      FN(predict)(tile, offset, beta, p, ck_tile, buffer);
    else
      FN(predict)(tile, offset, beta, p, ck_block, buffer);
    const size_t left = count - row, kept = left < rows ? left : rows;
    for (size_t i = 0; i < kept; i++) eta[row + i] = scalar_one_nan(buffer[i]);
    row += kept;
  }
}

#include "BatchKernels.h"
#include "MomentKernels.h"
#include "PanelKernels.h"

static const struct versions FN(table) = {
    FN(exp_array),   FN(log_array),         FN(log1p_array),   FN(link_probabilities),
    FN(likelihood), FN(linear_predictor),
    FN(likelihood_batch), FN(linear_predictors), FN(moments),
    FN(likelihood_terms), FN(panel_moments),
};

#undef TOGETHER
#undef HELD

#undef REAL
#undef WORD
#undef BITS
#undef REAL_OF
#undef SPLAT
#undef LESS
#undef EQUAL
#undef PARTS
#undef WIDTH
#undef FN
