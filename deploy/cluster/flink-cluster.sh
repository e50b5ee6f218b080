#!/usr/bin/env bash
# A standalone Flink cluster of real processes on one machine, configured by deploy/config/config.yaml.
#   flink-cluster.sh install DIR [BUNDLE]           download Flink's jars into DIR (300 MB, needs pip), add the native bundle
#   flink-cluster.sh bundle DIR [BUNDLE]            put the native bundle into DIR/lib, in place of an older one
#   flink-cluster.sh start DIR TASKMANAGERS [KEY=VALUE ...]   a job manager and task managers
#   flink-cluster.sh taskmanager DIR [KEY=VALUE ...]          one more task manager
#   flink-cluster.sh flink DIR ARGS...              Flink's command line (run, list, stop, savepoint, cancel ...)
#   flink-cluster.sh stop DIR                       end the processes that were started from DIR
# BUNDLE is the folder of the native bundle; by default deploy/target/flink-lib, which the build makes.
# KEY=VALUE are options of Flink, such as taskmanager.numberOfTaskSlots=4 rest.port=8082.
# FLINK_VERSION names the Flink to install (2.2.1).
# JAVA_HOME names the Java to use, 17 to 21. Logs are in DIR/log, checkpoints and savepoints beside it.
set -euo pipefail

FLINK_PACKAGE=apache-flink-libraries==${FLINK_VERSION:-2.2.1}
REGISTRATION_SECONDS=60
SHUTDOWN_SECONDS=30

script=$(readlink -f "$0")
deploy=$(dirname "$(dirname "$script")")

fail() {
  echo "flink-cluster: $1" >&2
  exit 1
}

# shellcheck source=environment.sh
. "$(dirname "$script")/environment.sh"

usage() {
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$script"
}

classpath() {
  printf '%s:' "$dir"/lib/*.jar
}

require_install() {
  [ -f "$dir/bin/bash-java-utils.jar" ] || fail "there is no Flink in $dir; run: $0 install $dir"
}

require_bundle() {
  [ -f "$dir/lib/riverrank-bundle.txt" ] || fail "$dir/lib has no native bundle; run: $0 bundle $dir"
}

require_running() {
  [ -f "$dir/run/jobmanager.pid" ] || fail "no cluster runs from $dir; run: $0 start $dir 1"
}

# What Flink's own scripts ask for memory settings and the configuration; the answer is on marked lines.
java_utils() { # command args...
  local output
  output=$("$java" -cp "$dir/bin/bash-java-utils.jar:$(classpath)" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "$@" 2>&1) ||
    fail "Flink refuses the configuration: $(sed -n '/Exception: /{s/.*Exception: //p;q}' <<<"$output")"
  sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p' <<<"$output"
}

# Leaves -D KEY=VALUE ... in the array definitions.
define() { # KEY=VALUE ...
  local definition
  definitions=()
  for definition in "$@"; do
    [[ $definition =~ ^[^=]+= ]] || fail "'$definition' is not of the form KEY=VALUE"
    definitions+=(-D "$definition")
  done
}

# Of the configuration as configure leaves it, a line an option: asking Flink would start a JVM each time.
option() { # key
  sed -n "s/^$1: //p" "$dir/conf/config.yaml" | tr -d "'\""
}

install_flink() {
  [ ! -e "$dir/lib" ] || fail "$dir has a lib/ already; remove it, or run: $0 bundle $dir"
  command -v python3 >/dev/null || fail "there is no python3, which downloads and unpacks Flink's jars"
  mkdir -p "$dir/download"
  python3 -m pip download -q --disable-pip-version-check --no-deps -d "$dir/download" "$FLINK_PACKAGE" ||
    fail "pip can't download $FLINK_PACKAGE; its error stands above"
  (cd "$dir/download" && python3 -m zipfile -e ./*.whl .)
  mv "$dir"/download/pyflink/{lib,opt,plugins,licenses,bin} "$dir/"
  rm -rf "$dir/download"
  printf '#!/usr/bin/env bash\nexec %q flink %q "$@"\n' "$script" "$dir" >"$dir/bin/flink"
  chmod +x "$dir/bin/flink"
  echo "Flink is in $dir"
}

install_bundle() { # folder
  local bundle=$1 jar
  require_install
  compgen -G "$bundle/onnxruntime*.jar" >/dev/null ||
    fail "there is no native bundle in $bundle; build it with: mvn -B -DskipTests package"
  if [ -f "$dir/lib/riverrank-bundle.txt" ]; then
    while read -r jar; do rm -f "$dir/lib/$jar"; done <"$dir/lib/riverrank-bundle.txt"
  fi
  cp "$bundle"/*.jar "$dir/lib/"
  (cd "$bundle" && ls -1 ./*.jar) | sed 's|^\./||' >"$dir/lib/riverrank-bundle.txt"
  echo "The native bundle is in $dir/lib; processes that run already have to be started again"
}

configure() { # KEY=VALUE ...
  define "execution.checkpointing.dir=file://$dir/checkpoints" \
    "execution.checkpointing.savepoint-dir=file://$dir/savepoints" "io.tmp.dirs=$dir/tmp" "$@"
  mkdir -p "$dir"/{conf,log,run,checkpoints,savepoints,tmp}
  cp "$deploy/config/config.yaml" "$dir/conf/config.yaml"
  java_utils UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$dir/conf" -flatten "${definitions[@]}" >"$dir/conf/merged"
  mv "$dir/conf/merged" "$dir/conf/config.yaml"
  cat >"$dir/conf/log4j.properties" <<'PROPERTIES'
rootLogger.level = INFO
rootLogger.appenderRef.file.ref = file
appender.file.name = file
appender.file.type = FILE
appender.file.fileName = ${sys:log.file}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c [] - %m%n
# A broker that is away for a moment fills the log otherwise.
logger.kafka.name = org.apache.kafka
logger.kafka.level = WARN
PROPERTIES
}

launch() { # name class memory-command args...
  local name=$1 class=$2 memory=$3 resources jvm dynamic opens
  shift 3
  mapfile -t resources < <(java_utils "$memory" --configDir "$dir/conf" "$@")
  [ "${#resources[@]}" -eq 2 ] || exit 1
  read -ra jvm <<<"${resources[0]}"
  read -ra dynamic <<<"${resources[1]}"
  read -ra opens <<<"$(option env.java.opts.all) $(option "env.java.opts.${name%%-*}")"
  (
    export FLINK_PLUGINS_DIR=$dir/plugins FLINK_LIB_DIR=$dir/lib FLINK_OPT_DIR=$dir/opt FLINK_CONF_DIR=$dir/conf
    # With an arena for each of the many threads glibc keeps what jobs gave back, hundreds of megabytes.
    export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
    cd "$dir"
    exec setsid "$java" "${jvm[@]}" "${opens[@]}" ${encoding[@]+"${encoding[@]}"} -XX:+UseG1GC -Djava.io.tmpdir="$dir/tmp" \
      -Dlog.file="$dir/log/$name.log" -Dlog4j.configurationFile="file:$dir/conf/log4j.properties" \
      -cp "$(classpath)" "$class" --configDir "$dir/conf" "${dynamic[@]}" "$@"
  ) >"$dir/log/$name.out" 2>&1 </dev/null &
  echo $! >"$dir/run/$name.pid"
  echo "$name: pid $!, log $dir/log/$name.log"
}

runs() { # pid
  grep -qsF "$dir/log/" "/proc/$1/cmdline"
}

await_taskmanagers() { # count
  local address deadline=$((SECONDS + REGISTRATION_SECONDS)) pid_file
  address="http://$(option rest.address):$(option rest.port)"
  until [ "$(curl -sf "$address/overview" | sed -n 's/.*"taskmanagers":\([0-9]*\).*/\1/p')" = "$1" ]; do
    for pid_file in "$dir"/run/*.pid; do
      runs "$(cat "$pid_file")" ||
        fail "$(basename "$pid_file" .pid) ended; see $dir/log/$(basename "$pid_file" .pid).log and .out"
    done
    [ "$SECONDS" -lt "$deadline" ] ||
      fail "after $REGISTRATION_SECONDS s $address does not show $1 task managers; see $dir/log"
    sleep 0.5
  done
  echo "Flink is up with $1 task managers: $address"
}

# The task managers would join another cluster that has the job manager's port.
require_free() { # address-key port-key
  local address port
  address=$(option "$1")
  port=$(option "$2")
  ! (exec 3<>"/dev/tcp/$address/$port") 2>/dev/null ||
    fail "$2 $port of $address is taken, by another cluster perhaps; stop that one, or start with another: $2=$((port + 1))"
}

start_taskmanager() { # KEY=VALUE ...
  define "$@"
  launch "taskmanager-$(date +%s%N)" org.apache.flink.runtime.taskexecutor.TaskManagerRunner \
    GET_TM_RESOURCE_PARAMS ${definitions[@]+"${definitions[@]}"}
}

start_cluster() { # taskmanagers KEY=VALUE ...
  local taskmanagers=$1
  shift
  [[ $taskmanagers =~ ^[0-9]+$ ]] || fail "'$taskmanagers' is not a number of task managers"
  ! compgen -G "$dir/run/*.pid" >/dev/null || fail "a cluster runs from $dir; run: $0 stop $dir"
  command -v curl >/dev/null || fail "there is no curl, which asks whether the cluster is up"
  configure "$@"
  require_free jobmanager.rpc.address jobmanager.rpc.port
  require_free rest.address rest.port
  # A cluster that doesn't come up as a whole doesn't stay.
  trap 'stop_cluster >/dev/null' EXIT
  launch jobmanager org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint GET_JM_RESOURCE_PARAMS
  for ((i = 0; i < taskmanagers; i++)); do start_taskmanager; done
  await_taskmanagers "$taskmanagers"
  trap - EXIT
}

stop_cluster() {
  local pid_file pid deadline=$((SECONDS + SHUTDOWN_SECONDS))
  # Task managers first, so that none of them waits for a job manager that is gone.
  for pid_file in "$dir"/run/taskmanager-*.pid "$dir"/run/jobmanager.pid; do
    [ -f "$pid_file" ] || continue
    pid=$(cat "$pid_file")
    # A pid may belong to somebody else by now.
    if runs "$pid"; then
      kill "$pid" || true
      while runs "$pid"; do
        if [ "$SECONDS" -ge "$deadline" ]; then
          kill -9 "$pid" || true
        fi
        sleep 0.2
      done
    fi
    rm -f "$pid_file"
  done
  echo "Stopped"
}

case ${1:-} in
-h | --help) usage; exit 0 ;;
install | bundle | start | taskmanager | flink | stop) ;;
*) usage >&2; exit 2 ;;
esac
command=$1
[ $# -ge 2 ] || fail "which folder? $0 $command DIR ..."
dir=$(readlink -m "$2")
shift 2
[ "$command" = stop ] || find_java
use_utf8

case $command in
install)
  install_flink
  install_bundle "${1:-$deploy/target/flink-lib}"
  ;;
bundle)
  install_bundle "${1:-$deploy/target/flink-lib}"
  ;;
start)
  require_install
  require_bundle
  [ $# -ge 1 ] || fail "how many task managers? $0 start DIR TASKMANAGERS [KEY=VALUE ...]"
  start_cluster "$@"
  ;;
taskmanager)
  require_install
  require_running
  start_taskmanager "$@"
  ;;
flink)
  require_install
  require_running
  read -ra opens <<<"$(option env.java.opts.all)"
  FLINK_PLUGINS_DIR=$dir/plugins FLINK_LIB_DIR=$dir/lib FLINK_OPT_DIR=$dir/opt FLINK_CONF_DIR=$dir/conf \
    exec "$java" "${opens[@]}" ${encoding[@]+"${encoding[@]}"} -Dlog.file="$dir/log/client.log" \
    -Dlog4j.configurationFile="file:$dir/conf/log4j.properties" \
    -cp "$(classpath)" org.apache.flink.client.cli.CliFrontend "$@"
  ;;
stop)
  stop_cluster
  ;;
esac
