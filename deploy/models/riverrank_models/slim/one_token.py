"""The work that only serves tokens which no score is made of.

A cross-encoder's score is made of one token of the last layer (the first of a BERT, the last of a
causal model). That token needs every token's key and value, but only its own query, attention,
residual, norm and feed-forward. Here the graph is read from its end: what is needed of a value is
all of it, or one token's part. Where an operator works token by token (:mod:`rowwise`) and all its
readers need one token's part, it computes just that; where it does not, the part is taken from the
whole.
"""

from collections.abc import Iterable

import numpy as np
import onnx

from ..graph import Graph
from .own_places import own_places
from .probe import Probe
from .rowwise import Narrowing, narrowing
from .selection import Selection

SUFFIX = "_of_one_token"
WHOLE = None


def find_selections(graph: Graph, probe: Probe) -> list[Selection]:
    """Each operator that reads one token: at a constant place, as classification heads do, or at
    each row's own, as the head of a causal language model does."""
    found = own_places(graph, probe)
    for node in graph.nodes:
        axis, position = _selects(graph, node)
        known = node.input and node.input[0] in probe.axes and node.output[0] in probe.axes
        if position is not None and known and probe.is_tokens(node.input[0], axis):
            found.append(Selection(node.input[0], axis, position, node.output[0]))
    return found


def keep_one_token(graph: Graph, probe: Probe, selection: Selection) -> int:
    """Narrows what is needed of one token only.

    Works for whatever precedes the selection, in every precision; a value of which more than this
    token is read (mean pooling, say) stays whole, and so does what it is made of.

    :param graph: changed in place
    :param probe: of this graph; values that the pass adds are not in it
    :return: how many matrix products work on one token now
    """
    return _Cut(graph, probe, selection).run()


def _selects(graph: Graph, node: onnx.NodeProto) -> tuple[int, int | None]:
    """(axis, position) of a Gather or a Slice of one element; position None if it is none."""
    if node.op_type == "Gather":
        place = graph.constants.get(node.input[1])
        axis = next((a.i for a in node.attribute if a.name == "axis"), 0)
        if place is not None and place.size == 1:
            return axis, int(place.reshape(()))
    elif node.op_type == "Slice" and all(name in graph.constants for name in node.input[1:4]):
        starts, ends, axes = (graph.constants[name] for name in [*node.input[1:4]][:3])
        if starts.size == 1 and int(ends[0]) == int(starts[0]) + 1 != 0:
            return int(axes[0]), int(starts[0])
        if starts.size == 1 and int(starts[0]) == -1 and int(ends[0]) > np.iinfo(np.int32).max:
            return int(axes[0]), -1
    return 0, None


class _Cut:
    def __init__(self, graph: Graph, probe: Probe, selection: Selection) -> None:
        self.graph = graph
        self.probe = probe
        self.selection = selection
        self.needed: dict[str, int | None] = {}  # the axis of which one token is needed, or WHOLE
        self.plans: dict[str, Narrowing] = {}  # by the first output of each node that is narrowed
        self.parts: dict[tuple[str, int], str] = {}  # by value and axis: its token's part

    def run(self) -> int:
        for output in self.graph.model.graph.output:
            self.need(output.name, WHOLE)
        for node in reversed(self.graph.nodes):
            self.plan(node)
        products = 0
        for node in self.graph.take_nodes():
            if node.output[0] == self.selection.selected:
                self.select(node)
            elif node.output[0] in self.plans:
                products += node.op_type == "MatMul"
                self.narrow(node, self.plans[node.output[0]])
            else:
                self.graph.nodes.append(node)
        return products

    def need(self, name: str, axis: int | None) -> None:
        """Two readers that need different parts need the whole."""
        self.needed[name] = axis if self.needed.get(name, axis) == axis else WHOLE

    def plan(self, node: onnx.NodeProto) -> None:
        """Says what a node needs, all its readers having said what they need of it."""
        if node.output[0] == self.selection.selected:
            self.need(self.selection.tokens, self.selection.axis)
            if isinstance(self.selection.position, str):
                self.need(self.selection.position, WHOLE)
            return
        wanted = {self.needed[name] for name in node.output if name in self.needed}
        found = None
        if len(wanted) == 1 and WHOLE not in wanted:
            (axis,) = wanted
            found = narrowing(self.graph, self.probe, node, axis)
        if found is None or not all(map(self.can_take, node.input, found.inputs)):
            self.need_all(node.input if wanted else [])
            return
        self.plans[node.output[0]] = found
        for name, axis in zip(node.input, found.inputs, strict=True):
            self.need(name, axis)

    def need_all(self, names: Iterable[str]) -> None:
        for name in names:
            self.need(name, WHOLE)

    def can_take(self, name: str, axis: int | None) -> bool:
        """Rows with positions of their own need the value's first axis to be the batch, or 1."""
        if axis is None or isinstance(self.selection.position, int):
            return True
        return axis > 0 and (self.is_shared(name) or len(set(self.probe.axes[name][0])) != 1)

    def is_shared(self, name: str) -> bool:
        """Whether the value is the same for all rows, as the angles of rotary positions are."""
        return set(self.probe.axes[name][0]) == {1}

    def narrow(self, node: onnx.NodeProto, plan: Narrowing) -> None:
        """Puts the node back, on its inputs' parts."""
        narrowed = onnx.NodeProto()
        narrowed.CopyFrom(node)
        for i, axis in enumerate(plan.inputs):
            if axis is not None:
                narrowed.input[i] = self.part(node.input[i], axis)
        for i, name in enumerate(node.output):
            if name:
                narrowed.output[i] = name + SUFFIX
                if name in self.needed:
                    self.parts[name, self.needed[name]] = name + SUFFIX
        if plan.shape is not None:
            axis = self.needed[node.output[0]]
            narrowed.input[plan.shape] = self.shape_with_one(node.input[plan.shape], axis)
        self.graph.nodes.append(narrowed)

    def part(self, name: str, axis: int) -> str:
        """One token's part of a value; its axis stays, with size 1."""
        if (name, axis) not in self.parts:
            place = self.selection.position
            taken = f"{name}{SUFFIX}_{axis}"
            if isinstance(place, str):
                self.rows_part(name, axis, place, taken)
            else:
                at = self.graph.constant(f"token_{place}", np.array([place]))
                self.graph.add("Gather", [name, at], taken, axis=axis)
            self.parts[name, axis] = taken
        return self.parts[name, axis]

    def rows_part(self, name: str, axis: int, positions: str, output: str) -> None:
        """The part of a value [batch, …] or [1, …], each row's at its own position."""
        first = self.graph.constant("axis_of_1", np.array([1]))
        swapped = list(range(len(self.probe.axes[name])))
        swapped[1], swapped[axis] = swapped[axis], swapped[1]
        turned = self.graph.add("Transpose", [name], f"{output}_turned", perm=swapped)
        if self.is_shared(name):
            zeroth = self.graph.constant("axis_of_0", np.array([0]))
            shared = self.graph.add("Squeeze", [turned, zeroth], f"{output}_shared")
            taken = self.graph.add("Gather", [shared, positions], f"{output}_taken", axis=0)
        else:
            at = self.graph.add("Unsqueeze", [positions, first], f"{output}_at")
            taken = self.graph.add("GatherND", [turned, at], f"{output}_taken", batch_dims=1)
        kept = self.graph.add("Unsqueeze", [taken, first], f"{output}_kept")
        self.graph.add("Transpose", [kept], output, perm=swapped)

    def shape_with_one(self, shape: str, axis: int) -> str:
        if shape in self.graph.constants:
            sizes = self.graph.constants[shape].copy()
            sizes[axis] = 1
            text = "_".join(str(size) for size in sizes)
            return self.graph.constant(f"shape_{text}", sizes)
        output = f"{shape}_with_one_at_{axis}"
        if (shape, axis) not in self.parts:
            at = self.graph.constant(f"place_{axis}", np.array([axis]))
            one = self.graph.constant("size_1", np.array([1]))
            self.parts[shape, axis] = self.graph.add("ScatterElements", [shape, at, one], output)
        return output

    def select(self, node: onnx.NodeProto) -> None:
        """What reads the token reads its part, which has one."""
        part = self.part(self.selection.tokens, self.selection.axis)
        axes = self.probe.axes
        if len(axes[node.output[0]]) == len(axes[self.selection.tokens]):
            self.graph.add("Identity", [part], node.output[0])
        else:
            gone = self.graph.constant("axis_of_token", np.array([self.selection.axis]))
            self.graph.add("Squeeze", [part, gone], node.output[0])
