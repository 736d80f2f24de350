#!/usr/bin/env bash
# Interrupts real runs: SIGINT and SIGTERM end with 130 and 143, leave a checkpoint, and records that can be read.
# Expects the program to be built (./deepnfa builds it). The last line counts: "N passed, N failed".
set -uo pipefail
cd -- "${BASH_SOURCE[0]%/*}/../.." || exit 1
program=src/Cli/bin/Release/net10.0/deepnfa.dll
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

# check WHAT COMMAND...: one check that passes when the command does.
check() {
  local what=$1
  shift
  if "$@" >"$scratch/said" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$what"
    cat "$scratch/said"
  fi
}

# interrupted SIGNAL: starts a run that would take hours and sends the signal once two epochs are recorded; sets $code and $run.
interrupted() {
  run=$scratch/$1
  set -m # else the shell starts its jobs with SIGINT ignored
  dotnet "$program" run quickstart --set epochs=100000 --plots none --out "$run" >"$run.out" 2>"$run.err" &
  set +m
  local job=$! i
  for ((i = 0; i < 600; i++)); do
    [[ -f $run/correlations.csv && $(wc -l <"$run/epochs.csv") -ge 5 ]] && break
    sleep 0.1
  done
  kill "-$1" "$job"
  wait "$job"
  code=$?
}

signal() {
  interrupted "$1"
  check "$1 ends with $2, not $code" test "$code" = "$2"
  check "$1 leaves a checkpoint" compgen -G "$run/checkpoints/epoch-*.npz"
  check "$1 is told in a sentence" grep -q '^deepnfa: interrupted' "$run.err"
  check "$1 shows no stack trace" bash -c '! grep -q "^   at " "$1"' - "$run.err"
  check "$1 leaves whole lines" bash -c 'for f in "$1"/*.csv; do [[ $(tail -c 1 "$f" | wc -l) == 1 ]] || exit 1; done' - "$run"
  check "$1 leaves records that can be read" dotnet "$program" report "$run" --plots none
  check "$1 leaves a table" bash -c 'dotnet "$1" report "$2" --markdown | grep -q "^| 3 |"' - "$program" "$run"
}

[[ -f $program ]] || { echo "Nothing to test: $program is not built. Run ./deepnfa once."; echo "0 passed, 1 failed"; exit 1; }
signal INT 130
signal TERM 143
printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed == 0 ]]
