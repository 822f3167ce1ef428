#!/usr/bin/env bash
# Checks that a file of Sources/Inference names only what its own floor and lower floors declare.
# Usage: Scripts/check-floors.sh [ROOT] | --self-test     (ROOT: a package folder; default this one)
# Exit codes: 0 all is well, 1 a rule is broken (file, line, name and rule on stdout), 64 usage.
#
# What is read, by floors.awk beside this script: types, protocols, type aliases, functions,
# variables and constants at file scope, and types nested in other types or in their extensions.
# Not read: members, which would need a type checker. Private declarations belong to their file.
# Further rules: Diagnostics names nothing of Samplers; Samplers/RandomWalk names nothing of the
# gradient samplers; only Numerics imports CBLAS, CKernels and CNettle; only test targets import for testing
# (the support that they share is built by `swift build` too); the core of Package.swift is the lowest floors, and
# no file of the library imports a part of it, Core.swift excepted; a file has at most 400 lines unless
# one of its first ten says why: // Length: reason
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

check() {
  local root=$1
  [ -d "$root/Sources/Inference" ] || {
    echo "check-floors: no Sources/Inference in $root" >&2
    return 64
  }
  local -a files=()
  while IFS= read -r file; do files+=("$file"); done < <(
    cd "$root"
    for directory in Package.swift Sources Tests; do
      [ ! -e "$directory" ] || find "$directory" -type f \( -name '*.swift' -o -name '*.[ch]' \)
    done | LC_ALL=C sort
  )
  [ "${#files[@]}" -gt 0 ] || {
    echo "check-floors: no source files in $root" >&2
    return 64
  }
  (cd "$root" && LC_ALL=C awk -f "$here/floors.awk" "${files[@]}")
}

# A package with one thing wrong must fail and say what; the same package without it must pass.
self_test() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  local tree=$scratch/tree failures=0 cases=0

  fresh() {
    rm -rf "$tree"
    mkdir -p "$tree"/Sources/Inference/{Numerics,Priors,Draws,Diagnostics,Export} \
      "$tree"/Sources/Inference/Samplers/{RandomWalk,NoUTurn} "$tree"/Sources/csto-bayes
    local library=$tree/Sources/Inference
    cat >"$library/Numerics/Grid.swift" <<'SWIFT'
import CBLAS

// A comment may speak of Draws, /* and of */ NoUTurnKernel.
/* So may a block /* with a nested one */ about Draws. */
struct Grid<Report> {
  enum Order { case rows }
  associatedtype Draws2
  let text = "Draws \(rank("Draws")) end"
  let raw = #"Draws " \(Draws) "#
  let long = """
    Draws "quoted" Draws
    """
  func report() -> Report? { nil }
  func summary() -> Int { 0 }
  func inner() { struct Figure {}; _ = Figure() }
}
func rank(_ text: String) -> Int { text.count }
private struct Hidden { let report: Int }
SWIFT
    echo 'struct Draws { struct Chain { let order: Grid<Int>.Order } }' >"$library/Draws/Draws.swift"
    echo 'struct RHat { let draws: Draws; let chain: Draws.Chain }' >"$library/Diagnostics/RHat.swift"
    echo 'struct RandomWalkKernel { let draws: Draws }' >"$library/Samplers/RandomWalk/Kernel.swift"
    echo 'struct NoUTurnKernel {}; let deepest = 10' >"$library/Samplers/NoUTurn/Kernel.swift"
    {
      echo 'extension Draws { struct Figure { let hat: RHat } }'
      echo 'struct Report {}; private struct Hidden {}; func summary() -> Report { Report() }'
      echo 'func digest() -> Report { summary() }'
      echo 'typealias Picture = Draws.Figure'
    } >"$library/Export/Figure.swift"
    echo 'struct Analysis { let figure: Draws.Figure; let kernel: NoUTurnKernel }' >"$library/Analysis.swift"
    echo 'import Inference' >"$tree/Sources/csto-bayes/Main.swift"
    echo '@_exported public import InferenceCore' >"$library/Core.swift"
    printf 'let coreFloors = [\n  "Numerics", "Distributions",\n  "Data", "Version.swift",\n]\nlet x = ["Runs"]\n' \
      >"$tree/Package.swift"
  }
  # expect WANTED TITLE: "" wants silence, anything else a line that contains it.
  expect() {
    local wanted=$1 title=$2 output status=0
    output=$(check "$tree") || status=$?
    cases=$((cases + 1))
    if [ -z "$wanted" ] && [ "$status" -eq 0 ]; then return; fi
    if [ -n "$wanted" ] && [ "$status" -eq 1 ] && [[ "$output" == *"$wanted"* ]] \
      && [ "$(grep -c : <<<"$output")" -eq 1 ]; then return; fi
    failures=$((failures + 1))
    printf 'self-test failed: %s\n  wanted: %s\n  status %s, output:\n%s\n' \
      "$title" "${wanted:-nothing}" "$status" "$output"
  }
  # breaks FILE CODE WANTED: one more line of code in a file is the one thing wrong.
  breaks() {
    fresh
    mkdir -p "$(dirname "$tree/Sources/$1")"
    printf '%s\n' "$2" >>"$tree/Sources/$1"
    expect "$3" "$1: $2"
  }
  allows() { breaks "$1" "$2" ""; }

  fresh
  expect "" "a package without mistakes"
  breaks Inference/Numerics/Grid.swift 'struct Up { let draws: Draws }' 'names Draws'
  breaks Inference/Numerics/Grid.swift 'extension Draws {}' 'names Draws'
  breaks Inference/Numerics/Grid.swift 'let s = "\(Draws())"' 'names Draws'
  breaks Inference/Numerics/Grid.swift 'let u = Inference.Draws.self' 'names Draws'
  breaks Inference/Numerics/Grid.swift 'let a = Analysis.self' 'names Analysis'
  breaks Inference/Draws/Draws.swift 'func f(_ x: Draws.Figure) {}' 'names Draws.Figure'
  breaks Inference/Draws/Draws.swift 'extension Draws { func f(_ x: Figure) {} }' 'names Draws.Figure'
  breaks Inference/Draws/Draws.swift 'let p: Picture? = nil' 'names Picture'
  breaks Inference/Draws/Draws.swift 'let p = digest()' 'names digest'
  allows Inference/Draws/Draws.swift 'let p = summary()'
  breaks Inference/Draws/Draws.swift 'let depth = deepest' 'names deepest'
  breaks Inference/Priors/Normal.swift 'struct N<T: Equatable> { let x: [Report] }' 'names Report'
  breaks Inference/Diagnostics/RHat.swift 'let k: NoUTurnKernel? = nil' 'Diagnostics names nothing of Samplers'
  breaks Inference/Samplers/RandomWalk/Kernel.swift 'let k: NoUTurnKernel? = nil' 'RandomWalk names nothing'
  breaks Inference/Export/Blas.swift 'import CBLAS' 'imports CBLAS'
  breaks Inference/Export/Blas.swift 'internal import func CKernels.log_all' 'imports CKernels'
  breaks csto-bayes/Main.swift 'import CBLAS' 'imports CBLAS'
  breaks Inference/Data/Digest.swift 'import CNettle' 'imports CNettle'
  breaks Inference/Analysis.swift 'import CBLAS' 'imports CBLAS'
  breaks csto-bayes/Main.swift '@testable import Inference' 'imports for testing'
  breaks ../Tests/Support/S.swift '@testable import Inference' 'imports for testing'
  allows ../Tests/SomeTests/S.swift '@testable import Inference'
  breaks Inference/Export/More.swift 'import InferenceCore' 'imports the library'
  breaks Inference/Numerics/More.swift 'internal import struct Inference.Report' 'imports the library'
  breaks ../Package.swift 'let coreFloors = ["Numerics", "Data"]' 'names Data in the core'
  breaks ../Package.swift 'let coreFloors = ["Numerics", "Cellar"]' 'names Cellar in the core'
  allows ../Package.swift 'let coreFloors = ["Version.swift", "Numerics"]'
  breaks Inference/Cellar/Wine.swift 'struct Wine {}' 'no such floor'
  breaks Inference/Export/Long.swift "$(seq -f '// %g' 401)" '401 lines'
  allows Inference/Export/Long.swift "$(seq -f '// %g' 400)"
  allows Inference/Export/Long.swift "// Length: generated$(printf '\n'; seq -f '// %g' 401)"
  allows Inference/Numerics/More.swift 'func g<Draws>(_ x: Draws, summary: Int) -> Int { summary }'
  allows Inference/Numerics/More.swift 'let x = y.Draws + z.summary()'
  allows Inference/Export/More.swift 'let k: NoUTurnKernel = .init(); let d = deepest'
  allows Inference/Samplers/NoUTurn/More.swift 'let k: RandomWalkKernel? = nil'

  if [ "$failures" -gt 0 ]; then
    echo "check-floors self-test: $failures of $cases cases failed"
    return 1
  fi
  echo "check-floors self-test: $cases cases passed"
}

case "${1:-}" in
--self-test) self_test ;;
-*)
  echo "usage: Scripts/check-floors.sh [ROOT] | --self-test" >&2
  exit 64
  ;;
*) check "${1:-$here/..}" && echo "check-floors: no upward reference" ;;
esac
