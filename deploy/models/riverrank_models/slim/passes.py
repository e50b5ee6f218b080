"""The passes in their order."""

from dataclasses import dataclass

import onnx

from ..graph import Graph
from .one_token import find_selections, keep_one_token
from .probe import probe
from .shapes import fix_shapes


@dataclass(frozen=True)
class Slimmed:
    """
    :param products: matrix products that work on one token only now
    """

    model: onnx.ModelProto
    products: int


def slim(model: onnx.ModelProto) -> Slimmed:
    """A graph with the same scores and less work.

    :param model: with its weights loaded; it stays as it is
    :raises Exception: of many kinds, where ONNX Runtime can't run the graph
    """
    graph = Graph(model)
    fix_shapes(graph, probe(graph))
    seen = probe(graph)
    selections = find_selections(graph, seen)
    # Two tokens that are read need each other's part of the last layer, too.
    products = keep_one_token(graph, seen, selections[0]) if len(selections) == 1 else 0
    return Slimmed(graph.build(), products)
