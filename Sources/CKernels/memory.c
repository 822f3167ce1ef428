#include "CKernels.h"

// Any header of the C library says which one it is.
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void ck_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

void ck_release_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
