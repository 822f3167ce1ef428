#!/usr/bin/env bash
# Measures the built-in fit as a whole cold process: time and peak memory, beside a bare start.
# Usage: Benchmarks/run.sh [RUNS]     (default 40; needs python3; `make bench` builds first)
# Exit codes: 0 measured, 1 a run failed or something is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build/release/csto-bayes
[ -x "$program" ] || { echo "run.sh: build first: make build" >&2; exit 1; }
command -v python3 >/dev/null || { echo "run.sh: python3 is needed" >&2; exit 1; }
echo "Machine: $(uname -sm), $(nproc) processors, $(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //')"
echo "Program: $("$program" --version), $(date -u +%Y-%m-%d)"
echo
python3 Benchmarks/measure.py "${1:-40}" "$program"
