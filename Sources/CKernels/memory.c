#include "CKernels.h"

#include <math.h>
#include <stdio.h>
// Any header of the C library says which one it is.
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

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

// The number in a file of one line; infinity where there is none ("max" means no limit).
static double number_in(const char *path) {
  FILE *file = fopen(path, "r");
  double value = INFINITY;
  if (!file) return value;
  if (fscanf(file, "%lf", &value) != 1) value = INFINITY;
  fclose(file);
  return value;
}

double ck_memory_limit(void) {
  double limit = INFINITY;
#if defined(_SC_PHYS_PAGES)
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  if (pages > 0 && size > 0) limit = (double)pages * (double)size;
#endif
  struct rlimit address_space;
  if (getrlimit(RLIMIT_AS, &address_space) == 0 && address_space.rlim_cur != RLIM_INFINITY) {
    limit = fmin(limit, (double)address_space.rlim_cur);
  }
#if defined(__linux__)
  limit = fmin(limit, number_in("/sys/fs/cgroup/memory.max"));
  limit = fmin(limit, number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
#endif
  return limit;
}
