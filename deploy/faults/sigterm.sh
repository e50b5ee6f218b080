#!/usr/bin/env bash
# Ends processes by SIGTERM at random moments, as a rolling restart does: while they start, load the model, score, or shut
# down. Each has to end with 143, without a crash report, a core, or a model or library in its temporary folder. Exits 1 if one doesn't.
#   sigterm.sh [TIMES [SEED]]    200 times with seed 1, unless said; a failure keeps its folder
# Two in three processes are of 'score', one is of 'backfill', which has a Flink with the rerank operator in it.
# Wants a build (./riverrank --version makes one). COMMANDS ("score score backfill") are taken in turns.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
times=${1:-200}
RANDOM=${2:-1}
read -ra commands <<<"${COMMANDS:-score score backfill}"
log=$home/job/tools/src/main/resources/io/riverrank/tools/demo/search-log.jsonl

fail() {
  echo "sigterm: $1" >&2
  exit 1
}

[[ $times =~ ^[0-9]+$ ]] || fail "'$times' is not a number of times"
[ -f "$home/job/tools/target/riverrank-tools.jar" ] || fail "there is no build; make one by ./riverrank --version"
work=$(mktemp -d /tmp/sigterm.XXXXXX)
ulimit -c unlimited 2>/dev/null || true

# More than a process gets through before it is ended.
head -n 200000 < <(yes '{"query":"average rent in canada","document":"Average monthly rent by province"}') >"$work/pairs.jsonl"
for ((i = 0; i < 400; i++)); do sed "s/\"query_id\": *\"/&$i-/" "$log"; done >"$work/log.jsonl"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
read -ra opens <<<"$(grep -o -- '--add-[a-z]*=[^ ]*' "$home/deploy/config/config.yaml" | tr '\n' ' ')"

# Leaves the process in pid. Not by the launcher, which clears away what a JVM leaves.
start() { # command, folder
  local arguments=(score --input "$work/pairs.jsonl" --output "$2/out/scores.jsonl")
  [ "$1" = score ] || arguments=(backfill --input "$work/log.jsonl" --output "$2/out/results" --parallelism 1)
  mkdir -p "$work/tmp" "$2"/{out,here}
  env -C "$2/here" "$java" "${opens[@]}" -XX:-UsePerfData -XX:ErrorFile="$2/here/hs_err.log" -Djava.io.tmpdir="$work/tmp" \
    -Dlog4j.configurationFile=log4j2-riverrank.properties -Dlog4j2.disable.jmx=true \
    -cp "$home/job/tools/target/riverrank-tools.jar:$home/job/tools/target/lib/*" io.riverrank.tools.Riverrank \
    "${arguments[@]}" >"$2/stdout" 2>"$2/stderr" </dev/null &
  pid=$!
}

now() { date +%s%3N; }

# Until the model has scored for a while: the span that moments are drawn from, in milliseconds.
span() { # command
  local at=$work/span-$1 began
  began=$(now)
  start "$1" "$at"
  # A backfill's manifest is there before its model.
  until [ -n "$(find "$at/out" -type f -size +0 ! -name manifest.json 2>/dev/null)" ]; do
    kill -0 "$pid" 2>/dev/null || fail "$1 ended by itself; see $at"
    sleep 0.1
  done
  echo $((($(now) - began) * 5 / 4))
  kill -TERM "$pid"
  { wait "$pid"; } 2>/dev/null || true
  rm -rf "$at"
}

is_empty() { [ -z "$(find "$1" -mindepth 1 -print -quit 2>/dev/null)" ]; }

# What this code extracts. Flink has files of its own there, which the launcher clears away, and so has JNA: an empty one stays
# where a process ends between its making and its writing.
ours() { (cd "$1" && find . -name '*riverrank-*' -o -size +0 -type f \( -name 'onnxruntime*' -o -name 'jna*' \) | head -n 5); }

declare -A spans codes
failures=0
for command in "${commands[@]}"; do
  [ -n "${spans[$command]:-}" ] || spans[$command]=$(span "$command")
done
for ((i = 0; i < times; i++)); do
  command=${commands[i % ${#commands[@]}]}
  moment=$(((RANDOM * 32768 + RANDOM) % spans[$command]))
  at=$work/$i-$command-$moment
  start "$command" "$at"
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  kill -TERM "$pid" 2>/dev/null || true
  code=0
  { wait "$pid"; } 2>/dev/null || code=$?
  what=
  if grep -q '^Error occurred during initialization of VM' "$at/stdout" "$at/stderr"; then
    # A JVM that gets the signal in the middle of its second phase of initialization ends itself, before any code of ours.
    code="1 by the JVM's own initialization"
  fi
  case $code in
  143 | *initialization) ;;
  *) what="exit code $code" ;;
  esac
  codes[$code]=$((${codes[$code]:-0} + 1))
  is_empty "$at/here" || what="${what:+$what, }left $(ls "$at/here" | tr '\n' ' ')"
  if [ -n "$what" ]; then
    failures=$((failures + 1))
    echo "$command after $moment ms: $what; see $at"
  else
    rm -rf "$at"
  fi
done
# What one that was ended left, the next one clears away.
span score >/dev/null
left=$(ours "$work/tmp" | wc -l)
[ "$left" -le 2 ] || { failures=$((failures + 1)); echo "$left folders of models and libraries stayed in $work/tmp"; }
for command in "${!spans[@]}"; do echo "$command: moments from 0 to ${spans[$command]} ms"; done
for code in "${!codes[@]}"; do echo "exit code $code: ${codes[$code]} times"; done
[ "$failures" = 0 ] || fail "$failures of $times did not end as they should; see $work"
rm -rf "$work"
echo "All $times ended as they should, and left nothing"
