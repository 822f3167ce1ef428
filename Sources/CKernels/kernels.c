// The array kernels for every instruction set, and the choice between them at run time.
#include "CKernels.h"
#include "Scalar.h"
#include <stdatomic.h>

#ifdef __clang__
#pragma clang fp contract(off)
#endif

// For loops over registers: what they index must be known when they are compiled.
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

struct versions {
  void (*exp)(const double *, double *, size_t);
  void (*log)(const double *, double *, size_t);
  void (*log1p)(const double *, double *, size_t);
  void (*link_probabilities)(ck_link, const double *, double *, size_t);
  double (*likelihood)(const ck_design *, const double *, double *);
  void (*linear_predictor)(const ck_design *, const double *, double *, size_t);
  void (*likelihood_batch)(const ck_design *, const double *, size_t, double *);
  void (*linear_predictors)(const ck_design *, const double *, size_t, double *, size_t);
  double (*moments)(
      const ck_design *, const double *, const double *, double *, double *, double *);
  void (*likelihood_terms)(const ck_design *, const double *, size_t, double *);
  double (*panel_moments)(const ck_design *, const double *, const double *, double *, double *);
};

// Two doubles are a register of SSE2 and of NEON.
#define WIDTH 2
#define FN(name) narrow_##name
#include "VectorKernels.h"

#ifdef __x86_64__

// The features are named one by one: contraction stays off, so that neither set needs fma.
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
#define WIDTH 4
#define FN(name) v3_##name
#include "VectorKernels.h"
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#ifdef __clang__
#pragma clang attribute push(                                                      \
    __attribute__((target("avx512f,avx512vl,avx512dq"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512dq")
#endif
#define WIDTH 8
#define FN(name) v4_##name
#include "VectorKernels.h"
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

static const struct versions *const tables[] = {NULL, &narrow_table, &v3_table, &v4_table};

#else

static const struct versions *const tables[] = {&narrow_table, NULL, NULL, NULL};

#endif

bool ck_available(int version) {
#ifdef __x86_64__
  __builtin_cpu_init();
  switch (version) {
  case ck_baseline: return true;
  case ck_v3: return __builtin_cpu_supports("avx2");
  case ck_v4:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
  default: return false;
  }
#else
  return version == ck_plain;
#endif
}

const char *ck_version_name(int version) {
  static const char *const names[] = {"plain", "baseline", "v3", "v4"};
  return version >= ck_plain && version <= ck_v4 ? names[version] : NULL;
}

// Minus one until the first use. Two threads that find it so choose the same version.
static atomic_int selected = -1;

bool ck_select(int version) {
  if (!ck_available(version)) return false;
  atomic_store_explicit(&selected, version, memory_order_relaxed);
  return true;
}

int ck_selected(void) {
  int version = atomic_load_explicit(&selected, memory_order_relaxed);
  if (version >= 0) return version;
  version = ck_v4;
  while (version > ck_plain && !ck_available(version)) version--;
  ck_select(version);
  return version;
}

void ck_exp_array(const double *x, double *y, size_t count) {
  tables[ck_selected()]->exp(x, y, count);
}

void ck_log_array(const double *x, double *y, size_t count) {
  tables[ck_selected()]->log(x, y, count);
}

void ck_log1p_array(const double *x, double *y, size_t count) {
  tables[ck_selected()]->log1p(x, y, count);
}

void ck_link_probabilities(ck_link link, const double *eta, double *p, size_t count) {
  tables[ck_selected()]->link_probabilities(link, eta, p, count);
}

double ck_likelihood(const ck_design *design, const double *beta, double *gradient) {
  return tables[ck_selected()]->likelihood(design, beta, gradient);
}

void ck_linear_predictor(const ck_design *design, const double *beta, double *eta, size_t count) {
  tables[ck_selected()]->linear_predictor(design, beta, eta, count);
}

void ck_likelihood_batch(const ck_design *design, const double *betas, size_t batch, double *values) {
  tables[ck_selected()]->likelihood_batch(design, betas, batch, values);
}

void ck_linear_predictors(
    const ck_design *design, const double *betas, size_t batch, double *etas, size_t count) {
  tables[ck_selected()]->linear_predictors(design, betas, batch, etas, count);
}

double ck_moments(
    const ck_design *design, const double *beta, const double *factor, double *workspace,
    double *gradient, double *information) {
  return tables[ck_selected()]->moments(
      design, beta, factor, workspace, gradient, information);
}

void ck_likelihood_terms(
    const ck_design *rows, const double *products, size_t batch, double *values) {
  tables[ck_selected()]->likelihood_terms(rows, products, batch, values);
}

double ck_panel_moments(
    const ck_design *rows, const double *beta, const double *projected, double *gradient,
    double *scaled) {
  return tables[ck_selected()]->panel_moments(rows, beta, projected, gradient, scaled);
}
