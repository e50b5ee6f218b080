"""A leaner graph that is taken only if its scores stay the same."""

from pathlib import Path

import numpy as np
import onnx

from .. import onnx_files, scoring
from ..errors import first_line
from ..graph import Graph
from ..norms import rewrite_norms
from .passes import slim

LIMIT = 1e-5  # |Δlogit| ÷ max(1, |logit|) between the graph and the leaner one, at most


def slim_file(
    path: Path, model: onnx.ModelProto, batches: scoring.Batches, threads: int, work: Path
) -> tuple[onnx.ModelProto, str]:
    """Leaves out what no score needs, in the file too, whose norms get a kernel that is quick on
    CPUs.

    :param path: holds ``model``
    :param batches: what both graphs score
    :param work: for a file that is of no use afterwards
    :return: the graph with its norms as they were, to make other variants of, and what was done to
        the file in words
    """
    leaner = work / "slim" / "model.onnx"
    delta = float("nan")
    try:
        slimmed = slim(model)
        graph = Graph(slimmed.model)
        norms = rewrite_norms(graph)
        for made, quick in ((graph.build(), norms), (slimmed.model, 0)):
            onnx_files.save(made, leaner)
            delta = _difference(path, leaner, batches, threads)
            if delta <= LIMIT:
                onnx_files.save(made, path)
                return slimmed.model, _said(slimmed.products, quick, delta)
    except Exception as error:  # ONNX and ONNX Runtime raise of every kind
        return model, f"as exported: no leaner graph can be made of it ({first_line(error)})"
    finally:
        onnx_files.remove(leaner)
    return model, f"as exported: a leaner graph changes logits by {delta:.2g}"


def _difference(path: Path, leaner: Path, batches: scoring.Batches, threads: int) -> float:
    before, after = (
        scoring.logits(onnx_files.session(file, threads), batches) for file in (path, leaner)
    )
    return float((np.abs(after - before) / np.maximum(1, np.abs(before))).max())


def _said(products: int, norms: int, delta: float) -> str:
    done = [
        (
            f"{products} matrix products work on the one token that the score is made of"
            if products
            else "every token's result is read, so that no layer could be cut"
        ),
        f"{norms} norms have a kernel that is quick on CPUs" if norms else "norms as exported",
        f"against the exported graph logits differ by {delta:.2g}",
    ]
    return "; ".join(done)
