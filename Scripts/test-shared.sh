#!/usr/bin/env bash
# Runs the tests that read other people's data, which may not travel with the checkout.
# Usage: Scripts/test-shared.sh COMMAND...   (the command that runs tests, such as swift test)
# Exit codes: 0 each of them ran and passed, or there are no such data (which is said); otherwise 1 or
# the command's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=${CSTO_BAYES_REFERENCES:-../shared/refs}
wanted=$(grep -rhoE --include='*.swift' 'func [A-Za-z0-9]+OnSharedData\(' Tests | wc -l)
if [ ! -e "$folder/INDEX.md" ]; then
  echo "$wanted tests on other people's data do not run: $folder/INDEX.md is not there"
  exit 0
fi

output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$@" --filter OnSharedData 2>&1 | tee "$output"

# A filter that matches nothing passes, and so does a test that is skipped: count what was really run.
passed=$(grep -cE 'Test [A-Za-z0-9]+OnSharedData\(.* passed after' "$output" || true)
if [ "$wanted" -eq 0 ] || [ "$passed" -ne "$wanted" ]; then
  echo "$passed of $wanted tests on other people's data ran and passed" >&2
  exit 1
fi
echo "all $passed tests on other people's data ran and passed"
