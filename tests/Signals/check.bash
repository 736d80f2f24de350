# What the scripts of this folder share; sourced. It wants $scratch, a folder, and counts in $passed and $failed.
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
