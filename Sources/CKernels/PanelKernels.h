// Likelihoods and moments of a few rows whose products with matrices others make, for one instruction
// set.
//
// Part of VectorKernels.h, whose macros it uses, after MomentKernels.h.

static void FN(likelihood_terms)(
    const ck_design *d, const double *products, size_t batch, double *values) {
  const size_t rows = d->block_count * ck_block;
  for (size_t b = 0; b < batch; b++) {
    const double *eta = products + b * rows;
    double lanes[ck_block] = {0};
    for (size_t i = 0; i < rows; i += WIDTH) {
      REAL predictor = FN(load)(eta + i);
      if (d->offset) predictor += FN(load)(d->offset + i);
      REAL residual;
      const REAL term = FN(binomial)(
          d->link, predictor, FN(load)(d->successes + i), FN(load)(d->trials + i), &residual);
      FN(store)(lanes + i % ck_block, FN(load)(lanes + i % ck_block) + term);
    }
    values[b] = scalar_one_nan(values[b] + FN(lane_sum)(lanes));
  }
}

static double FN(panel_moments)(
    const ck_design *d, const double *beta, const double *projected, double *gradient,
    double *scaled) {
  const size_t rows = d->block_count * ck_block, p = d->column_count;
  double lanes[ck_block] = {0};
  double residual[ck_panel], root[ck_panel], spread[ck_panel] = {0};
  if (projected) {
    for (size_t j = 0; j < p; j++)
      for (size_t i = 0; i < rows; i += WIDTH) {
        const REAL y = FN(load)(projected + j * rows + i);
        FN(store)(spread + i, FN(load)(spread + i) + y * y);
      }
  }
  for (size_t row = 0; row < rows;) {
    const size_t height = row + ck_tile <= rows ? ck_tile : ck_block;
    const double *variance = projected ? spread + row : NULL;
    // One call for each height, so that the compiler knows it.
    if (height == ck_tile)
      FN(moment_tile)(d, row, ck_tile, beta, variance, lanes, residual + row, root + row);
    else
      FN(moment_tile)(d, row, ck_block, beta, variance, lanes, residual + row, root + row);
    row += height;
  }
  // A weight of nothing may have a sign.
  for (size_t i = 0; i < rows; i++) root[i] = root[i] > 0.0 ? sqrt(root[i]) : root[i];
  FN(column_sums)(d->tiles, residual, root, p, rows, true, scaled, gradient);
  for (size_t j = 0; j < p; j++) gradient[j] = scalar_one_nan(gradient[j]);
  return scalar_one_nan(FN(lane_sum)(lanes));
}
