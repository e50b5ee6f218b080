#!/usr/bin/env bash
# Fuzzes, guided by coverage, what reads foreign bytes: requests, results, dead letters, texts, model directories,
# configuration. Prints a table; exits 1 if a target failed. An input that fails is written to the Inputs folder
# of its test, where it is a case of the normal tests from then on; the corpus grows in .cifuzz-corpus.
#   run.sh [-t SECONDS] [NAME ...]    SECONDS a target, 60 by default; NAME as in RequestDecoder, all by default
set -u
root=$(cd "$(dirname "$0")/../../../.." && pwd)
seconds=60
while getopts t: option; do
  case $option in
  t) seconds=$OPTARG ;;
  *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  while read -r test; do names+=("$(basename "$test" FuzzTest.java)"); done \
    < <(find "$root"/{schemas,operators,job/*}/src/test/java -name '*FuzzTest.java' | sort)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
printf '%-20s %12s %9s %8s  %s\n' target executions coverage corpus outcome
for name in "${names[@]}"; do
  file=$(find "$root"/{schemas,operators,job/*}/src/test/java -name "${name}FuzzTest.java")
  if [ -z "$file" ]; then
    echo "there is no ${name}FuzzTest" >&2
    exit 2
  fi
  module=${file#"$root"/}
  module=${module%%/src/*}
  if (cd "$root" && JAZZER_FUZZ=1 mvn -q -B -o -Dspotless.check.skip -pl "$module" -am test -Dtest="${name}FuzzTest" \
    -Dsurefire.failIfNoSpecifiedTests=false -Djazzer.hooks=true -Djazzer.max_duration="${seconds}s") >"$log" 2>&1; then
    outcome=sound
  else
    outcome="FAILED: $(grep -v '^INFO' "$log" | grep -m1 -A1 -E 'Caused by|FuzzTestFinding|ERROR|SIG' | tr '\n' ' ' | cut -c1-200)"
    failed=$((failed + 1))
    cp "$log" "$root/$module/target/$name.fuzz.log"
  fi
  last=$(grep -E '^#[0-9]+.* cov: ' "$log" | tail -n1)
  executions=$(sed -n 's/^#\([0-9]*\).*/\1/p' <<<"$last")
  coverage=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' <<<"$last")
  corpus=$(sed -n 's/.* corp: \([0-9]*\).*/\1/p' <<<"$last")
  printf '%-20s %12s %9s %8s  %s\n' "$name" "${executions:-0}" "${coverage:--}" "${corpus:--}" "$outcome"
done
echo "targets=${#names[@]} failed=$failed"
[ "$failed" -eq 0 ]
