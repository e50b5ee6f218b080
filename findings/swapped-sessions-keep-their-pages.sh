#!/usr/bin/env bash
# A process that puts one ONNX Runtime session in the place of another, again and again, holds twice the memory of the one
# that is left: what the closed ones freed stays with glibc, in holes. One call of malloc_trim after each gives it back.
#
# Pieces above 128 KB begin as mappings that go back to the system, but the first of them that is freed raises glibc's
# threshold (up to 32 MB), and from then on weights lie in its heap, between those of the next session. With the threshold
# fixed by MALLOC_MMAP_THRESHOLD_=131072 ONNX Runtime 1.29.0 leaves nothing behind either.
#
# Output seen (resident MB of a process with one session of 40 MB of weights):
#   swaps  left alone  trimmed
#   5      214         112
#   50     246         114
#
# Needs Python 3.11 or newer with venv, on Linux with glibc. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset MALLOC_ARENA_MAX MALLOC_MMAP_THRESHOLD_ MALLOC_TRIM_THRESHOLD_ LD_PRELOAD

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check onnxruntime==1.29.0 onnx==1.23.2 numpy==2.4.6

cat >swaps.py <<'PY'
import ctypes
import gc
import sys

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

WIDTH, LAYERS = 384, 6
SHAPES = [(WIDTH, WIDTH)] * 4 + [(WIDTH, 4 * WIDTH), (4 * WIDTH, WIDTH)]


def write(seed):
    random = np.random.default_rng(seed)
    nodes, weights, last = [], [], "tokens"
    for number, shape in enumerate(SHAPES * LAYERS):
        weights.append(numpy_helper.from_array(random.standard_normal(shape, dtype=np.float32), f"w{number}"))
        nodes.append(helper.make_node("MatMul", [last, f"w{number}"], [f"y{number}"]))
        last = f"y{number}"
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", WIDTH]) for name in ("tokens", last)]
    graph = helper.make_graph(nodes, "graph", ends[:1], ends[1:], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    with open("model.onnx", "wb") as file:
        file.write(model.SerializeToString())


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) // 1024


options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
for swap in range(1, 51):
    write(swap)
    gc.collect()
    session = onnxruntime.InferenceSession("model.onnx", options, providers=["CPUExecutionProvider"])
    session.run(None, {"tokens": np.ones((64, WIDTH), np.float32)})
    champion = session
    del session
    gc.collect()
    if sys.argv[1] == "trimmed":
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    if swap in (5, 50):
        print(swap, resident())
PY

venv/bin/python swaps.py alone >alone
venv/bin/python swaps.py trimmed >trimmed
echo "swaps  left alone  trimmed"
join alone trimmed | while read -r swaps alone trimmed; do printf '%-6s %-11s %s\n' "$swaps" "$alone" "$trimmed"; done
join alone trimmed | awk '$1 == 50 { exit !($2 > 1.5 * $3) }'
