"""A graph as if it had never heard of a past."""

import numpy as np
import onnx

from ..graph import Graph
from .past import PAST, PRESENT


def without_past(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with an empty past in it and no present; itself if it takes none."""
    inputs = {value.name: value for value in model.graph.input}
    if PAST not in inputs:
        return model
    graph = Graph(model)
    tensors, heads, _, width = (axis.dim_value for axis in inputs[PAST].type.tensor_type.shape.dim)
    graph.constant(PAST, np.zeros((tensors, heads, 0, width), np.float32))
    made = graph.build()
    for values, name in ((made.graph.input, PAST), (made.graph.output, PRESENT)):
        kept = [value for value in values if value.name != name]
        del values[:]
        values.extend(kept)
    return Graph(made).build()
