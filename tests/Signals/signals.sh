#!/usr/bin/env bash
# Interrupts real runs: SIGINT and SIGTERM end with 130 and 143, leave a checkpoint, records that can be read, and a run that goes on to the same bytes.
# Expects the program to be built (./deepnfa builds it). The last line counts: "N passed, N failed".
set -uo pipefail
cd -- "${BASH_SOURCE[0]%/*}/../.." || exit 1
program=src/Cli/bin/Release/net10.0/deepnfa.dll
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
. tests/Signals/check.bash
signalled=(env --default-signal=INT,TERM) # a shell starts its jobs with SIGINT ignored, and may have been started so itself

# interrupted SIGNAL TIMES: starts a run that would take hours and sends the signal once two epochs are recorded, so many times; sets $code and $run.
interrupted() {
  run=$scratch/$1-$2
  "${signalled[@]}" dotnet "$program" run quickstart --set epochs=100000 --plots none --out "$run" >"$run.out" 2>"$run.err" &
  local job=$! i
  for ((i = 0; i < 600; i++)); do
    [[ -f $run/correlations.csv && $(wc -l <"$run/epochs.csv") -ge 5 ]] && break
    sleep 0.1
  done
  for ((i = 0; i < $2; i++)); do kill "-$1" "$job"; done
  wait "$job"
  code=$?
}

signal() {
  interrupted "$1" "${3-1}"
  check "$1 ends with $2, not $code" test "$code" = "$2"
  check "$1 leaves a checkpoint" compgen -G "$run/checkpoints/epoch-*.npz"
  check "$1 is told in a sentence that says how to go on" grep -q "^deepnfa: interrupted; .*deepnfa resume $run\$" "$run.err"
  check "$1 shows no stack trace" bash -c '! grep -q "^   at " "$1"' - "$run.err"
  check "$1 leaves whole lines" bash -c 'for f in "$1"/*.csv; do [[ $(tail -c 1 "$f" | wc -l) == 1 ]] || exit 1; done' - "$run"
  check "$1 leaves records that can be read" dotnet "$program" report "$run" --plots none
  check "$1 leaves a table" bash -c 'dotnet "$1" report "$2" --markdown | grep -q "^| 3 |"' - "$program" "$run"
}

short=(train --data digits --train-samples 1000 --validation-samples 200 --hidden 64,64 --epochs 40 --plots none)

# same RUN WHAT: the run ends with the bytes of one that nobody interrupted.
same() {
  check "$2 goes on" dotnet "$program" resume "$1"
  local file
  for file in epochs.csv correlations.csv checkpoints/epoch-000040.npz; do
    check "$2 and resumed: $file has the same bytes" cmp "$scratch/whole/$file" "$1/$file"
  done
  check "$2 and resumed: the probes have the same bytes" diff -r "$scratch/whole/probes" "$1/probes"
}

# resumed WHAT SIGNALS SECONDS: sends the signals once two epochs are recorded, so many seconds apart, and goes on.
resumed() {
  run=$scratch/${1// /-}
  "${signalled[@]}" dotnet "$program" "${short[@]}" --out "$run" >"$run.out" 2>"$run.err" &
  local job=$! i signal
  for ((i = 0; i < 600; i++)); do
    [[ -f $run/epochs.csv && $(wc -l <"$run/epochs.csv") -ge 5 ]] && break
    sleep 0.05
  done
  for signal in $2; do
    kill "-$signal" "$job" 2>/dev/null # a second one may find it gone
    sleep "$3"
  done
  wait "$job"
  code=$?
  check "$1 ends with 130, not $code" test "$code" = 130
  same "$run" "$1"
}

[[ -f $program ]] || { echo "Nothing to test: $program is not built. Run ./deepnfa once."; echo "0 passed, 1 failed"; exit 1; }
signal INT 130
signal TERM 143
signal TERM 143 2 # a scheduler signals a script and its children, and the script passes it on
dotnet "$program" "${short[@]}" --out "$scratch/whole" >/dev/null 2>"$scratch/whole.err"
check "a run that nobody interrupts ends" test -f "$scratch/whole/report.html"
resumed "one Ctrl-C" "INT" 0
resumed "two Ctrl-C at once" "INT INT" 0
resumed "a second Ctrl-C a little later" "INT INT INT" 0.02
printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed == 0 ]]
