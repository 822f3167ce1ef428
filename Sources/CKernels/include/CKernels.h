/// Numerical kernels whose results have the same bits on every CPU.
///
/// Only + - * / and square root, in a fixed order, without contraction and without libm. One source
/// is compiled for each instruction set; all of them do the same operations on the same eight lanes.
/// Every NaN that comes out is the same one.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// The instruction sets the array kernels are compiled for; `ck_plain` on anything but x86-64.
enum { ck_plain = 0, ck_baseline = 1, ck_v3 = 2, ck_v4 = 3 };

/// Whether this build and this CPU can run a version.
bool ck_available(int version);
/// Makes a version the one all later calls use, in the whole process; false where it cannot run.
bool ck_select(int version);
/// The version in use: the widest available one, unless another was selected.
int ck_selected(void);
/// `plain`, `baseline`, `v3` or `v4`; NULL for any other number.
const char *ck_version_name(int version);

/// y[i] = exp(x[i]) and so on; `y` may be `x`. Bits equal those of the functions of one argument.
void ck_exp_array(const double *x, double *y, size_t count);
void ck_log_array(const double *x, double *y, size_t count);
void ck_log1p_array(const double *x, double *y, size_t count);

double ck_exp(double x);
double ck_log(double x);
double ck_log1p(double x);
double ck_expm1(double x);
/// IEEE 754 pow, negative bases with whole exponents included.
double ck_pow(double x, double y);
double ck_erf(double x);
double ck_erfc(double x);
/// For x >= 0; NaN below.
double ck_lgamma(double x);
/// Sine and cosine of pi x.
double ck_sinpi(double x);
double ck_cospi(double x);
/// The angle of the point (x, y), from -pi to pi.
double ck_atan2(double y, double x);

/// Rows of a block: the lanes of a reduction. Every buffer below is padded to whole blocks.
enum { ck_block = 8 };
/// Rows of a tile. A design is as many whole tiles as fit, then tiles of one block each; a tile
/// holds its columns one after the other.
enum { ck_tile = 32 };

/// How a linear predictor becomes a probability: 1 / (1 + exp(-eta)), Phi(eta), 1 - exp(-exp(eta)),
/// 1/2 + atan(eta) / pi, exp(-exp(-eta)).
///
/// The one list: what a link needs (LinkTerms.h) and is not written does not compile.
#define CK_LINKS(LINK) LINK(logit) LINK(probit) LINK(cloglog) LINK(cauchit) LINK(loglog)
#define CK_LINK_CASE(name) ck_##name,
typedef enum { CK_LINKS(CK_LINK_CASE) } ck_link;
#undef CK_LINK_CASE

/// The log likelihood of a row without its binomial coefficient, its first derivative in the linear
/// predictor, and its information.
///
/// The information is minus the second derivative; under the cauchit link, where that may be negative, it is
/// the expected one, trials times density^2 / (p (1 - p)).
///
/// Within 4 ulp, but that where terms of opposite sign add up the error is 4 ulp of the larger, and that
/// of the second derivative under probit grows with eta^2. Stable to |eta| = 700 and beyond; under cloglog,
/// where the errors are those of the rounded exp(eta), a failure is impossible beyond eta = 709: its log
/// likelihood is minus infinity; loglog is its mirror image.
double ck_link_terms(
    ck_link link, double eta, double successes, double trials, double *score, double *information);
/// The probability of a success, within 4 ulp; under loglog with the error of the rounded exp(-eta).
double ck_link_probability(ck_link link, double eta);
/// That of each of many predictors; `p` may be `eta`. Bits equal those of `ck_link_probability`.
void ck_link_probabilities(ck_link link, const double *eta, double *p, size_t count);

/// A binomial design. Padding rows have no trials; rows without trials contribute nothing.
typedef struct {
  const double *tiles;
  const double *successes;
  const double *trials;
  /// NULL for none.
  const double *offset;
  size_t block_count;
  size_t column_count;
  ck_link link;
} ck_design;

/// The log likelihood, sum of k log p + (n - k) log(1 - p), without binomial coefficients.
///
/// Adds its derivatives in `beta` to `gradient`, unless that is NULL. Needs 64 KiB of stack.
double ck_likelihood(const ck_design *design, const double *beta, double *gradient);
/// The linear predictor of the first `count` rows.
void ck_linear_predictor(const ck_design *design, const double *beta, double *eta, size_t count);

/// The log likelihoods under `batch` coefficient vectors, one after the other in `betas`: the bits of
/// `ck_likelihood` for each.
void ck_likelihood_batch(const ck_design *design, const double *betas, size_t batch, double *values);
/// The linear predictors of the first `count` rows under each of `batch` vectors, one after the other.
void ck_linear_predictors(
    const ck_design *design, const double *betas, size_t batch, double *etas, size_t count);

/// Rows whose information is summed at a time.
enum { ck_panel = 256 };
/// The log likelihood at `beta`, its gradient, and the information X' W X, p x p and symmetric.
///
/// With a lower triangular p x p `factor` L, column after column: the expectations of all three where
/// the coefficients are normal with mean `beta` and covariance L L'. Gradient and information are
/// overwritten; `workspace` holds ck_panel x p numbers.
double ck_moments(
    const ck_design *design, const double *beta, const double *factor, double *workspace,
    double *gradient, double *information);

/// Adds the log likelihoods of rows, of which the products with `batch` vectors are known, to `values`.
///
/// `products` holds a column of all rows, the padding included, for each vector; offsets are added here.
void ck_likelihood_terms(
    const ck_design *rows, const double *products, size_t batch, double *values);
/// What at most ck_panel rows contribute to `ck_moments`: the log likelihood; the gradient, which
/// is added to; and the rows times the square roots of their weights in `scaled`, rows x p, column after
/// column, whose cross product is the information.
///
/// For expectations `projected` holds the product of the rows with the factor, in the layout of
/// `scaled`; it may be `scaled`. NULL for a point.
double ck_panel_moments(
    const ck_design *rows, const double *beta, const double *projected, double *gradient,
    double *scaled);

/// The number of the processor that this thread runs on; -1 where the system does not say.
int ck_processor(void);
/// An allowed processor that is neither this one nor among `count` taken ones; -1 where there is none.
int ck_other_processor(const int *taken, size_t count);
/// Lets other threads that wait for this processor run first.
void ck_yield(void);
/// Moves this thread to a processor and leaves it free to be moved again; nothing for -1.
void ck_move_to(int processor);
/// Gives memory that is free to the operating system, where the C library can.
void ck_release_memory(void);
/// Lets the allocator keep what is freed, for work that takes and frees the same amounts again and again.
void ck_keep_memory(void);
/// The bytes that this process may have: the machine's, or fewer where a limit is set for the process or
/// its control group; infinity where the system does not say.
double ck_memory_limit(void);

#endif
