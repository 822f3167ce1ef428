// The functions of one argument: range reductions and series on + - * / and square root alone.
#include "Scalar.h"
#include "CKernels.h"

#ifdef __clang__
#pragma clang fp contract(off)
#endif

// erf(x) / x in x^2 for |x| <= 1/2.
static const double erf_series[10] = {
    0x1.20dd750429b6dp+0, -0x1.812746b0379e6p-2, 0x1.ce2f21a042b29p-4, -0x1.b82ce3127f739p-6,
    0x1.565bcd0aa6349p-8, -0x1.c02db23d41138p-11, 0x1.f9a2a6635fe79p-14, -0x1.f4bb9f7301dedp-17,
    0x1.b776442df3041p-20, -0x1.39fb524e9c1f7p-23,
};

// exp(x^2) erfc(x) (1 + 2 x) in (x - 2.75) / (x + 2.75) for x >= 0.48.
static const double erfc_scaled[24] = {
    0x1.4240f454f505ep+0, -0x1.0b2fea278f46dp-3, -0x1.2411faffd85ebp-4, 0x1.28c4a7d419340p-3,
    -0x1.d4f6c02c7fce2p-4, 0x1.ac9a1c84351c7p-5, -0x1.58166e0c0d963p-7, -0x1.57b52225a64fep-9,
    0x1.fb1cdd576a01bp-10, 0x1.50d36c990bec4p-15, -0x1.2f180e9a7214bp-12, 0x1.205d8efad0364p-17,
    0x1.9274a51c61c90p-15, 0x1.a3776ae1469bbp-22, -0x1.257fbd8de3e90p-17, -0x1.24d6676505499p-20,
    0x1.aa9ee767ad0c7p-20, 0x1.147d96e554717p-21, -0x1.19ef6299d3dbdp-22, -0x1.64eb51fdaa672p-23,
    0x1.7d1e3f65c35f8p-25, 0x1.1e80fd83f5b73p-25, -0x1.307b770e72c86p-27, -0x1.211f4e31952cap-30,
};

// log gamma(2 + t) / t for |t| <= 1/2.
static const double gamma_near_two[19] = {
    0x1.b0ee6072093cep-2, 0x1.4a34cc4a60fa7p-2, -0x1.13e001a557607p-4, 0x1.51322ac7d7fd2p-6,
    -0x1.e404fc218ecffp-8, 0x1.7add6eae5b8fdp-9, -0x1.38ac5c2c96006p-10, 0x1.0b36af3424c50p-11,
    -0x1.d3fd4bda4f97bp-13, 0x1.a127dd231f4b2p-14, -0x1.78de85fa0bf74p-15, 0x1.5806d7786fbc2p-16,
    -0x1.3cb5f201754a6p-17, 0x1.2640a5e8ab73ep-18, -0x1.125408d7ee6ebp-19, 0x1.edf317afe0c72p-21,
    -0x1.d06b46182e294p-22, 0x1.2b4bb069ee6a9p-22, -0x1.1be56b7e101c6p-23,
};

// log gamma(x) / ((x - 1) (x - 2)) in x - 1.375 for 1.25 <= x < 1.5.
static const double gamma_between[12] = {
    0x1.013d8539b9679p-1, -0x1.4e6fc9adb1f54p-3, 0x1.3911f42531ffdp-4, -0x1.5357c893b15fep-5,
    0x1.8cdb39ade2b47p-6, -0x1.e585646c1edbcp-7, 0x1.31d3d0278c28ep-7, -0x1.89357db6b988bp-8,
    0x1.008b0570fc47ap-8, -0x1.52aa6ce598889p-9, 0x1.ccf3429c46756p-10, -0x1.356394dafaec5p-10,
};

// x (log gamma(x) - (x - 1/2) log(x) + x - log(2 pi) / 2) in 1 / x^2 for x >= 8.
static const double stirling_tail[8] = {
    0x1.5555555555555p-4, -0x1.6c16c16c16b29p-9, 0x1.a01a019ee0dbep-11, -0x1.38137ec070147p-11,
    0x1.b94f6d6592192p-11, -0x1.f5ff2fdcdf048p-10, 0x1.96db40614b193p-8, -0x1.55b3a71b66a2ep-6,
};

// sin(pi r) / r in r^2 for |r| <= 1/4.
static const double sin_series[8] = {
    0x1.921fb54442d18p+1, -0x1.4abbce625be53p+2, 0x1.466bc6775aad9p+1, -0x1.32d2cce62ac22p-1,
    0x1.50783485cbd83p-4, -0x1.e3074b4ff3058p-8, 0x1.e8eed12ee00a3p-12, -0x1.6c5b875d4e739p-16,
};

// cos(pi r) in r^2 for |r| <= 1/4.
static const double cos_series[8] = {
    0x1.0000000000000p+0, -0x1.3bd3cc9be45dep+2, 0x1.03c1f081b5aacp+2, -0x1.55d3c7e3c90f8p+0,
    0x1.e1f5068355e15p-3, -0x1.a6d1ec7906c20p-6, 0x1.f9cc41140bb60p-10, -0x1.b264ba152378ap-14,
};

// log(2 pi) / 2 - 1 / 2.
static const double half_log_two_pi_less_half = 0x1.acfe390c97d69p-2;

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define SERIES(table, x) series(table, COUNT(table), x)

static double series(const double *c, size_t count, double x) {
  double sum = c[count - 1];
  for (size_t i = count - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

// a b as a rounded product and, returned through `low`, its error. T. J. Dekker, A floating-point
// technique for extending the available precision, Numerische Mathematik 18 (1971) 224-242.
static double product(double a, double b, double *low) {
  const double ca = 134217729.0 * a, cb = 134217729.0 * b;
  const double ah = ca - (ca - a), bh = cb - (cb - b);
  const double al = a - ah, bl = b - bh;
  const double p = a * b;
  *low = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
  return p;
}

double ck_exp(double x) { return scalar_one_nan(scalar_exp(x)); }
double ck_log(double x) { return scalar_one_nan(scalar_log(x)); }
double ck_log1p(double x) { return scalar_one_nan(scalar_log1p(x)); }

double ck_expm1(double x) {
  if (!(x > -40.0 && x < 40.0)) return ck_exp(x) - 1.0;
  if (fabs(x) < 0x1p-54) return x;
  const double k = (x * inverse_ln2 + round_shift) - round_shift;
  const double high = x - k * ln2_high, low = k * ln2_low;
  const double r = high - low;
  const double lost = (high - r) - low;
  const double y = r + (r * r * scalar_exp_poly(r) + lost * (1.0 + r));
  if (k == 0.0) return y;
  const double scale = scalar_of_bits((scalar_bits(k + round_shift) + 1023) << 52);
  return scale * (y + (1.0 - 1.0 / scale));
}

// log(x) of a positive finite number as the sum of two doubles, the second returned through `low`.
static double long_log(double x, double *low) {
  const double tiny = x < 0x1p-1022 ? 54.0 : 0.0;
  double f;
  const double k = scalar_split(tiny > 0.0 ? x * 0x1p54 : x, &f) - tiny;
  const double u = 2.0 + f, u_low = f - (u - 2.0);
  const double s = f / u;
  double error;
  const double back = product(s, u, &error);
  const double s_low = (((f - back) - error) - s * u_low) / u;
  const double a = k * ln2_high, b = 2.0 * s;
  const double sum = a + b;
  // Exact whether k log 2 or the rest is the larger one.
  const double part = sum - a;
  const double lost = (a - (sum - part)) + (b - part);
  // 2/3 s^3 as two doubles as well: a large exponent multiplies every error.
  double z_low, cube_low, third_low;
  const double z = product(s, s, &z_low);
  const double cube = product(s, z, &cube_low);
  const double third = product(cube, log_tail[0], &third_low);
  third_low += (cube_low + s * z_low + 3.0 * z * s_low) * log_tail[0] + cube * 0x1.5555555555555p-55;
  const double nearly = sum + third;
  const double tail = cube * z * series(log_tail + 1, COUNT(log_tail) - 1, z);
  const double rest = (lost + (third - (nearly - sum))) +
                      (k * ln2_low + (2.0 * s_low + (third_low + tail)));
  const double high = nearly + rest;
  *low = rest - (high - nearly);
  return high;
}

// x^n for a whole n from 1 to 16 and an x whose powers are far from the limits: exact results are.
static double small_power(double x, int n) {
  double high = x, low = 0.0;
  for (int i = 1; i < n; i += 1) {
    double error;
    const double p = product(high, x, &error);
    error = low * x + error;
    high = p + error;
    low = error - (high - p);
  }
  return high;
}

static double positive_power(double x, double y) {
  if (y == 1.0) return x;
  if (y == -1.0) return 1.0 / x;
  if (x > 0x1p-50 && x < 0x1p50 && fabs(y) <= 16.0 && y == (double)(int)y) {
    return y > 0.0 ? small_power(x, (int)y) : 1.0 / small_power(x, (int)-y);
  }
  double log_low, low;
  const double log_high = long_log(x, &log_low);
  const double size = y * log_high;
  if (size > 800.0) return HUGE_VAL;
  if (size < -800.0) return 0.0;
  if (fabs(size) < 0x1p-60) return 1.0;
  const double high = product(y, log_high, &low);
  const double result = scalar_exp(high);
  return result < HUGE_VAL ? result + result * (low + y * log_low) : result;
}

double ck_pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x != x || y != y) return scalar_one_nan(NAN);
  const double size = fabs(x);
  const bool whole = fabs(y) >= 0x1p53 || y == (double)(int64_t)y;
  const bool odd = fabs(y) < 0x1p53 && whole && ((int64_t)y & 1) != 0;
  double result;
  if (size == 0.0) {
    result = y > 0.0 ? 0.0 : HUGE_VAL;
  } else if (size == HUGE_VAL) {
    result = y > 0.0 ? HUGE_VAL : 0.0;
  } else if (fabs(y) == HUGE_VAL) {
    result = size == 1.0 ? 1.0 : (size > 1.0) == (y > 0.0) ? HUGE_VAL : 0.0;
  } else if (x < 0.0 && !whole) {
    return scalar_one_nan(NAN);
  } else {
    result = positive_power(size, y);
  }
  return odd && (scalar_bits(x) >> 63) != 0 ? -result : result;
}

double ck_erfc(double x) {
  if (x != x) return scalar_one_nan(x);
  const double size = fabs(x);
  if (size < 0.5) return 1.0 - x * SERIES(erf_series, x * x);
  if (size > 28.0) return x < 0.0 ? 2.0 : 0.0;
  double low;
  const double square = product(x, x, &low);
  const double decay = scalar_exp(-square);
  const double scaled = SERIES(erfc_scaled, (size - 2.75) / (size + 2.75)) / (1.0 + 2.0 * size);
  const double y = (decay - decay * low) * scaled;
  return x < 0.0 ? 2.0 - y : y;
}

double ck_erf(double x) {
  const double size = fabs(x);
  if (size < 0.5) return x * SERIES(erf_series, x * x);
  const double y = 1.0 - ck_erfc(size);
  return x < 0.0 ? -y : y;
}

double ck_lgamma(double x) {
  if (!(x >= 0.0)) return scalar_one_nan(NAN);
  if (x >= 8.0) {
    const double tail = SERIES(stirling_tail, 1.0 / (x * x)) / x;
    return (x - 0.5) * (scalar_log(x) - 1.0) + (half_log_two_pi_less_half + tail);
  }
  if (x >= 1.25 && x < 1.5) {
    // The sum below would cancel; here both factors are exact.
    return (x - 1.0) * (x - 2.0) * SERIES(gamma_between, x - 1.375);
  }
  if (x < 1.5) {
    // log gamma(2 + t) less the logarithms of the factors that were put in.
    const double t = x < 0.5 ? x : x - 1.0;
    const double y = t * SERIES(gamma_near_two, t) - scalar_log1p(t);
    return x < 0.5 ? y - scalar_log(x) : y;
  }
  double factor = 1.0;
  while (x > 2.5) {
    x = x - 1.0;
    factor = factor * x;
  }
  const double y = (x - 2.0) * SERIES(gamma_near_two, x - 2.0);
  return factor > 1.0 ? scalar_log(factor) + y : y;
}

// sin(pi (x + turn / 2)).
static double sine_of_turns(double x, int turn) {
  const double size = fabs(x);
  if (!(size < HUGE_VAL)) return scalar_one_nan(NAN);
  // Numbers from 2^53 up are even.
  const double reduced = size < 0x1p53 ? x - 2.0 * (double)(int64_t)(x * 0.5) : 0.0;
  const double halves = (2.0 * reduced + round_shift) - round_shift;
  const double r = reduced - 0.5 * halves;
  const int quadrant = (int)(((int64_t)halves + turn) & 3);
  const double z = r * r;
  const double y = quadrant & 1 ? SERIES(cos_series, z) : r * SERIES(sin_series, z);
  // A cosine of 0 has no sign (IEEE 754-2019, section 9.2.1).
  return quadrant & 2 && (y != 0.0 || !turn) ? -y : y;
}

double ck_sinpi(double x) { return sine_of_turns(x, 0); }
double ck_cospi(double x) { return sine_of_turns(x, 1); }

// The angle of (x, y) from those of the first octant; pi as the sum of two doubles.
double ck_atan2(double y, double x) {
  static const double pi_high = 0x1.921fb54442d18p+1, pi_low = 0x1.1a62633145c07p-53;
  if (x != x || y != y) return scalar_one_nan(NAN);
  const double ax = fabs(x), ay = fabs(y);
  const bool steep = ay > ax;
  double t = steep ? ax / ay : ay / ax;
  if (ax == ay) t = ax == 0.0 ? 0.0 : 1.0;
  const bool far = t > 0x1.a827999fcef34p-2;
  const double r = far ? (t - 1.0) / (t + 1.0) : t;
  double angle = r * SERIES(atan_series, r * r);
  if (far) angle = 0.25 * pi_high + (angle + 0.25 * pi_low);
  if (steep) angle = 0.5 * pi_high - (angle - 0.5 * pi_low);
  if (scalar_bits(x) >> 63) angle = pi_high - (angle - pi_low);
  return scalar_bits(y) >> 63 ? -angle : angle;
}

double ck_link_terms(
    ck_link link, double eta, double successes, double trials, double *score, double *information) {
  const scalar_terms terms = scalar_link_terms(link, eta, successes, trials);
  *score = scalar_one_nan(terms.residual);
  *information = scalar_one_nan(terms.information);
  return scalar_one_nan(terms.likelihood);
}

double ck_link_probability(ck_link link, double eta) { return scalar_link_probability(link, eta); }
