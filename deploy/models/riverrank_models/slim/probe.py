"""What every value of a graph looks like for a few inputs of different size.

Exporters write shapes as chains of operators, so that a graph alone seldom says which axis of a
value is its sequence. Three runs on tiny inputs do: an axis is what it measures in all of them.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from .. import onnx_files
from ..graph import Graph
from ..prefixes.feeds import past
from ..prefixes.past import PAST

# Of each run. No size is another run's, nor a multiple of it.
ROWS = (2, 3, 5)
TOKENS = (7, 11, 13)
PAST_TOKENS = (17, 19, 23)
MASK_INPUT = "attention_mask"
SMALL = 8  # numbers of an integer value that is remembered; shapes and ends of slices have fewer

Sizes = tuple[int, ...]  # what one axis measures in each run


@dataclass(frozen=True)
class Probe:
    """
    :param axes: of each value, the sizes of each of its axes
    :param integers: of each small integer value, what it was in each run
    """

    axes: dict[str, tuple[Sizes, ...]]
    integers: dict[str, tuple[np.ndarray, ...]]

    def is_tokens(self, name: str, axis: int) -> bool:
        """Whether that axis of the value has an element for each token of the padded sequence."""
        return self.axes[name][axis] == TOKENS


def probe(graph: Graph) -> Probe:
    """Runs the graph as it is now.

    :raises Exception: of ONNX Runtime's many kinds, if it can't run it
    """
    model = graph.build()
    declared = {output.name for output in model.graph.output}
    model.graph.output.extend(
        onnx.helper.make_empty_tensor_value_info(name)
        for node in model.graph.node
        for name in node.output
        if name and name not in declared
    )
    runs = _run(model)
    axes, integers = {}, {}
    for name in runs[0]:
        values = [run[name] for run in runs]
        if len({value.ndim for value in values}) == 1:
            axes[name] = tuple(zip(*(value.shape for value in values), strict=True))
            if values[0].dtype == np.int64 and max(value.size for value in values) <= SMALL:
                integers[name] = tuple(values)
    for name, value in graph.constants.items():
        axes[name] = tuple((size,) * len(runs) for size in value.shape)
    return Probe(axes, integers)


def feeds(names: list[str], rows: int, tokens: int) -> dict[str, np.ndarray]:
    """Zeros for each input, and a mask of which the first row has padding."""
    found = {name: np.zeros((rows, tokens), np.int64) for name in names}
    if MASK_INPUT in found:
        found[MASK_INPUT] += 1
        found[MASK_INPUT][0, tokens // 2 :] = 0
    return found


def _run(model: onnx.ModelProto) -> list[dict[str, np.ndarray]]:
    options = onnxruntime.SessionOptions()
    # Every value is asked for, so that nothing can be fused.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory(prefix="riverrank-") as folder:
        path = Path(folder) / "probe.onnx"
        onnx_files.save(model, path)
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    inputs = [value.name for value in session.get_inputs() if value.name != PAST]
    outputs = [value.name for value in session.get_outputs()]
    found = []
    for rows, tokens, before in zip(ROWS, TOKENS, PAST_TOKENS, strict=True):
        fed = feeds(inputs, rows, tokens) | past(session, before)
        batch = dict(zip(outputs, session.run(None, fed), strict=True)) | fed
        found.append({name: value for name, value in batch.items() if hasattr(value, "shape")})
    return found
