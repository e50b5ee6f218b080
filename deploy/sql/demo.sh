#!/usr/bin/env bash
# Reranking in Flink SQL on one machine: a standalone Flink, a Kafka broker, and Flink's SQL client with an example file.
#   demo.sh DIR [FILE.sql ...]    run the files (by default deploy/sql/demo.sql) and stop what was started
#   demo.sh DIR -i                leave out files; open the SQL client at its prompt
# DIR gets a Flink (see deploy/cluster/flink-cluster.sh, also for FLINK_VERSION) unless it has one; jars of Flink's that PyPI has not come by Maven.
# Files find the address of a broker with the topics requests and results as $BROKER, and the sample log as $SAMPLE.
# JAVA_HOME names the Java to use, REST_PORT the port of the web UI (8081).
set -euo pipefail

script=$(readlink -f "$0")
deploy=$(dirname "$(dirname "$script")")
home=$(dirname "$deploy")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cluster=$deploy/cluster/flink-cluster.sh
sql_jar=$home/job/sql/target/riverrank-flink-sql.jar
tools=$home/job/tools/target/lib
SAMPLE=$home/job/tools/src/main/resources/io/riverrank/tools/demo/search-log.jsonl
GATEWAY=org.apache.flink:flink-sql-gateway
CONNECTOR=org.apache.flink:flink-sql-connector-kafka:5.0.0-2.2
BROKER_SECONDS=60

fail() {
  echo "sql demo: $1" >&2
  exit 1
}

usage() {
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$script"
}

jar_of() { # group:artifact:version
  local artifact=${1#*:}
  echo "$dir/sql/${artifact/:/-}.jar"
}

fetch() { # group:artifact:version
  [ -f "$(jar_of "$1")" ] || mvn -B -q dependency:copy -Dartifact="$1" -DoutputDirectory="$dir/sql"
}

stop_all() {
  [ -z "${broker_pid:-}" ] || kill "$broker_pid" 2>/dev/null || true
  [ -z "${started:-}" ] || "$cluster" stop "$dir" >/dev/null || true
}

start_broker() {
  "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$tools/*" "$deploy/sql/Broker.java" requests results >"$dir/log/broker.out" 2>&1 &
  broker_pid=$!
}

await_broker() {
  local deadline=$((SECONDS + BROKER_SECONDS))
  until BROKER=$(sed -n 's/^broker: //p' "$dir/log/broker.out") && [ -n "$BROKER" ]; do
    kill -0 "$broker_pid" 2>/dev/null || fail "the broker did not start; see $dir/log/broker.out"
    [ "$SECONDS" -lt "$deadline" ] || fail "the broker took longer than $BROKER_SECONDS s; see $dir/log/broker.out"
    sleep 0.2
  done
}

client() { # arguments of the SQL client
  local opens
  read -ra opens <<<"$(grep -o -- '--add-[a-z]*=[^ ]*' "$deploy/config/config.yaml" | tr '\n' ' ')"
  FLINK_CONF_DIR=$dir/conf "$java" "${opens[@]}" -Dlog.file="$dir/log/sql-client.log" \
    -Dlog4j.configurationFile="file:$dir/conf/log4j.properties" \
    -cp "$dir/lib/*:$dir/opt/*:$gateway" org.apache.flink.table.client.SqlClient embedded \
    --jar "$sql_jar" --jar "$connector" "$@"
}

case ${1:-} in
-h | --help) usage; exit 0 ;;
'') usage >&2; exit 2 ;;
esac
dir=$(readlink -m "$1")
shift
if [ $# -eq 0 ]; then set -- "$deploy/sql/demo.sql"; fi
[ -f "$sql_jar" ] && [ -d "$tools" ] || fail "there is no build; run: mvn -B -DskipTests package"
command -v mvn >/dev/null || fail "there is no mvn, which fetches Flink's SQL gateway and Kafka connector"

[ -d "$dir/lib" ] || "$cluster" install "$dir"
version=$(basename "$dir"/lib/flink-dist-*.jar .jar)
GATEWAY+=:${version#flink-dist-}
gateway=$(jar_of "$GATEWAY")
connector=$(jar_of "$CONNECTOR")
mkdir -p "$dir/log"
trap stop_all EXIT
# All at once, since each spends most of its time on starting JVMs.
{ fetch "$GATEWAY" && fetch "$CONNECTOR"; } >"$dir/log/fetch.out" 2>&1 &
fetch_pid=$!
start_broker
started=yes
"$cluster" start "$dir" 1 "rest.port=${REST_PORT:-8081}"
wait "$fetch_pid" || fail "Maven can't fetch $GATEWAY or $CONNECTOR: $(grep -m1 ERROR "$dir/log/fetch.out")"
await_broker
export BROKER SAMPLE
if [ "$1" = -i ]; then
  client
  exit 0
fi
for file in "$@"; do
  [ -f "$file" ] || fail "there is no $file"
  # The SQL client has no variables of its own.
  sed "s|\$BROKER|$BROKER|g; s|\$SAMPLE|file://$SAMPLE|g" "$file" >"$dir/sql/$(basename "$file")"
  client -f "$dir/sql/$(basename "$file")" | tee "$dir/log/sql-output.txt"
  ! grep -q '\[ERROR\]' "$dir/log/sql-output.txt" || fail "a statement of $file failed; the error stands above"
done
