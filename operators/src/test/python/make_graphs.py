"""Writes graphs with the inputs and outputs that exporters give cross-encoders: one embedding, a mean and a matrix each.

  pip install -r deploy/models/requirements.txt
  python make_graphs.py operators/src/test/resources/graphs
"""

import sys
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

VOCABULARY, WIDTH = 256, 8


def graph(labels=1, integers=TensorProto.INT64, positions=None, end=(), flat=False, zero_point=None, product=False):
    """
    :param positions: "input" for an input of the graph, "inside" where the graph counts them from 2
    :param end: operators after the logits
    :param flat: whether the output is [rows]
    :param zero_point: of the mean, where it is quantised; its type is that of the quantised numbers
    :param product: whether the quantised numbers are multiplied as integers
    """
    rng = numpy.random.default_rng(7)
    constants = {
        "embeddings": rng.normal(size=(VOCABULARY, WIDTH)).astype(numpy.float32),
        "matrix": rng.normal(size=(WIDTH, labels)).astype(numpy.float32) * 0.2,
        "vocabulary": numpy.array(VOCABULARY, numpy.int64),
        "one": numpy.array([1], numpy.int64),
        "two": numpy.array([2], numpy.int64),
        "axis": numpy.array(1, numpy.int64),
        "step": numpy.array(0.01, numpy.float32),
    }
    names = ["input_ids", "attention_mask"] + ["position_ids"] * (positions == "input")
    node = helper.make_node
    nodes = [node("Cast", [name], [name + "_long"], to=TensorProto.INT64) for name in names]
    nodes += [
        node("Mod", ["input_ids_long", "vocabulary"], ["ids"]),
        node("Gather", ["embeddings", "ids"], ["x"]),
        node("Cast", ["attention_mask_long"], ["mask"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["mask", "two"], ["mask_3d"]),
        node("Mul", ["x", "mask_3d"], ["tokens"]),
        node("ReduceSum", ["tokens", "one"], ["sums"], keepdims=0),
        node("ReduceSum", ["mask", "one"], ["lengths"], keepdims=1),
        node("Div", ["sums", "lengths"], ["means"]),
    ]
    last = "means"
    if zero_point is not None:
        constants["scale"], constants["zero_point"] = numpy.array(0.02, numpy.float32), zero_point
        nodes += [
            node("QuantizeLinear", ["means", "scale", "zero_point"], ["quantised"]),
            node("DequantizeLinear", ["quantised", "scale", "zero_point"], ["means_again"]),
        ]
        last = "means_again"
    if product:
        constants["integers"] = numpy.round(constants["matrix"] / 0.02).astype(numpy.int8)
        constants["scales"] = numpy.array(0.02 * 0.02, numpy.float32)
        nodes.pop()
        nodes += [
            node("MatMulInteger", ["quantised", "integers", "zero_point"], ["sum"]),
            node("Cast", ["sum"], ["sum_float"], to=TensorProto.FLOAT),
            node("Mul", ["sum_float", "scales"], ["product"]),
        ]
    else:
        nodes.append(node("MatMul", [last, "matrix"], ["product"]))
    last = "product"
    if positions:
        if positions == "inside":
            nodes += [
                node("CumSum", ["attention_mask_long", "axis"], ["counted"]),
                node("Add", ["counted", "one"], ["position_ids_long"]),
            ]
        nodes += [
            node("Cast", ["position_ids_long"], ["positions"], to=TensorProto.FLOAT),
            node("Mul", ["positions", "mask"], ["real_positions"]),
            node("ReduceSum", ["real_positions", "one"], ["position_sums"], keepdims=1),
            node("Mul", ["position_sums", "step"], ["position_terms"]),
            node("Add", [last, "position_terms"], ["placed"]),
        ]
        last = "placed"
    for operator in end:
        nodes.append(node(operator, [last], [operator.lower()]))
        last = operator.lower()
    if flat:
        nodes.append(node("Squeeze", [last, "one"], ["flat"]))
        last = "flat"
    nodes.append(node("Identity", [last], ["logits"]))
    used = {name for node in nodes for name in node.input}
    value = helper.make_tensor_value_info
    made = helper.make_graph(
        nodes,
        "graph",
        [value(name, integers, ["rows", "length"]) for name in names],
        [value("logits", TensorProto.FLOAT, ["rows"] if flat else ["rows", labels])],
        [numpy_helper.from_array(constant, name) for name, constant in constants.items() if name in used],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


GRAPHS = {
    "plain": {},
    "int32_flat": {"integers": TensorProto.INT32, "flat": True},
    "positions_input": {"positions": "input"},
    "positions_inside": {"positions": "inside"},
    "sigmoid": {"end": ["Sigmoid"]},
    "sigmoid_flat": {"end": ["Sigmoid"], "flat": True},
    "int8": {"zero_point": numpy.array(0, numpy.int8)},
    "int8_product": {"zero_point": numpy.array(0, numpy.int8), "product": True},
    "uint8": {"zero_point": numpy.array(128, numpy.uint8)},
    "three_labels": {"labels": 3},
    "three_labels_softmax": {"labels": 3, "end": ["Softmax"]},
}

if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name, options in GRAPHS.items():
        onnx.save(graph(**options), out / f"{name}.onnx")
    onnx.save(
        graph(), out / "external.onnx", save_as_external_data=True, location="external.onnx_data", size_threshold=1024
    )
