#!/usr/bin/env bash
# Checks dashboards, rules and alerts on the real thing: a Flink with the job, a broker, Prometheus and Alertmanager.
#   check.sh DIR    DIR gets a Flink (see deploy/cluster/flink-cluster.sh) unless it has one; logs are below DIR/observability
# Needs a build (mvn -B -DskipTests package) and, of Debian: apt install prometheus prometheus-alertmanager jq curl
# Takes some five minutes. FIRST_PORT (19100) is the first of the 30 ports that it uses.
set -euo pipefail

script=$(readlink -f "$0")
here=$(dirname "$script")
deploy=$(dirname "$here")
home=$(dirname "$deploy")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cluster=$deploy/cluster/flink-cluster.sh
tools=$home/job/tools/target/lib
sample=$home/job/tools/src/main/resources/io/riverrank/tools/demo/search-log.jsonl
first=${FIRST_PORT:-19100}
rest=$first
rpc=$((first + 1))
prometheus=localhost:$((first + 2))
alertmanager=localhost:$((first + 3))
reporters=$((first + 10))-$((first + 29))
PATIENCE_SECONDS=180

fail() {
  echo "observability check: $1" >&2
  exit 1
}

usage() {
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$script"
}

case ${1:-} in
-h | --help) usage; exit 0 ;;
'') usage >&2; exit 2 ;;
esac
dir=$(readlink -m "$1")
work=$dir/observability
pids=()

for tool in prometheus promtool prometheus-alertmanager amtool jq curl; do
  command -v "$tool" >/dev/null || fail "there is no $tool; on Debian: apt install prometheus prometheus-alertmanager jq curl"
done
[ -d "$tools" ] || fail "there is no build; run: mvn -B -DskipTests package"

stop_all() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
  [ -z "${started:-}" ] || "$cluster" stop "$dir" >/dev/null || true
}

await() { # what command...
  local what=$1 deadline=$((SECONDS + PATIENCE_SECONDS))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "after $PATIENCE_SECONDS s: $what; logs are in $work"
    sleep 1
  done
}

launch() { # name command...
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pids+=($!)
}

broker() {
  sed -n 's/^broker: //p' "$work/traffic.log" | grep .
}

submit() {
  "$deploy/cluster/submit.sh" "$dir" run --bootstrap-servers "$(broker)" --create-topics --parallelism 1 \
    -D rerank.group.timeout=10s -D rerank.output.all-scores=true
}

submit_monitor() {
  "$home/riverrank" monitor baseline --bootstrap-servers "$(broker)" --from earliest --to latest \
    --output "$work/baseline.json" -D monitor.segments=/market >"$work/baseline.log" 2>&1 ||
    fail "no baseline; see $work/baseline.log"
  "$deploy/cluster/submit.sh" "$dir" monitor --bootstrap-servers "$(broker)" --create-topics --parallelism 1 \
    --baseline "$work/baseline.json" -D monitor.segments=/market -D monitor.window=20s \
    -D monitor.max-out-of-orderness=2s -D monitor.allowed-lateness=0s
}

# A number for an instant query, NaN and empty answers left out.
samples() { # query
  curl -sf "http://$prometheus/api/v1/query" --data-urlencode "query=$1" |
    jq '[.data.result[].value[1] | select(. != "NaN")] | length'
}

has_data() { # query
  local count
  count=$(samples "$1")
  [ "${count:-0}" -gt 0 ]
}

# What a person would have chosen in Grafana.
fill_in() { # query
  sed 's/\$__rate_interval/1m/g; s/\$job/riverrank/g; s/\$window/20s/g; s/\$segment/.*/g' <<<"$1"
}

# Every query of a panel. Alerts compare, and have no data while all is well: what they compare has.
queries() {
  jq -r '.. | objects | select(.targets) | .title as $title | .targets[] | "panel \($title)\t\(.expr)"' "$here"/grafana/*.json
  curl -sf "http://$prometheus/api/v1/rules" |
    jq -r '.data.groups[].rules[] | "\(.type) \(.name)\t\(.query | gsub("\\s+"; " "))"' |
    sed -E '/^alerting/{s/absent\(/(/;s/ (>|<|==|>=|<=) -?[0-9.e-]+//g}'
}

# Leaves what has no data in the file that it is given.
all_have_data() { # file
  local name query
  : >"$1"
  while IFS=$'\t' read -r name query; do
    has_data "$(fill_in "$query")" || echo "no data: $name: $query" >>"$1"
  done < <(queries)
  [ ! -s "$1" ]
}

alert_is() { # name state: active or nothing
  [ "$(curl -sf "http://$alertmanager/api/v2/alerts?active=true" |
    jq -r --arg name "$1" '[.[] | select(.labels.alertname == $name)] | if length > 0 then "active" else "gone" end')" = "$2" ]
}

mkdir -p "$work"
rm -rf "$work"/{prometheus,alertmanager,data,pause,drift,baseline.json}
promtool check rules "$here"/prometheus/*.rules.yml
promtool test rules "$here"/prometheus/tests/*.test.yml
amtool check-config "$here/alertmanager/alertmanager.yml" >/dev/null
promtool check config "$here/prometheus/prometheus.yml" >/dev/null

[ -d "$dir/lib" ] || "$cluster" install "$dir"
trap stop_all EXIT
started=yes
"$cluster" start "$dir" 1 "rest.port=$rest" "jobmanager.rpc.port=$rpc" "metrics.reporter.prom.port=$reporters" \
  taskmanager.numberOfTaskSlots=4 execution.checkpointing.interval=5s
launch traffic "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$tools/*" "$here/Traffic.java" \
  "$sample" riverrank-requests "$work"
await "the broker did not start" broker >/dev/null
job=$(submit)

# The same rules and the same file, but faster: a check has minutes.
cp -r "$here/prometheus" "$work/prometheus"
sed -i 's/^\( *for:\) .*/\1 5s/' "$work"/prometheus/*.rules.yml
targets=$(sed -n 's/.*Started PrometheusReporter HTTP server on port \([0-9]*\).*/localhost:\1/p' "$dir"/log/*.log |
  paste -sd,)
sed -i "s/_interval: .*/_interval: 2s/; s/targets: \[localhost:9093\]/targets: [$alertmanager]/; s/targets: \[localhost:9249.*/targets: [$targets]/" \
  "$work/prometheus/prometheus.yml"
launch prometheus prometheus --config.file="$work/prometheus/prometheus.yml" --storage.tsdb.path="$work/data" \
  --web.listen-address="$prometheus"
sed 's/group_wait: .*/group_wait: 1s/; s/group_interval: .*/group_interval: 2s/' "$here/alertmanager/alertmanager.yml" >"$work/alertmanager.yml"
launch alertmanager prometheus-alertmanager --config.file="$work/alertmanager.yml" --storage.path="$work/alertmanager" \
  --web.listen-address="$alertmanager" --cluster.listen-address=

await "Prometheus has no ranking of the job" \
  has_data 'sum(flink_taskmanager_job_task_operator_rerank_numQueriesEmitted) > 400'
submit_monitor >/dev/null
deadline=$((SECONDS + PATIENCE_SECONDS))
until all_have_data "$work/no-data.txt"; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    cat "$work/no-data.txt" >&2
    fail "$(wc -l <"$work/no-data.txt") of $(queries | wc -l) queries have no data"
  fi
  sleep 5
done
echo "$(queries | wc -l) queries of panels and rules have data"

touch "$work/drift"
await "RiverrankScoreDrift does not fire in Alertmanager, though one market gets other answers" \
  alert_is RiverrankScoreDrift active
echo "RiverrankScoreDrift fires"
rm "$work/drift"
await "RiverrankScoreDrift does not resolve in Alertmanager, though all is well again" \
  alert_is RiverrankScoreDrift gone
echo "RiverrankScoreDrift is resolved"

alert_is RiverrankJobDown gone || fail "RiverrankJobDown fires while the job runs"
"$dir/bin/flink" cancel "$job" >"$work/cancel.log" 2>&1
await "RiverrankJobDown does not fire in Alertmanager, though the job is cancelled" alert_is RiverrankJobDown active
echo "RiverrankJobDown fires"
submit >/dev/null
await "RiverrankJobDown does not resolve in Alertmanager, though the job is back" alert_is RiverrankJobDown gone
echo "RiverrankJobDown is resolved"
