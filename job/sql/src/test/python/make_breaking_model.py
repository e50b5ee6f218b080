"""Writes a model that gives a score once, at its warm-up, and then none: python make_breaking_model.py FILE.

Its logits are 0 while random numbers of a fixed seed stay below a threshold, and not a number above it.
"""

import sys

import onnx
from onnx import TensorProto, helper

SEED = 4
THRESHOLD = 0.02


def model():
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "length"])
        for name in ("input_ids", "attention_mask")
    ]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", 1])
    constants = [
        helper.make_tensor("threshold", TensorProto.FLOAT, [1], [THRESHOLD]),
        helper.make_tensor("zero", TensorProto.FLOAT, [1], [0.0]),
        helper.make_tensor("nan", TensorProto.FLOAT, [1], [float("nan")]),
        helper.make_tensor("axes", TensorProto.INT64, [1], [1]),
    ]
    nodes = [
        helper.make_node("RandomUniform", [], ["random"], shape=[1], seed=float(SEED)),
        helper.make_node("Less", ["random", "threshold"], ["works"]),
        helper.make_node("Where", ["works", "zero", "nan"], ["logit"]),
        helper.make_node("Add", ["input_ids", "attention_mask"], ["tokens"]),
        helper.make_node("Cast", ["tokens"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["numbers", "axes"], ["means"], keepdims=1),
        helper.make_node("Mul", ["means", "zero"], ["zeros"]),
        helper.make_node("Add", ["zeros", "logit"], ["logits"]),
    ]
    graph = helper.make_graph(nodes, "breaks", ids, [logits], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(made)
    return made


if __name__ == "__main__":
    onnx.save(model(), sys.argv[1])
