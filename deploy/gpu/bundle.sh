#!/usr/bin/env bash
# Makes a folder that checks, on a bare x86-64 Linux with an NVIDIA driver, whether Riverrank works with its GPU, and the
# same folder in pieces for machines that take files one at a time.
#   deploy/gpu/bundle.sh --cuda 12|13 [--model DIR]... [--log FILE.jsonl]... [--piece-mb N] --out DIR
#   --model DIR     a model directory to check, too: its onnx/model.onnx and onnx/model_fp16.onnx, as prepare.py makes them
#   --log FILE      measure speed with these searches instead of the sample log; one log for each
#   --piece-mb N    megabytes of a piece at most; default: 50
# DIR/riverrank-gpu is the folder, DIR/pieces has the pieces, their SHA-256 and join.sh.
#   MAVEN, PYTHON   as in natives.sh
#   JAVA_HOME       the JDK 17 whose runtime goes along; it runs where glibc is as new as where the JDK was built
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
home=$(cd "$here/../.." && pwd)

fail() {
  echo "bundle: $1" >&2
  exit 1
}

cuda= out= piece_mb=50 models=() logs=()
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 wants a value"
  case $1 in
  --cuda) cuda=$2 ;;
  --model) models+=("$2") ;;
  --log) logs+=("$2") ;;
  --piece-mb) piece_mb=$2 ;;
  --out) out=$2 ;;
  *) fail "there is no option $1; its first lines list them" ;;
  esac
  shift 2
done
[[ $cuda =~ ^1[23]$ ]] || fail "--cuda is '$cuda'; ONNX Runtime is built for CUDA 12 and 13"
[[ $piece_mb =~ ^[1-9][0-9]{0,4}$ ]] || fail "--piece-mb is '$piece_mb'; write whole megabytes"
[ -n "$out" ] || fail "--out is missing; name a folder"
for model in ${models[@]+"${models[@]}"}; do
  [ -f "$model/config.json" ] && [ -f "$model/tokenizer.json" ] ||
    fail "--model $model is no model directory; make one with deploy/models/prepare.py"
  [ -f "$model/onnx/model.onnx" ] || [ -f "$model/onnx/model_fp16.onnx" ] ||
    fail "--model $model has neither onnx/model.onnx nor onnx/model_fp16.onnx"
done
for log in ${logs[@]+"${logs[@]}"}; do
  [ -f "$log" ] || fail "--log $log is no file"
done
jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac || fail "there is no JDK; install a JDK 17")")")")}
[ -x "$jdk/bin/jlink" ] && [ -d "$jdk/jmods" ] || fail "$jdk has no jlink; set JAVA_HOME to a whole JDK 17"

[ ! -e "$out/riverrank-gpu" ] || [ -f "$out/riverrank-gpu/check.sh" ] || fail "$out/riverrank-gpu is something else; take another --out"
rm -rf "$out/riverrank-gpu" "$out/pieces"
mkdir -p "$out/riverrank-gpu"
out=$(cd "$out" && pwd)
bundle=$out/riverrank-gpu
cp "$here/check.sh" "$here/libraries.sh" "$bundle/"
echo "$cuda" >"$bundle/cuda"

echo "Building Riverrank ..." >&2
(cd "$home" && "${MAVEN:-mvn}" -B -q -pl job/tools -am -DskipTests package) >&2 || fail "the build failed; its errors stand above"

echo "Collecting a Java runtime, classes, native libraries and models ..." >&2
# What the class path needs; java.desktop is for java.beans.
"$jdk/bin/jlink" --output "$bundle/java" --strip-debug --no-header-files --no-man-pages --add-modules \
  java.compiler,java.desktop,java.instrument,java.logging,java.management,java.management.rmi,java.naming,java.net.http,java.rmi,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# Classes: without what no step loads, and without native libraries of other systems. flink-shaded-zookeeper looks unused
# and is not: Flink 2.2's OneInputStreamTask has a helper class from it.
unused='frocksdbjni|flink-statebackend-rocksdb|flink-runtime-web|flink-s3|parquet-|jfreechart|org.jfree|jts-core|async-profiler'
mkdir "$bundle/lib"
slim() { # jar regex
  "$jdk/bin/java" "$here/Slim.java" "$1" "$bundle/lib/$(basename "$1")" "$2"
}
for jar in "$home"/job/tools/target/lib/*.jar "$home/job/tools/target/riverrank-tools.jar"; do
  case $(basename "$jar") in
  onnxruntime*) slim "$jar" '^ai/onnxruntime/native/' ;;
  tokenizers-*) slim "$jar" '^native/lib/(?!linux-x86_64/cpu/|tokenizers\.properties)' ;;
  jna-*) slim "$jar" '^com/sun/jna/(?!linux-x86-64/)[^/]+/.*jnidispatch' ;;
  zstd-jni-*) slim "$jar" '^(?!linux/amd64/)[a-z]+/[a-z0-9_]+/lib.*|^win/' ;;
  snappy-java-*) slim "$jar" '^org/xerial/snappy/native/(?!Linux/x86_64/)' ;;
  lz4-java-*) slim "$jar" '^net/jpountz/util/(?!linux/amd64/)[a-z]+/[a-z0-9_]+/' ;;
  # Its model is int8, which is for CPUs; the sizes are checked with graphs of their own.
  riverrank-operators-*) slim "$jar" '/bundled/onnx/' ;;
  *) [[ $(basename "$jar") =~ ^($unused) ]] || cp "$jar" "$bundle/lib/" ;;
  esac
done

"$here/natives.sh" --cuda "$cuda" --out "$bundle/natives"

resources=$home/operators/src/test/resources
tokenizer_of() { # a model directory of ours
  case $(basename "$1") in
  minilm-l6) echo "$home/operators/src/main/resources/io/riverrank/operators/model/bundled" ;;
  xlmr-l6) echo "$resources/models/xlmr-tiny" ;;
  gte-base) echo "$resources/models/gte-tiny" ;;
  esac
}
mkdir -p "$bundle/models" "$bundle/parity"
for model in "$here"/models/*; do
  cp -r "$model" "$bundle/models/"
  cp "$(tokenizer_of "$model")"/tokenizer{,_config}.json "$bundle/models/$(basename "$model")/"
done
for model in "$resources"/models/{xlmr,gte}-tiny "$resources"/rerankers/{modernbert,causal} ${models[@]+"${models[@]}"}; do
  to=$bundle/models/$(basename "$(readlink -f "$model")")
  [ ! -e "$to" ] || fail "two models are called $(basename "$to"); rename the folder of one"
  mkdir -p "$to/onnx"
  for file in "$model"/*.json "$model"/onnx/model{,_fp16}.onnx{,_data}; do
    [ ! -f "$file" ] || cp "$file" "$to/${file#"$model/"}"
  done
  name=$(basename "$to")
  for expected in "$resources"/{parity/expected-"$name",rerankers/"$name"/expected}.json; do
    [ ! -f "$expected" ] || cp "$expected" "$bundle/parity/expected-$name.json"
  done
done
cp "$resources/parity/pairs.json" "$bundle/parity/"
for log in ${logs[@]+"${logs[@]}"}; do
  mkdir -p "$bundle/logs"
  cp "$log" "$bundle/logs/"
done

"$here/pieces.sh" "$bundle" "$piece_mb" "$out/pieces"
megabytes() { echo $(($(du -cB1 "$@" | tail -n 1 | cut -f1) / 1000000)); }
echo "$bundle: $(megabytes "$bundle") MB; $out/pieces: $(find "$out/pieces" -name '*.tar.gz.*' | wc -l) pieces," \
  "$(megabytes "$out"/pieces/*.tar.gz.*) MB"
