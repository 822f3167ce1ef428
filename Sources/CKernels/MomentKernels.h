// Log likelihood, score and information of a design in one pass, for one instruction set; at a point,
// or as expectations over a normal distribution of the coefficients.
//
// Part of VectorKernels.h, whose macros it uses.

// Columns whose products with others are summed at a time: pairs of them in eight lanes each, within
// the registers that there are. What is summed does not depend on it.
#define PAIRED (WIDTH == 8 ? 4 : WIDTH == 4 ? 2 : 1)

// What the rows contribute, as many as a register holds.
ALWAYS_INLINE FN(terms) FN(point_terms)(ck_link link, REAL eta, REAL k, REAL n) {
  if (link != ck_logit) return FN(link_terms)(link, eta, k, n);
  FN(terms) result;
  eta = REAL_OF(BITS(eta) & LESS(SPLAT(0.0), n));
  result.likelihood = FN(binomial)(ck_logit, eta, k, n, &result.residual);
  const REAL t = FN(exp)(REAL_OF(BITS(eta) | UINT64_C(0x8000000000000000)));
  const REAL likely = 1.0 / (1.0 + t);
  result.information = n * (t * likely * likely);
  return result;
}

// The other links have no sufficient statistic: each node needs what the outcomes contribute.
static __attribute__((noinline)) FN(terms) FN(other_expected_terms)(
    ck_link link, REAL mean, REAL deviation, REAL k, REAL n) {
  FN(terms) result = {SPLAT(0.0), SPLAT(0.0), SPLAT(0.0)};
  for (size_t node = 0; node < 2 * hermite_count; node++) {
    const double place = node % 2 ? hermite_nodes[node / 2] : -hermite_nodes[node / 2];
    const double weight = hermite_weights[node / 2];
    const FN(terms) terms = FN(link_terms)(link, mean + deviation * place, k, n);
    result.likelihood += terms.likelihood * weight;
    result.residual += terms.residual * weight;
    result.information += terms.information * weight;
  }
  return result;
}

// Expectations where eta is normal, by the Gauss-Hermite rule with twenty nodes.
ALWAYS_INLINE FN(terms) FN(expected_terms)(ck_link link, REAL mean, REAL variance, REAL k, REAL n) {
  // The vector types have no square root: one number at a time, rounded as any other.
  double numbers[WIDTH];
  FN(store)(numbers, variance);
  for (size_t i = 0; i < WIDTH; i++) numbers[i] = numbers[i] > 0.0 ? sqrt(numbers[i]) : numbers[i];
  const REAL deviation = FN(load)(numbers);
  if (link != ck_logit) return FN(other_expected_terms)(link, mean, deviation, k, n);
  REAL softplus = SPLAT(0.0), probability = SPLAT(0.0), information = SPLAT(0.0);
  for (size_t node = 0; node < 2 * hermite_count; node++) {
    const double place = node % 2 ? hermite_nodes[node / 2] : -hermite_nodes[node / 2];
    const double weight = hermite_weights[node / 2];
    const REAL eta = mean + deviation * place;
    const WORD negative = LESS(eta, SPLAT(0.0));
    const REAL t = FN(exp)(REAL_OF(BITS(eta) | UINT64_C(0x8000000000000000)));
    const WORD large = LESS(SPLAT(0.5), t);
    const REAL f = FN(select)(large, (t - 1.0) * 0.5, t);
    const REAL exponent = FN(select)(large, SPLAT(1.0), SPLAT(0.0));
    const REAL cost = FN(log_sum)(exponent, f, SPLAT(0.0));
    const REAL likely = 1.0 / (1.0 + t);
    const REAL unlikely = t * likely;
    softplus += (FN(select)(negative, SPLAT(0.0), eta) + cost) * weight;
    probability += FN(select)(negative, unlikely, likely) * weight;
    information += (likely * unlikely) * weight;
  }
  FN(terms) result = {k * mean - n * softplus, k - n * probability, n * information};
  const WORD observed = LESS(SPLAT(0.0), n);
  result.likelihood = REAL_OF(BITS(result.likelihood) & observed);
  result.residual = REAL_OF(BITS(result.residual) & observed);
  result.information = REAL_OF(BITS(result.information) & observed);
  return result;
}

// The variance x' L L' x of each row x of a tile, for a lower triangular L.
ALWAYS_INLINE void FN(row_variances)(
    const double *tile, const double *factor, size_t column_count, size_t rows, double *variance) {
  memset(variance, 0, rows * sizeof *variance);
  for (size_t first = 0; first < column_count; first += TOGETHER) {
    const size_t left = column_count - first, count = left < TOGETHER ? left : TOGETHER;
    double projected[TOGETHER * ck_tile];
    // The columns of L begin with zeros.
    FN(predict_some)(tile, NULL, factor + first * column_count, column_count, first, column_count,
                     rows, count, projected);
    for (size_t b = 0; b < count; b++)
      for (size_t i = 0; i < rows; i += WIDTH) {
        const REAL y = FN(load)(projected + b * ck_tile + i);
        FN(store)(variance + i, FN(load)(variance + i) + y * y);
      }
  }
}

// One tile at a point, or with variances of its predictors: adds to the lanes of the likelihood; writes
// residuals and weights.
ALWAYS_INLINE void FN(moment_tile)(
    const ck_design *d, size_t row, size_t rows, const double *beta, const double *variance,
    double *likelihood, double *residual, double *weight) {
  const size_t p = d->column_count;
  double eta[ck_tile];
  FN(predict)(d->tiles + row * p, d->offset ? d->offset + row : NULL, beta, p, rows, eta);
  for (size_t i = 0; i < rows; i += WIDTH) {
    const REAL k = FN(load)(d->successes + row + i), n = FN(load)(d->trials + row + i);
    const REAL mean = FN(load)(eta + i);
    const FN(terms) terms = variance
                                ? FN(expected_terms)(d->link, mean, FN(load)(variance + i), k, n)
                                : FN(point_terms)(d->link, mean, k, n);
    double *lanes = likelihood + i % ck_block;
    FN(store)(lanes, FN(load)(lanes) + terms.likelihood);
    FN(store)(residual + i, terms.residual);
    FN(store)(weight + i, terms.information);
  }
}

// Adds to the information the products of some columns of a panel with some scaled ones.
ALWAYS_INLINE void FN(pair_sums)(
    const double *panel, const double *scaled, size_t column_count, size_t rows, size_t i,
    size_t j, size_t i_count, size_t j_count, double *information) {
  REAL sum[PAIRED][PAIRED][PARTS];
  for (size_t a = 0; a < PAIRED; a++)
    for (size_t b = 0; b < PAIRED; b++)
      for (size_t l = 0; l < PARTS; l++) sum[a][b][l] = SPLAT(0.0);
  for (size_t start = 0; start < rows;) {
    const size_t height = start + ck_tile <= rows ? ck_tile : ck_block;
    const double *x = panel + start * column_count + i * height;
    const double *w = scaled + start * column_count + j * height;
    for (size_t row = 0; row < height; row += ck_block) {
      UNROLL
      for (size_t a = 0; a < PAIRED; a++)
        UNROLL
        for (size_t b = 0; b < PAIRED; b++)
          UNROLL
          for (size_t l = 0; l < PARTS; l++)
            sum[a][b][l] += FN(load)(x + (a < i_count ? a : 0) * height + row + l * WIDTH) *
                            FN(load)(w + (b < j_count ? b : 0) * height + row + l * WIDTH);
    }
    start += height;
  }
  for (size_t a = 0; a < i_count; a++)
    for (size_t b = 0; b < j_count; b++) {
      double lanes[ck_block];
      for (size_t l = 0; l < PARTS; l++) FN(store)(lanes + l * WIDTH, sum[a][b][l]);
      information[(j + b) * column_count + i + a] += FN(lane_sum)(lanes);
    }
}

// Adds X' r of a panel to the gradient; writes its rows times their weights, as tiles or, where
// `is_flat`, each column in one piece.
ALWAYS_INLINE void FN(column_sums)(
    const double *panel, const double *residual, const double *weight, size_t column_count,
    size_t rows, bool is_flat, double *scaled, double *gradient) {
  const size_t p = column_count;
  for (size_t j = 0; j < p; j++) {
    double lanes[ck_block] = {0};
    for (size_t start = 0; start < rows;) {
      const size_t height = start + ck_tile <= rows ? ck_tile : ck_block;
      const double *x = panel + start * p + j * height;
      double *w = scaled + (is_flat ? j * rows + start : start * p + j * height);
      for (size_t row = 0; row < height; row += WIDTH) {
        const REAL value = FN(load)(x + row);
        double *sum = lanes + row % ck_block;
        FN(store)(sum, FN(load)(sum) + value * FN(load)(residual + start + row));
        FN(store)(w + row, value * FN(load)(weight + start + row));
      }
      start += height;
    }
    gradient[j] += FN(lane_sum)(lanes);
  }
}

// The same, and adds X' W X to the lower triangle of the information.
static void FN(panel_sums)(
    const double *panel, const double *residual, const double *weight, size_t column_count,
    size_t rows, double *scaled, double *gradient, double *information) {
  const size_t p = column_count;
  FN(column_sums)(panel, residual, weight, p, rows, false, scaled, gradient);
  for (size_t j = 0; j < p; j += PAIRED) {
    const size_t j_count = p - j < PAIRED ? p - j : PAIRED;
    for (size_t i = j; i < p; i += PAIRED) {
      const size_t i_count = p - i < PAIRED ? p - i : PAIRED;
      FN(pair_sums)(panel, scaled, p, rows, i, j, i_count, j_count, information);
    }
  }
}

static double FN(moments)(
    const ck_design *d, const double *beta, const double *factor, double *scaled,
    double *gradient, double *information) {
  const size_t rows = d->block_count * ck_block, p = d->column_count;
  memset(gradient, 0, p * sizeof *gradient);
  memset(information, 0, p * p * sizeof *information);
  double lanes[ck_block] = {0};
  for (size_t first = 0; first < rows; first += ck_panel) {
    const size_t count = rows - first < ck_panel ? rows - first : ck_panel;
    double residual[ck_panel], weight[ck_panel];
    for (size_t row = 0; row < count;) {
      const size_t height = row + ck_tile <= count ? ck_tile : ck_block;
      const double *tile = d->tiles + (first + row) * p;
      double spread[ck_tile];
      const double *variance = factor ? spread : NULL;
      // One call for each height, so that the compiler knows it.
      if (height == ck_tile) {
        if (factor) FN(row_variances)(tile, factor, p, ck_tile, spread);
        FN(moment_tile)(d, first + row, ck_tile, beta, variance, lanes, residual + row, weight + row);
      } else {
        if (factor) FN(row_variances)(tile, factor, p, ck_block, spread);
        FN(moment_tile)(d, first + row, ck_block, beta, variance, lanes, residual + row, weight + row);
      }
      row += height;
    }
    FN(panel_sums)(d->tiles + first * p, residual, weight, p, count, scaled, gradient, information);
  }
  for (size_t j = 0; j < p; j++) {
    gradient[j] = scalar_one_nan(gradient[j]);
    for (size_t i = j; i < p; i++) {
      const double sum = scalar_one_nan(information[j * p + i]);
      information[j * p + i] = sum;
      information[i * p + j] = sum;
    }
  }
  return scalar_one_nan(FN(lane_sum)(lanes));
}

#undef PAIRED
