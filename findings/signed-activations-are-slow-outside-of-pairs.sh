#!/usr/bin/env bash
# ONNX Runtime's product of int8 activations with int8 weights is slower than fp32 on x86, and it is as quick as that of
# uint8 where the same integers stand between QuantizeLinear and DequantizeLinear.
#
# ONNX Runtime 1.29.0 turns the int8 of such a pair into uint8 when it loads the graph, unless session.qdqisint8allowed is 1.
# MatMulInteger and QLinearMatMul are left as they are written. So a file of a tool that writes pairs (NNCF's for
# transformers has int8 activations) needs no other type, and one that writes the operators does.
#
# Output seen (988 rows x 384 x 1536, CPU milliseconds of one thread of an AMD EPYC with AVX-512 VNNI):
#   fp32                    5.3
#   pairs, int8             1.4
#   MatMulInteger, uint8    1.6
#   MatMulInteger, int8     24.9
#   QLinearMatMul, int8     25.1
#   pairs, left as int8     24.5
#
# Needs Python 3.11 or newer with venv, on x86-64. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check onnxruntime==1.29.0 onnx==1.23.2 numpy==2.4.6

cat >products.py <<'PY'
import statistics
import time

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROWS, WIDTH, OUT = 988, 384, 1536
random = np.random.default_rng(7)
weights = random.integers(-127, 128, (WIDTH, OUT)).astype(np.int8)
activations = random.normal(size=(ROWS, WIDTH)).astype(np.float32)
node = helper.make_node


def graph(form, signed=True):
    constants = {
        "step": np.float32(0.02),
        "zero": np.array(0, np.int8) if signed else np.array(128, np.uint8),
        "weights": weights,
        "weights_zero": np.array(0, np.int8),
        "floats": weights.astype(np.float32) * np.float32(0.02),
    }
    quantise = node("QuantizeLinear", ["x", "step", "zero"], ["q"])
    nodes = {
        "fp32": [node("MatMul", ["x", "floats"], ["y"])],
        "pairs": [
            quantise,
            node("DequantizeLinear", ["q", "step", "zero"], ["again"]),
            node("DequantizeLinear", ["weights", "step", "weights_zero"], ["w"]),
            node("MatMul", ["again", "w"], ["y"]),
        ],
        "MatMulInteger": [
            quantise,
            node("MatMulInteger", ["q", "weights", "zero", "weights_zero"], ["sums"]),
            node("Cast", ["sums"], ["y"], to=TensorProto.FLOAT),
        ],
        "QLinearMatMul": [
            quantise,
            node(
                "QLinearMatMul",
                ["q", "step", "zero", "weights", "step", "weights_zero", "step", "zero"],
                ["sums"],
            ),
            node("DequantizeLinear", ["sums", "step", "zero"], ["y"]),
        ],
    }[form]
    used = {name for each in nodes for name in each.input}
    made = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", WIDTH])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", OUT])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items() if name in used],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=10).SerializeToString()


def milliseconds(model, left_alone=False):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    if left_alone:
        options.add_session_config_entry("session.qdqisint8allowed", "1")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    times = []
    for _ in range(12):
        begin = time.process_time()
        session.run(None, {"x": activations})
        times.append((time.process_time() - begin) * 1e3)
    return statistics.median(times)


found = {
    "fp32": milliseconds(graph("fp32")),
    "pairs, int8": milliseconds(graph("pairs")),
    "MatMulInteger, uint8": milliseconds(graph("MatMulInteger", signed=False)),
    "MatMulInteger, int8": milliseconds(graph("MatMulInteger")),
    "QLinearMatMul, int8": milliseconds(graph("QLinearMatMul")),
    "pairs, left as int8": milliseconds(graph("pairs"), left_alone=True),
}
for name, time_taken in found.items():
    print(f"{name:<23} {time_taken:.1f}")
slow = ("MatMulInteger, int8", "QLinearMatMul, int8", "pairs, left as int8")
assert all(found[name] > 3 * found["pairs, int8"] for name in slow)
PY
venv/bin/python products.py
