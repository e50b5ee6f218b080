"""Reads of one token of each row, at a place of the row's own."""

import numpy as np
import onnx

from ..graph import Graph
from .probe import ROWS, Probe
from .selection import Selection

ONE = (1,) * len(ROWS)
FLAT = np.array([-1])


def own_places(graph: Graph, probe: Probe) -> list[Selection]:
    """Each GatherElements of [batch, tokens, width] by one place a row, the same for all of its
    width. The places move to the beginning of the graph, since every part that is taken needs
    them; they are added where they have another shape than [batch].

    :param graph: the order of its nodes may change
    :param probe: of this graph
    """
    found = []
    for node in list(graph.nodes):
        place = _place(graph, probe, node)
        if place is not None:
            ancestors = _ancestors(graph, place)
            if node.input[0] not in ancestors:
                positions = _to_the_front(graph, place, ancestors)
                found.append(Selection(node.input[0], 1, positions, node.output[0]))
    return found


def _place(graph: Graph, probe: Probe, node: onnx.NodeProto) -> str | None:
    """The value [batch, 1, 1] that says which token is read of each row."""
    if node.op_type != "GatherElements" or onnx.helper.get_node_attr_value(node, "axis") != 1:
        return None
    tokens, places = node.input
    axes = probe.axes.get(tokens, ())
    if len(axes) != 3 or axes[0] != ROWS or not probe.is_tokens(tokens, 1):
        return None
    expand = graph.producers().get(places)
    if expand is None or expand.op_type != "Expand":
        return None
    return expand.input[0] if probe.axes.get(expand.input[0]) == (ROWS, ONE, ONE) else None


def _ancestors(graph: Graph, name: str) -> set[str]:
    """All values that it is computed of, itself included."""
    producers = graph.producers()
    found: set[str] = set()
    waiting = [name]
    while waiting:
        value = waiting.pop()
        if value not in found:
            found.add(value)
            waiting += producers[value].input if value in producers else []
    return found


def _to_the_front(graph: Graph, place: str, ancestors: set[str]) -> str:
    """Orders the nodes; returns the place as [batch]."""
    nodes = graph.take_nodes()
    first = [node for node in nodes if ancestors.intersection(node.output)]
    graph.nodes += first
    flat = graph.constant("flat", FLAT)
    positions = graph.add("Reshape", [place, flat], f"{place}_of_rows")
    graph.nodes += [node for node in nodes if not ancestors.intersection(node.output)]
    return positions
