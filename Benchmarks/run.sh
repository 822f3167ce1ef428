#!/bin/sh
# Runs the benchmarks: the program beside the peers that are installed, and the kernel by itself.
# Usage: Benchmarks/run.sh [OPTION...]     (--help lists them; `make bench` builds the program first)
# Python: $BENCH_PYTHON, else Benchmarks/.venv, which is made where it is missing, without peers.
# Exit codes: 0 measured and written to Benchmarks/results, otherwise that of what failed.
set -eu
cd "$(dirname "$0")/.."

python=${BENCH_PYTHON:-Benchmarks/.venv/bin/python}
[ -x "$python" ] || [ -n "${BENCH_PYTHON:-}" ] || Benchmarks/install-peers.sh --measures
case " $* " in
*" --help "* | *" -h "* | *" --no-kernels "*) kernels= ;;
*)
  build="swift build -c release --package-path Benchmarks --scratch-path Benchmarks/.build"
  $build >&2
  kernels=$($build --show-bin-path)/kernel-benchmark
  ;;
esac
exec "$python" Benchmarks/suite/main.py ${kernels:+--kernel-benchmark "$kernels"} "$@"
