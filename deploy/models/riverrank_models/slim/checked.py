"""A leaner graph that is taken only if its scores stay the same."""

from pathlib import Path

import numpy as np
import onnx

from .. import onnx_files, scoring
from ..errors import first_line
from .passes import slim

LIMIT = 1e-5  # |Δlogit| ÷ max(1, |logit|) between the graph and the leaner one, at most


def slim_file(
    path: Path, model: onnx.ModelProto, batches: scoring.Batches, threads: int, work: Path
) -> tuple[onnx.ModelProto, str]:
    """Leaves out what no score needs, in the file too.

    :param path: holds ``model``
    :param batches: what both graphs score
    :param work: for a file that is of no use afterwards
    :return: what the file holds now, and what was done in words
    """
    try:
        slimmed = slim(model)
        leaner = work / "slim" / "model.onnx"
        onnx_files.save(slimmed.model, leaner)
        delta = _difference(path, leaner, batches, threads)
        onnx_files.remove(leaner)
    except Exception as error:  # ONNX and ONNX Runtime raise of every kind
        return model, f"as exported: no leaner graph can be made of it ({first_line(error)})"
    if not delta <= LIMIT:
        return model, f"as exported: a leaner graph changes logits by {delta:.2g}"
    onnx_files.save(slimmed.model, path)
    return slimmed.model, _said(slimmed.products, delta)


def _difference(path: Path, leaner: Path, batches: scoring.Batches, threads: int) -> float:
    before, after = (
        scoring.logits(onnx_files.session(file, threads), batches) for file in (path, leaner)
    )
    return float((np.abs(after - before) / np.maximum(1, np.abs(before))).max())


def _said(products: int, delta: float) -> str:
    done = (
        f"{products} matrix products work on the one token that the score is made of"
        if products
        else "every token's result is read, so that no layer could be cut"
    )
    return f"{done}; shapes are written down; the exported graph's logits differ by {delta:.2g}"
