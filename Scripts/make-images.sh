#!/usr/bin/env bash
# Makes the pictures of the manual anew with the program, or says which differ.
# Usage: Scripts/make-images.sh [--check] [PROGRAM]    (default: the release build of this package)
# Exit codes: 0 made, or all as they are; 1 a picture differs (--check); 2 it cannot be told; 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cannot_tell() {
  echo "make-images: $*" >&2
  exit 2
}

check=no
if [ "${1:-}" = --check ]; then
  check=yes
  shift
fi
if [ $# -gt 1 ]; then
  echo "usage: Scripts/make-images.sh [--check] [PROGRAM]" >&2
  exit 64
fi
. "$here/python-environment.sh"
built_program "$@"

work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-images.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

# The README's: one condition of the built-in study in every analysis of one coding and link.
"$program" robustness --output store --only coding=text --only link=logit --only recodes=- >log 2>&1 || {
  cat log >&2
  cannot_tell "the analyses failed"
}
mkdir images
cp store/specification-curve-security_uncertainty.svg images/csto.svg

status=0
for image in images/*.svg; do
  name=docs/$image
  if [ "$check" = no ]; then
    mkdir -p "$root/docs/images"
    cp "$image" "$root/$name"
    echo "make-images: $name"
  elif ! cmp -s "$image" "$root/$name"; then
    echo "make-images: $name is not what the program draws now; run make images" >&2
    status=1
  fi
done
exit "$status"
