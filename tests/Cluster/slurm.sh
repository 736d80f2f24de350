#!/usr/bin/env bash
# A real Slurm of two nodes on this machine runs a job array of 24 tasks to the end, with one task killed, one asked to save and go on later, and one node drained in the middle; all results
# have the bytes of the same sweep run locally. Needs Debian's slurm-wlm and munge, and root; skipped with a reason elsewhere.
# Expects the program to be built (./deepnfa builds it). The last line counts: "N passed, N failed".
set -uo pipefail
cd -- "${BASH_SOURCE[0]%/*}/../.." || exit 1
program=$PWD/src/Cli/bin/Release/net10.0/deepnfa.dll
skip() { echo "skipped: a real Slurm, $1"; echo "0 passed, 0 failed"; exit 0; }
for tool in munged slurmctld slurmd sbatch; do command -v "$tool" >/dev/null || skip "which needs $tool (Debian: slurm-wlm and munge)"; done
[[ $(id -u) == 0 ]] || skip "which needs root"
[[ -f $program ]] || { echo "Nothing to test: $program is not built. Run ./deepnfa once."; echo "0 passed, 1 failed"; exit 1; }
scratch=$(mktemp -d) || exit 1
daemons=() killed='' warned=''
trap 'kill "${daemons[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$scratch"' EXIT
. tests/Signals/check.bash

# begin NAME COMMAND...: a daemon in the background, in the foreground of its own.
begin() {
  "${@:2}" >"$scratch/$1.log" 2>&1 &
  daemons+=($!)
}

# within SECONDS COMMAND...: waits until the command succeeds.
within() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || return 1
    sleep 0.1
  done
}

sweep() { dotnet "$program" sweep "$@"; }

# holder RUN: the process that works on a run.
holder() { sed -n 's/^process \([0-9]*\) .*/\1/p' "$1/.lock-holder" 2>/dev/null; }

# running: the folder of a run that somebody works on, with two epochs at least, other than the one that was killed, whose lock seems to be held.
running() {
  local lock run
  for lock in "$scratch"/cluster/*/.lock-holder; do
    run=${lock%/*}
    [[ -f $lock && $run != "$killed" && -f $run/epochs.csv && $(wc -l <"$run/epochs.csv") -ge 5 ]] && { echo "$run"; return; }
  done
  return 1
}

# task RUN: the number of a run's task.
task() { grep -B 1 "\"name\": \"${1##*/}\"" "$scratch/tasks.json" | sed -n 's/.*"index": \([0-9]*\),/\1/p'; }

finished() { [[ $(grep -l '"finished": true' "$scratch"/cluster/*/session.json 2>/dev/null | wc -l) -ge $1 ]]; }

# over: whether no job is left; those that Slurm holds back for two minutes after they were queued again may begin at once.
over() {
  local job
  for job in $(squeue -h -o '%i %r' | sed -n 's/ BeginTime$//p'); do scontrol update jobid="$job" starttime=now; done
  [[ -z $(squeue -h) ]]
}

name=$(hostname -s)
mkdir "$scratch"/{munge,state,spool-one,spool-two}
chmod 755 "$scratch" "$scratch/munge"
head -c 1024 /dev/urandom >"$scratch/munge/key"
chmod 600 "$scratch/munge/key"
cat >"$scratch/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=17817
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/socket,cred_expire=2
CredType=cred/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool-%n
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd-%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=sched_interval=2,bf_interval=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=30
NodeName=one NodeHostname=$name NodeAddr=127.0.0.1 Port=17818 CPUs=1 RealMemory=900
NodeName=two NodeHostname=$name NodeAddr=127.0.0.1 Port=17819 CPUs=1 RealMemory=900
PartitionName=all Nodes=one,two Default=YES State=UP MaxTime=INFINITE
CONF
export SLURM_CONF=$scratch/slurm.conf
begin munged munged --foreground --force --socket="$scratch/munge/socket" --key-file="$scratch/munge/key" --pid-file="$scratch/munge/pid" --seed-file="$scratch/munge/seed" --log-file="$scratch/munge/log"
within 10 test -S "$scratch/munge/socket"
begin slurmctld slurmctld -D -f "$SLURM_CONF"
begin slurmd-one slurmd -D -f "$SLURM_CONF" -N one
begin slurmd-two slurmd -D -f "$SLURM_CONF" -N two
within 30 bash -c '[[ $(sinfo -h -N -t idle | wc -l) == 2 ]]' || { tail -n 5 "$scratch"/*.log; skip "which does not come up on this machine (its last words are above)"; }

cat >"$scratch/plan.json" <<'PLAN'
{
  "experiment": "quickstart",
  "preset": "smoke",
  "settings": { "epochs": 1500, "probeEvery": 500 },
  "grid": { "width": [16, 24], "activation": ["relu", "tanh"], "optimizer": ["sgd", "adam"] },
  "seeds": 3,
  "limits": { "memoryMB": 400, "time": "00:20:00" }
}
PLAN
sweep status "$scratch/plan.json" --json >"$scratch/tasks.json"
sweep "$scratch/plan.json" --out "$scratch/cluster" --slurm "$scratch/jobs" >"$scratch/said" 2>&1
check "the script is written" test -f "$scratch/jobs/array.sbatch"
array=$(sbatch --parsable "$scratch/jobs/array.sbatch")
check "Slurm takes the script" test -n "$array"

# One task is killed as the system kills where memory is short: the script has it queued again.
kill_one() { killed=$(running) && kill -9 "$(holder "$killed")"; }
check "a task is killed" within 60 kill_one
# One is told that its time limit is near: it saves its state and is queued again.
# scancel may say that the job cannot be altered, since it is queued again by then: the task's own words tell.
warn_one() {
  warned=$(running) || return
  scancel --batch --signal=USR1 "${array}_$(task "$warned")"
  within 10 grep -q "the state is saved" "$scratch/jobs/$(task "$warned").log"
}
check "a task is told that its time is over" within 60 warn_one
# One node takes no more work.
within 120 finished 8
scontrol update nodename=two state=drain reason=test
check "a node is drained" bash -c '[[ $(sinfo -h -n two -o %T) == drain* ]]'
within 400 over
check "all tasks are over: $(squeue -h | head -n 3)" over
check "all tasks are done" finished 24
check "the killed task was begun again" test "$(grep -c '^deepnfa: task ' "$scratch/jobs/$(task "$killed").log")" = 2
check "the warned task saved its state" grep -q "interrupted; what was recorded is complete, and the state is saved" "$scratch/jobs/$(task "$warned").log"
check "the warned task was begun again" test "$(grep -c '^deepnfa: task ' "$scratch/jobs/$(task "$warned").log")" = 2
check "nothing ran on the drained node in the end" bash -c '[[ $(sinfo -h -n two -o %T) == drained* ]]'

# A task that its user cancels saves its state, too, but is not queued again.
sed 's/"epochs": 1500/"epochs": 1000000/; s/"grid".*/"grid": {},/; s/"seeds": 3/"seeds": 1/' "$scratch/plan.json" >"$scratch/long.json"
sweep "$scratch/long.json" --out "$scratch/cancelled" --slurm "$scratch/long" >"$scratch/said" 2>&1
array=$(sbatch --parsable "$scratch/long/array.sbatch")
within 60 test -s "$scratch/cancelled/seed-0/epochs.csv"
scancel --full "$array"
within 60 over
check "a cancelled task is not queued again" over
check "a cancelled task has saved its state" bash -c 'compgen -G "$1/checkpoints/*.npz"' - "$scratch/cancelled/seed-0"

sweep "$scratch/plan.json" --out "$scratch/local" >"$scratch/said" 2>&1
check "the same sweep runs here" test $? = 0
for run in "$scratch"/local/*/; do
  run=$(basename "$run")
  for file in epochs.csv correlations.csv probes checkpoints; do
    check "$run: $file has the same bytes" diff -r "$scratch/local/$run/$file" "$scratch/cluster/$run/$file"
  done
done
for where in local cluster; do check "the runs are gathered ($where)" sweep gather "$scratch/plan.json" --out "$scratch/$where" --plots none; done
check "both tables are the same" cmp "$scratch/local/sweep.csv" "$scratch/cluster/sweep.csv"
printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed == 0 ]]
