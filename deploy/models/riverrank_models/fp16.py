"""Half precision for GPUs: weights and most operators in fp16, logits in fp32."""

import math
from pathlib import Path

import numpy as np
import onnx
from onnx import helper
from onnxruntime.transformers import float16

from . import onnx_files
from .scoring import Batch

PROBED_LENGTH = 512  # tokens; every activation of a pair is in memory at once
SAFE = 16384.0  # a quarter of fp16's range: room for texts other than those of the check
MASK = 1e30  # no activation is as large; masks that add -3e38 to a score are
MASK_IN_FP16 = 10000.0  # large enough to be 0 after softmax, small enough to add to
ANGLES = ("Cos", "Sin")
TO_FP16, TO_FP32 = "_cast_to_fp16_node", "_cast_to_fp32_node"  # the converter's names


def convert(
    path: Path, batches: list[Batch], threads: int, work: Path, kept: tuple[str, ...] = ()
) -> tuple[onnx.ModelProto, int]:
    """The fp16 model of a plain fp32 file, and how many operators stay in fp32 in it.

    These do: what came near fp16's range on ``batches``; rotary angles, which fp16 can't tell
    apart past position 2048; and those whose names begin as one of ``kept``.
    """
    model = onnx_files.load(path)
    fp32 = _angles(model.graph) | _overflows(model, batches, threads, work)
    fp32 |= {node.name for node in model.graph.node if node.name.startswith(kept)}
    inferred = work / "fp16" / "inferred.onnx"
    onnx_files.save(model, work / "fp16" / "model.onnx")
    onnx.shape_inference.infer_shapes_path(str(work / "fp16" / "model.onnx"), str(inferred))
    converted = float16.convert_float_to_float16(
        onnx_files.load(inferred),
        max_finite_val=MASK_IN_FP16,
        keep_io_types=True,
        disable_shape_infer=True,
        op_block_list=[*float16.DEFAULT_OP_BLOCK_LIST],
        node_block_list=sorted(fp32),
    )
    _join_fp32(converted.graph)
    return converted, len(fp32)


def _join_fp32(graph: onnx.GraphProto) -> None:
    """Lets what stays in fp32 pass from operator to operator without a detour through fp16.

    The converter casts each output of such an operator to fp16 and each input back, and does so
    once for every user under the same name.
    """
    before = {
        node.output[0]: node.input[0]
        for node in graph.node
        if node.op_type == "Cast" and node.name.endswith(TO_FP16)
    }
    direct = {}
    kept = {}
    for node in graph.node:
        if node.op_type == "Cast" and node.name.endswith(TO_FP32) and node.input[0] in before:
            direct[node.output[0]] = before[node.input[0]]
        else:
            kept[node.name] = node
    used = {direct.get(name, name) for node in kept.values() for name in node.input}
    used |= {output.name for output in graph.output}
    nodes = [
        node for node in kept.values() if not node.name.endswith(TO_FP16) or node.output[0] in used
    ]
    for node in nodes:
        for i, name in enumerate(node.input):
            node.input[i] = direct.get(name, name)
    del graph.node[:]
    graph.node.extend(nodes)


def _angles(graph: onnx.GraphProto) -> set[str]:
    """Names of the nodes that compute Cos and Sin of positions, with all that they are made of."""
    maker = {output: node for node in graph.node for output in node.output}
    names: set[str] = set()
    waiting = [node for node in graph.node if node.op_type in ANGLES]
    while waiting:
        node = waiting.pop()
        # What the shape of a value is read for, no rounding of the value changes.
        if node.name not in names and node.op_type != "Shape":
            names.add(node.name)
            waiting += [maker[name] for name in node.input if name in maker]
    return names


def _overflows(model: onnx.ModelProto, batches: list[Batch], threads: int, work: Path) -> set[str]:
    """Names of the nodes whose output passes a quarter of fp16's range on a batch."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    makers = {}
    for node in probe.graph.node:
        if node.op_type not in ("Constant", "ConstantOfShape", "Shape"):
            makers |= {output: node.name for output in node.output if output}
    declared = {output.name for output in probe.graph.output}
    probe.graph.output.extend(
        helper.make_empty_tensor_value_info(name) for name in makers if name not in declared
    )
    path = work / "fp16" / "probe.onnx"
    onnx_files.save(probe, path)
    session = onnx_files.session(path, threads)
    found = set()
    for batch in batches:
        for output, value in zip(session.get_outputs(), session.run(None, batch), strict=True):
            if value.dtype == np.float32 and SAFE < _largest(value) < math.inf:
                found.add(makers[output.name])
    onnx_files.remove(path)
    return found


def _largest(value: np.ndarray) -> float:
    magnitudes = np.abs(value)
    return float(magnitudes.max(initial=0, where=magnitudes < MASK))
