#!/bin/sh
# Writes FOLDER/RecordedCommit.swift with the commit of ROOT: 7 digits, + where files differ from it.
# Usage: Scripts/record-commit.sh ROOT FOLDER     (called before each build by Plugins/RecordCommit)
# `unknown` without git or outside a clone. The file is left alone where it says the same already.
set -eu

root=$1
file=$2/RecordedCommit.swift
commit=unknown
# A package inside another repository is not at that one's commit.
if [ -e "$root/.git" ] && found=$(git -C "$root" rev-parse --verify HEAD 2>/dev/null); then
  commit=$(printf '%.7s' "$found")
  if [ -n "$(git --no-optional-locks -C "$root" status --porcelain --untracked-files=no 2>/dev/null)" ]; then
    commit=$commit+
  fi
fi
text="/// The commit that was built; made by Scripts/record-commit.sh.
let recordedCommit = \"$commit\""
mkdir -p "$2"
if [ ! -f "$file" ] || [ "$(cat "$file")" != "$text" ]; then
  printf '%s\n' "$text" >"$file"
fi
