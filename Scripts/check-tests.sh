#!/usr/bin/env bash
# Checks that every source file of more than 60 lines has a test file of its name, or a line in the section
# "Tested elsewhere" of CONTRIBUTING.md that names the test file, and that these lines are true.
# Usage: Scripts/check-tests.sh [ROOT] | --self-test     (ROOT: a package folder; default this one)
# Exit codes: 0 all is well, 1 a file without a test or a wrong line (on stdout), 64 usage.
#
# A line is "- `SomeTests`: Folder/File, File" with the files below Sources/Inference, without ending.
# The program, Sources/csto-bayes, is tested from outside and needs no lines.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

check() {
  local root=$1
  [ -d "$root/Sources/Inference" ] && [ -f "$root/CONTRIBUTING.md" ] || {
    echo "check-tests: no Sources/Inference or no CONTRIBUTING.md in $root" >&2
    return 64
  }
  (
    cd "$root"
    find Sources/Inference -name '*.swift' -type f -exec awk '
      FNR <= 10 && /^\/\/ Length: generated/ { generated = 1 }
      END { print (generated ? 0 : NR), FILENAME }' {} ';' | LC_ALL=C sort -k 2
    find Tests -name '*Tests.swift' -type f | sed 's|.*/||; s|\.swift$||; s|^|test |'
    sed -n '/^### Tested elsewhere/,/^##* [^T]/p' CONTRIBUTING.md | sed 's|^|line |'
  ) | LC_ALL=C awk '
    $1 == "test" { tests[$2] = 1; next }
    $1 == "line" {
      text = $0
      sub(/^line /, "", text)
      if (text ~ /^- `/) {
        test = text
        sub(/^- `/, "", test)
        sub(/`.*/, "", test)
        sub(/^[^:]*:/, "", text)
      } else if (text !~ /^  /) { test = "" }
      if (test == "") next
      count = split(text, names, /[ ,.]+/)
      for (i = 1; i <= count; i++) if (names[i] != "") { elsewhere[names[i]] = test }
      next
    }
    {
      file = $2
      sub(/^Sources\/Inference\//, "", file)
      sub(/\.swift$/, "", file)
      lines[file] = $1
    }
    function complain(message) { print message; wrong = 1 }
    END {
      for (file in lines) {
        name = file
        sub(/.*\//, "", name)
        if ((name "Tests") in tests) {
          if (file in elsewhere) complain("CONTRIBUTING.md: " file " has a test file of its name")
        } else if (lines[file] > 60 && !(file in elsewhere)) {
          complain("Sources/Inference/" file ".swift: " lines[file] " lines, no " name \
            "Tests and no line in CONTRIBUTING.md")
        }
      }
      for (file in elsewhere) {
        if (!(file in lines)) complain("CONTRIBUTING.md: there is no " file)
        if (!(elsewhere[file] in tests)) complain("CONTRIBUTING.md: there is no " elsewhere[file])
      }
      exit wrong
    }' | LC_ALL=C sort
}

# A package with one thing wrong must fail and say what; the same package without it must pass.
self_test() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  local tree=$scratch/tree failures=0 cases=0

  fresh() {
    rm -rf "$tree"
    mkdir -p "$tree"/Sources/Inference/Data "$tree"/Tests/InferenceTests/Data
    seq -f '// %g' 61 >"$tree/Sources/Inference/Data/Own.swift"
    seq -f '// %g' 61 >"$tree/Sources/Inference/Data/Other.swift"
    seq -f '// %g' 60 >"$tree/Sources/Inference/Data/Short.swift"
    touch "$tree/Tests/InferenceTests/Data/OwnTests.swift"
    printf '### Tested elsewhere\n\nWords, Data/Words.\n\n- `OwnTests`:\n  Data/Other.\n\n## End\n- `X`: Y\n' \
      >"$tree/CONTRIBUTING.md"
  }
  # expect WANTED TITLE: "" wants silence, anything else one line that contains it.
  expect() {
    local wanted=$1 title=$2 output status=0
    output=$(check "$tree") || status=$?
    cases=$((cases + 1))
    if [ -z "$wanted" ] && [ "$status" -eq 0 ] && [ -z "$output" ]; then return; fi
    if [ -n "$wanted" ] && [ "$status" -eq 1 ] && [[ "$output" == *"$wanted"* ]] \
      && [ "$(wc -l <<<"$output")" -eq 1 ]; then return; fi
    failures=$((failures + 1))
    printf 'self-test failed: %s\n  wanted: %s\n  status %s, output:\n%s\n' \
      "$title" "${wanted:-nothing}" "$status" "$output"
  }

  fresh
  expect "" "a package without mistakes"
  seq -f '// %g' 61 >"$tree/Sources/Inference/Data/Long.swift"
  expect "Data/Long.swift: 61 lines, no LongTests" "a long file without a test"
  fresh
  rm "$tree/Sources/Inference/Data/Other.swift"
  expect "there is no Data/Other" "a line about a file that is gone"
  fresh
  rm "$tree/Tests/InferenceTests/Data/OwnTests.swift" "$tree/Sources/Inference/Data/Own.swift"
  expect "there is no OwnTests" "a line with a test that is gone"
  fresh
  touch "$tree/Tests/InferenceTests/Data/OtherTests.swift"
  expect "Data/Other has a test file" "a line that is not needed"

  if [ "$failures" -gt 0 ]; then
    echo "check-tests self-test: $failures of $cases cases failed"
    return 1
  fi
  echo "check-tests self-test: $cases cases passed"
}

case "${1:-}" in
--self-test) self_test ;;
-*)
  echo "usage: Scripts/check-tests.sh [ROOT] | --self-test" >&2
  exit 64
  ;;
*) check "${1:-$here/..}" && echo "check-tests: every file has its tests" ;;
esac
