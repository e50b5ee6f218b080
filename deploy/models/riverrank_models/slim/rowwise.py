"""Which operators compute one token's part of their output of that token's part of their inputs."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import onnx

from ..graph import MICROSOFT, Graph
from .probe import Probe, Sizes

# Each number of the output depends on the one at its place in each input, which may be broadcast.
ELEMENTWISE = {
    *("Add", "Sub", "Mul", "Div", "Pow", "Mod", "Min", "Max", "Where", "And", "Or", "Xor", "Not"),
    *("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Cast", "Identity", "Clip"),
    *("Abs", "Neg", "Exp", "Log", "Sqrt", "Reciprocal", "Cos", "Sin", "Floor", "Ceil", "Round"),
    *("Erf", "Tanh", "Sigmoid", "Relu", "LeakyRelu", "Elu", "Selu", "Softplus", "HardSigmoid"),
    *("HardSwish", "Mish", "Gelu", "FastGelu", "QuickGelu", "BiasGelu"),
}
# They reduce or normalise over the axes that they name, the last ones unless they say otherwise.
NORMS = {
    "LayerNormalization",
    "RMSNormalization",
    "SimplifiedLayerNormalization",
    "SkipLayerNormalization",
    "SkipSimplifiedLayerNormalization",
}
ALONG_AN_AXIS = {"Softmax", "LogSoftmax"}
REDUCTIONS = {"ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL2", "ReduceSumSquare"}
PRODUCTS = {"MatMul", "FusedMatMul"}

Axes = list[int | None]  # of each input, the axis to narrow; None: it stays whole


@dataclass(frozen=True)
class Narrowing:
    """How to compute one token's part.

    :param inputs: the axis of each input that only this token's part is needed of
    :param shape: the input that holds the output's shape, of which ``axis`` becomes 1; or None
    """

    inputs: Axes
    shape: int | None = None


class _Rule(Protocol):
    def __call__(self, view: "_View", axis: int) -> Narrowing | None: ...


class _View:
    """One node beside what is known of its values."""

    def __init__(self, graph: Graph, probe: Probe, node: onnx.NodeProto) -> None:
        self.graph = graph
        self.node = node
        self.inputs = [probe.axes.get(name) if name else () for name in node.input]
        self.output = probe.axes.get(next(name for name in node.output if name))
        self.known = self.output is not None and None not in self.inputs

    def attribute(self, name: str, default):
        for attribute in self.node.attribute:
            if attribute.name == name:
                return onnx.helper.get_attribute_value(attribute)
        return default

    def whole(self) -> Axes:
        return [None] * len(self.node.input)

    def axes(self, position: int) -> list[int] | None:
        """Axes that an attribute (older operator sets) or a constant input names, from 0 on."""
        named = self.attribute("axes", None)
        if named is None and len(self.node.input) > position:
            named = self.graph.constants.get(self.node.input[position])
        if named is None:
            return None
        rank = max(len(self.inputs[0]), len(self.output))
        return [int(axis) % rank for axis in np.atleast_1d(named)]


def narrowing(graph: Graph, probe: Probe, node: onnx.NodeProto, axis: int) -> Narrowing | None:
    """How ``node`` computes one element of that axis of its outputs; None: only as a whole."""
    rule = _RULES.get(node.op_type)
    if rule is None or node.domain not in ("", "ai.onnx", MICROSOFT):
        return None
    view = _View(graph, probe, node)
    return rule(view, axis) if view.known else None


def _elementwise(view: _View, axis: int) -> Narrowing:
    """Inputs are aligned at their last axis; those of size 1 there are broadcast as they are."""
    found = view.whole()
    for i, axes in enumerate(view.inputs):
        own = axis - (len(view.output) - len(axes))
        if own >= 0 and axes[own] == view.output[axis]:
            found[i] = own
    return Narrowing(found)


def _norm(view: _View, axis: int) -> Narrowing | None:
    first = view.attribute("axis", -1) % len(view.inputs[0])
    return _elementwise(view, axis) if axis < first else None


def _along_an_axis(view: _View, axis: int) -> Narrowing | None:
    if axis == view.attribute("axis", -1) % len(view.output):
        return None
    return Narrowing([axis])


def _reduction(view: _View, axis: int) -> Narrowing | None:
    reduced = view.axes(1)
    if not view.attribute("keepdims", 1) or reduced is None or axis in reduced:
        return None
    return _first(view, axis)


def _product(view: _View, axis: int) -> Narrowing | None:
    """[…, m, k] × […, k, n]: one row of the output of one row of the left, one column of one column
    of the right."""
    if any(view.attribute(name, 0) for name in ("transBatchA", "transBatchB")):
        return None
    left, right = view.inputs
    from_end = len(view.output) - axis
    if min(len(left), len(right)) < 2 or from_end > 2:
        return None
    if from_end == 2:
        return Narrowing([len(left) - (1 if view.attribute("transA", 0) else 2), None])
    return Narrowing([None, len(right) - (2 if view.attribute("transB", 0) else 1)])


def _transpose(view: _View, axis: int) -> Narrowing:
    reverse = list(range(len(view.output)))[::-1]
    return Narrowing([view.attribute("perm", reverse)[axis]])


def _unsqueeze(view: _View, axis: int) -> Narrowing | None:
    added = view.axes(1)
    if added is None or axis in added:
        return None
    return _first(view, axis - sum(a < axis for a in added))


def _squeeze(view: _View, axis: int) -> Narrowing | None:
    gone = view.axes(1)
    if gone is None:
        return None
    return _first(view, [a for a in range(len(view.inputs[0])) if a not in gone][axis])


def _concat(view: _View, axis: int) -> Narrowing | None:
    if axis == view.attribute("axis", 0) % len(view.output):
        return None
    return Narrowing([axis] * len(view.node.input))


def _split(view: _View, axis: int) -> Narrowing | None:
    if axis == view.attribute("axis", 0) % len(view.output):
        return None
    return _first(view, axis)


def _slice(view: _View, axis: int) -> Narrowing | None:
    sliced = view.axes(3)
    return None if sliced is None or axis in sliced else _first(view, axis)


def _gather(view: _View, axis: int) -> Narrowing | None:
    """Of a table by ids: one token's rows by its ids. Along another axis: of one token's part."""
    data, ids = view.inputs
    along = view.attribute("axis", 0) % len(data)
    if along <= axis < along + len(ids):
        return Narrowing([None, axis - along])
    return _first(view, axis if axis < along else axis - len(ids) + 1)


def _expand(view: _View, axis: int) -> Narrowing:
    narrowed = _elementwise(view, axis)
    return Narrowing([narrowed.inputs[0], None], shape=1)


def _reshape(view: _View, axis: int) -> Narrowing | None:
    """Where the axis stays an axis: as many numbers come before it, and it has its size."""
    before, after = view.inputs[0], view.output
    shape = view.graph.constants.get(view.node.input[1])
    if shape is None or view.attribute("allowzero", 0):
        return None
    for own, sizes in enumerate(before):
        if sizes == after[axis] and _product_of(before[:own]) == _product_of(after[:axis]):
            copies = any(size == 0 and i == own != axis for i, size in enumerate(shape))
            return None if copies else Narrowing([own, None], shape=1)
    return None


def _product_of(axes: tuple[Sizes, ...]) -> list[int]:
    return [int(n) for n in np.prod(np.array(axes, np.int64), axis=0)] if axes else []


def _first(view: _View, axis: int) -> Narrowing:
    return Narrowing([axis, *view.whole()[1:]])


_RULES: dict[str, _Rule] = (
    dict.fromkeys(ELEMENTWISE, _elementwise)
    | dict.fromkeys(NORMS, _norm)
    | dict.fromkeys(ALONG_AN_AXIS, _along_an_axis)
    | dict.fromkeys(REDUCTIONS, _reduction)
    | dict.fromkeys(PRODUCTS, _product)
    | {
        "Concat": _concat,
        "Expand": _expand,
        "Gather": _gather,
        "Reshape": _reshape,
        "Slice": _slice,
        "Split": _split,
        "Squeeze": _squeeze,
        "Transpose": _transpose,
        "Unsqueeze": _unsqueeze,
    }
)
