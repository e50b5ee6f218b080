#!/usr/bin/env bash
# Builds the images of Dockerfile where no registry can be reached, on stand-ins (standins.sh), and reranks a query in one:
# a job manager in application mode and a task manager, each in a container of the CPU image, and a Kafka broker beside.
#   check.sh WORK_DIR [cpu|gpu-12|gpu-13 ...]    by default all three; GPU images are built, and looked into
# Downloads 1 GB once (Debian, Flink, Maven's artifacts; for GPU images 300 MB each more), and needs 12 GB in WORK_DIR.
# Needs root, a build for the broker (mvn -B -DskipTests package), python3 with pip and, of Debian:
#   apt install buildah debootstrap
# FIRST_PORT (19300) is the first of the 5 ports that it uses. STORAGE_DRIVER=vfs where overlays can't be mounted.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
home=$(dirname "$(dirname "$here")")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
tools=$home/job/tools/target/lib
first=${FIRST_PORT:-19300}
START_SECONDS=300

fail() {
  echo "docker check: $1" >&2
  exit 1
}

case ${1:-} in
-h | --help) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; exit 0 ;;
'') fail "which folder? check.sh WORK_DIR [cpu|gpu-12|gpu-13 ...]" ;;
esac
work=$(readlink -m "$1")
shift
variants=("$@")
[ $# -gt 0 ] || variants=(cpu gpu-12 gpu-13)
[ -d "$tools" ] || fail "there is no build; run: mvn -B -DskipTests package"

export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot} STORAGE_DRIVER=${STORAGE_DRIVER:-overlay}
# Images, containers and caches stay in the folder.
export CONTAINERS_STORAGE_CONF=$work/storage.conf TMPDIR=$work/tmp
mkdir -p "$TMPDIR" "$work/log"
printf '[storage]\ndriver = "%s"\ngraphroot = "%s/storage"\nrunroot = "%s/run"\n' "$STORAGE_DRIVER" "$work" "$work" >"$work/storage.conf"

"$here/standins.sh" "$work/base"

build() { # variant arguments...
  local variant=$1 began=$SECONDS
  shift
  # Arguments with their defaults, too: buildah 1.28 finds the stages that they name only if they are given.
  buildah build --layers --pull-never -f "$here/Dockerfile" --ignorefile "$here/Dockerfile.dockerignore" \
    --build-arg OPENVINO=without -t "riverrank:$variant" "$@" "$home" >"$work/log/build-$variant.log" 2>&1 ||
    fail "the image $variant was not built: $(grep -v '^$' "$work/log/build-$variant.log" | tail -n 1); see $work/log/build-$variant.log"
  echo "$variant: built in $((SECONDS - began)) s"
}

pids=()
containers=()
stop_all() {
  local pid container
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  for container in ${containers[@]+"${containers[@]}"}; do buildah rm "$container" >/dev/null 2>&1 || true; done
}
trap stop_all EXIT

# Leaves the container in container, to be run in more than once.
make_container() { # variant
  container=$(buildah from --pull-never "riverrank:$1")
  containers+=("$container")
}

await() { # what command...
  local what=$1 deadline=$((SECONDS + START_SECONDS))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "after $START_SECONDS s: $what; see $work/log"
    sleep 1
  done
}

properties() {
  cat <<PROPERTIES
jobmanager.rpc.address: localhost
jobmanager.rpc.port: $first
rest.port: $((first + 1))
blob.server.port: $((first + 2))
taskmanager.rpc.port: $((first + 3))
taskmanager.data.port: $((first + 4))
taskmanager.numberOfTaskSlots: 1
parallelism.default: 1
taskmanager.memory.process.size: 2g
taskmanager.memory.task.off-heap.size: 512m
execution.checkpointing.interval: 1 s
execution.checkpointing.dir: file:///state
PROPERTIES
}

# In the background, by the entry point, which buildah doesn't run by itself.
start() { # name arguments...
  local name=$1
  shift
  make_container cpu
  # A name that resolves; buildah gives containers one that does not.
  buildah run --isolation chroot --hostname localhost --volume "$work/state:/state" --env "FLINK_PROPERTIES=$(properties)" "$container" \
    -- /docker-entrypoint.sh "$@" >"$work/log/$name.log" 2>&1 &
  pids+=($!)
}

rerank() {
  local broker result
  rm -rf "$work/state"
  install -d -o 9999 -g 9999 "$work/state"
  "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$tools/*" "$home/deploy/sql/Broker.java" \
    requests results dead-letters >"$work/log/broker.log" 2>&1 &
  pids+=($!)
  await "no broker" grep -q '^broker: ' "$work/log/broker.log"
  broker=$(sed -n 's/^broker: //p' "$work/log/broker.log")
  start jobmanager standalone-job --job-classname io.riverrank.job.RiverrankJob run --bootstrap-servers "$broker" \
    -D kafka.topics.requests=requests -D kafka.topics.results=results -D kafka.topics.dead-letters=dead-letters
  start taskmanager taskmanager
  result=$(timeout "$START_SECONDS" "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$tools/*" \
    "$here/OneQuery.java" "$broker" 2>"$work/log/query.log") ||
    fail "no result of the query came; see $work/log"
  [[ $result == *'"doc_id":"rent","rank":1,'* ]] || fail "the ranking is another than it should be: $result"
  echo "cpu: reranked a query: $result"
  sed -n 's/.*\(Model .* loaded: .*\)/cpu: \1/p' "$work/log/taskmanager.log" | head -n 1
}

# Whether every CUDA library that the provider asks for is of that version.
look_into() { # variant cuda-version
  local mounted libraries needed
  make_container "$1"
  mounted=$(buildah mount "$container")
  libraries=$mounted/opt/riverrank/onnxruntime
  [ -f "$libraries/libonnxruntime_providers_cuda.so" ] || fail "the image $1 has no CUDA library of ONNX Runtime"
  needed=$(grep -aoE 'lib(cublas|cublasLt|cudnn|cufft)\.so\.[0-9]+' "$libraries/libonnxruntime_providers_cuda.so" | sort -u)
  # Of its own cuBLAS only; the other runtime of CUDA is named, too.
  grep -q "^libcublas\.so\.$2$" <<<"$needed" || fail "the image $1 is not for CUDA $2, it asks for $needed"
  ls "$mounted"/opt/flink/lib/onnxruntime-*.jar "$mounted/opt/flink/usrlib/riverrank-job.jar" >/dev/null
  echo "$1: has ONNX Runtime for CUDA $2, which asks for $(tr '\n' ' ' <<<"$needed")"
  buildah umount "$container" >/dev/null
}

for variant in "${variants[@]}"; do
  case $variant in
  cpu)
    build cpu --build-arg VARIANT=cpu --build-arg CUDA=12
    rerank
    stop_all
    pids=() containers=()
    ;;
  gpu-12 | gpu-13)
    build "$variant" --build-arg VARIANT=gpu --build-arg CUDA="${variant#gpu-}" --build-arg CUDA_IMAGE="cuda-${variant#gpu-}"
    look_into "$variant" "${variant#gpu-}"
    ;;
  *) fail "there is no variant $variant; it is cpu, gpu-12 or gpu-13" ;;
  esac
done
