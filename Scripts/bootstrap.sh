#!/bin/sh
# Installs what the build needs and the machine lacks: OpenBLAS, LAPACKE, Nettle, SQLite and pkg-config.
# Usage: Scripts/bootstrap.sh [NEED:PACKAGE...]    (silent and quick when nothing is missing)
# NEED is a further command, or the absolute path of a file, and PACKAGE the Debian package it is in.
# Exit codes: 0 everything is there, 1 something is missing and could not be installed (said on stderr).
set -eu

further_needs=$*

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "csto-bayes: $1"
  shift
  for line in "$@"; do say "  $line"; done
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# LAPACKE has a file of its own for pkg-config on Debian; elsewhere OpenBLAS brings the header.
have_lapacke() {
  pkg-config --exists lapacke 2>/dev/null && return 0
  [ -e "$(pkg-config --variable=includedir openblas 2>/dev/null)/lapacke.h" ]
}

have_certificates() {
  [ -n "${GIT_SSL_CAINFO:-}${SSL_CERT_FILE:-}" ] || [ -s /etc/ssl/certs/ca-certificates.crt ]
}

# The Debian packages that are missing, one a line. Nothing on a machine that is ready.
missing_packages() {
  have pkg-config || echo pkg-config
  if ! have pkg-config || ! pkg-config --exists openblas 2>/dev/null; then echo libopenblas-dev; fi
  if ! have pkg-config || ! have_lapacke; then echo liblapacke-dev; fi
  if ! have pkg-config || ! pkg-config --exists sqlite3 2>/dev/null; then echo libsqlite3-dev; fi
  if ! have pkg-config || ! pkg-config --exists nettle 2>/dev/null; then echo nettle-dev; fi
  # Fetching the Swift packages the first time goes over https.
  if have apt-get && ! have_certificates; then echo ca-certificates; fi
  for need in $further_needs; do
    case $need in
    /*) [ -e "${need%%:*}" ] || echo "${need#*:}" ;;
    *) have "${need%%:*}" || echo "${need#*:}" ;;
    esac
  done
}

# Whether the package lists of this machine offer a package.
listed() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

have swift || fail "the Swift toolchain (6.2 or later) is not on the PATH." \
  "See https://www.swift.org/install"
have git || fail "git is not on the PATH; the Swift package manager needs it."

packages=$(missing_packages | tr '\n' ' ')
packages=${packages% }
[ -n "$packages" ] || exit 0

if ! have apt-get; then
  if [ "$(uname -s)" = Darwin ]; then
    fail "missing: $packages (Debian names). OpenBLAS, Nettle and pkg-config come with:" \
      "brew install openblas nettle pkg-config"
  fi
  fail "missing: $packages (Debian names), and there is no apt-get here." \
    "Install what corresponds with this system's package manager (libraries with their headers)."
fi

# Only where the user is not root, and then only if sudo will not wait for a password unseen.
as_root=
if [ "$(id -u)" -ne 0 ]; then
  if have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=sudo
  else
    fail "missing: $packages. This account can neither install them nor use sudo. Ask for:" \
      "apt-get update && apt-get install -y $packages"
  fi
fi

apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" \
    </dev/null >&2
}

# shellcheck disable=SC2086 # the list is words
install_packages() { apt install --no-install-recommends $packages; }

say "csto-bayes: installing $packages"
fresh=no
for package in $packages; do
  if ! listed "$package"; then
    apt update || say "csto-bayes: apt-get update failed; trying with the lists there are"
    fresh=yes
    break
  fi
done
# Old lists may name versions that the mirror has since dropped: refresh once and try again.
if ! install_packages; then
  if [ "$fresh" = yes ] || ! apt update || ! install_packages; then
    fail "apt-get could not install $packages. To see why:" \
      "${as_root:+sudo }apt-get update && ${as_root:+sudo }apt-get install -y $packages"
  fi
fi

packages=$(missing_packages | tr '\n' ' ')
[ -z "$packages" ] || fail "still missing after installing: $packages"
