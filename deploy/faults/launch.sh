#!/usr/bin/env bash
# Runs a main class of this module for run.sh, leaks.sh and swaps.sh: launch.sh CLASS [ARG ...]
# Builds what is missing, and gets Flink once (300 MB, needs pip).
#   RIVERRANK_FLINK   folder of the Flink installation that is used, or made;
#                     by default .cache/riverrank/flink-2.2.1 in the user's home
set -euo pipefail

main=$1
shift

FLINK_VERSION=2.2.1

home=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
flink=${RIVERRANK_FLINK:-$HOME/.cache/riverrank/flink-$FLINK_VERSION}
built=$home/deploy/faults/target/riverrank-faults-agent.jar

fail() {
  echo "faults: $1" >&2
  exit 1
}

# shellcheck source=../cluster/environment.sh
. "$home/deploy/cluster/environment.sh"

needs_build() {
  [ ! -f "$built" ] || [ ! -f "$home/job/pipeline/target/riverrank-job.jar" ] ||
    ! compgen -G "$home/deploy/target/flink-lib/onnxruntime*.jar" >/dev/null ||
    [ -n "$(find "$home"/{,job/}pom.xml "$home"/{schemas,operators,job/*,deploy/faults}/{pom.xml,src/main} \
      -newer "$built" -print -quit)" ]
}

find_java

if needs_build; then
  command -v mvn >/dev/null || fail "there is no mvn; install Maven 3.8 or newer"
  echo "Building ..." >&2
  (cd "$home" && mvn -q -B -DskipTests package) >&2 || fail "the build failed; its errors stand above"
  touch "$built"
fi

for argument in "$@"; do
  case $argument in
  --list | -h | --help | -V | --version) skip_flink=yes ;;
  esac
done
if [ -z "${skip_flink:-}" ]; then
  if [ ! -d "$flink/lib" ]; then
    "$home/deploy/cluster/flink-cluster.sh" install "$flink" >&2
  else
    "$home/deploy/cluster/flink-cluster.sh" bundle "$flink" >&2
  fi
fi

# Core files of processes that are crashed on purpose would fill the disk.
ulimit -c 0
exec "$java" -Xmx3g -XX:+UseG1GC -Dlog4j.configurationFile=log4j2-faults.properties -Dlog4j2.disable.jmx=true \
  -cp "$home/deploy/faults/target/riverrank-faults.jar:$(cat "$home/deploy/faults/target/classpath.txt")" \
  "$main" --repository "$home" --flink "$flink" "$@"
