#!/usr/bin/env bash
# Stands in for the entry point of Flink's image: jobmanager, standalone-job ARGS or taskmanager in the foreground, with
# the options of FLINK_PROPERTIES; any other command as it is. PyPI's Flink has no scripts that it could call.
set -euo pipefail

case ${1:-help} in
help) echo "docker-entrypoint.sh (jobmanager|standalone-job|taskmanager|COMMAND) ..."; exit 0 ;;
jobmanager) kind=JM class=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint ;;
standalone-job) kind=JM class=org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint ;;
taskmanager) kind=TM class=org.apache.flink.runtime.taskexecutor.TaskManagerRunner ;;
*) exec "$@" ;;
esac
shift

cd "$FLINK_HOME"
conf=$FLINK_HOME/conf
classpath=$(printf '%s:' lib/*.jar)
export FLINK_CONF_DIR=$conf FLINK_LIB_DIR=$FLINK_HOME/lib FLINK_OPT_DIR=$FLINK_HOME/opt FLINK_PLUGINS_DIR=$FLINK_HOME/plugins

# What Flink's own scripts ask; the answer is on marked lines.
java_utils() { # command args...
  java -cp "bin/bash-java-utils.jar:$classpath" org.apache.flink.runtime.util.bash.BashJavaUtils "$@" |
    sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

definitions=()
while IFS= read -r line; do
  [ -z "$line" ] || definitions+=(-D "${line/: /=}")
done <<<"$(envsubst <<<"${FLINK_PROPERTIES:-}")"
merged=$(java_utils UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$conf" -flatten ${definitions[@]+"${definitions[@]}"})
printf '%s\n' "$merged" >"$conf/config.yaml"
{ read -ra jvm && read -ra dynamic; } <<<"$(java_utils "GET_${kind}_RESOURCE_PARAMS" --configDir "$conf")"
read -ra opens <<<"$(sed -n 's/^env.java.opts.all: //p' "$conf/config.yaml" | tr -d "'\"")"

# As Flink's image does.
export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so
exec java "${jvm[@]}" "${opens[@]}" -Dlog4j.configurationFile="file:$conf/log4j-console.properties" \
  -cp "$classpath" "$class" --configDir "$conf" "${dynamic[@]}" "$@"
