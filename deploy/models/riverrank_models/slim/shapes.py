"""Shapes that are written down where they were computed.

An exporter asks a value for its shape wherever the model's code did, several times a layer; each
question is a handful of operators, and keeps the value whole that is asked. What such a chain gives
is mostly the same for every input (the width of a head, say) or can be said by a Reshape's 0 (as it
was) and −1 (the rest).
"""

import numpy as np
import onnx

from ..graph import Graph
from .probe import Probe

# What exporters compute shapes by: of shapes alone, no data.
ARITHMETIC = {
    "Add",
    "Cast",
    "Concat",
    "ConstantOfShape",
    "Div",
    "Equal",
    "Floor",
    "Gather",
    "Identity",
    "Mul",
    "Range",
    "Reshape",
    "Slice",
    "Squeeze",
    "Sub",
    "Unsqueeze",
    "Where",
}


def fix_shapes(graph: Graph, probe: Probe) -> int:
    """Replaces what is computed of shapes alone; returns how many values."""
    fixed = _constants(graph, probe)
    for node in graph.take_nodes():
        shape = None
        if node.op_type == "Reshape" and node.input[1] not in graph.constants:
            shape = _shape(probe, node)
        if shape is not None:
            text = "_".join(str(size) for size in shape)
            written = graph.constant(f"shape_{text}", np.array(shape))
            graph.add("Reshape", [node.input[0], written], node.output[0])
            fixed += 1
        else:
            graph.nodes.append(node)
    return fixed


def _constants(graph: Graph, probe: Probe) -> int:
    """Makes a constant of what is computed of shapes and the same for each of them."""
    of_shapes: set[str] = set()
    fixed = 0
    for node in graph.take_nodes():
        name = node.output[0]
        known = of_shapes | graph.constants.keys()
        if node.op_type == "Shape" or (
            node.op_type in ARITHMETIC and all(value in known for value in node.input)
        ):
            values = probe.integers.get(name)
            if values is not None and all(np.array_equal(values[0], v) for v in values[1:]):
                graph.constant(name, values[0])
                fixed += 1
                continue
            of_shapes.add(name)
        graph.nodes.append(node)
    return fixed


def _shape(probe: Probe, node: onnx.NodeProto) -> list[int] | None:
    """A constant that reshapes as the node's own shape does, if one can."""
    if any(name not in probe.axes for name in (node.input[0], node.output[0])):
        return None
    before, after = probe.axes[node.input[0]], probe.axes[node.output[0]]
    shape = []
    for axis, sizes in enumerate(after):
        if len(set(sizes)) == 1:
            shape.append(sizes[0])
        elif axis < len(before) and before[axis] == sizes:
            shape.append(0)
        else:
            shape.append(-1)
    return shape if shape.count(-1) <= 1 else None
