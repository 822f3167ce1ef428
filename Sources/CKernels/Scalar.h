// The functions of Elementary.h for one double: scalar_exp, scalar_log, scalar_log1p; and those of LinkTerms.h.
#ifndef CKERNELS_SCALAR_H
#define CKERNELS_SCALAR_H

#include "CKernels.h"
#include "Coefficients.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __clang__
#pragma clang fp contract(off)
#endif

static inline uint64_t scalar_bits(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double scalar_of_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

#define REAL double
#define WORD uint64_t
#define BITS(x) scalar_bits(x)
#define REAL_OF(w) scalar_of_bits(w)
#define SPLAT(c) (c)
#define LESS(a, b) (-(uint64_t)((a) < (b)))
#define EQUAL(a, b) (-(uint64_t)((a) == (b)))
#define FN(name) scalar_##name
#include "Elementary.h"
#include "LinkTerms.h"
#undef REAL
#undef WORD
#undef BITS
#undef REAL_OF
#undef SPLAT
#undef LESS
#undef EQUAL
#undef FN

#endif
