/* Prints, in hexadecimal, what Sources/CKernels computes: the program of test-kernels-arm64.sh.
   A new kernel wants a line in one of the tables below.
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

/* Functions of one number; half of the arguments lie between the limits, half are any pattern. */
static const struct {
  const char *name;
  double (*f)(double);
  double low, high;
} scalars[] = {
    {"exp", ck_exp, -760, 720},     {"log", ck_log, 0, 4},          {"log1p", ck_log1p, -1, 2},
    {"expm1", ck_expm1, -45, 45},   {"erfc", ck_erfc, -7, 28},      {"lgamma", ck_lgamma, 0, 40},
    {"sinpi", ck_sinpi, -5, 5},     {"cospi", ck_cospi, -5, 5},
    {"erf", ck_erf, -7, 7},
};

/* Functions of two numbers. */
/* No arithmetic here: what this file is compiled with may join a product and a sum. */
#define LINK_FUNCTIONS(link)                                                            \
  static double link##_likelihood(double eta, double successes) {                      \
    double score, information;                                                         \
    return ck_link_terms(ck_##link, eta, successes, 3, &score, &information);          \
  }                                                                                    \
  static double link##_score(double eta, double successes) {                           \
    double score, information;                                                         \
    ck_link_terms(ck_##link, eta, successes, 3, &score, &information);                 \
    return score;                                                                      \
  }                                                                                    \
  static double link##_information(double eta, double successes) {                     \
    double score, information;                                                         \
    ck_link_terms(ck_##link, eta, successes, 3, &score, &information);                 \
    return information;                                                                \
  }                                                                                    \
  static double link##_probability(double eta) {                                       \
    return ck_link_probability(ck_##link, eta);                                        \
  }                                                                                    \
  static void link##_probabilities(const double *eta, double *p, size_t count) {       \
    ck_link_probabilities(ck_##link, eta, p, count);                                   \
  }
CK_LINKS(LINK_FUNCTIONS)

#define ONE(link) +1
enum { link_count = CK_LINKS(ONE) };

static const struct {
  const char *name;
  double (*f)(double, double);
  double low, high, second_low, second_high;
} pairs[] = {
#define LINK_PAIRS(link)                                            \
  {#link " likelihood", link##_likelihood, -50, 40, 0, 3},          \
      {#link " score", link##_score, -50, 40, 0, 3},                \
      {#link " information", link##_information, -50, 40, 0, 3},
    CK_LINKS(LINK_PAIRS)
    {"pow", ck_pow, 0, 9, -40, 40},
    {"pow near 1", ck_pow, 0.9, 1.1, -7000, 7000},
    {"atan2", ck_atan2, -3, 3, -3, 3},
};

/* Functions of arrays, and the function of one number that gives the bits of each element. */
static const struct {
  const char *name;
  void (*f)(const double *, double *, size_t);
  double (*one)(double);
  double low, high;
} arrays[] = {
    {"exp of an array", ck_exp_array, ck_exp, -760, 720},
    {"log of an array", ck_log_array, ck_log, 0, 4},
    {"log1p of an array", ck_log1p_array, ck_log1p, -1, 2},
#define LINK_ARRAY(link) {#link " of an array", link##_probabilities, link##_probability, -760, 42},
    CK_LINKS(LINK_ARRAY)
};

/* A design, points to evaluate it at, one after the other, and room for results. */
enum { point_count = 9 };
typedef struct {
  ck_design design;
  size_t rows, columns;
  const double *points;  /* point_count of `columns` numbers */
  double *gradient;      /* as many, with what gradients are added to */
  double *eta;           /* `rows` numbers */
} problem;

static void likelihood(const problem *p) {
  const double value = ck_likelihood(&p->design, p->points, NULL);
  const double with_gradient = ck_likelihood(&p->design, p->points, p->gradient);
  if (memcmp(&value, &with_gradient, sizeof value) != 0) printf("value without gradient differs\n");
  add(value);
  for (size_t j = 0; j < p->columns; j++) add(p->gradient[j]);
}

static void linear_predictor(const problem *p) {
  ck_linear_predictor(&p->design, p->points, p->eta, p->rows);
  for (size_t i = 0; i < p->rows; i++) add(p->eta[i]);
}

static void likelihood_batch(const problem *p) {
  double values[point_count];
  ck_likelihood_batch(&p->design, p->points, point_count, values);
  for (size_t b = 0; b < point_count; b++) {
    const double one = ck_likelihood(&p->design, p->points + b * p->columns, NULL);
    if (memcmp(&one, &values[b], sizeof one) != 0) printf("value in a batch differs\n");
    add(values[b]);
  }
}

static void linear_predictors(const problem *p) {
  double *etas = malloc(point_count * p->rows * sizeof *etas);
  if (!etas) abort();
  ck_linear_predictors(&p->design, p->points, point_count, etas, p->rows);
  for (size_t i = 0; i < point_count * p->rows; i++) add(etas[i]);
  free(etas);
}

/* At a point and as expectations, whose factor the points themselves fill. */
static void moments(const problem *p) {
  const size_t columns = p->columns;
  /* An emulated processor takes minutes for a thousand columns squared. */
  if (columns > 60) return;
  double *factor = calloc(columns * columns, sizeof *factor);
  double *information = malloc(columns * columns * sizeof *information);
  double *workspace = malloc(ck_panel * columns * sizeof *workspace);
  if (!factor || !information || !workspace) abort();
  for (size_t j = 0; j < columns; j++)
    for (size_t i = j; i < columns; i++)
      factor[j * columns + i] = p->points[(i * columns + j) % (point_count * columns)];
  for (int expected = 0; expected < 2; expected++) {
    add(ck_moments(&p->design, p->points, expected ? factor : NULL, workspace, p->gradient,
                         information));
    for (size_t j = 0; j < columns; j++) add(p->gradient[j]);
    for (size_t j = 0; j < columns * columns; j++) add(information[j]);
  }
  free(factor), free(information), free(workspace);
}

/* Products that others made: of all points, without the offsets; the value is that of the point. */
static void likelihood_terms(const problem *p) {
  double *products = malloc(point_count * p->rows * sizeof *products);
  if (!products) abort();
  double values[point_count] = {0};
  ck_design bare = p->design;
  bare.offset = NULL;
  ck_linear_predictors(&bare, p->points, point_count, products, p->rows);
  ck_likelihood_terms(&p->design, products, point_count, values);
  for (size_t b = 0; b < point_count; b++) {
    const double one = ck_likelihood(&bare, p->points + b * p->columns, NULL);
    if (!p->design.offset && memcmp(&one, &values[b], sizeof one) != 0)
      printf("value of products differs\n");
    add(values[b]);
  }
  free(products);
}

/* At a point and as expectations, the projected rows being the numbers of the tiles. */
static void panel_moments(const problem *p) {
  const size_t count = p->rows * p->columns;
  double *scaled = malloc((count + 1) * sizeof *scaled);
  if (!scaled) abort();
  memcpy(scaled, p->design.tiles, count * sizeof *scaled);
  for (int expected = 1; expected >= 0; expected--) {
    add(ck_panel_moments(&p->design, p->points, expected ? scaled : NULL, p->gradient, scaled));
    for (size_t j = 0; j < p->columns; j++) add(p->gradient[j]);
    for (size_t j = 0; j < count; j++) add(scaled[j]);
  }
  free(scaled);
}

/* What is computed from a design: each adds all its results to the checksum. */
static const struct {
  const char *name;
  void (*run)(const problem *);
} designs[] = {
    {"likelihood", likelihood},
    {"linear predictor", linear_predictor},
    {"likelihood batch", likelihood_batch},
    {"linear predictors", linear_predictors},
    {"moments", moments},
    {"likelihood terms", likelihood_terms},
    {"panel moments", panel_moments},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void check_scalars(void) {
  for (size_t k = 0; k < COUNT(scalars); k++) {
    for (int i = 0; i < 20000; i++) {
      const double x = i % 2 ? uniform(scalars[k].low, scalars[k].high) : any();
      add(scalars[k].f(x));
      if (i < 4) printf("%s(%a) = %a\n", scalars[k].name, x, scalars[k].f(x));
    }
    show(scalars[k].name);
  }
}

static void check_pairs(void) {
  for (size_t k = 0; k < COUNT(pairs); k++) {
    for (int i = 0; i < 20000; i++) {
      /* Any pattern in neither, the first, the second and both. */
      const double x = i & 1 ? any() : uniform(pairs[k].low, pairs[k].high);
      const double y = i & 2 ? any() : uniform(pairs[k].second_low, pairs[k].second_high);
      add(pairs[k].f(x, y));
    }
    show(pairs[k].name);
  }
}

static void check_arrays(void) {
  enum { count = 20003 };
  static double x[count], y[count];
  for (size_t k = 0; k < COUNT(arrays); k++) {
    for (int i = 0; i < count; i++) {
      x[i] = i % 2 ? uniform(arrays[k].low, arrays[k].high) : any();
    }
    arrays[k].f(x, y, count);
    for (int i = 0; i < count; i++) {
      const double expected = arrays[k].one(x[i]);
      if (memcmp(&expected, &y[i], sizeof expected) != 0) {
        printf("%s: not the scalar one\n", arrays[k].name);
      }
      add(y[i]);
    }
    show(arrays[k].name);
  }
}

static double *numbers(size_t count, double low, double high) {
  double *x = malloc((count + 1) * sizeof *x);
  if (!x) abort();
  for (size_t i = 0; i < count; i++) x[i] = uniform(low, high);
  return x;
}

static void check_designs(
    int link, size_t blocks, size_t columns, double scale, int with_offset) {
  const size_t rows = blocks * ck_block;
  double *tiles = numbers(rows * columns, -2, 2), *offset = numbers(rows, -1, 1);
  double *points = numbers(point_count * columns, -1, 1);
  double *k = numbers(rows, 0, 1), *n = numbers(rows, 0, 1), *eta = numbers(rows, 0, 0);
  for (size_t j = 0; j < point_count * columns; j++) points[j] = scale * points[j];
  for (size_t i = 0; i < rows; i++) {
    n[i] = (double)(next_bits() % 5);
    k[i] = n[i] > 0 ? (double)(next_bits() % ((uint64_t)n[i] + 1)) : 0;
  }
  for (size_t f = 0; f < COUNT(designs); f++) {
    double *gradient = numbers(point_count * columns, -1, 1);
    const problem given = {{tiles, k, n, with_offset ? offset : NULL, blocks, columns, link},
                           rows, columns, points, gradient, eta};
    designs[f].run(&given);
    char what[80];
    snprintf(what, sizeof what, "link %d: %s %zu x %zu, %g", link, designs[f].name, rows, columns,
             scale);
    show(what);
    free(gradient);
  }
  free(tiles), free(offset), free(points), free(k), free(n), free(eta);
}

int main(int argc, char **argv) {
  if (argc > 1 && !ck_select(atoi(argv[1]))) return 2;
  fprintf(stderr, "%s\n", ck_version_name(ck_selected()));
  check_scalars();
  check_pairs();
  check_arrays();
  const size_t columns[] = {1, 5, 11, 51, 1030};
  const double scales[] = {0.3, 1e3, 1e308, INFINITY, NAN};
  for (size_t blocks = 1; blocks < 24; blocks++) {
    for (size_t j = 0; j < COUNT(columns); j++) {
      for (size_t s = 0; s < COUNT(scales); s++) {
        /* An emulated processor is slow: the other links on the small ones. */
        for (int link = ck_logit; link < (columns[j] < 50 ? link_count : 1); link++) {
          check_designs(link, blocks, columns[j], scales[s], (int)(blocks & 1));
        }
      }
    }
  }
  return 0;
}
