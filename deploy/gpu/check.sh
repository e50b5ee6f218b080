#!/bin/sh
# Does Riverrank work with this machine's GPU, and how fast? Needs an NVIDIA driver, CUDA's and cuDNN's libraries, and
# nothing else: no Java, no network.
#   ./check.sh [--dry-run] [--out DIR] [--seconds N]
#   --dry-run     on the CPU with small figures: shows that the bundle is whole
#   --out DIR     for STEP.json of each step, on disk after each finding, check.log and summary.txt; default: ./gpu-check
#   --seconds N   for all steps together; default: 420
#   PYTHON        whose nvidia-* wheels may have the libraries; default: python3
# Exit codes: 0 all holds; 1 something differs, failed or was cut off; 2 wrong arguments; 3 the GPU can't be used.
set -u

here=$(cd "$(dirname "$0")" && pwd)

fail() { # code sentence
  echo "check: $2" >&2
  exit "$1"
}

. "$here/libraries.sh"

out=gpu-check seconds=420 dry=
while [ $# -gt 0 ]; do
  case $1 in
  --dry-run) dry=--dry-run ;;
  --out | --seconds)
    [ $# -ge 2 ] || fail 2 "$1 wants a value"
    if [ "$1" = --out ]; then out=$2; else seconds=$2; fi
    shift
    ;;
  *) fail 2 "there is no option $1; check.sh's first lines list them" ;;
  esac
  shift
done
case $seconds in '' | *[!0-9]*) fail 2 "--seconds is '$seconds'; write whole seconds" ;; esac
mkdir -p "$out" && out=$(cd "$out" && pwd) || fail 2 "--out $out can't be made; name a folder that can be written"
rm -f "$out"/*.json "$out/check.log" "$out/summary.txt"
tmp=$(mktemp -d "${TMPDIR:-/tmp}/riverrank-gpu-XXXXXX") || fail 2 "${TMPDIR:-/tmp} can't be written; set TMPDIR to a folder that can"
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cuda=$(cat "$here/cuda")
[ -n "$dry" ] || find_libraries "$cuda"
export ORT_DISABLE_TELEMETRY=1

opens=
for package in lang net io nio lang.reflect text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
  opens="$opens --add-opens=java.base/java.$package=ALL-UNNAMED"
done

step() { # name seconds
  heap=
  # Touched at the start, so that what this process's memory grows by is native.
  [ "$1" != memory ] || heap="-Xms512m -Xmx512m -XX:+AlwaysPreTouch"
  # shellcheck disable=SC2086
  timeout -k 5 "$2" "$here/java/bin/java" $opens --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED -XX:+UseG1GC $heap \
    -Dfile.encoding=UTF-8 -Djava.io.tmpdir="$tmp" -Duser.home="$tmp" -DDJL_CACHE_DIR="$tmp/djl" \
    -Donnxruntime.native.path="$here/natives" -Dlog4j.configurationFile=log4j2-riverrank.properties \
    -Dlog4j2.disable.jmx=true -Dpicocli.ansi=false -cp "$here/lib/*" \
    io.riverrank.tools.gpu.GpuCheck "$1" --bundle "$here" --out "$out" $dry
}

start=$(date +%s)
worst=0
# Each step's own limit, seconds; what one leaves over is the next ones'.
for limits in device=40 parity=80 neighbours=110 speed=190 tensorrt=80 memory=60; do
  name=${limits%=*}
  left=$((start + seconds - $(date +%s)))
  limit=${limits#*=}
  [ -z "$dry" ] || limit=$((limit * 3))
  [ "$limit" -le "$left" ] || limit=$left
  if [ "$limit" -lt 5 ]; then
    echo "$name: no time left" | tee -a "$out/check.log"
    worst=1
    continue
  fi
  echo "$name ..."
  echo "== $name" >>"$out/check.log"
  step "$name" "$limit" >"$tmp/output" 2>&1
  code=$?
  cat "$tmp/output" >>"$out/check.log"
  if [ "$name" = device ] && [ "$code" = 3 ]; then
    fail 3 "$(sed -n 's/^riverrank: //p' "$tmp/output" | tail -n1)"
  fi
  [ "$code" = 0 ] || worst=1
done
step summary 60 | tee "$out/summary.txt"
echo "$(($(date +%s) - start)) s; results in $out"
exit $worst
