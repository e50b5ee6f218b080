"""Int8 files of other tools that multiply activations as int8 instead of uint8.

ONNX Runtime has no quick product of int8 × int8 on x86: such a file is slower than the fp32 one. Pairs of QuantizeLinear
and DequantizeLinear don't count, since ONNX Runtime makes uint8 of them by itself.
"""

from pathlib import Path

import onnx
from onnx import TensorProto

QUANTISE = "QuantizeLinear"
DEQUANTISE = "DequantizeLinear"


def has_signed_activations(model: onnx.ModelProto) -> bool:
    """Whether the graph quantises something that it computes to int8, and reads the integers.

    :param model: its weights need not be loaded
    """
    types = {tensor.name: tensor.data_type for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            types[node.output[0]] = node.attribute[0].t.data_type
    read = {
        name for node in model.graph.node if node.op_type != DEQUANTISE for name in node.input
    }
    return any(
        node.op_type == QUANTISE
        and node.output[0] in read
        and node.input[0] not in types
        and types.get(node.input[2] if len(node.input) > 2 else "") == TensorProto.INT8
        for node in model.graph.node
    )


def slow_files(directory: Path) -> list[Path]:
    """The ONNX files of a model directory that are so; what can't be read is left out."""
    found = []
    for path in sorted([*directory.glob("*.onnx"), *directory.glob("onnx/*.onnx")]):
        try:
            model = onnx.load(str(path), load_external_data=False)
        except Exception:  # protobuf's, of kinds of its own
            continue
        if has_signed_activations(model):
            found.append(path)
    return found
