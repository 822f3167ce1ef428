#!/usr/bin/env bash
# Builds the manual under docs/ as a site with a search; a broken link is a failure. The API that build-docs.sh built
# goes beside it. The result needs no network: the manual reads from the disk, the API from a server of files.
# Usage: Scripts/build-site.sh      (makes .build-docs/site; the environment is made once, in .build-docs)
# Exit codes: 0 built, 1 a warning or an error (printed), 2 it cannot be told: no Python, or its packages not had.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cannot_tell() {
  echo "build-site: $*" >&2
  exit 2
}
. "$here/python-environment.sh"

# The theme's successor reads the same mkdocs.yml; these versions are the ones the result was looked at with.
environments=$root/.build-docs
python_environment site mkdocs==1.6.1 mkdocs-material==9.8.2

cd "$root"
rm -rf .build-docs/site
NO_MKDOCS_2_WARNING=1 "$python" -m mkdocs build --quiet --strict

archive=.build/Inference.doccarchive
if [ -d "$archive" ]; then
  docc=$(command -v docc || dirname "$(readlink -f "$(command -v swift)")")/docc
  [ -x "$docc" ] || docc=$(command -v docc) || cannot_tell "no docc in this toolchain"
  "$docc" process-archive transform-for-static-hosting "$archive" \
    --hosting-base-path "${API_BASE:-api}" --output-path .build-docs/site/api
fi
echo "build-site: .build-docs/site/index.html; with the API: python3 -m http.server -d .build-docs/site"
