# A Slurm of one node on loopback, with its own key, state, logs and ports; sourced by test-engines.sh.
# No service manager is involved, and nothing outside one folder is written. It runs as whoever calls.
# The sourcing script defines `cannot_tell MESSAGE`, and calls slurm_stop when it ends, come what may.
# shellcheck shell=bash

slurm_pids=()

# slurm_start FOLDER: starts munged, slurmctld and slurmd, and waits until the node is idle.
slurm_start() {
  local folder=$1 name user ports
  name=$(hostname -s)
  user=$(id -un)
  # Three ports that are free now.
  ports=$(python3 -c 'import socket
sockets = [socket.socket() for _ in range(2)]
for one in sockets: one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in sockets))')
  mkdir -m 755 "$folder" "$folder/state" "$folder/spool" "$folder/log"
  (umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")
  cat >"$folder/slurm.conf" <<END
ClusterName=loopback
SlurmctldHost=$name(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=${ports% *}
SlurmdPort=${ports#* }
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=$name Default=YES MaxTime=INFINITE State=UP
END
  export SLURM_CONF=$folder/slurm.conf
  munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
    --pid-file="$folder/munged.pid" --log-file="$folder/log/munged.log" \
    --seed-file="$folder/munged.seed" >"$folder/log/munged.out" 2>&1 &
  slurm_pids+=($!)
  slurm_wait "$folder" test -S "$folder/munge.socket"
  slurmctld -D -f "$SLURM_CONF" >"$folder/log/slurmctld.out" 2>&1 &
  slurm_pids+=($!)
  slurmd -D -f "$SLURM_CONF" -N "$name" >"$folder/log/slurmd.out" 2>&1 &
  slurm_pids+=($!)
  slurm_wait "$folder" slurm_is_idle
}

slurm_is_idle() { [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; }

# slurm_wait FOLDER COMMAND...: waits up to a minute for the command to succeed.
slurm_wait() {
  local folder=$1 attempt
  shift
  for attempt in $(seq 300); do
    "$@" && return 0
    sleep 0.2
  done
  tail -n 20 "$folder"/log/* >&2
  cannot_tell "Slurm did not start within a minute ($attempt attempts at: $*)"
}

# Stops what slurm_start started, the last first.
slurm_stop() {
  local index
  [ ${#slurm_pids[@]} -lt 3 ] || scancel --user="$(id -un)" >/dev/null 2>&1 || true
  for ((index = ${#slurm_pids[@]} - 1; index >= 0; index--)); do
    kill "${slurm_pids[index]}" 2>/dev/null || true
    wait "${slurm_pids[index]}" 2>/dev/null || true
  done
  slurm_pids=()
}
