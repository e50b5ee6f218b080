"""Attention masks inside the product of queries and keys.

A mask that is added to the scores costs a pass over [batch, heads, sequence, sequence], a twelfth
of the time of long texts in int8. As one more number of each key, beside a 1 in each query, it is
added by the matrix product, and only [batch, heads, sequence] is touched.
"""

from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto

from .graph import Graph
from .prefixes.feeds import past
from .prefixes.past import PAST

MASK_INPUT = "attention_mask"
MASKED = np.float32(-1e9)  # no score comes near it, and none is lost in the sum with another key's
PROBE = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 0, 0, 0, 0]])
PAST_TOKENS = 2
HIDDEN_BELOW = -1e4


@dataclass(frozen=True)
class Attention:
    """product = queries × keys; scores = product, or a multiple of it; masked = scores + mask."""

    product: onnx.NodeProto
    scores: str
    masked: onnx.NodeProto
    mask: str


def rewrite_masks(graph: Graph) -> int:
    """Moves the masks that do no more than hide padding; returns how many."""
    found = _attentions(graph)
    plain = {mask for mask in {a.mask for a in found} if _hides_padding_only(graph, mask)}
    attentions = [attention for attention in found if attention.mask in plain]
    products = {attention.product.output[0] for attention in attentions}
    renamed = {attention.masked.output[0]: attention.scores for attention in attentions}
    sides = _Sides(graph)
    for node in graph.take_nodes():
        name = node.output[0]
        if name in products:
            queries, keys = node.input
            column = sides.column(queries)
            wide = graph.add("Concat", [queries, column], f"{name}_queries", axis=-1)
            tall = graph.add("Concat", [keys, sides.row(keys)], f"{name}_keys", axis=-2)
            graph.add("MatMul", [wide, tall], name)
        elif name not in renamed:
            changed = onnx.NodeProto()
            changed.CopyFrom(node)
            changed.input[:] = [renamed.get(value, value) for value in node.input]
            graph.nodes.append(changed)
    return len(attentions)


def _attentions(graph: Graph) -> list[Attention]:
    consumers, producers = graph.consumers(), graph.producers()

    def product_of(scores: str) -> onnx.NodeProto | None:
        node = producers.get(scores)
        if node is not None and node.op_type in ("Mul", "Div") and len(consumers[scores]) == 1:
            factors = [i for i in node.input if graph.is_scalar(i)]
            others = [i for i in node.input if i not in factors]
            node = producers.get(others[0]) if len(others) == 1 else None
        if node is None or node.op_type != "MatMul" or len(consumers[node.output[0]]) != 1:
            return None
        return node

    found = []
    for softmax in graph.nodes:
        masked = producers.get(softmax.input[0]) if softmax.op_type == "Softmax" else None
        if masked is None or masked.op_type != "Add" or len(consumers[masked.output[0]]) != 1:
            continue
        for scores, mask in (tuple(masked.input), tuple(masked.input)[::-1]):
            product = product_of(scores)
            if product is not None and product_of(mask) is None:
                found.append(Attention(product, scores, masked, mask))
                break
    return found


def _hides_padding_only(graph: Graph, mask: str) -> bool:
    """Whether the mask, computed for a probe, is 0 at tokens and very low at padding, for every
    query: a causal or a relative one is not."""
    session = onnxruntime.InferenceSession(
        graph.build([mask]).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    names = {value.name for value in session.get_inputs() if value.name != PAST}
    feeds = {name: np.zeros_like(PROBE) for name in names}
    if MASK_INPUT not in names:
        return False
    feeds[MASK_INPUT] = PROBE
    (values,) = session.run([mask], feeds | past(session, PAST_TOKENS))
    # One that is over the past, too, is wider than the row that is put below the keys.
    if values.ndim != 4 or values.shape[-1] != PROBE.shape[1]:
        return False
    hidden = np.broadcast_to(PROBE[:, None, None, :] == 0, values.shape)
    return bool((values[~hidden] == 0).all() and (values[hidden] < HIDDEN_BELOW).all())


def _moved_mask(graph: Graph) -> str:
    """The mask as the model sees it: the input, or what it becomes when the graph moves its rows
    to the left."""
    moved = (n for n in graph.nodes if n.op_type == "GatherElements" and n.input[0] == MASK_INPUT)
    return next((node.output[0] for node in moved), MASK_INPUT)


class _Sides:
    """What is put beside queries and below keys; the same for all layers.

    A layer that only one token is needed of has one query a text.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.single = _single_queries(graph.model)
        self.columns: dict[bool, str] = {}
        self.rows: str | None = None

    def column(self, queries: str) -> str:
        """Ones: [batch, heads, queries, 1]."""
        single = queries in self.single
        if single not in self.columns:
            name = "mask_column_of_one" if single else "mask_column"
            one = self.graph.constant("mask_1", np.array([1]))
            count = one if single else self.graph.dimension(queries, 2, "mask_queries")
            shape = [*self._batch_and_heads(queries, name), count, one]
            sizes = self.graph.add("Concat", shape, f"{name}_shape", axis=0)
            unit = self.graph.constant("mask_unit", np.float32(1))
            self.columns[single] = self.graph.add("Expand", [unit, sizes], name)
        return self.columns[single]

    def row(self, keys: str) -> str:
        """The mask: [batch, heads, 1, sequence]."""
        if self.rows is None:
            graph = self.graph
            unit = graph.constant("mask_unit", np.float32(1))
            seen = graph.add("Cast", [_moved_mask(graph)], "mask_seen", to=TensorProto.FLOAT)
            hidden = graph.add("Sub", [unit, seen], "mask_hidden")
            low = graph.add("Mul", [hidden, graph.constant("mask_low", MASKED)], "mask_values")
            axes = graph.constant("mask_axes", np.array([1, 2]))
            values = graph.add("Unsqueeze", [low, axes], "mask_row_values")
            one = graph.constant("mask_1", np.array([1]))
            shape = [*self._batch_and_heads(keys, "mask_row"), one, one]
            sizes = graph.add("Concat", shape, "mask_row_shape", axis=0)
            self.rows = graph.add("Expand", [values, sizes], "mask_row")
        return self.rows

    def _batch_and_heads(self, value: str, name: str) -> list[str]:
        shape = self.graph.add("Shape", [value], f"{name}_of")
        zero = self.graph.constant("mask_0", np.array([0]))
        two = self.graph.constant("mask_2", np.array([2]))
        return [self.graph.add("Slice", [shape, zero, two], f"{name}_heads")]


def _single_queries(model: onnx.ModelProto) -> set[str]:
    """Values with four axes of which the third is 1."""
    found = set()
    for value in onnx.shape_inference.infer_shapes(model).graph.value_info:
        dims = value.type.tensor_type.shape.dim
        if len(dims) == 4 and dims[2].HasField("dim_value") and dims[2].dim_value == 1:
            found.add(value.name)
    return found
