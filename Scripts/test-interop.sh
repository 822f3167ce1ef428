#!/usr/bin/env bash
# Loads what a fit writes with the real ArviZ, cmdstanpy and pandas from PyPI and compares ArviZ's
# summary with ours: the built-in study and a small table whose names hold commas, quotes, line
# breaks and other scripts. Estimates from weighted points, where run.json says so, need only agree
# with those of the draws within Monte Carlo errors.
# Usage: Scripts/test-interop.sh [PROGRAM]    (default: the release build of this package)
# The virtual environment is made once, in .build/venv-interop.
# Exit codes: 0 all equal, 1 something differs or was not loaded, 2 it cannot be told, 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cannot_tell() {
  echo "test-interop: $*" >&2
  exit 2
}

if [ $# -gt 1 ]; then
  echo "usage: Scripts/test-interop.sh [PROGRAM]" >&2
  exit 64
fi
. "$here/python-environment.sh"
built_program "$@"
python_environment interop "${arviz_requirements[@]}"

work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-interop.XXXXXX")
trap 'rm -rf "$work"' EXIT

# fit NAME ARGUMENTS…: exit code 1 only says that a diagnostic failed.
fit() {
  local name=$1 code=0
  shift
  "$program" fit --output "$work/$name" --seed 20220105 "$@" >"$work/$name.log" 2>&1 || code=$?
  if [ "$code" -gt 1 ]; then
    cat "$work/$name.log" >&2
    echo "test-interop: the fit '$name' ended with exit code $code" >&2
    exit 1
  fi
}

# A factor's levels become the names of design columns, so here they hold what is hard to name.
printf '%s\n' \
  'case,outcome,протест,level' \
  'a,yes,1,plain' 'b,no,0,"comma, level"' 'c,yes,1,"say ""hi"""' 'd,no,0,"two' \
  'lines"' 'e,yes,0,Հայաստան' 'f,no,1,plain' 'g,yes,0,"comma, level"' 'h,no,1,"say ""hi"""' \
  'i,yes,1,"two' 'lines"' 'j,no,0,Հայաստան' >"$work/odd.csv"

fit study
# Numbers made of the draws must be ArviZ's to the last digits.
fit dense --sampler nuts --metric dense --no-exact
fit weighted --sampler independence --no-exact
fit odd --data "$work/odd.csv" --formula 'outcome ~ протест * level'

"$python" "$here/interop_check.py" "$work/study" "$work/dense" "$work/weighted" "$work/odd"
