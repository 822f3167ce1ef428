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

// OpenBLAS starts its threads when it is loaded, and each spins for some 20 ms before it sleeps, also where one
// thread is asked for afterwards. This ends them; OpenBLAS does the same before a fork. Builds of it without threads
// have no such function.
extern int blas_thread_shutdown_(void) __attribute__((weak));

static inline void cblas_end_idle_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

#endif
