#!/usr/bin/env bash
# Fetches ONNX Runtime's native libraries for one version of CUDA, each archive checked against its SHA-256.
#   deploy/gpu/natives.sh --cuda 12|13 --out DIR [--jar FILE] [--wheel FILE]
# DIR is then what -Donnxruntime.native.path names, for the classes of Maven's plain onnxruntime of the same version.
# Archives come by the caller's own Maven (and, for CUDA 13, pip), unless they are there: --jar and --wheel name them.
#   MAVEN     default: mvn
#   PYTHON    whose pip fetches the wheel; default: python3
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
home=$(cd "$here/../.." && pwd)

fail() {
  echo "natives: $1" >&2
  exit 1
}

# CUDA 12: Maven's GPU jar has everything. CUDA 13: Maven has no build for it; the wheel has, and its libraries fit the
# Java binding of the same version, which is in Maven's jar for CPUs.
VERSION=1.29.0
GPU_JAR_SHA256=fe39a98c499fc9be3944dd2bf2fb77d7dc5f152668bf95d8beb1c3d7b22f2a89
CPU_JAR_SHA256=5933bbc0c6c4d89afc04bf7c11011de23a947509c1352e5bf5936e62a84e4d10
WHEEL_SHA256=8ccd052ca4de21b2a335f3503a283126163b6fab9dba29d1d9cbf3fa55c51d28

cuda= out= jar= wheel=
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 wants a value"
  case $1 in
  --cuda) cuda=$2 ;;
  --out) out=$2 ;;
  --jar) jar=$2 ;;
  --wheel) wheel=$2 ;;
  *) fail "there is no option $1; it is natives.sh --cuda 12|13 --out DIR [--jar FILE] [--wheel FILE]" ;;
  esac
  shift 2
done
[ -n "$out" ] || fail "--out is missing; name the folder for the libraries"
case $cuda in
12) artifact=onnxruntime_gpu jar_sha256=$GPU_JAR_SHA256 ;;
13) artifact=onnxruntime jar_sha256=$CPU_JAR_SHA256 ;;
*) fail "--cuda is '$cuda'; ONNX Runtime $VERSION is built for CUDA 12 and 13" ;;
esac
grep -q "<onnxruntime.version>$VERSION<" "$home/pom.xml" ||
  fail "pom.xml has another onnxruntime.version than $VERSION; set the version and the three SHA-256 in $0"
command -v jar >/dev/null || fail "there is no jar, which unpacks the archives; install a JDK 17"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { # file sha256
  [ -f "$1" ] || fail "there is no $1"
  [ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ] ||
    fail "$1 does not have SHA-256 $2; delete it, also from Maven's or pip's cache, and fetch it again"
}

if [ -z "$jar" ]; then
  (cd "$home" && "${MAVEN:-mvn}" -B -q -N dependency:copy -DoutputDirectory="$work" \
    -Dartifact="com.microsoft.onnxruntime:$artifact:$VERSION") >&2 || fail "Maven can't fetch $artifact $VERSION; its error stands above"
  jar=$work/$artifact-$VERSION.jar
fi
check "$jar" "$jar_sha256"
if [ "$cuda" = 13 ]; then
  if [ -z "$wheel" ]; then
    "${PYTHON:-python3}" -m pip download -q --no-deps --only-binary=:all: --implementation cp --python-version 3.12 \
      --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 -d "$work" "onnxruntime-gpu==$VERSION" >&2 ||
      fail "pip can't fetch onnxruntime-gpu $VERSION for CPython 3.12; its error stands above"
    wheel=$(echo "$work"/*.whl)
  fi
  check "$wheel" "$WHEEL_SHA256"
fi
jar=$(readlink -f "$jar") wheel=${wheel:+$(readlink -f "$wheel")}

mkdir -p "$out" "$work/unpacked"
out=$(cd "$out" && pwd)
rm -f "$out"/libonnxruntime*
cd "$work/unpacked"
java_libraries=ai/onnxruntime/native/linux-x64 python_libraries=onnxruntime/capi
if [ "$cuda" = 12 ]; then
  jar xf "$jar" $java_libraries/
  mv $java_libraries/libonnxruntime*.so "$out"
else
  jar xf "$jar" $java_libraries/libonnxruntime4j_jni.so
  jar xf "$wheel" $python_libraries/libonnxruntime.so.$VERSION \
    $python_libraries/libonnxruntime_providers_{shared,cuda,tensorrt}.so
  mv $java_libraries/libonnxruntime4j_jni.so $python_libraries/libonnxruntime_providers_*.so "$out"
  # Java loads it by the name without a version.
  mv $python_libraries/libonnxruntime.so.$VERSION "$out/libonnxruntime.so"
fi
chmod 755 "$out"/libonnxruntime*.so
