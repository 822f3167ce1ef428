#!/bin/sh
# Installs what `make bench` compares with into a Python virtual environment, from PyPI by name.
# Usage: Benchmarks/install-peers.sh [--measures] [FOLDER]
#   --measures  only what measures draws (numpy, arviz), no peers
#   FOLDER      the environment (default Benchmarks/.venv; elsewhere, set BENCH_PYTHON=FOLDER/bin/python)
# rstanarm comes from the system: apt-get install r-cran-rstanarm r-cran-jsonlite
# PyStan compiles each model: g++ is needed.
# Exit codes: 0 installed, otherwise that of what failed.
set -eu
cd "$(dirname "$0")"

peers=yes
if [ "${1:-}" = --measures ]; then
  peers=no
  shift
fi
folder=${1:-.venv}

[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
install() { "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
# The versions that the committed results were made with, where nothing else asks for others.
install numpy==2.4.6 arviz==0.23.4
if [ "$peers" = yes ]; then
  install numpyro==0.22.0 jax==0.10.2 jaxlib==0.10.2 blackjax==1.7.1 \
    nutpie==0.16.8 pymc==5.28.5 numba==0.65.1 pystan==3.10.0
fi
