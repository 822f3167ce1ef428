#!/usr/bin/env bash
# Holds the instructions that the program executes against a record: counts them under valgrind for
# the built-in fit with each sampler, the same with the exact posterior beside it (as by default), for
# reading a file, and for a bare start.
# Usage: Scripts/count-instructions.sh [--record] [PROGRAM] | --self-test
#        (default .build/release/csto-bayes; the record is Benchmarks/instructions.txt)
# Exit codes: 0 within the record (or recorded), 1 a run needs more, 2 it cannot be told, 64 usage.
#
# Seconds on a shared machine differ by a third from run to run; counts differ by 0.2 %, because the
# processor that valgrind plays (AVX2, no AVX-512), the environment, the seed of Swift's hashes, the
# kernel and the OpenBLAS core are the same for every run. What remains is the scheduling of tasks
# and the digits of the times in run.json. --kernel baseline would cost 0 to 5 % more.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
record=$here/../Benchmarks/instructions.txt
limit=2 # percent above the record
kernel=v3
workloads="start-up reading auto nuts exact"
# The user's own command, named in the advice.
record_command="make instructions ARGS=--record"

cannot_tell() {
  echo "count-instructions: $*" >&2
  exit 2
}

usage() {
  sed -n '4,5s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 64
}

prepare_tools() {
  [ "$(uname -sm)" = "Linux x86_64" ] || cannot_tell "needs Linux on x86-64"
  sh "$here/bootstrap.sh" valgrind:valgrind strip:binutils cc:gcc /usr/include/signal.h:libc6-dev ||
    cannot_tell "valgrind, strip or a C compiler is missing: nothing was counted"
  valgrind=$(command -v valgrind)
  cc -O2 -Wall -Wextra -fPIC -shared -o "$scratch/sigsuspend.so" "$here/valgrind-sigsuspend.c"
}

# 10^5 coded cases of four conditions, by a generator of S. K. Park and K. W. Miller (Random number
# generators: good ones are hard to find, CACM 31, 1988, 1192-1201).
write_cases() {
  LC_ALL=C awk 'BEGIN {
    print "y,a,b,c,d"
    for (row = x = 1; row <= 100000; row++) {
      line = ""
      for (column = 0; column < 5; column++) {
        x = x * 16807 % 2147483647
        line = line (column ? "," : "") int(x / 1000) % 2
      }
      print line
    }
  }' >"$scratch/cases.csv"
}

# count WORKLOAD: sets `counts` to what count-instructions.awk prints.
count() {
  local status=0
  local -a fit=(fit --kernel "$kernel" --threads 1 --seed 20220105) arguments
  case $1 in
  start-up) arguments=(--version) ;;
  reading)
    arguments=("${fit[@]}" --no-exact --sampler nuts --chains 1 --warmup 100 --draws 100
      --data "$scratch/cases.csv" --formula "y ~ a + b + c + d")
    ;;
  exact) arguments=("${fit[@]}" --output "$scratch/output" --force) ;;
  *) arguments=("${fit[@]}" --no-exact --sampler "$1" --output "$scratch/output" --force) ;;
  esac
  # The names are constants: a longer environment is a longer start.
  env -i PATH=/usr/bin:/bin LC_ALL=C ${LD_LIBRARY_PATH:+LD_LIBRARY_PATH="$LD_LIBRARY_PATH"} \
    LD_PRELOAD="$scratch/sigsuspend.so" SWIFT_DETERMINISTIC_HASHING=1 \
    OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1 \
    "$valgrind" --tool=callgrind --callgrind-out-file="$scratch/callgrind" \
    "$scratch/program" "${arguments[@]}" </dev/null >"$scratch/log" 2>&1 || status=$?
  # 1: a diagnostic failed, which is no matter here.
  if [ "$status" -gt 1 ]; then
    cat "$scratch/log" >&2
    cannot_tell "$program ${arguments[*]}, under valgrind, ended with exit code $status"
  fi
  counts=$(awk -f "$here/count-instructions.awk" "$scratch/callgrind") ||
    cannot_tell "valgrind's file is not understood: $counts"
}

# What the counts depend on beside the program.
conditions() {
  echo "compiler $(swift --version 2>/dev/null | head -n 1)"
  echo "valgrind $("$valgrind" --version | sed 's/^valgrind-//')"
  echo "libc $(ldd --version 2>/dev/null | sed -n '1s/^ldd //p')"
  echo "kernel $kernel"
}

recorded() { awk -v key="$1" '$1 == key { print $2 }' "$record"; }

# Says which conditions are not those of the record.
compare_conditions() {
  local line key other=no
  while read -r line; do
    key=${line%% *}
    if ! grep -qxF -- "$line" "$record"; then
      echo "note: $line; recorded with $(grep "^$key " "$record" || echo "no $key")"
      other=yes
    fi
  done < <(conditions)
  [ "$other" = no ] || echo "note: counts may differ for that alone; then record new ones"
}

# report WORKLOAD: the line of a workload; returns 1 where it needs more than the record allows, and
# leaves a mark where it needs so much less that the record should follow.
report() {
  local before
  before=$(recorded "$1")
  [ -n "$before" ] || cannot_tell "nothing is recorded for $1; to record: $record_command"
  awk -v name="$1" -v before="$before" -v limit="$limit" -v lower="$scratch/lower" '{
    change = 100 * ($1 / before - 1)
    verdict = change > limit ? "FAILED" : change < -limit ? "lower" : "good"
    if (verdict == "lower") print name >lower
    printf "%-12s %12.0f %12.0f %+7.2f %%  %-6s %5.1f %5.1f %5.1f %5.1f %5.1f\n", name, before,
      $1, change, verdict, 100 * $2 / $1, 100 * $3 / $1, 100 * $4 / $1, 100 * $5 / $1,
      100 * $6 / $1
    exit change > limit
  }' <<<"$counts"
}

check() {
  local workload status=0
  [ -s "$record" ] || cannot_tell "there is no $record; to record: $record_command"
  compare_conditions
  echo "Instructions, and how many of 100 in kernels, program, Swift, BLAS, system libraries"
  printf '%-12s %12s %12s %9s  %-6s %5s %5s %5s %5s %5s\n' \
    run recorded now change "" kern prog Swift BLAS sys
  for workload in $workloads; do
    count "$workload"
    report "$workload" || status=1
  done
  if [ "$status" -ne 0 ]; then
    echo "A run needs more than $limit % above the record. If that is wanted: $record_command"
  elif [ -e "$scratch/lower" ]; then
    echo "Fewer than recorded. So that it stays so: $record_command"
  fi
  return "$status"
}

write_record() {
  local workload
  {
    echo "# Instructions of one run. Written by Scripts/count-instructions.sh --record, which says"
    echo "# what is run; without --record it fails where a run needs $limit % more than here."
    conditions
  } >"$scratch/record"
  for workload in $workloads; do
    count "$workload"
    echo "$workload ${counts%% *}" >>"$scratch/record"
  done
  cp "$scratch/record" "$record"
  cat "$record"
}

# A copy without debugging information: valgrind 3.19 gives up on Swift's.
take_program() {
  program=$1
  [ -x "$program" ] || cannot_tell "there is no $program; build it first (make build)"
  strip --strip-debug -o "$scratch/program" "$program" || cannot_tell "strip cannot read $program"
}

# expect STATUS TEXT PROGRAM: what `check` must return and print about a program.
expect() {
  local status=0
  (take_program "$3" && check) >"$scratch/printed" 2>&1 || status=$?
  if [ "$status" -ne "$1" ] || ! grep -q -- "$2" "$scratch/printed"; then
    cat "$scratch/printed"
    echo "count-instructions self-test: FAILED for $(basename "$3"): exit code $status, expected $1" \
      "and '$2'"
    exit 1
  fi
  rm -f "$scratch/lower"
  echo "count-instructions self-test: $(basename "$3"): exit code $status, '$2': as it must be"
}

self_test() {
  cat >"$scratch/dummy.c" <<'C'
int main(void) {
  for (volatile long i = 0; i < 1000L * WORK; i++) {
  }
  return STATUS;
}
C
  local name work status
  while read -r name work status; do
    cc -O1 -DWORK="$work" -DSTATUS="$status" -o "$scratch/$name" "$scratch/dummy.c"
  done <<<"usual 1000 1
more 1050 0
a-little-more 1010 0
less 900 0
broken 1000 70"
  record=$scratch/recorded.txt
  expect 2 "there is no" "$scratch/usual"
  (take_program "$scratch/usual" && write_record) >/dev/null
  expect 0 good "$scratch/usual"
  expect 0 good "$scratch/a-little-more"
  expect 1 "FAILED" "$scratch/more"
  expect 0 "Fewer than recorded" "$scratch/less"
  expect 2 "ended with exit code 70" "$scratch/broken"
  sed -i 's/^compiler .*/compiler Swift version 5/' "$record"
  expect 0 "note: compiler .*recorded with compiler Swift version 5" "$scratch/usual"
  expect 1 "FAILED" "$scratch/more"
  sed -i '/^nuts /d' "$record"
  expect 2 "nothing is recorded for nuts" "$scratch/usual"
  echo "count-instructions self-test: passed"
}

mode=check
case ${1:-} in
--record) mode=record && shift ;;
--self-test) mode=self-test && shift ;;
-*) usage ;;
esac
[ $# -le 1 ] || usage
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prepare_tools
write_cases
case $mode in
self-test) self_test ;;
*)
  take_program "${1:-$here/../.build/release/csto-bayes}"
  if [ "$mode" = record ]; then write_record; else check; fi
  ;;
esac
