// exp, log and log1p as one sequence of operations, for a double or for a vector of doubles.
//
// Included once for each type, with these defined: REAL the type, WORD its bits as unsigned 64-bit
// numbers, BITS and REAL_OF to go between them, SPLAT a constant in every lane, LESS and EQUAL
// all-ones or all-zeros masks, FN(name) the name of a function for this type.

static inline REAL FN(select)(WORD mask, REAL yes, REAL no) {
  return REAL_OF((BITS(yes) & mask) | (BITS(no) & ~mask));
}

// The sign and payload of a NaN differ between machines.
static inline REAL FN(one_nan)(REAL x) {
  const WORD number = EQUAL(x, x);
  return REAL_OF((BITS(x) & number) | (UINT64_C(0x7ff8000000000000) & ~number));
}

static inline REAL FN(absolute)(REAL x) {
  return REAL_OF(BITS(x) & UINT64_C(0x7fffffffffffffff));
}

// (exp(r) - 1 - r) / r^2.
static inline REAL FN(exp_poly)(REAL r) {
  const double *c = exp_tail;
  const REAL r2 = r * r, r4 = r2 * r2;
  const REAL low = (c[0] + c[1] * r) + (c[2] + c[3] * r) * r2;
  const REAL middle = (c[4] + c[5] * r) + (c[6] + c[7] * r) * r2;
  const REAL high = (c[8] + c[9] * r) + c[10] * r2;
  return low + (middle + high * r4) * r4;
}

// (2 atanh(s) - 2 s) / s in z = s^2.
static inline REAL FN(log_poly)(REAL z) {
  const double *c = log_tail;
  const REAL z2 = z * z, z4 = z2 * z2;
  const REAL low = (c[0] + c[1] * z) + (c[2] + c[3] * z) * z2;
  const REAL high = (c[4] + c[5] * z) + (c[6] + c[7] * z) * z2;
  return z * (low + high * z4);
}

// exp(x) = 2^k exp(r), with 2^k as two factors, so that the result is rounded once when subnormal.
static inline REAL FN(exp)(REAL x) {
  x = FN(select)(LESS(x, SPLAT(-746.0)), SPLAT(-746.0), x);
  x = FN(select)(LESS(SPLAT(710.0), x), SPLAT(710.0), x);
  const REAL k = (x * inverse_ln2 + round_shift) - round_shift;
  const REAL r = (x - k * ln2_high) - k * ln2_low;
  const REAL y = 1.0 + (r + r * r * FN(exp_poly)(r));
  const REAL shifted = k * 0.5 + round_shift;
  const REAL half = shifted - round_shift;
  const REAL rest = (k - half) + round_shift;
  const REAL first = REAL_OF((BITS(shifted) + 1023) << 52);
  const REAL second = REAL_OF((BITS(rest) + 1023) << 52);
  return (y * first) * second;
}

// Splits a positive normal number: x = 2^exponent (1 + f), sqrt(1/2) <= 1 + f < sqrt(2).
static inline REAL FN(split)(REAL x, REAL *f) {
  const WORD distance = BITS(x) - UINT64_C(0x3fe6a09e667f3bcd);
  *f = REAL_OF(BITS(x) - (distance & UINT64_C(0xfff0000000000000))) - 1.0;
  const WORD biased = (distance + (UINT64_C(1024) << 52)) >> 52;
  return REAL_OF(biased | UINT64_C(0x4330000000000000)) - (0x1p52 + 1024.0);
}

// k log 2 + log(1 + f) + low.
static inline REAL FN(log_sum)(REAL k, REAL f, REAL low) {
  const REAL s = f / (2.0 + f);
  const REAL square = 0.5 * f * f;
  const REAL tail = s * (square + FN(log_poly)(s * s)) + (k * ln2_low + low);
  return k * ln2_high - ((square - tail) - f);
}

static inline REAL FN(log)(REAL x) {
  const WORD tiny = LESS(x, SPLAT(0x1p-1022));
  REAL f;
  REAL k = FN(split)(FN(select)(tiny, x * 0x1p54, x), &f);
  k = k - FN(select)(tiny, SPLAT(54.0), SPLAT(0.0));
  REAL y = FN(log_sum)(k, f, SPLAT(0.0));
  y = FN(select)(LESS(x, SPLAT(HUGE_VAL)), y, x);
  y = FN(select)(EQUAL(x, SPLAT(0.0)), SPLAT(-HUGE_VAL), y);
  return FN(select)(LESS(x, SPLAT(0.0)), SPLAT(NAN), y);
}

// log(u) with the rounding error of u = 1 + x put back.
static inline REAL FN(log1p)(REAL x) {
  const REAL u = 1.0 + x;
  const WORD small = LESS(x, SPLAT(1.0));
  const REAL lost = FN(select)(small, x - (u - 1.0), 1.0 - (u - x));
  REAL f;
  const REAL k = FN(split)(u, &f);
  REAL y = FN(log_sum)(k, f, lost / u);
  y = FN(select)(LESS(x, SPLAT(HUGE_VAL)), y, x);
  y = FN(select)(LESS(FN(absolute)(x), SPLAT(0x1p-54)), x, y);
  y = FN(select)(EQUAL(x, SPLAT(-1.0)), SPLAT(-HUGE_VAL), y);
  return FN(select)(LESS(x, SPLAT(-1.0)), SPLAT(NAN), y);
}
