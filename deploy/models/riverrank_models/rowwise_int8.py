"""Int8 for CPUs that keeps a score independent of the other pairs of its batch.

Plain dynamic quantisation takes one activation scale over the whole batch, padding included, so a
pair's score moves with its neighbours. Here every row (token) has a scale of its own. A scale that
is calibrated beforehand would be as independent, and cheaper; but a few tokens of a text have
numbers ten times as large as all others, and a scale that fits them leaves the others three bits
less.

What comes after the tokens are pooled stays in fp32, too: it is one row a pair.

Activations are uint8 with zero point 128, because ONNX Runtime's CPU kernels are several times
slower on int8 × int8 than on uint8 × int8. Weights are symmetric per column, large embedding
tables symmetric per row; products without a constant side (attention) stay in fp32. Once the
products are quick, the passes between them weigh as much, so that norms and masks are rewritten,
too; and so are sums over tokens, whose last bits would depend on the neighbours.
"""

import numpy as np
import onnx
from onnx import TensorProto

from .graph import MICROSOFT, Graph
from .masks import rewrite_masks
from .norms import rewrite_norms
from .shapes import dimensions
from .single_rows import rewrite_single_rows
from .slim.probe import Probe, Sizes, probe
from .sums import rewrite_sums

LARGEST_INT8 = 127
SMALLEST_ACTIVATION = 1e-6  # keeps the scale of an all-zero row above zero
SMALLEST_WEIGHT = 1e-8
LOWEST_OF_GELU = np.float32(0.17)  # |x·Φ(x)| where x is below 0, at most
SMALLEST_TABLE = 1000  # rows; Gather tables below it (positions, token types) stay in fp32
PREFIX = "rowwise_"


def quantize(model: onnx.ModelProto, kept: tuple[str, ...] = ()) -> onnx.ModelProto:
    """A copy of an fp32 model with its constant matrices and large tables in int8.

    :param model: fp32, standard operators, with its weights loaded; it stays as it is
    :param kept: how the names of products begin that stay in fp32
    """
    graph = Graph(model)
    rewrite_norms(graph)
    rewrite_masks(graph)
    rewrite_sums(graph)
    rewrite_single_rows(graph, probe(graph))
    _Quantizer(graph, probe(graph), kept).run()
    return graph.build()


def symmetric(weight: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 values and float32 scales, the largest magnitude along ``axis`` becoming 127."""
    largest = np.abs(weight).max(axis, keepdims=True)
    scales = (np.maximum(largest, SMALLEST_WEIGHT) / LARGEST_INT8).astype(np.float32)
    integers = np.clip(np.round(weight / scales), -LARGEST_INT8, LARGEST_INT8)
    return integers.astype(np.int8), scales


def _pooled_values(model: onnx.ModelProto) -> set[str]:
    """Values with two axes: [batch, width], where tokens are [batch, sequence, width]."""
    return {name for name, shape in dimensions(model).items() if len(shape) == 2}


class _Quantizer:
    def __init__(self, graph: Graph, probed: Probe, kept: tuple[str, ...]) -> None:
        self.graph = graph
        self.probe = probed
        self.kept = kept
        self.consumers = graph.consumers()
        self.producers = graph.producers()
        self.pooled = _pooled_values(graph.model)
        self.leading_of: dict[tuple[Sizes, ...], str] = {}
        self.shapes: dict[tuple[str, int], str] = {}
        self.zero_points_of: dict[str, str] = {}
        self.rows_of: dict[str, tuple[str, str, str]] = {}
        self.one = self.constant("one", np.float32(1))
        self.zero_point = self.constant("zero_point", np.uint8(128))

    def run(self) -> None:
        merged = set()
        for node in self.graph.take_nodes():
            if node.output[0] in merged:
                continue
            if self.is_of_tokens(node):
                bias = self.bias_after(node)
                if bias is not None:
                    merged.add(bias.output[0])
                self.matmul(node, bias)
            elif node.op_type == "Gather" and self.is_large_table(node.input[0]):
                self.gather(node)
            else:
                self.graph.nodes.append(node)

    def is_of_tokens(self, node: onnx.NodeProto) -> bool:
        """Whether it multiplies numbers of each token by a constant matrix."""
        return (
            node.op_type == "MatMul"
            and self.graph.floats(node.input[1], 2) is not None
            and node.input[0] not in self.pooled
            and not node.name.startswith(self.kept)
        )

    def is_large_table(self, name: str) -> bool:
        table = self.graph.floats(name, 2)
        return table is not None and len(table) > SMALLEST_TABLE

    def bias_after(self, product: onnx.NodeProto) -> onnx.NodeProto | None:
        """The one node that reads the product, if it adds a vector."""
        readers = self.consumers[product.output[0]]
        if len(readers) == 1 and readers[0].op_type == "Add" and self.vector_of(readers[0]):
            return readers[0]
        return None

    def vector_of(self, add: onnx.NodeProto) -> str | None:
        return next((name for name in add.input if self.graph.floats(name, 1) is not None), None)

    def matmul(self, node: onnx.NodeProto, bias: onnx.NodeProto | None) -> None:
        graph, name, matrix = self.graph, node.output[0], node.input[1]
        weight = graph.constants[matrix]
        integers, scales = symmetric(weight, axis=0)
        rows, row_scale, leading = self.rows(node.input[0], weight.shape[0])
        product = graph.add(
            "MatMulIntegerToFloat",
            [
                rows,
                self.constant(f"{matrix}_int8", integers),
                self.one,
                self.constant(f"{matrix}_scales", scales[0]),
                self.zero_point,
            ],
            f"{PREFIX}{name}_product",
            domain=MICROSOFT,
        )
        value = graph.add("Mul", [product, row_scale], f"{PREFIX}{name}_scaled")
        if bias is not None:
            # Before the reshape: there ONNX Runtime would join it to a GELU that comes after, by a
            # kernel that is slower than the two.
            value = graph.add("Add", [value, self.vector_of(bias)], f"{PREFIX}{name}_biased")
            name = bias.output[0]
        graph.add("Reshape", [value, self.shape(leading, weight.shape[1])], name)

    def shape(self, leading: str, width: int) -> str:
        if (leading, width) not in self.shapes:
            last = self.constant(f"width_{width}", np.array([width]))
            made = self.graph.add("Concat", [leading, last], f"{leading}_by_{width}", axis=0)
            self.shapes[leading, width] = made
        return self.shapes[leading, width]

    def leading(self, x: str) -> str:
        """The shape of x before its last axis: the same value for all that have the same one."""
        axes = self.probe.axes[x][:-1]
        if axes not in self.leading_of:
            name = f"{PREFIX}leading_{len(self.leading_of)}"
            whole = self.graph.add("Shape", [x], f"{name}_of")
            ends = [self.constant("0", np.array([0])), self.constant("-1", np.array([-1]))]
            self.leading_of[axes] = self.graph.add("Slice", [whole, *ends], name)
        return self.leading_of[axes]

    def rows(self, x: str, width: int) -> tuple[str, str, str]:
        """Of x [..., width]: uint8 rows [n, width], scales [n, 1], and the shape before width."""
        if x not in self.rows_of:
            graph, name = self.graph, f"{PREFIX}{x}"
            leading = self.leading(x)
            flat_shape = self.constant(f"flat_{width}", np.array([-1, width]))
            flat = graph.add("Reshape", [x, flat_shape], f"{name}_flat")
            # Two passes that only read are quicker than |x|, which is written and read again.
            highest = graph.reduce("ReduceMax", flat, f"{name}_highest")
            if self.is_gelu(x):
                below = self.constant("gelu_lowest", LOWEST_OF_GELU)
                largest = graph.add("Max", [highest, below], f"{name}_largest")
            else:
                lowest = graph.reduce("ReduceMin", flat, f"{name}_lowest")
                below = graph.add("Neg", [lowest], f"{name}_below")
                smallest = self.constant("smallest", np.float32(SMALLEST_ACTIVATION))
                largest = graph.add("Max", [highest, below, smallest], f"{name}_largest")
            limit = self.constant("limit", np.float32(LARGEST_INT8))
            scale = graph.add("Div", [largest, limit], f"{name}_scale")
            scales = graph.add("Reshape", [scale, self.constant("-1", np.array([-1]))], f"{name}_s")
            zero_points = self.zero_points(leading, scales)
            rows = graph.add("QuantizeLinear", [flat, scales, zero_points], f"{name}_rows", axis=0)
            self.rows_of[x] = rows, scale, leading
        return self.rows_of[x]

    def zero_points(self, leading: str, scales: str) -> str:
        """One for each row: the same value for all with the same rows."""
        if leading not in self.zero_points_of:
            count = self.graph.add("Shape", [scales], f"{leading}_count")
            made = self.graph.add("Expand", [self.zero_point, count], f"{leading}_zero_points")
            self.zero_points_of[leading] = made
        return self.zero_points_of[leading]

    def is_gelu(self, x: str) -> bool:
        """Whether it is v·(1 + erf(v ÷ √2))·½, as exporters write it."""
        product = self.operands(x, "Mul", 0.5)
        for v, sum_of_erf in self.both_ways(product, "Mul"):
            erf = self.producers.get(self.operands(sum_of_erf, "Add", 1.0) or "")
            if erf is not None and erf.op_type == "Erf":
                return self.operands(erf.input[0], "Div", 2**0.5) == v
        return False

    def operands(self, x: str | None, op: str, scalar: float) -> str | None:
        """What ``op`` combines with this number to make x."""
        for other, number in self.both_ways(x, op):
            if self.graph.is_scalar(number) and np.isclose(self.graph.constants[number], scalar):
                return other
        return None

    def both_ways(self, x: str | None, op: str) -> list[tuple[str, str]]:
        node = self.producers.get(x or "")
        if node is None or node.op_type != op:
            return []
        first, second = node.input
        return [(first, second), (second, first)]

    def gather(self, node: onnx.NodeProto) -> None:
        graph, table, name, ids = self.graph, node.input[0], node.output[0], node.input[1]
        integers, scales = symmetric(graph.constants[table], axis=1)
        int8_table = self.constant(f"{table}_int8", integers)
        rows = graph.add("Gather", [int8_table, ids], f"{PREFIX}{name}_rows", axis=0)
        scale_table = self.constant(f"{table}_scales", scales)
        scale = graph.add("Gather", [scale_table, ids], f"{PREFIX}{name}_scale", axis=0)
        floats = graph.add("Cast", [rows], f"{PREFIX}{name}_float", to=TensorProto.FLOAT)
        graph.add("Mul", [floats, scale], name)

    def constant(self, name: str, value: np.ndarray | np.generic) -> str:
        return self.graph.constant(PREFIX + name, value)
