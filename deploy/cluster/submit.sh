#!/usr/bin/env bash
# Submits Riverrank's job jar to a running standalone or session cluster and prints the job's id.
#   submit.sh DIR [FLINK-OPTION ...] run|monitor [RIVERRANK-OPTION ...]
# DIR is a Flink 2.2 distribution, or a folder that flink-cluster.sh installed. Options before the word
# run or monitor are those of 'flink run', as in -p 4 or -s SAVEPOINT; what begins with the word goes to Riverrank:
#   submit.sh /opt/flink run --config deploy/config/riverrank.yaml
#   submit.sh /opt/flink -s file:///savepoints/savepoint-1 run --config deploy/config/riverrank.yaml
# RIVERRANK_JAR names another job jar than job/pipeline/target/riverrank-job.jar.
set -euo pipefail

script=$(readlink -f "$0")
home=$(dirname "$(dirname "$(dirname "$script")")")
jar=${RIVERRANK_JAR:-$home/job/pipeline/target/riverrank-job.jar}

fail() {
  echo "submit: $1" >&2
  exit 1
}

usage() {
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$script"
}

# shellcheck source=environment.sh
. "$(dirname "$script")/environment.sh"

case ${1:-} in
-h | --help) usage; exit 0 ;;
'') usage >&2; exit 2 ;;
-*) fail "the first argument is the folder of a Flink, and $1 is none; submit.sh --help tells more" ;;
esac
dir=$1
shift
flink_options=()
while [ $# -gt 0 ] && [ "$1" != run ] && [ "$1" != monitor ]; do
  flink_options+=("$1")
  shift
done
[ $# -gt 0 ] || fail "the word run (or monitor) is missing, which Riverrank's options follow: submit.sh DIR run --config FILE"
[ -x "$dir/bin/flink" ] || fail "$dir is no Flink: it has no bin/flink"
[ -f "$jar" ] || fail "there is no $jar; build it with: mvn -B -DskipTests package"
for name in onnxruntime tokenizers api gson jna; do
  compgen -G "$dir/lib/$name*.jar" >/dev/null ||
    fail "$dir/lib has no $name jar; copy deploy/target/flink-lib/*.jar there and start the cluster again"
done

# Flink's own script starts the client, in this environment.
use_utf8
if output=$("$dir/bin/flink" run --detached ${flink_options[@]+"${flink_options[@]}"} "$jar" "$@" 2>&1); then
  id=$(sed -n 's/.*submitted with JobID \([0-9a-f]*\).*/\1/p' <<<"$output")
  if [ -z "$id" ]; then
    # Nothing was submitted, as after run --help.
    echo "$output"
    exit 0
  fi
  grep '^riverrank: ' <<<"$output" >&2 || true
  echo "$id"
  exit 0
fi
grep '^riverrank: ' <<<"$output" >&2 && exit 1
# Everything, since only that may tell what is wrong; its gist comes last.
echo "$output" >&2
reason=$(grep -E 'Caused by: |Exception: |^Unrecognized option' <<<"$output" | tail -n1) || true
fail "flink run failed${reason:+: ${reason#Caused by: }}; its output stands above"
