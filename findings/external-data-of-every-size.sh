#!/usr/bin/env bash
# A model that onnx saves with all of its tensors in a file of their own does not load in ONNX Runtime.
#
# onnx 1.23.2, save_model(..., save_as_external_data=True, size_threshold=0): the small tensors that shapes are computed
# from (axes, sizes) go into the external file, too. ONNX Runtime 1.29.0 reads those while it infers shapes, before it
# opens external files, and refuses the graph; onnx's own checker passes it. With size_threshold=1 KiB, the default, the
# same model loads. So an export with the threshold lowered, to keep a repository's graph small, is one that no session
# takes.
#
# Output seen:
#   threshold 1024: loads, [3. 4.]
#   threshold    0: checker passes, ONNX Runtime: Cannot parse data from external tensors
#
# Needs Python 3.11 or newer with venv. Exits with something else than 0 if it isn't so any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q install onnx==1.23.2 onnxruntime==1.29.0 numpy==2.4.6

cat >finding.py <<'PYTHON'
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

axes = numpy_helper.from_array(np.array([0], np.int64), "axes")
nodes = [helper.make_node("ReduceSum", ["x", "axes"], ["y"], keepdims=0)]
x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 2])
y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [2])
graph = helper.make_graph(nodes, "sum", [x], [y], [axes])


def outcome(threshold):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    file = f"model-{threshold}.onnx"
    onnx.save_model(
        model, file, save_as_external_data=True, location=f"{file}.data", size_threshold=threshold
    )
    onnx.checker.check_model(file)
    try:
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        return f"loads, {session.run(None, {'x': np.array([[1, 2], [2, 2]], np.float32)})[0]}"
    except Exception as error:
        words = "Cannot parse data from external tensors"
        return f"checker passes, ONNX Runtime: {words if words in str(error) else error}"


found = {threshold: outcome(threshold) for threshold in (1024, 0)}
for threshold, what in found.items():
    print(f"threshold {threshold:4}: {what}")
expected = {
    1024: "loads, [3. 4.]",
    0: "checker passes, ONNX Runtime: Cannot parse data from external tensors",
}
sys.exit(0 if found == expected else 1)
PYTHON
if venv/bin/python finding.py; then
  echo "as found: with a threshold of 0 the model does not load"
else
  echo "changed: see above" >&2
  exit 1
fi
