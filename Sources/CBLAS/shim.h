#ifndef CSTO_BAYES_CBLAS_SHIM_H
#define CSTO_BAYES_CBLAS_SHIM_H

// lapacke.h would pull in <complex.h>, whose macros Swift cannot import; the package uses doubles only.
#ifndef LAPACK_COMPLEX_CUSTOM
#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_float float _Complex
#define lapack_complex_double double _Complex
#endif

#include <cblas.h>
#include <lapacke.h>

#endif
