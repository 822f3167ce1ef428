#!/usr/bin/env bash
# Shows that CKernels gives the same bits on arm64 as on this machine: builds the kernels and
# Scripts/kernel-bits.c for arm64 (gcc, and clang where installed), runs them under qemu-user, builds
# both natively (cc, gcc, clang; once for this CPU's own instructions) and compares all that is printed.
# Usage: Scripts/test-kernels-arm64.sh [--self-test]
# Exit codes: 0 equal everywhere, 1 different bits, 2 a tool is missing or a build failed, 64 usage.
#
# On Debian the cross compiler and the emulator are installed where they are missing.
# --self-test: kernels that contract products and sums, which arm64 can and plain x86-64 cannot, must
# be found to differ.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cross=aarch64-linux-gnu-gcc
emulator=qemu-aarch64

cannot_tell() {
  echo "test-kernels-arm64: $*" >&2
  exit 2
}

# Of libm nothing is used but the square root, which IEEE 754 rounds the same everywhere.
# build COMPILER OUTPUT [OPTION...]: GCC contracts unless told not to; clang obeys the pragma.
build() {
  local compiler=$1 output=$2
  shift 2
  "$compiler" -std=gnu11 -O2 -Wall -Wextra -Werror "$@" -I"$root/Sources/CKernels/include" \
    "$root"/Sources/CKernels/*.c "$root/Scripts/kernel-bits.c" -lm -o "$output" ||
    cannot_tell "$compiler cannot build the kernels"
}

# emulate PROGRAM FILE: runs an arm64 program; what it prints goes into the file.
emulate() {
  "$emulator" "$1" >"$2" 2>"$work/errors.txt" || {
    cat "$work/errors.txt" >&2
    cannot_tell "the arm64 program did not run"
  }
}

# compare WHAT FILE: against the arm64 build of GCC.
compare() {
  if ! diff -u "$2" "$work/arm64.txt" >"$work/diff.txt"; then
    echo "$1: other bits than arm64 by $cross" >&2
    head -n 20 "$work/diff.txt" >&2
    exit 1
  fi
  echo "$1: the bits of arm64 by $cross"
}

# run_arm64 CONTRACTION: what GCC's build for arm64 prints, into arm64.txt.
run_arm64() {
  build "$cross" "$work/arm64" "-ffp-contract=$1" -static
  emulate "$work/arm64" "$work/arm64.txt"
  [ -s "$work/arm64.txt" ] || cannot_tell "the arm64 program printed nothing"
}

# clang contracts on arm64 unless the pragmas in the source hold.
compare_clang_for_arm64() {
  command -v clang >/dev/null 2>&1 || return 0
  local source object
  local -a objects=()
  for source in "$root"/Sources/CKernels/*.c "$root/Scripts/kernel-bits.c"; do
    object=$work/$(basename "$source").o
    clang --target=aarch64-linux-gnu --sysroot=/ -isystem /usr/aarch64-linux-gnu/include \
      -std=gnu11 -O2 -I"$root/Sources/CKernels/include" -c "$source" -o "$object" ||
      cannot_tell "clang cannot build the kernels for arm64"
    objects+=("$object")
  done
  "$cross" -static "${objects[@]}" -lm -o "$work/arm64-clang" || cannot_tell "cannot link for arm64"
  emulate "$work/arm64-clang" "$work/clang.txt"
  compare "clang for arm64" "$work/clang.txt"
}

compare_native() {
  local compiler version status compared=0
  local -a command
  for compiler in cc gcc clang "gcc -march=native" "clang -march=native"; do
    read -r -a command <<<"$compiler"
    command -v "${command[0]}" >/dev/null 2>&1 || continue
    "${command[0]}" --version 2>/dev/null | grep -q clang || command+=(-ffp-contract=off)
    build "${command[0]}" "$work/native" "${command[@]:1}"
    for version in 0 1 2 3; do
      status=0
      "$work/native" "$version" >"$work/native.txt" 2>"$work/name.txt" || status=$?
      [ "$status" -ne 2 ] || continue
      [ "$status" -eq 0 ] || cannot_tell "the program built by $compiler failed"
      compare "$compiler, $(cat "$work/name.txt")" "$work/native.txt"
      compared=$((compared + 1))
    done
  done
  [ "$compared" -gt 0 ] || cannot_tell "no native compiler (cc, gcc or clang)"
}

check() {
  run_arm64 off
  if grep -E 'not the scalar|differs' "$work/arm64.txt"; then exit 1; fi
  compare_clang_for_arm64
  compare_native
}

self_test() {
  local status=0
  run_arm64 fast
  (compare_native) >"$work/printed" 2>&1 || status=$?
  if [ "$status" -ne 1 ]; then
    cat "$work/printed"
    echo "test-kernels-arm64 self-test: contraction went unseen"
    exit 1
  fi
  echo "test-kernels-arm64 self-test: passed, contraction on arm64 was found"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$root/Scripts/bootstrap.sh" "$cross:gcc-aarch64-linux-gnu" "$emulator:qemu-user" \
  /usr/aarch64-linux-gnu/lib/libc.a:libc6-dev-arm64-cross cc:gcc ||
  cannot_tell "the cross compiler or the emulator is missing: nothing was compared"
case "$#${1:-}" in
0) check ;;
1--self-test) self_test ;;
*)
  sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 64
  ;;
esac
