// Many coefficient vectors at a time, for one instruction set: products of matrices.
//
// Part of VectorKernels.h, whose macros it uses. A number comes out with the same bits however many
// are computed beside it: each predictor is a plain sum over the columns in order, each likelihood is
// kept in eight lanes.

// Coefficient vectors that share the rows held in registers.
#define TOGETHER 4
// Registers of rows held at a time: TOGETHER sums each, within the registers that there are.
#define HELD (WIDTH == 8 ? 4 : 2)

// The linear predictors of one tile under TOGETHER vectors, from column `start` on; vectors and
// predictors lie `stride` and ck_tile numbers apart.
ALWAYS_INLINE void FN(predict_together)(
    const double *tile, const double *offset, const double *beta, size_t stride, size_t start,
    size_t column_count, size_t rows, double *eta) {
  for (size_t row = 0; row < rows; row += HELD * WIDTH) {
    // A tile of one block may be narrower than the registers held.
    const size_t held = rows - row < HELD * WIDTH ? (rows - row) / WIDTH : HELD;
    REAL sum[TOGETHER][HELD];
    for (size_t i = 0; i < HELD; i++)
      for (size_t b = 0; b < TOGETHER; b++)
        sum[b][i] = offset && i < held ? FN(load)(offset + row + i * WIDTH) : SPLAT(0.0);
    if (held == HELD) {
      for (size_t j = start; j < column_count; j++) {
        const double *x = tile + j * rows + row;
        REAL column[HELD];
        UNROLL
        for (size_t i = 0; i < HELD; i++) column[i] = FN(load)(x + i * WIDTH);
        UNROLL
        for (size_t b = 0; b < TOGETHER; b++) {
          const REAL c = SPLAT(beta[b * stride + j]);
          UNROLL
          for (size_t i = 0; i < HELD; i++) sum[b][i] += column[i] * c;
        }
      }
    } else {
      for (size_t j = start; j < column_count; j++)
        for (size_t b = 0; b < TOGETHER; b++)
          for (size_t i = 0; i < held; i++)
            sum[b][i] += FN(load)(tile + j * rows + row + i * WIDTH) * SPLAT(beta[b * stride + j]);
    }
    for (size_t b = 0; b < TOGETHER; b++)
      for (size_t i = 0; i < held; i++)
        FN(store)(eta + b * ck_tile + row + i * WIDTH, sum[b][i]);
  }
}

// The same for `count` of them, at most TOGETHER.
ALWAYS_INLINE void FN(predict_some)(
    const double *tile, const double *offset, const double *beta, size_t stride, size_t start,
    size_t column_count, size_t rows, size_t count, double *eta) {
  if (count == TOGETHER) {
    FN(predict_together)(tile, offset, beta, stride, start, column_count, rows, eta);
    return;
  }
  for (size_t b = 0; b < count; b++)
    FN(predict)(tile + start * rows, offset, beta + b * stride + start, column_count - start, rows,
                eta + b * ck_tile);
}

// Adds the log likelihoods of one tile to the lanes of each vector.
ALWAYS_INLINE void FN(batch_tile)(
    const ck_design *d, size_t row, size_t rows, const double *betas, size_t batch,
    double *likelihoods) {
  const size_t p = d->column_count;
  const double *k = d->successes + row, *n = d->trials + row;
  const double *offset = d->offset ? d->offset + row : NULL;
  for (size_t first = 0; first < batch; first += TOGETHER) {
    const size_t count = batch - first < TOGETHER ? batch - first : TOGETHER;
    double eta[TOGETHER * ck_tile];
    FN(predict_some)(d->tiles + row * p, offset, betas + first * p, p, 0, p, rows, count, eta);
    for (size_t b = 0; b < count; b++) {
      for (size_t i = 0; i < rows; i += WIDTH) {
        double *lanes = likelihoods + (first + b) * ck_block + i % ck_block;
        REAL residual;
        const REAL term = FN(binomial)(
            d->link, FN(load)(eta + b * ck_tile + i), FN(load)(k + i), FN(load)(n + i), &residual);
        FN(store)(lanes, FN(load)(lanes) + term);
      }
    }
  }
}

static void FN(likelihood_batch)(
    const ck_design *d, const double *betas, size_t batch, double *values) {
  enum { limit = 256 };
  const size_t rows = d->block_count * ck_block, p = d->column_count;
  for (size_t first = 0; first < batch; first += limit) {
    const size_t count = batch - first < limit ? batch - first : limit;
    double lanes[limit * ck_block] = {0};
    size_t row = 0;
    for (; row + ck_tile <= rows; row += ck_tile)
      FN(batch_tile)(d, row, ck_tile, betas + first * p, count, lanes);
    for (; row < rows; row += ck_block)
      FN(batch_tile)(d, row, ck_block, betas + first * p, count, lanes);
    for (size_t b = 0; b < count; b++)
      values[first + b] = scalar_one_nan(FN(lane_sum)(lanes + b * ck_block));
  }
}

static void FN(linear_predictors)(
    const ck_design *d, const double *betas, size_t batch, double *etas, size_t row_count) {
  const size_t p = d->column_count, whole = d->block_count * ck_block / ck_tile * ck_tile;
  for (size_t row = 0; row < row_count;) {
    const size_t rows = row < whole ? ck_tile : ck_block;
    const size_t left = row_count - row, kept = left < rows ? left : rows;
    const double *offset = d->offset ? d->offset + row : NULL;
    for (size_t first = 0; first < batch; first += TOGETHER) {
      const size_t count = batch - first < TOGETHER ? batch - first : TOGETHER;
      double eta[TOGETHER * ck_tile];
      FN(predict_some)(d->tiles + row * p, offset, betas + first * p, p, 0, p, rows, count, eta);
      for (size_t b = 0; b < count; b++)
        for (size_t i = 0; i < kept; i++)
          etas[(first + b) * row_count + row + i] = scalar_one_nan(eta[b * ck_tile + i]);
    }
    row += kept;
  }
}
