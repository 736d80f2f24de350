#!/usr/bin/env bash
# Takes the file system away from real runs: full, read-only, permission lost, deleted, moved. What was recorded stays whole, the message says what is safe and how to go on,
# and the run that goes on afterwards ends with the bytes of one that nothing happened to. Full and read-only need mounts: in a mount namespace of its own, as root; otherwise they are skipped.
# Expects the program to be built (./deepnfa builds it). The last line counts: "N passed, N failed".
set -uo pipefail
cd -- "${BASH_SOURCE[0]%/*}/../.." || exit 1
program=$PWD/src/Cli/bin/Release/net10.0/deepnfa.dll
[[ -f $program ]] || { echo "Nothing to test: $program is not built. Run ./deepnfa once."; echo "0 passed, 1 failed"; exit 1; }
if [[ ${1-} != mounts && $(id -u) == 0 ]] && unshare --mount true 2>/dev/null; then
  exec unshare --mount --propagation private bash tests/Signals/faults.sh mounts
fi
scratch=$(mktemp -d) || exit 1
chmod 755 "$scratch"
trap 'umount -q "$scratch"/disk* 2>/dev/null; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
. tests/Signals/check.bash

short=(train --data digits --train-samples 600 --validation-samples 100 --hidden 48,48 --epochs 12 --probe-every 2 --checkpoint-epochs 2 --threads 1)
long=("${short[@]}" --plots none)
long[10]=2000
dotnet "$program" "${short[@]}" --plots none --out "$scratch/whole" >/dev/null 2>"$scratch/whole.err"
check "a run that nothing happens to ends" test -f "$scratch/whole/report.html"

# same RUN WHAT: all records and weights have the bytes of the run that nothing happened to.
same() {
  local file
  for file in epochs.csv correlations.csv probes checkpoints; do
    check "$2: $file has the same bytes" diff -r "$scratch/whole/$file" "$1/$file"
  done
}

# readable RUN WHAT: whatever is there can be read, line by line.
readable() {
  check "$2: the records can be read" dotnet "$program" report "$1" --plots none --out "$scratch/page-$RANDOM"
  check "$2: lines are whole" bash -c 'for f in "$1"/*.csv; do [[ ! -s $f || $(tail -c 1 "$f" | wc -l) == 1 ]] || exit 1; done' - "$1"
}

# told FILE WHAT PATTERN...: the error is one sentence after another, and says each of these.
told() {
  local file=$1 what=$2 pattern
  shift 2
  check "$what: no stack trace" bash -c '! grep -q "^   at \|fault of the program" "$1"' - "$file"
  for pattern in "$@"; do
    check "$what: says '$pattern'; it said: $(grep '^deepnfa: ' "$file")" grep -q -- "$pattern" "$file"
  done
}

# full KILOBYTES: the same run on a disk of that size.
full() {
  local disk=$scratch/disk-$1 what="disk of $1 kB" code
  mkdir "$disk"
  mount -t tmpfs -o "size=$1k" tmpfs "$disk" || return
  dotnet "$program" "${short[@]}" --plots none --out "$disk/run" >/dev/null 2>"$scratch/full.err"
  code=$?
  check "$what: ends with 5, not $code" test "$code" = 5
  told "$scratch/full.err" "$what" "the disk is full"
  if [[ -f $disk/run/session.json ]]; then
    told "$scratch/full.err" "$what" "Safe: \|Nothing was trained yet" "go on with: deepnfa resume $disk/run\|Go on with: deepnfa resume $disk/run"
    [[ -f $disk/run/epochs.csv ]] && readable "$disk/run" "$what"
    dotnet "$program" resume "$disk/run" >/dev/null 2>"$scratch/again.err"
    code=$?
    check "$what: still full, ends with 5 or, for what a kept checkpoint freed, with 0; not $code" test "$code" = 5 -o "$code" = 0
  fi
  mount -o remount,size=20m "$disk"
  dotnet "$program" "${short[@]}" --plots none --out "$disk/run" >/dev/null 2>"$scratch/again.err"
  code=$?
  if [[ $code == 5 ]]; then # it was finished by resume
    check "$what: finished before" grep -q "holds a run already" "$scratch/again.err"
  else
    check "$what, then space: ends with 0, not $code" test "$code" = 0
  fi
  same "$disk/run" "$what, then space"
}

# begun RUN: a run of the long kind in the background, until it has two checkpoints; sets $job.
begun() {
  "${as[@]}" dotnet "$program" "${long[@]}" --out "$1" >/dev/null 2>"$1.err" &
  job=$!
  local i
  for ((i = 0; i < 600; i++)); do
    [[ $(find "$1/checkpoints" -name '*.npz' 2>/dev/null | wc -l) -ge 2 ]] && return
    sleep 0.05
  done
}

# ended WHAT: it has ended with 5.
ended() {
  wait "$job"
  local code=$?
  check "$1: ends with 5, not $code" test "$code" = 5
}

as=(env)
if [[ ${1-} == mounts ]]; then
  for size in 8 16 150 400 700 800 900 1000 1200; do full "$size"; done
  disk=$scratch/disk-readonly
  mkdir "$disk"
  mount -t tmpfs -o size=500m tmpfs "$disk"
  begun "$disk/run"
  mount --bind "$disk" "$disk" # what a disk does to itself after an error; busy while a file is being written, so tried until it is not
  for ((i = 0; i < 400; i++)); do mount -o remount,bind,ro "$disk" 2>/dev/null && break; done
  ended "read-only while it runs"
  told "$disk/run.err" "read-only while it runs" "the file system is read-only" "Safe: the records of epochs 0 to [0-9]* and the checkpoint of epoch" "Missing: all after epoch" "go on with: deepnfa resume $disk/run"
  readable "$disk/run" "read-only while it runs"
  dotnet "$program" "${short[@]}" --out "$disk/new" >/dev/null 2>"$scratch/new.err"
  code=$?
  check "a read-only folder: ends with 5, not $code" test "$code" = 5
  told "$scratch/new.err" "a read-only folder" "the file system is read-only"
  check "a read-only folder: resume ends with 5" bash -c 'dotnet "$1" resume "$2" 2>&1 | grep -q "read-only"' - "$program" "$disk/run"
  umount "$disk"
else
  echo "skipped: full and read-only disks, which need root and a mount namespace"
fi

run=$scratch/deleted
begun "$run"
rm -rf "$run" || rm -rf "$run"
ended "deleted while it runs"
told "$run.err" "deleted while it runs" "deleted or moved while the run went on\|its folder is gone" "or begin again with: deepnfa train"
check "deleted while it runs: nothing is written there again" bash -c '! [[ -e $1/epochs.csv || -e $1/correlations.csv ]]' - "$run"

run=$scratch/moved
begun "$run"
mv "$run" "$run-away"
ended "moved while it runs"
told "$run.err" "moved while it runs" "deleted or moved while the run went on\|its folder is gone" "Put the folder back"
readable "$run-away" "moved while it runs"

if [[ $(id -u) == 0 ]] && command -v setpriv >/dev/null; then
  mkdir "$scratch/user" && chown 65534 "$scratch/user"
  as=(setpriv --reuid=65534 --clear-groups env HOME="$scratch/user" DOTNET_CLI_HOME="$scratch/user")
  run=$scratch/user/run
else
  run=$scratch/unwritable
fi
begun "$run"
chmod -R a-w "$run"
[[ $(id -u) == 0 ]] && chown -R 0 "$run"
ended "permission lost"
told "$run.err" "permission lost" "permission is denied" "Safe: the records of epochs 0 to" "go on with: deepnfa resume $run"
readable "$run" "permission lost"
printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed == 0 ]]
