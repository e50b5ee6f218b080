"""The shapes of a graph's values, as far as they can be inferred."""

import onnx
from onnx import helper

LARGEST_CONSTANT = 1024  # bytes; what a shape is computed from is smaller


def dimensions(model: onnx.ModelProto) -> dict[str, list[int | str]]:
    """The axes of each value between inputs and outputs: a number, or a text where it is free.

    Weights are left out of the model that is looked at, which may not have more than 2 GB.
    """
    light = onnx.ModelProto(ir_version=model.ir_version)
    light.opset_import.extend(model.opset_import)
    light.graph.name = model.graph.name
    light.graph.node.extend(model.graph.node)
    light.graph.input.extend(model.graph.input)
    light.graph.output.extend(model.graph.output)
    for tensor in model.graph.initializer:
        if len(tensor.raw_data) > LARGEST_CONSTANT:
            light.graph.input.append(
                helper.make_tensor_value_info(tensor.name, tensor.data_type, tensor.dims)
            )
        else:
            light.graph.initializer.append(tensor)
    inferred = onnx.shape_inference.infer_shapes(light)
    return {
        value.name: [
            dim.dim_value if dim.HasField("dim_value") else dim.dim_param
            for dim in value.type.tensor_type.shape.dim
        ]
        for value in inferred.graph.value_info
    }
