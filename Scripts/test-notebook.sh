#!/usr/bin/env bash
# Writes the notebook of the built-in study, executes it with nbclient and ArviZ from PyPI, and holds the
# one in notebooks-export/ against it: the same cells, executed without an error. Then a number of the run
# is changed, and the notebook must fail.
# Usage: Scripts/test-notebook.sh [--record] [PROGRAM]
#   --record  puts the executed notebook into notebooks-export/
#   PROGRAM   default: the release build of this package
# The virtual environment is that of test-interop.sh, made once in .build/venv-interop.
# Exit codes: 0 as it should be, 1 not so, 2 it cannot be told, 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

cannot_tell() {
  echo "test-notebook: $*" >&2
  exit 2
}
. "$here/python-environment.sh"

record=no
if [ "${1:-}" = --record ]; then
  record=yes
  shift
fi
first=${1:-}
if [ $# -gt 1 ] || [ "${first#-}" != "$first" ]; then
  echo "usage: Scripts/test-notebook.sh [--record] [PROGRAM]" >&2
  exit 64
fi
built_program "$@"
python_environment interop "${arviz_requirements[@]}"

# As after `make fit`: the run beside notebooks-export/. The estimates of the other run are of the draws.
work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-notebook.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" fit --output csto-bayes-output >/dev/null
"$program" fit --output nuts --sampler nuts --draws 2000 --no-exact >/dev/null
"$program" notebook csto-bayes-output --output csto.ipynb >/dev/null && mkdir notebooks-export
"$program" notebook csto-bayes-output --output notebooks-export/csto.ipynb >/dev/null
"$program" notebook nuts >/dev/null
# Before anything is printed: matplotlib tells when it makes its list of fonts.
"$python" -c 'import matplotlib.pyplot' 2>/dev/null

committed=$root/notebooks-export/csto.ipynb
execute=("$python" "$here/notebook_check.py")
"${execute[@]}" execute notebooks-export/csto.ipynb
"${execute[@]}" execute notebooks-export/nuts.ipynb
if [ "$record" = yes ]; then
  cp notebooks-export/csto.ipynb "$committed"
  echo "recorded: notebooks-export/csto.ipynb"
fi
"${execute[@]}" compare "$committed" notebooks-export/csto.ipynb

# One R-hat that ArviZ does not find.
sed -i.bak '0,/"rhat": [0-9.]*/s//"rhat": 1.02/' nuts/summary.json
cmp -s nuts/summary.json nuts/summary.json.bak && cannot_tell "summary.json has no rhat to change"
"$program" notebook nuts --force --trust-edited >/dev/null
if "${execute[@]}" execute notebooks-export/nuts.ipynb 2>"$work/failure.txt"; then
  echo "test-notebook: a wrong R-hat was not found" >&2
  exit 1
fi
grep -q 'AssertionError.*rhat 1.02' "$work/failure.txt" || {
  cat "$work/failure.txt" >&2
  echo "test-notebook: the notebook failed, but not of the wrong R-hat" >&2
  exit 1
}
echo "a wrong R-hat is found"
