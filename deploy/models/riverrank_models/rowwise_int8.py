"""Int8 for CPUs that keeps a score independent of the other pairs of its batch.

Plain dynamic quantisation takes one activation scale over the whole batch, padding included, so a
pair's score moves with its neighbours. Here every row (token) has a scale of its own.

Activations are uint8 with zero point 128, because ONNX Runtime's CPU kernels are several times
slower on int8 × int8 than on uint8 × int8. Weights are symmetric per column, large embedding
tables symmetric per row; products without a constant side (attention) stay in fp32.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGEST_INT8 = 127
SMALLEST_ACTIVATION = 1e-6  # keeps the scale of an all-zero row above zero
SMALLEST_WEIGHT = 1e-8
SMALLEST_TABLE = 1000  # rows; Gather tables below it (positions, token types) stay in fp32
AXES_AS_INPUT = 18  # opset from which ReduceMax takes its axes as an input
PREFIX = "rowwise_"


def quantize(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy of an fp32 model with its constant matrices and large tables in int8.

    :param model: fp32, standard operators, with its weights loaded; it stays as it is
    """
    return _Quantizer(model).quantized()


def symmetric(weight: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 values and float32 scales, the largest magnitude along ``axis`` becoming 127."""
    largest = np.abs(weight).max(axis, keepdims=True)
    scales = (np.maximum(largest, SMALLEST_WEIGHT) / LARGEST_INT8).astype(np.float32)
    integers = np.clip(np.round(weight / scales), -LARGEST_INT8, LARGEST_INT8)
    return integers.astype(np.int8), scales


class _Quantizer:
    def __init__(self, model: onnx.ModelProto) -> None:
        self.model = model
        self.weights = {tensor.name: tensor for tensor in model.graph.initializer}
        self.opset = next(o.version for o in model.opset_import if o.domain in ("", "ai.onnx"))
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.rows_of: dict[str, tuple[str, str, str]] = {}
        self.one = self.constant("one", np.float32(1))
        self.zero_point = self.constant("zero_point", np.uint8(128))

    def quantized(self) -> onnx.ModelProto:
        for node in self.model.graph.node:
            if node.op_type == "MatMul" and self.is_matrix(node.input[1]):
                self.matmul(node)
            elif node.op_type == "Gather" and self.is_large_table(node.input[0]):
                self.gather(node)
            else:
                self.nodes.append(node)
        used = {name for node in self.nodes for name in node.input}
        kept = [tensor for name, tensor in self.weights.items() if name in used]
        graph = helper.make_graph(
            self.nodes,
            self.model.graph.name,
            self.model.graph.input,
            self.model.graph.output,
            kept + list(self.constants.values()),
        )
        opsets = [o for o in self.model.opset_import if o.domain != "com.microsoft"]
        return helper.make_model(
            graph,
            opset_imports=[*opsets, helper.make_opsetid("com.microsoft", 1)],
            ir_version=self.model.ir_version,
            producer_name="riverrank",
        )

    def is_matrix(self, name: str) -> bool:
        tensor = self.weights.get(name)
        return tensor is not None and len(tensor.dims) == 2 and is_float(tensor)

    def is_large_table(self, name: str) -> bool:
        return self.is_matrix(name) and self.weights[name].dims[0] > SMALLEST_TABLE

    def matmul(self, node: onnx.NodeProto) -> None:
        weight = numpy_helper.to_array(self.weights[node.input[1]])
        integers, scales = symmetric(weight, axis=0)
        rows, row_scale, leading = self.rows(node.input[0], weight.shape[0])
        name = node.output[0]
        product = self.add(
            "MatMulIntegerToFloat",
            [
                rows,
                self.constant(f"{node.input[1]}_int8", integers),
                self.one,
                self.constant(f"{node.input[1]}_scales", scales[0]),
                self.zero_point,
            ],
            f"{PREFIX}{name}_product",
            domain="com.microsoft",
        )
        scaled = self.add("Mul", [product, row_scale], f"{PREFIX}{name}_scaled")
        width = self.constant(f"width_{weight.shape[1]}", np.array([weight.shape[1]], np.int64))
        shape = self.add("Concat", [leading, width], f"{PREFIX}{name}_shape", axis=0)
        self.add("Reshape", [scaled, shape], name)

    def rows(self, x: str, width: int) -> tuple[str, str, str]:
        """Of x [..., width]: uint8 rows [n, width], scales [n, 1], and the shape before width."""
        if x not in self.rows_of:
            name = f"{PREFIX}{x}"
            shape = self.add("Shape", [x], f"{name}_shape")
            ends = [self.constant("0", np.array([0])), self.constant("-1", np.array([-1]))]
            leading = self.add("Slice", [shape, *ends], f"{name}_leading")
            flat_shape = self.constant(f"flat_{width}", np.array([-1, width], np.int64))
            flat = self.add("Reshape", [x, flat_shape], f"{name}_flat")
            magnitude = self.add("Abs", [flat], f"{name}_magnitude")
            largest = self.reduce_max(magnitude, f"{name}_largest")
            smallest = self.constant("smallest", np.float32(SMALLEST_ACTIVATION))
            bounded = self.add("Max", [largest, smallest], f"{name}_bounded")
            limit = self.constant("limit", np.float32(LARGEST_INT8))
            scale = self.add("Div", [bounded, limit], f"{name}_scale")
            scaled = self.add("Div", [flat, scale], f"{name}_scaled")
            rows = self.add("QuantizeLinear", [scaled, self.one, self.zero_point], f"{name}_rows")
            self.rows_of[x] = rows, scale, leading
        return self.rows_of[x]

    def reduce_max(self, x: str, output: str) -> str:
        if self.opset < AXES_AS_INPUT:
            return self.add("ReduceMax", [x], output, axes=[-1], keepdims=1)
        return self.add("ReduceMax", [x, self.constant("-1", np.array([-1]))], output, keepdims=1)

    def gather(self, node: onnx.NodeProto) -> None:
        integers, scales = symmetric(numpy_helper.to_array(self.weights[node.input[0]]), axis=1)
        table, name, ids = node.input[0], node.output[0], node.input[1]
        int8_table = self.constant(f"{table}_int8", integers)
        rows = self.add("Gather", [int8_table, ids], f"{PREFIX}{name}_rows", axis=0)
        scale_table = self.constant(f"{table}_scales", scales)
        scale = self.add("Gather", [scale_table, ids], f"{PREFIX}{name}_scale", axis=0)
        floats = self.add("Cast", [rows], f"{PREFIX}{name}_float", to=TensorProto.FLOAT)
        self.add("Mul", [floats, scale], name)

    def constant(self, name: str, value: np.ndarray | np.generic) -> str:
        name = PREFIX + name
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def add(self, op: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output


def is_float(tensor: onnx.TensorProto) -> bool:
    return tensor.data_type == TensorProto.FLOAT
