#!/usr/bin/env bash
# Packages the built-in study twice and compares the bytes; verifies a copy elsewhere; runs its run.sh;
# reads manifest and zip with other programs; validates RO-Crate and CITATION.cff with roc-validator and
# cffconvert from PyPI; then tampers with the package in each way that `verify` has to find.
# Usage: Scripts/test-package.sh [PROGRAM]     (default: the release build of this package)
# The virtual environment is made once in .build/venv-package.
# Exit codes: 0 as it should be, 1 not so, 2 it cannot be told, 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

cannot_tell() {
  echo "test-package: $*" >&2
  exit 2
}
wrong() {
  echo "test-package: $*" >&2
  exit 1
}
. "$here/python-environment.sh"

first=${1:-}
if [ $# -gt 1 ] || [ "${first#-}" != "$first" ]; then
  echo "usage: Scripts/test-package.sh [PROGRAM]" >&2
  exit 64
fi
built_program "$@"
command -v unzip >/dev/null 2>&1 || cannot_tell "unzip is not on the PATH (Debian: apt-get install unzip)"
python_environment package roc-validator==0.13.0 rocrate==0.16.0 cffconvert==2.0.0

work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-package.XXXXXX")
mounted=
clean_up() {
  [ -z "$mounted" ] || umount "$mounted" || true
  rm -rf "$work"
}
trap clean_up EXIT
cd "$work"

# The same bytes, wherever and whenever.
mkdir one two
(cd one && "$program" package --output csto >/dev/null)
(cd two && COLUMNS=40 TZ=Asia/Bishkek LC_ALL=C "$program" package --output csto >/dev/null)
diff -r one two || wrong "two packages of the same input differ"
echo "two packages are the same, byte for byte: $(find one/csto -type f | wc -l) files and a zip"

# Other programs read it.
(cd one/csto && sha256sum --quiet --strict -c MANIFEST.sha256)
unzip -tq one/csto.zip >/dev/null
"$python" - <<'PYTHON'
import pathlib
import zipfile

archive = zipfile.ZipFile("one/csto.zip")
assert archive.testzip() is None
folder = pathlib.Path("one/csto")
files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
assert {name: archive.read(name) for name in archive.namelist()} == files
assert not any(name.startswith("/") or ".." in name for name in archive.namelist())
PYTHON
mkdir unpacked
unzip -q one/csto.zip -d unpacked
diff -r one/csto unpacked
echo "sha256sum, unzip and Python's zipfile read it"

# Verified elsewhere, and run by its own script, as a replicator does.
"$program" verify unpacked >verified.txt || { cat verified.txt; wrong "a package does not hold"; }
CSTO_BAYES=$program sh unpacked/run.sh >/dev/null
(cd unpacked && sha256sum --quiet -c MANIFEST.sha256)
echo "a copy is verified; run.sh makes the same files"

# The validators of the formats, which must also be able to fail.
"$python" "$here/rocrate_check.py" one/csto ro-crate-1.2
"$(dirname "$python")/cffconvert" --validate -i one/csto/CITATION.cff >/dev/null
cp -R one/csto broken
sed -i.bak 's/"license": {/"licence": {/' broken/ro-crate-metadata.json
if "$python" "$here/rocrate_check.py" broken ro-crate-1.2 >broken.txt; then
  wrong "the validator found nothing wrong in a crate without a licence"
fi
grep -q 'MUST have a `license`' broken.txt || { cat broken.txt; cannot_tell "the validator failed of something else"; }
sed 's/^type: dataset/type: thing/' one/csto/CITATION.cff >bad.cff
if "$(dirname "$python")/cffconvert" --validate -i bad.cff >/dev/null 2>&1; then
  wrong "cffconvert found nothing wrong in a file of an unknown type"
fi
echo "RO-Crate 1.2 and CITATION.cff are valid"

# seal: a manifest that hides a change.
seal() {
  find . -type f ! -name MANIFEST.sha256 | sed 's,^\./,,' | LC_ALL=C sort | tr '\n' '\0' |
    xargs -0 sha256sum >../manifest
  mv ../manifest MANIFEST.sha256
}

# Without the multiverse it takes a fraction of the time.
short=(--command 'fit --output results/fit' --command 'effects results/fit')
"$program" package --output small "${short[@]}" >/dev/null

# tampered NAME STATUS TEXT COMMAND...: verify must end with STATUS and print TEXT, with the manifest as
# it was and, where the name ends so, sealed.
tampered() {
  local name=$1 wanted=$2 text=$3 status=0
  shift 3
  rm -rf tampered
  cp -R small tampered
  (cd tampered && "$@" && { [ "${name%sealed}" = "$name" ] || seal; })
  "$program" verify tampered >report.txt 2>&1 || status=$?
  if [ "$status" -ne "$wanted" ] || ! tr -s ' \n' ' ' <report.txt | grep -qF -- "$text"; then
    cat report.txt
    wrong "$name: exit code $status, expected $wanted and '$text'"
  fi
}
digit() { sed -i.bak 's/Kazakhstan,2022/Kazakhstan,2021/' study/cases.csv && rm study/cases.csv.bak; }
edit() {
  awk -F, -v OFS=, 'NR == 3 { $2 = $2 + 1 } { print }' results/fit/summary.csv >../table
  mv ../table results/fit/summary.csv
}
lead_out() { echo "$(printf '%064d' 0)  ../secret" >>MANIFEST.sha256; }
cell="column year: '2022' in the package, '2021' when run again"
tampered "digit" 1 "study/cases.csv: changed" digit
tampered "digit" 1 "$cell" digit
tampered "digit, sealed" 1 "$cell" digit
tampered "prior" 1 "priors/weakly-informative.yaml: missing" rm priors/weakly-informative.yaml
tampered "prior, sealed" 1 "priors/weakly-informative.yaml: missing" rm priors/weakly-informative.yaml
tampered "table" 1 "results/fit/summary.csv: changed" edit
tampered "table, sealed" 1 "row protest (line 3), column mean: " edit
tampered "link" 65 "symbolic links or devices: study/link" ln -s /etc/passwd study/link
tampered "path" 65 "the path '../secret' leads out of the package" lead_out
echo "tampering is found and named"

# A disk that is full while results, documents or the zip are written.
if [ "$(id -u)" -eq 0 ] && mkdir disk && mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
  mounted=$work/disk
  size=$(du -skc small small.zip | tail -n 1 | cut -f1)
  for space in 64 1024 $((size * 5 / 10)) $((size * 9 / 10)); do
    mount -o "remount,size=${space}k" disk
    status=0
    "$program" package --output disk/csto "${short[@]}" >/dev/null 2>message.txt || status=$?
    [ "$status" -eq 73 ] || { cat message.txt; wrong "full disk of $space KiB: exit code $status"; }
    [ -z "$(ls -A disk)" ] || wrong "full disk of $space KiB: left behind $(ls -A disk)"
  done
  echo "a full disk is reported and nothing is left"
else
  echo "skipped: a full disk (needs root and tmpfs)"
fi

python3 "$root/Scripts/edit_campaign.py" --edits 60 "$program" || wrong "an edit of a package went unnoticed"
