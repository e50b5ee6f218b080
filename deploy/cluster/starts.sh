#!/usr/bin/env bash
# How long a task manager takes from its process to its first score, and what of that: starts a cluster with a job that waits
# for a query, again and again, in turns with an empty and a filled model cache, and prints the median of each moment.
#   starts.sh DIR [TIMES]     DIR as flink-cluster.sh installed it, where no cluster runs; TIMES (3) starts of each kind
# Needs a build (mvn -B -DskipTests package), python3, and the ports 28300 to 28305 (FIRST_PORT).
# Seconds after the process began. "files" is what the cache saves: fetching or extracting the model, and checking it.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
home=$(dirname "$(dirname "$here")")
tools=$home/job/tools/target/lib
first=${FIRST_PORT:-28300}
QUERY_SECONDS=300

fail() {
  echo "starts: $1" >&2
  exit 1
}

# shellcheck source=environment.sh
. "$here/environment.sh"

case ${1:-} in
-h | --help | '') sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; exit 0 ;;
esac
dir=$(readlink -m "$1")
times=${2:-3}
[[ $times =~ ^[1-9][0-9]*$ ]] || fail "'$times' is not a number of starts"
[ -d "$tools" ] || fail "there is no build; run: mvn -B -DskipTests package"
find_java
# So that the log's times are those of the results.
export TZ=UTC
work=$(mktemp -d /tmp/riverrank-starts.XXXXXX)

broker_process=
stop_all() {
  "$here/flink-cluster.sh" stop "$dir" >/dev/null || true
  [ -z "$broker_process" ] || kill "$broker_process" 2>/dev/null || true
  broker_process=
}
trap 'stop_all; rm -rf "$work"' EXIT

# One start; the task manager's log and the query's result stay as NAME.log and NAME.json.
start() { # name
  local broker
  # Topics of an earlier start would have its query.
  "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$tools/*" "$home/deploy/sql/Broker.java" \
    requests results dead-letters >"$work/broker" 2>"$work/broker.errors" &
  broker_process=$!
  until grep -q '^broker: ' "$work/broker"; do
    kill -0 "$broker_process" 2>/dev/null || fail "the broker ended: $(tail -n 1 "$work/broker.errors")"
    sleep 0.2
  done
  broker=$(sed -n 's/^broker: //p' "$work/broker")
  rm -f "$dir"/log/*
  "$here/flink-cluster.sh" start "$dir" 0 jobmanager.rpc.port="$first" rest.port=$((first + 1)) blob.server.port=$((first + 2)) \
    taskmanager.numberOfTaskSlots=1 parallelism.default=1 "execution.checkpointing.interval=1 s" >/dev/null
  "$here/submit.sh" "$dir" run --bootstrap-servers "$broker" -D rerank.model.cache-dir="$work/models" \
    -D kafka.topics.requests=requests -D kafka.topics.results=results -D kafka.topics.dead-letters=dead-letters >/dev/null
  "$here/flink-cluster.sh" taskmanager "$dir" >/dev/null
  timeout "$QUERY_SECONDS" "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$tools/*" \
    "$home/deploy/docker/OneQuery.java" "$broker" >"$work/$1.json" 2>"$work/query.errors" ||
    fail "no result came in $QUERY_SECONDS s; see $dir/log"
  cp "$dir"/log/taskmanager-*.log "$work/$1.log"
  stop_all
}

for ((i = 0; i < times; i++)); do
  rm -rf "$work/models"
  start "cold-$i"
  start "warm-$i"
done

python3 - "$work" "$times" <<'PYTHON'
import json, re, statistics, sys
from datetime import datetime, timezone
from pathlib import Path

work, times = Path(sys.argv[1]), int(sys.argv[2])
MOMENTS = {
    "registered with the job manager": "Successful registration at resource manager",
    "tasks arrived": "Received task ",
}


def seconds(line):
    return datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").replace(tzinfo=timezone.utc).timestamp()


def moments(name):
    lines = (work / f"{name}.log").read_text().splitlines()
    loaded = next(line for line in lines if re.search(r"Model .* loaded: ", line))
    began = seconds(loaded) - float(re.search(r"([\d.]+) s after the process began", loaded)[1])
    found = {what: seconds(next(line for line in lines if text in line)) - began for what, text in MOMENTS.items()}
    took, phases = re.search(r"it took ([\d.]+) s \((.*?)\)", loaded).groups()
    found["model loaded"] = seconds(loaded) - began
    found["of that, loading"] = float(took)
    found |= {f"- {what}": float(value) for what, value in re.findall(r"([\w-]+) ([\d.]+) s", phases)}
    scored = json.loads((work / f"{name}.json").read_text())["scored_at"]
    found["first query scored"] = datetime.fromisoformat(scored.replace("Z", "+00:00")).timestamp() - began
    return found


cold, warm = ([moments(f"{kind}-{i}") for i in range(times)] for kind in ("cold", "warm"))
print("| seconds | empty cache | filled cache |\n| --- | --- | --- |")
for what in cold[0]:
    print(f"| {what} |", *(f"{statistics.median(start[what] for start in starts):.2f} |" for starts in (cold, warm)))
PYTHON
