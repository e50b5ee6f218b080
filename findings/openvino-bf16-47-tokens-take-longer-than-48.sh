#!/usr/bin/env bash
# OpenVINO 2026.4.1 in bfloat16, on a CPU with AVX-512 BF16 and without AMX: a text of 47 tokens takes longer than one of
# 48. Expected: fewer tokens take less time, so that padding as little as possible is quickest.
# Seen: an encoder of 6 layers, 384 wide, 12 heads, 26 rows (ONNX opset 17, one thread of an AMD EPYC), CPU milliseconds a
# row by tokens:
#   bf16  40: 2.10  44: 2.38  47: 2.61  48: 2.41  49: 2.48
#   f32   40: 3.81  44: 4.30  47: 4.66  48: 4.50  49: 4.74
# So lengths just below a multiple of 16 are better padded up to it: 44 take as long as 48.
#
# Needs Python 3.11 or newer with venv, on x86-64; on a processor without AVX-512 BF16, or with AMX, nothing is measured.
# Exits with something else than 0 if it isn't so any more.
set -euo pipefail

flags=$(grep -m1 '^flags' /proc/cpuinfo)
if ! grep -qw avx512_bf16 <<<"$flags" || grep -qw amx_bf16 <<<"$flags"; then
  echo "this processor is another kind: nothing measured"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q openvino==2026.4.1 --disable-pip-version-check onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - "$folder/encoder.onnx" <<'PY'
import sys
import time

import numpy as np
import onnx
import openvino as ov
from onnx import TensorProto, helper, numpy_helper

WIDTH, HEADS, LAYERS, ROWS = 384, 12, 6, 26
random = np.random.default_rng(1)
nodes, weights = [], []


def weight(*shape):
    name = f"w{len(weights)}"
    weights.append(numpy_helper.from_array((random.standard_normal(shape) * 0.05).astype(np.float32), name))
    return name


def ints(*values):
    name = f"w{len(weights)}"
    weights.append(numpy_helper.from_array(np.array(values, np.int64), name))
    return name


def op(kind, *inputs, **attributes):
    name = f"n{len(nodes)}"
    nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
    return name


def linear(x, given, wanted):
    return op("Add", op("MatMul", x, weight(given, wanted)), weight(wanted))


def heads(x):
    return op("Reshape", x, ints(0, 0, HEADS, WIDTH // HEADS))


x = "x"
for _ in range(LAYERS):
    query = op("Transpose", heads(linear(x, WIDTH, WIDTH)), perm=[0, 2, 1, 3])
    key = op("Transpose", heads(linear(x, WIDTH, WIDTH)), perm=[0, 2, 3, 1])
    value = op("Transpose", heads(linear(x, WIDTH, WIDTH)), perm=[0, 2, 1, 3])
    shares = op("Softmax", op("MatMul", query, key), axis=-1)
    mixed = op("Transpose", op("MatMul", shares, value), perm=[0, 2, 1, 3])
    x = op("Add", x, linear(op("Reshape", mixed, ints(0, 0, WIDTH)), WIDTH, WIDTH))
    x = op("LayerNormalization", x, weight(WIDTH), weight(WIDTH), axis=-1)
    x = op("Add", x, linear(op("Relu", linear(x, WIDTH, 4 * WIDTH)), 4 * WIDTH, WIDTH))
    x = op("LayerNormalization", x, weight(WIDTH), weight(WIDTH), axis=-1)
graph = helper.make_graph(
    nodes,
    "encoder",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", "tokens", WIDTH])],
    [helper.make_tensor_value_info(x, TensorProto.FLOAT, ["rows", "tokens", WIDTH])],
    weights,
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10), sys.argv[1])

lengths = [40, 44, 47, 48, 49]
steps = {}
for precision in ("bf16", "f32"):
    options = {"INFERENCE_PRECISION_HINT": precision, "NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": 1}
    run = ov.Core().compile_model(sys.argv[1], "CPU", options).create_infer_request()
    best = dict.fromkeys(lengths, float("inf"))
    for repeat in range(6):
        for length in lengths:
            feed = {"x": random.standard_normal((ROWS, length, WIDTH)).astype(np.float32)}
            run.infer(feed)
            start = time.process_time()
            for _ in range(5):
                run.infer(feed)
            best[length] = min(best[length], (time.process_time() - start) / 5 / ROWS * 1000)
    steps[precision] = best[47] / best[48]
    print(precision, {length: round(ms, 3) for length, ms in best.items()}, f"47 / 48: {steps[precision]:.3f}")
assert steps["bf16"] > 1.03, "47 tokens no longer take longer than 48"
PY
