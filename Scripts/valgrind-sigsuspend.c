// Lets valgrind run a Swift program. To keep a signal for itself, valgrind (at least up to 3.19)
// changes the mask given to sigsuspend where it lies; libdispatch keeps its mask in read-only
// memory, and valgrind crashes. Here the kernel gets a copy.
// Usage: LD_PRELOAD=./valgrind-sigsuspend.so valgrind PROGRAM ARGUMENT...

#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
  sigset_t copy = *mask;
  return (int)syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
