#!/usr/bin/env bash
# Makes the images that deploy/docker/Dockerfile starts from, where no registry of images can be reached: Debian 12 by
# debootstrap, Flink from PyPI, under the names that the Dockerfile has.
#   standins.sh WORK_DIR    WORK_DIR keeps what was downloaded; the images go where buildah keeps its own
# Needs root, python3 with pip, a JDK and, of Debian: apt install buildah debootstrap
# The images have no CUDA, no TensorRT and Debian's Java instead of Temurin's, and the entry point is a short script of
# ours: docker-entrypoint.sh of standin/.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
deploy=$(dirname "$here")
MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

fail() {
  echo "standins: $1" >&2
  exit 1
}

[ $# = 1 ] || fail "which folder? standins.sh WORK_DIR"
[ "$(id -u)" = 0 ] || fail "only root can make a Debian; run it with sudo"
for tool in buildah debootstrap; do
  command -v "$tool" >/dev/null || fail "there is no $tool; on Debian: apt install buildah debootstrap"
done
java=$(readlink -f "$(command -v java)") || fail "there is no Java"

context=$(readlink -m "$1")
mkdir -p "$context/certificates"

if [ ! -f "$context/debian.tar" ]; then
  debootstrap --variant=minbase --include=ca-certificates bookworm "$context/debian" "$MIRROR" >"$context/debootstrap.log" 2>&1 ||
    fail "debootstrap failed; see $context/debootstrap.log"
  tar -C "$context/debian" --exclude=./dev/* --exclude=./var/cache/apt/archives/*.deb --exclude=./var/lib/apt/lists/*_* \
    -cf "$context/debian.tar.part" .
  mv "$context/debian.tar.part" "$context/debian.tar"
  rm -rf "$context/debian"
fi

if [ ! -d "$context/flink" ]; then
  # Without the native bundle, which the image adds.
  mkdir "$context/no-bundle"
  touch "$context/no-bundle/onnxruntime-none.jar"
  "$deploy/cluster/flink-cluster.sh" install "$context/flink.part" "$context/no-bundle"
  rm -r "$context/no-bundle" "$context"/flink.part/lib/{onnxruntime-none.jar,riverrank-bundle.txt}
  mkdir "$context/flink.part/conf" "$context/flink.part/usrlib"
  cp "$deploy/config/config.yaml" "$here/standin/log4j-console.properties" "$context/flink.part/conf/"
  mv "$context/flink.part" "$context/flink"
fi

cp /etc/ssl/certs/ca-certificates.crt "$context/certificates/"
cp -L "$(dirname "$(dirname "$java")")/lib/security/cacerts" "$context/certificates/cacerts"
cp "$here/standin/docker-entrypoint.sh" "$context/"

image() { # stage of standin/Dockerfile, name
  buildah build --layers --pull-never --quiet --target "$1" -t "$2" -f "$here/standin/Dockerfile" "$context" >/dev/null ||
    fail "buildah did not make the stand-in of $2; its error stands above"
  echo "Stand-in of $2"
}

image flink "$(sed -n 's/^ARG FLINK_IMAGE=//p' "$here/Dockerfile")"
for kind in maven nvidia/cuda; do
  for name in $(sed -n "s|^FROM \($kind:[^ ]*\) AS .*|\1|p" "$here/Dockerfile"); do
    image "${kind#nvidia/}" "$name"
  done
done
