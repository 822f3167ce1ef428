// Which processor a thread runs on. No arithmetic.
#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#endif
#include "CKernels.h"

int ck_processor(void) {
#ifdef __linux__
  return sched_getcpu();
#else
  return -1;
#endif
}

int ck_other_processor(const int *taken, size_t count) {
#ifdef __linux__
  cpu_set_t allowed;
  const int here = sched_getcpu();
  if (here < 0 || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  for (int step = 1; step < CPU_SETSIZE; step++) {
    const int other = (here + step) % CPU_SETSIZE;
    bool is_free = CPU_ISSET(other, &allowed);
    for (size_t i = 0; i < count; i++) is_free = is_free && taken[i] != other;
    if (is_free) return other;
  }
#else
  (void)taken, (void)count;
#endif
  return -1;
}

void ck_move_to(int processor) {
#ifdef __linux__
  cpu_set_t allowed, one;
  if (processor < 0 || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  if (sched_setaffinity(0, sizeof one, &one) == 0)
    sched_setaffinity(0, sizeof allowed, &allowed);
#else
  (void)processor;
#endif
}

void ck_yield(void) {
#ifdef __linux__
  sched_yield();
#endif
}
