"""Products of a single row by the kernel that products of more rows have.

ONNX Runtime multiplies one row by a kernel of its own on CPUs, which sums in an order that depends
on how many tokens a text is padded to: too little for a score in fp32 to show, but the next
rounding to int8 makes a visible step of it. Two rows are multiplied as many are.
"""

import numpy as np

from .graph import Graph
from .slim.probe import Probe


def rewrite_single_rows(graph: Graph, probe: Probe) -> int:
    """Doubles the row of products of two computed matrices; returns how many."""
    rewritten = 0
    for node in graph.take_nodes():
        if node.op_type != "MatMul" or not _has_one_row(graph, probe, *node.input):
            graph.nodes.append(node)
            continue
        row, matrix = node.input
        name = node.output[0]
        twice = graph.add("Concat", [row, row], f"{name}_rows", axis=-2)
        both = graph.add("MatMul", [twice, matrix], f"{name}_twice")
        first = graph.constant("first_row", np.array([0]))
        graph.add("Gather", [both, first], name, axis=len(probe.axes[name]) - 2)
        rewritten += 1
    return rewritten


def _has_one_row(graph: Graph, probe: Probe, row: str, matrix: str) -> bool:
    if row in graph.constants or matrix in graph.constants:
        return False
    axes = probe.axes.get(row, ())
    return len(axes) > 2 and set(axes[-2]) == {1}
