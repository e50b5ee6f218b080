"""An ONNX graph that is rewritten node by node."""

from collections import defaultdict

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
AXES_AS_INPUT = 18  # opset from which ReduceMax and ReduceMin take their axes as an input


class Graph:
    """The nodes of a model, in order, and its constants by name.

    A rewrite takes the nodes out, puts each back as it is or puts others in its place, and leaves
    what nothing needs any more to :meth:`build`.
    """

    def __init__(self, model: onnx.ModelProto) -> None:
        """
        :param model: with its weights loaded; it stays as it is
        """
        self.model = model
        self.opset = next(o.version for o in model.opset_import if o.domain in ("", "ai.onnx"))
        self.constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        self.nodes: list[onnx.NodeProto] = []
        for node in model.graph.node:
            if node.op_type == "Constant" and node.attribute[0].name == "value":
                self.constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
            elif node.op_type == "Identity" and node.input[0] in self.constants:
                self.constants[node.output[0]] = self.constants[node.input[0]]
            else:
                self.nodes.append(node)

    def take_nodes(self) -> list[onnx.NodeProto]:
        """All nodes; none are left."""
        nodes, self.nodes = self.nodes, []
        return nodes

    def consumers(self) -> dict[str, list[onnx.NodeProto]]:
        """The nodes that read each value."""
        found = defaultdict(list)
        for node in self.nodes:
            for name in node.input:
                found[name].append(node)
        return found

    def producers(self) -> dict[str, onnx.NodeProto]:
        """The node that writes each value."""
        return {name: node for node in self.nodes for name in node.output}

    def floats(self, name: str, dimensions: int) -> np.ndarray | None:
        """A constant of float32 with so many dimensions, or None."""
        value = self.constants.get(name)
        if value is None or value.ndim != dimensions or value.dtype != np.float32:
            return None
        return value

    def is_scalar(self, name: str) -> bool:
        """Whether it is a constant without dimensions."""
        return name in self.constants and not self.constants[name].ndim

    def constant(self, name: str, value: np.ndarray | np.generic) -> str:
        self.constants[name] = np.asarray(value)
        return name

    def add(
        self, op: str, inputs: list[str], output: str, domain: str | None = None, **attributes
    ) -> str:
        """Appends a node with one output, and returns that output's name."""
        node = helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes)
        self.nodes.append(node)
        return output

    def reduce(self, op: str, x: str, output: str) -> str:
        """ReduceMax or ReduceMin over the last axis, which stays with size 1."""
        if self.opset < AXES_AS_INPUT:
            return self.add(op, [x], output, axes=[-1], keepdims=1)
        return self.add(op, [x, self.constant("last_axis", np.array([-1]))], output, keepdims=1)

    def dimension(self, x: str, axis: int, output: str) -> str:
        """The size of one axis of x, as a tensor of one number."""
        shape = self.add("Shape", [x], f"{output}_shape")
        ends = [
            self.constant(f"axis_{axis}", np.array([axis])),
            self.constant(f"axis_{axis + 1}", np.array([axis + 1])),
        ]
        return self.add("Slice", [shape, *ends], output)

    def build(self, outputs: list[str] | None = None) -> onnx.ModelProto:
        """The model of the nodes as they are now, without those that no output needs.

        :param outputs: values of float32; None for the model's own outputs
        """
        made = onnx.ModelProto(ir_version=self.model.ir_version, producer_name="riverrank")
        made.graph.name = self.model.graph.name
        made.graph.input.extend(self.model.graph.input)
        if outputs is None:
            made.graph.output.extend(self.model.graph.output)
        else:
            made.graph.output.extend(
                helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs
            )
        needed, kept = {output.name for output in made.graph.output}, []
        for node in reversed(self.nodes):
            if needed.intersection(node.output):
                kept.append(node)
                needed.update(node.input)
        made.graph.node.extend(reversed(kept))
        made.graph.initializer.extend(
            numpy_helper.from_array(np.array(value, order="C"), name)
            for name, value in self.constants.items()
            if name in needed
        )
        made.opset_import.extend(o for o in self.model.opset_import if o.domain != MICROSOFT)
        made.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
        return made
