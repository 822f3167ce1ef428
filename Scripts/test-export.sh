#!/usr/bin/env bash
# Exports models, draws from them with the real other tool, and asks `csto-bayes agree` whether the
# draws are of the same posterior: the built-in study, counts out of trials with a factor of awkward
# names, an offset and student_t priors, and one model with a prior of every other family. Then the draws
# are shifted, or widened, and `agree` must say that they differ.
# Usage: Scripts/test-export.sh [--tool TOOL]... [PROGRAM]
#   --tool TOOL  numpyro (the default), bambi, stan (PyStan: compiles with g++) or brms (needs R with brms)
#   PROGRAM      default: the release build of this package
# Virtual environments are made once, in .build/venv-TOOL.
# Exit codes: 0 as it should be, 1 not so, 2 it cannot be told, 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

cannot_tell() {
  echo "test-export: $*" >&2
  exit 2
}
# shellcheck source=Scripts/python-environment.sh disable=SC1091,SC2154
. "$here/python-environment.sh"

tools=()
while [ $# -gt 0 ]; do
  case $1 in
  --tool)
    [ $# -gt 1 ] || { echo "usage: Scripts/test-export.sh [--tool TOOL]... [PROGRAM]" >&2; exit 64; }
    tools+=("$2")
    shift 2
    ;;
  -*)
    echo "usage: Scripts/test-export.sh [--tool TOOL]... [PROGRAM]" >&2
    exit 64
    ;;
  *) break ;;
  esac
done
[ ${#tools[@]} -gt 0 ] || tools=(numpyro)
built_program "$@"

work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-export.XXXXXX")
trap 'rm -rf "$work"' EXIT

# A factor's levels become names of coefficients, so here they hold what no tool takes for a name.
{
  echo 'deaths,animals,dose,level,shift'
  for level in plain '"comma, ""level"""' 'a$b__' 'протест'; do
    printf '%s\n' "1,9,-0.9,$level,0.1" "3,9,-0.3,$level,-0.2" "6,10,0.1,$level,0.3" "9,10,0.7,$level,0"
  done
} >"$work/counts.csv"
{
  echo 'y,a,b,c,d'
  for row in 0,1,0,0.5,2 1,1,1,1.5,1 0,0,1,-0.5,0 1,0,0,0.3,1 1,1,0,-1.2,3 0,0,1,0.8,2 \
    1,0,1,2.1,1 0,1,1,-0.7,0 1,1,0,0.2,0 0,0,0,-1.5,2 0,1,0,-0.1,3 1,0,1,0.4,3; do
    echo "$row"
  done
} >"$work/families.csv"

# fit NAME ARGUMENT...: exit code 1 only says that a diagnostic failed.
fit() {
  local name=$1 code=0
  shift
  "$program" fit --output "$work/$name" "$@" >"$work/$name.log" 2>&1 || code=$?
  if [ "$code" -gt 1 ]; then
    cat "$work/$name.log" >&2
    echo "test-export: the fit '$name' ended with exit code $code" >&2
    exit 1
  fi
}
fit study
fit counts --data "$work/counts.csv" \
  --formula 'deaths | trials(animals) ~ dose * level + offset(shift)' \
  --prior 'Intercept ~ student_t(5, 0, 3)' --prior 'b ~ student_t(3, 0.2, 1.5)'
fit families --data "$work/families.csv" --formula 'y ~ a + b + c + d' \
  --prior 'Intercept ~ logistic(0, 2)' --prior 'a ~ laplace(0.5, 1)' --prior 'b ~ cauchy(0, 1)' \
  --prior 'c ~ flat()' --prior 'd ~ normal(-0.5, 0.8)'

# judge WANTED RUN DRAWS: `agree` must end with this exit code.
judge() {
  local code=0
  "$program" agree "$2" "$3" >"$work/agree.txt" 2>&1 || code=$?
  [ "$code" -ne "$1" ] || return 0
  cat "$work/agree.txt" >&2
  echo "test-export: agree $2 $3 ended with exit code $code, expected $1" >&2
  exit 1
}

# alter FILE EXPRESSION: prints draws with their fourth column changed.
alter() { awk -F, -v OFS=, "NR > 1 { \$4 = $2 } { print }" "$1"; }

for tool in "${tools[@]}"; do
  case $tool in
  numpyro) python_environment numpyro numpyro==0.22.0 jax==0.10.2 jaxlib==0.10.2 ;;
  bambi) python_environment bambi bambi==0.17.2 pymc==5.28.5 'matplotlib<3.11' ;;
  stan) python_environment stan pystan==3.10.0 ;;
  brms)
    Rscript -e 'library(brms)' >/dev/null 2>&1 ||
      cannot_tell "R has no brms (Debian: apt-get install r-cran-brms libboost-dev)"
    ;;
  *)
    echo "test-export: there is no tool '$tool'; accepted: numpyro, bambi, stan, brms" >&2
    exit 64
    ;;
  esac
  for model in study counts families; do
    run=$work/$model
    folder=$run/export-$tool
    "$program" export "$tool" "$run" >/dev/null
    started=$SECONDS
    case $tool in
    # Debian's BH leaves the headers of Boost to the system, and rstan must be told.
    brms)
      command=(Rscript -e "if (!nzchar(system.file('include', package = 'BH')))
        rstan::rstan_options(boost_lib = '/usr/include')
        setwd('$folder'); source('run_brms.R', encoding = 'UTF-8')")
      ;;
    *) command=("$python" "$folder/run_$tool.py") ;;
    esac
    if ! "${command[@]}" >"$work/tool.log" 2>&1; then
      tail -40 "$work/tool.log" >&2
      echo "test-export: the script for $tool failed on $model" >&2
      exit 1
    fi
    draws=$folder/draws.csv
    judge 0 "$run" "$draws"
    echo "$tool, $model: $((SECONDS - started)) s; $(sed -n 's/^AGREE: //p' "$work/agree.txt")"
    # A fifth of a posterior standard deviation off, and a fifth too wide.
    shift_by=$(awk -F, 'NR > 1 { n++; s += $4; q += $4 * $4 }
      END { print 0.2 * sqrt(q / n - (s / n) ^ 2) }' "$draws")
    alter "$draws" "\$4 + $shift_by" >"$work/shifted.csv"
    judge 1 "$run" "$work/shifted.csv"
    alter "$draws" "1.2 * \$4" >"$work/widened.csv"
    judge 1 "$run" "$work/widened.csv"
  done
done
