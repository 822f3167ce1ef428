/* Prints, in hexadecimal, what Sources/CKernels computes: the program of test-kernels-arm64.sh.
   Usage: kernel-bits [VERSION]    (a number of CKernels.h; default the widest that runs here)
   Exit codes: 0 printed, 2 this CPU cannot run the version. */
#include "CKernels.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __clang__
#pragma clang fp contract(off)
#endif

static uint64_t state = 1, checksum;

static uint64_t next_bits(void) {
  state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = state;
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static double uniform(double low, double high) {
  return low + (high - low) * ((double)(next_bits() >> 11) * 0x1p-53);
}

/* Any pattern of bits: subnormal numbers, infinities and NaN among them. */
static double any(void) {
  const uint64_t bits = next_bits();
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static void add(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  checksum = (checksum ^ bits) * UINT64_C(0x100000001b3);
  checksum ^= checksum >> 29;
}

static void show(const char *what) {
  printf("%-32s %016" PRIx64 "\n", what, checksum);
  checksum = 0;
}

static void scalars(const char *name, double (*f)(double), double low, double high) {
  for (int i = 0; i < 20000; i++) {
    const double x = i % 2 ? uniform(low, high) : any();
    add(f(x));
    if (i < 4) printf("%s(%a) = %a\n", name, x, f(x));
  }
  show(name);
}

static void arrays(
    const char *name, void (*f)(const double *, double *, size_t), double (*one)(double),
    double low, double high) {
  enum { count = 20003 };
  static double x[count], y[count];
  for (int i = 0; i < count; i++) x[i] = i % 2 ? uniform(low, high) : any();
  f(x, y, count);
  for (int i = 0; i < count; i++) {
    const double expected = one(x[i]);
    if (memcmp(&expected, &y[i], sizeof expected) != 0) printf("%s: not the scalar one\n", name);
    add(y[i]);
  }
  show(name);
}

static void logit(size_t blocks, size_t columns, double scale, int with_offset) {
  const size_t rows = blocks * ck_block;
  double *tiles = malloc((rows * columns + 1) * sizeof *tiles);
  double *k = malloc(rows * sizeof *k), *n = malloc(rows * sizeof *n);
  double *offset = malloc(rows * sizeof *offset), *eta = malloc(rows * sizeof *eta);
  double *beta = malloc(columns * sizeof *beta), *gradient = malloc(columns * sizeof *gradient);
  if (!tiles || !k || !n || !offset || !eta || !beta || !gradient) abort();
  for (size_t i = 0; i < rows * columns; i++) tiles[i] = uniform(-2, 2);
  for (size_t i = 0; i < rows; i++) {
    n[i] = (double)(next_bits() % 5);
    k[i] = n[i] > 0 ? (double)(next_bits() % ((uint64_t)n[i] + 1)) : 0;
    offset[i] = uniform(-1, 1);
  }
  for (size_t j = 0; j < columns; j++) {
    beta[j] = scale * uniform(-1, 1);
    gradient[j] = uniform(-1, 1);
  }
  const ck_design design = {tiles, k, n, with_offset ? offset : NULL, blocks, columns};
  const double value = ck_logit(&design, beta, NULL);
  const double with_gradient = ck_logit(&design, beta, gradient);
  if (memcmp(&value, &with_gradient, sizeof value) != 0) printf("value without gradient differs\n");
  ck_linear_predictor(&design, beta, eta, rows);
  add(value);
  for (size_t j = 0; j < columns; j++) add(gradient[j]);
  for (size_t i = 0; i < rows; i++) add(eta[i]);
  free(tiles), free(k), free(n), free(offset), free(eta), free(beta), free(gradient);
  char what[64];
  snprintf(what, sizeof what, "logit %zu x %zu, %g", rows, columns, scale);
  show(what);
}

int main(int argc, char **argv) {
  if (argc > 1 && !ck_select(atoi(argv[1]))) return 2;
  fprintf(stderr, "%s\n", ck_version_name(ck_selected()));
  scalars("exp", ck_exp, -760, 720);
  scalars("log", ck_log, 0, 4);
  scalars("log1p", ck_log1p, -1, 2);
  scalars("expm1", ck_expm1, -45, 45);
  scalars("erfc", ck_erfc, -7, 28);
  scalars("lgamma", ck_lgamma, 0, 40);
  scalars("sinpi", ck_sinpi, -5, 5);
  scalars("cospi", ck_cospi, -5, 5);
  for (int i = 0; i < 20000; i++) {
    const double base = i % 2 ? uniform(0, 9) : any();
    add(ck_pow(base, uniform(-40, 40)));
  }
  show("pow");
  for (int i = 0; i < 20000; i++) {
    const double y = i % 2 ? uniform(-3, 3) : any();
    add(ck_atan2(y, i % 2 ? uniform(-3, 3) : any()));
  }
  show("atan2");
  arrays("exp of an array", ck_exp_array, ck_exp, -760, 720);
  arrays("log of an array", ck_log_array, ck_log, 0, 4);
  arrays("log1p of an array", ck_log1p_array, ck_log1p, -1, 2);
  const size_t columns[] = {1, 5, 11, 51, 1030};
  const double scales[] = {0.3, 1e3, 1e308, INFINITY, NAN};
  for (size_t blocks = 1; blocks < 24; blocks++)
    for (size_t j = 0; j < 5; j++)
      for (size_t s = 0; s < 5; s++) logit(blocks, columns[j], scales[s], (int)(blocks & 1));
  return 0;
}
