#!/usr/bin/env bash
# Simulation-based calibration at full size: the No-U-Turn sampler on logistic models of 1, 5 and 20
# coefficients under three families of priors, the default sampler on the built-in study, and a planted
# error that must be caught. Prints a table in Markdown; the folder, if named, keeps each study's files.
# Usage: Benchmarks/calibration.sh PROGRAM [REPLICATIONS [FOLDER]]
# Exit codes: 0 all is as it must be, 1 not, 64 usage.
set -euo pipefail

program=${1:?usage: Benchmarks/calibration.sh PROGRAM [REPLICATIONS [FOLDER]]}
replications=${2:-1000}
folder=${3:-}
[ -n "$folder" ] || { folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT; }
mkdir -p "$folder"
status=0
total=0

# study NAME EXPECTED ARGUMENTS...: one line of the table.
study() {
  local name=$1 expected=$2 found=0 started seconds
  shift 2
  rm -rf "${folder:?}/$name"
  started=$(date +%s%N)
  "$program" sbc --replications "$replications" --output "$folder/$name" --format json "$@" \
    >"$folder/$name.out" || found=$?
  seconds=$((($(date +%s%N) - started) / 1000000))
  [ "$expected" = fail ] || total=$((total + seconds))
  python3 - "$name" "$expected" "$found" "$seconds" "$folder/$name/sbc.json" "$*" <<'PYTHON'
import json, sys
name, expected, found, milliseconds, path, arguments = sys.argv[1:]
study = json.load(open(path))
verdict = "passed" if study["passed"] else "failed"
print(f"| {name} | {len(study['quantities']) - 2} | {verdict} | {study['smallest_p']:.2g}"
      f" | {study['threshold_p']:.2g} | {study['replications_with_too_few_effective_draws']}"
      f" | {int(milliseconds) / 1000:.1f} | `{arguments}` |")
sys.exit((int(found) != 0) == (expected == "pass"))
PYTHON
}

echo "| study | coefficients | verdict | smallest p | fails below | thin fits | seconds | arguments |"
echo "|---|---|---|---|---|---|---|---|"
nuts=(--sampler nuts --chains 1 --warmup 500 --draws 400)
for family in 'normal(0, 2.5)' 'student_t(4, 0, 2.5)' 'cauchy(0, 2.5)'; do
  for coefficients in 1 5 20; do
    prior=(--prior "Intercept ~ $family")
    [ "$coefficients" = 1 ] || prior+=(--prior "coefficients ~ $family")
    study "${family%%(*}-$coefficients" pass --cases 100 --coefficients "$coefficients" \
      "${nuts[@]}" "${prior[@]}" || status=1
  done
done
nine=$total
study default-csto pass --chains 4 --draws 1000 || status=1
study planted-error fail --cases 100 --coefficients 5 "${nuts[@]}" \
  --fit-prior 'coefficients ~ normal(0, 5)' || status=1
printf '\nThe first nine together: %d.%03d s on %s processors.\n' \
  $((nine / 1000)) $((nine % 1000)) "$(nproc)"
[ "$status" = 0 ] && echo 'All studies passed and the planted error was caught.' \
  || echo 'A study is not as it must be.'
exit "$status"
