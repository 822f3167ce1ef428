#!/usr/bin/env bash
# Shows that a leapfrog step allocates nothing: runs the same fit twice, with few and with many
# leapfrog steps, and compares the growth of heap allocations with the growth of leapfrog steps.
# Usage: Scripts/count-allocations.sh [PROGRAM] | --self-test    (default .build/release/csto-bayes)
# Exit codes: 0 nothing is allocated per step, 1 something is, 2 it cannot be told, 64 usage.
#
# Draws, warmup, chains and seed are equal in both runs, so what is allocated per run or per draw
# cancels out. Steps of warmup are not in the files; they could only make the ratio larger.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
limit=0.01

cannot_tell() {
  echo "count-allocations: $*" >&2
  exit 2
}

find_compiler() {
  local name
  for name in ${CC:+"$CC"} cc clang gcc; do
    if command -v "$name" >/dev/null 2>&1; then
      compiler=$name
      return
    fi
  done
  cannot_tell "no C compiler (cc, clang or gcc)"
}

# run_fit NAME METRIC ADAPT_DELTA MODEL...: sets `allocations` and `leapfrogs`.
run_fit() {
  local folder=$scratch/$1-$2 metric=$2 delta=$3 status=0
  shift 3
  rm -rf "$folder" "$scratch/count"
  ALLOCATION_COUNT_FILE=$scratch/count LD_PRELOAD=$scratch/count-allocations.so \
    "$program" fit --sampler nuts --adaptation windowed --metric "$metric" --adapt-delta "$delta" "$@" \
    --chains 2 --warmup 500 --draws 2000 --seed 20200809 --threads 2 --output "$folder" --force \
    </dev/null >"$scratch/log" 2>&1 || status=$?
  # 1: a diagnostic failed, which is no matter here.
  if [ "$status" -gt 1 ]; then
    cat "$scratch/log" >&2
    cannot_tell "$program fit --metric $metric --adapt-delta $delta $* ended with exit code $status"
  fi
  [ -s "$scratch/count" ] || cannot_tell "$program left no count (statically linked?)"
  allocations=$(cat "$scratch/count")
  leapfrogs=$(awk -F, '
    FNR == 1 { column = 0 }
    /^#/ { next }
    !column { for (i = 1; i <= NF; i++) if ($i == "n_leapfrog__") column = i; next }
    { sum += $column }
    END { printf "%d", sum }' "$folder"/chains/*.csv)
}

# compare_runs TITLE METRIC MODEL...: returns 1 where allocations grow with leapfrog steps.
compare_runs() {
  local title=$1 metric=$2 few_allocations few_leapfrogs
  shift 2
  run_fit few "$metric" 0.8 "$@"
  few_allocations=$allocations few_leapfrogs=$leapfrogs
  run_fit many "$metric" 0.99 "$@"
  if [ $((leapfrogs - few_leapfrogs)) -lt 10000 ]; then
    cannot_tell "$title: $few_leapfrogs and $leapfrogs leapfrog steps are too few apart"
  fi
  awk -v title="$title" -v a="$few_allocations" -v b="$allocations" -v m="$few_leapfrogs" \
    -v n="$leapfrogs" -v limit="$limit" 'BEGIN {
      ratio = (b - a) / (n - m)
      printf "%-16s %9d allocations, %8d leapfrog steps (adapt-delta 0.8)\n", title, a, m
      printf "%-16s %9d allocations, %8d leapfrog steps (adapt-delta 0.99)\n", "", b, n
      printf "%-16s %9.5f allocations per further step, at most %s allowed: %s\n", "", ratio,
        limit, ratio <= limit ? "good" : "FAILED"
      exit !(ratio <= limit)
    }'
}

check() {
  local status=0
  [ -x "$program" ] || cannot_tell "there is no $program; build it first (make build)"
  # The built-in cases, counted: of cases with names some are left out and fitted again, and how many depends on
  # the draws.
  printf '%s\n' protest,ethnic_clashes,foreign_intrusion,security_uncertainty,intervention,n 1,0,0,0,0,3 0,1,0,0,0,2 \
    0,1,1,0,0,1 0,0,1,0,0,1 1,0,0,1,1,1 >"$scratch/counts.csv"
  local counted=(--data "$scratch/counts.csv" --count-column n --formula
    'intervention ~ protest + ethnic_clashes + foreign_intrusion + security_uncertainty')
  compare_runs "diagonal metric" diagonal "${counted[@]}" || status=1
  compare_runs "dense metric" dense "${counted[@]}" || status=1
  # One of each part of the model seam: a link, a joint prior, a likelihood of several rows a case.
  compare_runs "cauchit" diagonal --link cauchit "${counted[@]}" || status=1
  compare_runs "jeffreys" diagonal --prior jeffreys "${counted[@]}" || status=1
  printf 'case,variable,probability\n%s\n%s\n%s\n' KGZ2005,security_uncertainty,0.35 \
    KGZ2005,protest,0.6 BLR2020,intervention,0.3 >"$scratch/codes.csv"
  compare_runs "uncertain codes" diagonal --uncertain "$scratch/codes.csv" || status=1
  return "$status"
}

# A program that allocates on one step in fifty must be caught; one that does not must pass.
self_test() {
  cat >"$scratch/dummy.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void *volatile kept;

int main(int count, char **arguments) {
  const char *output = "";
  double delta = 0;
  for (int i = 1; i + 1 < count; i++) {
    if (strcmp(arguments[i], "--output") == 0) output = arguments[i + 1];
    if (strcmp(arguments[i], "--adapt-delta") == 0) delta = atof(arguments[i + 1]);
  }
  char path[4096];
  mkdir(output, 0755);
  snprintf(path, sizeof path, "%s/chains", output);
  mkdir(path, 0755);
  snprintf(path, sizeof path, "%s/chains/chain-1.csv", output);
  FILE *file = fopen(path, "w");
  if (file == NULL) return 73;
  fputs("# a comment\nlp__,n_leapfrog__,energy__\n# another\n", file);
  int steps = delta > 0.9 ? 31 : 7;
  for (int draw = 0; draw < 2000; draw++) {
    for (int step = 0; step < steps; step++) {
      if (ALLOCATES && (draw * steps + step) % 50 == 0) {
        kept = malloc(16);
        free(kept);
      }
    }
    kept = malloc(100);  // once a draw, as a program may
    free(kept);
    fprintf(file, "-1.5,%d,2.5\n", steps);
  }
  fclose(file);
  return 1;
}
C
  "$compiler" -O1 -DALLOCATES=1 -o "$scratch/allocates" "$scratch/dummy.c"
  "$compiler" -O1 -DALLOCATES=0 -o "$scratch/does-not" "$scratch/dummy.c"
  echo "a program that allocates on one step in fifty:"
  program=$scratch/allocates
  local status=0
  (check) || status=$?
  if [ "$status" -ne 1 ]; then
    echo "count-allocations self-test: allocations went unseen"
    return 1
  fi
  echo "a program that allocates once a draw only:"
  program=$scratch/does-not
  if ! (check); then
    echo "count-allocations self-test: an innocent program failed"
    return 1
  fi
  echo "count-allocations self-test: passed"
}

case "${1:-}" in
"" | --self-test) ;;
-*)
  echo "usage: Scripts/count-allocations.sh [PROGRAM] | --self-test" >&2
  exit 64
  ;;
esac
[ "$(uname -s)" = Linux ] || cannot_tell "needs Linux (LD_PRELOAD and glibc)"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
find_compiler
"$compiler" -O2 -Wall -Wextra -fPIC -shared -o "$scratch/count-allocations.so" \
  "$here/count-allocations.c"
if [ "${1:-}" = --self-test ]; then
  self_test
else
  program=${1:-$here/../.build/release/csto-bayes}
  case "$program" in */*) ;; *) program=./$program ;; esac
  check
fi
