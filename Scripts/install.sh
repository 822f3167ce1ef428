#!/bin/sh
# Puts a built program with its manual pages and completions under a prefix, where shells and man look for them.
# Usage: Scripts/install.sh PROGRAM PREFIX
# Exit codes: 0 installed, 1 something could not be written (said on stderr), 64 usage.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: Scripts/install.sh PROGRAM PREFIX" >&2
  exit 64
fi
program=$1
prefix=$2
root=$(cd "$(dirname "$0")/.." && pwd)

install -d "$prefix/bin" "$prefix/share/man/man1"
install -m 755 "$program" "$prefix/bin/csto-bayes"
# Pages of commands that this version no longer has go.
rm -f "$prefix"/share/man/man1/csto-bayes.1 "$prefix"/share/man/man1/csto-bayes-*.1
install -m 644 "$root"/docs/man/*.1 "$prefix/share/man/man1/"

# completion SHELL FILE: what the program says of itself, in the words of a shell.
completion() {
  install -d "$prefix/share/$(dirname "$2")"
  "$program" --generate-completion-script "$1" >"$prefix/share/$2.new"
  mv "$prefix/share/$2.new" "$prefix/share/$2"
}
completion bash bash-completion/completions/csto-bayes
completion zsh zsh/site-functions/_csto-bayes
completion fish fish/vendor_completions.d/csto-bayes.fish

echo "csto-bayes: installed under $prefix: the program, its manual pages, completions for bash, zsh and fish"
