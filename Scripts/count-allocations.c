// Counts heap allocations of a program (glibc): every malloc, calloc, realloc, memalign,
// posix_memalign and aligned_alloc, from any thread, starting with the first.
// Usage: ALLOCATION_COUNT_FILE=count.txt LD_PRELOAD=./count-allocations.so PROGRAM ARGUMENT...
// At exit the count is written to that file, or to stderr where the variable is not set.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

// glibc's own names of what is wrapped here; looking the originals up would itself allocate.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static unsigned long long allocations;

static void count(void) { __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED); }

void *malloc(size_t size) {
  count();
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count();
  return __libc_calloc(number, size);
}

void *realloc(void *pointer, size_t size) {
  count();
  return __libc_realloc(pointer, size);
}

void *memalign(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  count();
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  void *memory = __libc_memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *result = memory;
  return 0;
}

__attribute__((destructor)) static void report(void) {
  unsigned long long rest = __atomic_load_n(&allocations, __ATOMIC_RELAXED);
  char digits[24];
  size_t start = sizeof digits;
  digits[--start] = '\n';
  do {
    digits[--start] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);

  const char *path = getenv("ALLOCATION_COUNT_FILE");
  int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) : STDERR_FILENO;
  if (file < 0) return;
  ssize_t written = write(file, digits + start, sizeof digits - start);
  (void)written;
  if (path) close(file);
}
