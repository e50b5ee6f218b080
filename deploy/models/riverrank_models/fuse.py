"""Attention, GELU and LayerNorm as single operators of ONNX Runtime."""

from collections import Counter
from pathlib import Path

import onnx
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions


def fuse(path: Path, heads: int, hidden_size: int) -> tuple[onnx.ModelProto, dict[str, int]]:
    """The fused graph of a plain fp32 file, and how many of each operator it got.

    The optimiser's BERT patterns; an architecture that has none of them (rotary attention, say)
    comes back with fewer operators fused.
    """
    options = FusionOptions("bert")
    # Takes input_ids as int32 and would change what the graph declares.
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(path),
        model_type="bert",
        num_heads=heads,
        hidden_size=hidden_size,
        optimization_options=options,
        opt_level=0,
    )
    before = Counter(
        node.op_type for node in onnx.load(str(path), load_external_data=False).graph.node
    )
    after = Counter(node.op_type for node in fused.model.graph.node)
    return fused.model, {name: n for name, n in sorted(after.items()) if n > before[name]}
