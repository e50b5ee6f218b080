"""Sums over the tokens of a row that do not depend on how far the row is padded.

ONNX Runtime's ReduceSum adds a padded row's numbers in another order, so that the last bits of a
mean over tokens move with its neighbours. A matrix product with ones adds one token after the
other, and the zeros of padding at the end change nothing. (A product with a single row of ones
would not do: its kernel adds four tokens at a time, and what is left over otherwise.)
"""

import numpy as np
import onnx

from .graph import Graph
from .shapes import dimensions

SEQUENCE_AXIS = 1


def rewrite_sums(graph: Graph) -> int:
    """Replaces each sum over the tokens of [batch, sequence, width]; returns how many."""
    shapes = dimensions(graph.model)
    rewritten = 0
    for node in graph.take_nodes():
        if node.op_type == "ReduceSum" and _is_over_tokens(graph, node, shapes):
            _rewrite(graph, node)
            rewritten += 1
        else:
            graph.nodes.append(node)
    return rewritten


def _is_over_tokens(graph: Graph, node: onnx.NodeProto, shapes: dict[str, list]) -> bool:
    axes = graph.constants.get(node.input[1]) if len(node.input) > 1 else None
    shape = shapes.get(node.input[0], [])
    return (
        axes is not None
        and axes.reshape(-1).tolist() == [SEQUENCE_AXIS]
        and len(shape) == 3
        and isinstance(shape[2], int)
    )


def _rewrite(graph: Graph, node: onnx.NodeProto) -> None:
    x, output = node.input[0], node.output[0]
    sequence = graph.dimension(x, SEQUENCE_AXIS, f"{output}_sequence")
    two = graph.constant("sum_2", np.array([2]))
    shape = graph.add("Concat", [two, sequence], f"{output}_ones_shape", axis=0)
    ones = graph.add("Expand", [graph.constant("sum_one", np.float32(1)), shape], f"{output}_ones")
    twice = graph.add("MatMul", [ones, x], f"{output}_twice")
    keeps_axis = all(a.i for a in node.attribute if a.name == "keepdims")
    first = graph.constant("sum_first", np.array([0] if keeps_axis else 0))
    graph.add("Gather", [twice, first], output, axis=SEQUENCE_AXIS)
