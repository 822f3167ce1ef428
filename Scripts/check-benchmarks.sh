#!/usr/bin/env bash
# Type-checks the kernel benchmark against the library as it is compiled: seconds, not a second build.
# Usage: Scripts/check-benchmarks.sh     (needs make build)
# Exit codes: 0 it would compile, 1 it would not (the errors are printed), 2 a tool or the compiled module is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing() {
  echo "check-benchmarks: $*" >&2
  exit 2
}

command -v swift >/dev/null 2>&1 || missing "the Swift toolchain is not on the PATH"
modules=.build/release/Modules
[ -e "$modules/Inference.swiftmodule" ] || missing "Inference is not compiled; run make build first"

sources=(Benchmarks/Sources/kernel-benchmark/*.swift)
# The module here was compiled for testing; a user's is not.
if grep -n '@testable' "${sources[@]}"; then
  echo "check-benchmarks: a benchmark sees only what a user of the library sees" >&2
  exit 1
fi
swift package --package-path Benchmarks dump-package >/dev/null

flags=()
for map in Sources/*/module.modulemap Sources/*/include/module.modulemap \
  .build/checkouts/*/Sources/*/include/module.modulemap .build/checkouts/*/Sources/*/module.modulemap \
  .build/release/*.build/module.modulemap; do
  [ ! -e "$map" ] || flags+=(-Xcc "-fmodule-map-file=$map")
done
for flag in $(pkg-config --cflags openblas 2>/dev/null); do flags+=(-Xcc "$flag"); done
swiftc -typecheck -swift-version 6 -module-name kernel_benchmark -I "$modules" "${flags[@]}" \
  "${sources[@]}"
echo "check-benchmarks: ${#sources[@]} files type-check"
