#!/usr/bin/env bash
# The multiverse of the built-in study, killed again and again: `robustness` is ended by `kill -9` at
# random moments and goes on each time; in the end every table and picture is, byte for byte, that of a
# run that nobody disturbed. And answers from neighbours' draws agree with those of fits.
# Usage: Scripts/test-robustness.sh [PROGRAM]    (default: the release build of this package)
# Environment: ROBUSTNESS_KILLS  how often the run is killed (default 20)
#              ROBUSTNESS_SEED   of the random moments (default: another each time; it is printed)
# Exit codes: 0 as it should be, 1 not so, 2 it cannot be told, 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # of the sourced script
root=$(dirname "$here")
cannot_tell() {
  echo "test-robustness: $*" >&2
  exit 2
}
fail() {
  echo "test-robustness: $*" >&2
  exit 1
}

if [ $# -gt 1 ]; then
  echo "usage: Scripts/test-robustness.sh [PROGRAM]" >&2
  exit 64
fi
# shellcheck source=Scripts/python-environment.sh disable=SC1091
. "$here/python-environment.sh"
built_program "$@"
kills=${ROBUSTNESS_KILLS:-20}
seed=${ROBUSTNESS_SEED:-$RANDOM}
RANDOM=$seed

work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-robustness.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
seconds() { printf '%d.%01d' $(($1 / 1000)) $(($1 % 1000 / 100)); }

# run FOLDER ARGUMENT...: the whole multiverse, undisturbed; sets `took` to its milliseconds.
run() {
  local folder=$1 code=0 begin
  shift
  begin=$(milliseconds)
  # shellcheck disable=SC2154 # set by built_program
  "$program" robustness csto --output "$folder" "$@" >"$folder.txt" 2>"$folder.err" || code=$?
  took=$(($(milliseconds) - begin))
  [ "$code" -eq 0 ] || {
    cat "$folder.err" >&2
    fail "the run into $folder ended with exit code $code"
  }
}

# same FOLDER: all its files but the store are those of the undisturbed run, and there are no others.
same() {
  local file
  # shellcheck disable=SC2012 # the names are our own
  [ "$(ls -A "$1")" = "$(ls -A whole)" ] ||
    fail "after $killed kills the files are other ones: $(ls -A "$1" | tr '\n' ' ')"
  for file in whole/*; do
    [ "${file##*.}" = sqlite ] || cmp "$file" "$1/${file##*/}" ||
      fail "after $killed kills (seed $seed) ${file##*/} differs"
  done
}

run whole
whole=$took
echo "uninterrupted, with re-weighting: $(seconds "$whole") s"

# Moments up to a quarter of a run: it is killed at every stage, also while it writes its tables. A run that
# was faster than its killer is compared, and the next begins anew.
killed=0 finished=0
while [ "$killed" -lt "$kills" ]; do
  "$program" robustness csto --output killed >killed.txt 2>killed.err &
  process=$!
  moment=$((20 + (RANDOM * 32768 + RANDOM) % (whole / 4)))
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  kill -9 "$process" 2>/dev/null || true
  code=0
  wait "$process" 2>/dev/null || code=$?
  case $code in
  137) killed=$((killed + 1)) ;;
  0)
    same killed
    rm -rf killed
    finished=$((finished + 1))
    ;;
  *)
    cat killed.err >&2
    fail "a run that went on after $killed kills (seed $seed) ended with exit code $code"
    ;;
  esac
done
run killed
same killed
cmp whole.txt killed.txt || fail "what is printed differs"
echo "killed $killed times at random moments (seed $seed; $finished runs were done before they were" \
  "killed), then resumed: all files are those of the uninterrupted run"

run refits --no-reweight
echo "uninterrupted, NUTS for every universe: $(seconds "$took") s"

# Both tables have the same universes and quantities in the same order.
paste -d '\n' whole/quantities.csv refits/quantities.csv | awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; next }
  NR == 2 { next }
  NR % 2 { split($0, one, ","); next }
  {
    if (one[1] != $1 || one[place["kind"]] != $(place["kind"]) ||
        one[place["quantity"]] != $(place["quantity"])) { print "other rows"; exit 1 }
    split("median p_positive", names, " ")
    for (n in names) {
      value = place[names[n]]; error = place["mcse_" names[n]]
      # What was fitted in both is equal to the last digit.
      if (one[value] == $value && one[error] == $error) { equal[n]++; continue }
      both = sqrt(one[error] ^ 2 + $error ^ 2)
      z = (one[value] - $value) / both; if (z < 0) z = -z
      count[n]++; square[n] += z * z; if (z > largest[n]) largest[n] = z
    }
  }
  END {
    for (n in names) {
      rms = sqrt(square[n] / count[n])
      printf "re-weighted against refitted, %s: %d differences, rms %.3f and largest %.2f standard errors" \
        " (%d equal)\n", names[n], count[n], rms, largest[n], equal[n]
      if (count[n] < 1000 || !(rms < 1.1) || !(largest[n] < 5.5)) bad = 1
    }
    exit bad
  }' || fail "re-weighted universes are not what fits give"
