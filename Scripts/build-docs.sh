#!/usr/bin/env bash
# Builds the DocC documentation of Inference from what is already compiled; a warning is a failure.
# Usage: Scripts/build-docs.sh [FOLDER]     (default .build/Inference.doccarchive; needs make build)
# Exit codes: 0 built, 1 a warning or an error (printed), 2 a tool or the compiled module is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing() {
  echo "build-docs: $*" >&2
  exit 2
}

command -v swift >/dev/null 2>&1 || missing "the Swift toolchain is not on the PATH"
# docc lies beside the real swift, which may not be the one on the PATH.
docc=$(command -v docc || true)
[ -n "$docc" ] || docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[ -x "$docc" ] || docc=$(xcrun --find docc 2>/dev/null || true)
[ -x "$docc" ] || missing "no docc in this toolchain"

modules=.build/release/Modules
[ -e "$modules/Inference.swiftmodule" ] || missing "Inference is not compiled; run make build first"
catalog=Sources/Inference/Documentation.docc
[ -d "$catalog" ] || missing "there is no $catalog"

output=${1:-.build/Inference.doccarchive}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/graphs"

# C modules that Inference was compiled against: the system libraries and those of packages.
flags=()
for map in Sources/*/module.modulemap Sources/*/include/module.modulemap \
  .build/checkouts/*/Sources/*/include/module.modulemap .build/checkouts/*/Sources/*/module.modulemap \
  .build/release/*.build/module.modulemap; do
  [ ! -e "$map" ] || flags+=(-Xcc "-fmodule-map-file=$map")
done
for flag in $(pkg-config --cflags openblas 2>/dev/null); do flags+=(-Xcc "$flag"); done
target=$(swift -print-target-info | awk -F'"' '/"triple"/ { print $4; exit }')

# Inference exports its core again: all is documented under the one name that users import.
swift symbolgraph-extract -module-name Inference -target "$target" -I "$modules" "${flags[@]}" \
  -experimental-allowed-reexported-modules=InferenceCore \
  -minimum-access-level public -skip-inherited-docs -output-dir "$scratch/graphs"

status=0
"$docc" convert "$catalog" --additional-symbol-graph-dir "$scratch/graphs" \
  --fallback-display-name Inference --fallback-bundle-identifier csto-bayes.Inference \
  --warnings-as-errors --output-dir "$scratch/Inference.doccarchive" \
  >"$scratch/log" 2>&1 || status=$?
cat "$scratch/log"
if [ "$status" -ne 0 ] || grep -qE '^(.*: )?(warning|error):' "$scratch/log"; then
  echo "build-docs: FAILED" >&2
  exit 1
fi
rm -rf "$output"
mkdir -p "$(dirname "$output")"
mv "$scratch/Inference.doccarchive" "$output"
echo "build-docs: $output"
