#!/bin/sh
# Formats the Swift sources in place with the toolchain's own formatter and .swift-format.
# Usage: Scripts/format.sh [--lint]     (--lint changes nothing and treats every finding as a failure)
# Exit codes: 0 done or nothing to say, 1 findings under --lint, 64 usage.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
"") mode=format ;;
--lint) mode=lint ;;
*)
  echo "usage: Scripts/format.sh [--lint]" >&2
  exit 64
  ;;
esac

set -- Package.swift
for directory in Sources Tests Benchmarks; do
  [ ! -d "$directory" ] || set -- "$@" "$directory"
done

if [ "$mode" = lint ]; then
  swift format lint --strict --parallel --recursive --configuration .swift-format "$@" </dev/null
else
  swift format --in-place --parallel --recursive --configuration .swift-format "$@" </dev/null
fi
