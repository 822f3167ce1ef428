#!/usr/bin/env bash
# Runs what this program writes for other engines with the real ones: the statements of `collapse --sql`
# on generated rows in DuckDB, PostgreSQL, SQLite and Spark, whose counts must give the fit of the rows;
# and a robustness run in shards, as a job array on a Slurm of one node and as a Snakemake workflow,
# whose tables must be those of one process.
# Usage: Scripts/test-engines.sh [PROGRAM]    (default: the release build of this package)
# Environment: ENGINE_ROWS   rows to generate (default 1000000)
#              ENGINES       which to run (default: duckdb postgresql sqlite spark slurm snakemake)
# Installs what is missing: Debian packages (Slurm, munge, PostgreSQL, a Java runtime, Python's venv) and,
# once, a virtual environment in .build/venv-engines.
# Exit codes: 0 as it should be, 1 not so, 2 it cannot be told, 64 usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # of the sourced scripts
root=$(dirname "$here")
cannot_tell() {
  echo "test-engines: $*" >&2
  exit 2
}
fail() {
  echo "test-engines: $*" >&2
  exit 1
}

if [ $# -gt 1 ]; then
  echo "usage: Scripts/test-engines.sh [PROGRAM]" >&2
  exit 64
fi
# shellcheck source=Scripts/python-environment.sh disable=SC1091
. "$here/python-environment.sh"
# shellcheck source=Scripts/slurm-on-loopback.sh disable=SC1091
. "$here/slurm-on-loopback.sh"
built_program "$@"
read -r -a engines <<<"${ENGINES:-duckdb postgresql sqlite spark slurm snakemake}"

postgresql_bin() { printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1; }
needs=()
tables=()
workflows=()
for engine in "${engines[@]}"; do
  case $engine in
  duckdb | sqlite) tables+=("$engine") ;;
  spark)
    tables+=("$engine")
    needs+=(java:default-jre-headless)
    ;;
  postgresql)
    tables+=("$engine")
    needs+=(pg_ctlcluster:postgresql)
    ;;
  slurm)
    workflows+=("$engine")
    needs+=(/usr/sbin/slurmctld:slurm-wlm /usr/sbin/slurmd:slurm-wlm /usr/sbin/munged:munge)
    ;;
  snakemake) workflows+=("$engine") ;;
  *)
    echo "test-engines: there is no engine '$engine'" >&2
    exit 64
    ;;
  esac
done
# shellcheck disable=SC2016 # a shell of its own expands it
sh "$here/bootstrap.sh" ${needs[@]+"${needs[@]}"} || cannot_tell "something is missing"
python_environment engines duckdb==2.0.0 pyspark==4.3.0 snakemake==9.27.1

work=$(mktemp -d "${TMPDIR:-/tmp}/csto-bayes-engines.XXXXXX")
database=
cleanup() {
  slurm_stop
  [ -z "$database" ] || stop_postgresql
  rm -rf "$work"
}
trap cleanup EXIT

# PostgreSQL refuses to run as root, so that there it runs as the user of its package.
as_database_user() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
  else
    "$@"
  fi
}

start_postgresql() {
  local bin log
  bin=$(postgresql_bin)
  database=$work/postgresql
  log=$database/log
  mkdir "$database"
  # The folder above is closed to others.
  if [ "$(id -u)" -eq 0 ]; then
    chmod 711 "$work"
    chown postgres "$database"
  fi
  as_database_user "$bin/initdb" --pgdata="$database/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync >"$work/initdb.log" 2>&1 ||
    { cat "$work/initdb.log" >&2; cannot_tell "PostgreSQL could not be set up"; }
  as_database_user "$bin/pg_ctl" --pgdata="$database/data" --log="$log" --wait --silent \
    --options="-c listen_addresses='' -c unix_socket_directories='$database' -c fsync=off" start ||
    { cat "$log" >&2; cannot_tell "PostgreSQL did not start"; }
  export PGHOST=$database PGUSER=postgres
}

stop_postgresql() {
  as_database_user "$(postgresql_bin)/pg_ctl" --pgdata="$database/data" --mode=immediate --silent stop ||
    true
}

if [ ${#tables[@]} -gt 0 ]; then
  case " ${tables[*]} " in *" postgresql "*) start_postgresql ;; esac
  mkdir "$work/tables"
  # shellcheck disable=SC2154 # set by python-environment.sh
  "$python" "$here/engines_check.py" "$program" "$work/tables" "${ENGINE_ROWS:-1000000}" "${tables[@]}"
  rm -rf "$work/tables"
fi

# A small multiverse, in one process and in shards: in folders with blanks and quotes, and reached by
# paths relative to where the command is given.
shards=5
sharded() { "$program" robustness --only prior=weakly-informative,link=logit "$@"; }

# collect WANTED FOLDER: `robustness collect` must end with this exit code.
collect() {
  local code=0
  "$program" robustness collect "$2" >"$work/collect.txt" 2>&1 || code=$?
  [ "$code" -eq "$1" ] || {
    cat "$work/collect.txt" >&2
    fail "robustness collect $2 ended with exit code $code, expected $1"
  }
}

# same_tables FOLDER: its tables are those of the run in one process.
same_tables() {
  local table
  for table in "$work"/whole/*.csv; do
    cmp -s "$table" "$1/${table##*/}" || fail "${table##*/} of $1 is not that of one process"
  done
}

stores() { (cd "$1/shards" && sha256sum ./*.sqlite); }

# submit ARGUMENT...: runs a job array to its end; every task must end well.
submit() {
  local job states
  job=$(sbatch --parsable "$@")
  # `sbatch --wait` would look every few seconds only.
  while true; do
    states=$(squeue --noheader --array --jobs="$job" --states=all --format=%T | sort -u | tr '\n' ' ')
    case $states in
    'COMPLETED ') return 0 ;;
    *PENDING* | *RUNNING* | *COMPLETING* | *CONFIGURING*) sleep 0.2 ;;
    *)
      tail -n 20 csto-bayes-"$job"-*.log >&2
      fail "the tasks of 'sbatch $*' ended as $states"
      ;;
    esac
  done
}

run_slurm() {
  local folder="it's by slurm" before started=$SECONDS
  slurm_start "$work/slurm"
  sharded --output "$folder" --slurm "$shards" >"$work/advice.txt"
  # One shard alone: collect says what is missing.
  submit --array=2 "$folder/robustness.sbatch"
  collect 1 "$folder"
  submit "$folder/robustness.sbatch"
  collect 0 "$folder"
  same_tables "$folder"
  # Once more: every shard finds its universes done.
  before=$(stores "$folder")
  submit "$folder/robustness.sbatch"
  [ "$(stores "$folder")" = "$before" ] || fail "shards that were done were computed again"
  collect 0 "$folder"
  same_tables "$folder"
  echo "$(sinfo --version): $shards shards on one node in $((SECONDS - started)) s, the tables are those" \
    "of one process"
}

run_snakemake() {
  local folder='by "snakemake", 1' started=$SECONDS snakemake
  snakemake=$(dirname "$python")/snakemake
  sharded --output "$folder" --snakemake "$shards" >"$work/advice.txt"
  XDG_CACHE_HOME=$work "$snakemake" --snakefile "$folder/Snakefile" --cores 2 --quiet \
    >"$work/snakemake.log" 2>&1 || { cat "$work/snakemake.log" >&2; fail "the Snakefile failed"; }
  same_tables "$folder"
  # Nothing is left to do.
  XDG_CACHE_HOME=$work "$snakemake" --snakefile "$folder/Snakefile" --cores 2 --dry-run \
    >"$work/snakemake.log" 2>&1
  grep -q 'Nothing to be done' "$work/snakemake.log" || fail "Snakemake would run shards again"
  echo "Snakemake $("$snakemake" --version): $shards shards in $((SECONDS - started)) s, the tables are" \
    "those of one process"
}

if [ ${#workflows[@]} -gt 0 ]; then
  cd "$work"
  sharded --output whole >"$work/whole.log" || fail "the run in one process failed"
  for engine in "${workflows[@]}"; do "run_$engine"; done
fi
