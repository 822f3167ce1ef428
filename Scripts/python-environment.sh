# Virtual environments for the scripts that hold this program against Python packages; sourced by them.
# The sourcing script sets `root` and defines `cannot_tell MESSAGE`, which ends it with exit code 2.

# What loads a run and executes its notebook.
# shellcheck disable=SC2034
arviz_requirements=(arviz==0.23.4 cmdstanpy==1.3.2 'pandas>=2,<4' nbclient==0.11.0 'ipykernel>=6,<8')

# python_environment NAME REQUIREMENT...: makes .build/venv-NAME once (or in `environments`) and sets `python`.
python_environment() {
  local venv=${environments:-$root/.build}/venv-$1
  shift
  python=$venv/bin/python
  # The stamp holds what was installed: an environment half made, or of other versions, is made anew.
  local stamp=$venv/requirements
  [ "$(cat "$stamp" 2>/dev/null)" != "$*" ] || return 0
  command -v python3 >/dev/null 2>&1 || cannot_tell "python3 is not on the PATH"
  rm -rf "$venv"
  mkdir -p "$(dirname "$venv")"
  if ! python3 -m venv "$venv"; then
    rm -rf "$venv"
    cannot_tell "python3 cannot make a virtual environment (Debian: apt-get install python3-venv)"
  fi
  "$python" -m pip install --quiet --disable-pip-version-check "$@" ||
    cannot_tell "pip could not install $*"
  echo "$*" >"$stamp"
}

# built_program [PROGRAM]: sets `program` to it, or to the release build of this package.
built_program() {
  program=${1:-$(cd "$root" && swift build -c release --show-bin-path)/csto-bayes}
  [ -x "$program" ] || cannot_tell "no program at $program: build it first (make build)"
  program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
}
