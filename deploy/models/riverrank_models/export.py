"""PyTorch to ONNX: fp32, standard operators, batch and sequence free."""

import logging
import warnings
from pathlib import Path

import onnx
import torch

from . import onnx_files
from .errors import PrepareError, first_line
from .loading import Reference
from .scoring import tokenize

OUTPUT = "logits"


def export(reference: Reference, path: Path, opset: int, work: Path) -> onnx.ModelProto:
    """Writes [batch, sequence] int64 inputs → ``logits`` [batch, labels] float32.

    :raises PrepareError: if the exporter does not know the architecture
    """
    # Rows of different length: a mask of ones only would be optimised away, and its input with it.
    features = tokenize(reference, [("a b c d e", "f g h i"), ("a", "b")])
    names = reference.inputs
    axes = {name: {0: "batch", 1: "sequence"} for name in names} | {OUTPUT: {0: "batch"}}
    raw = work / "exported" / "model.onnx"
    raw.parent.mkdir(parents=True)
    exporter_log = logging.getLogger("torch.onnx")
    level = exporter_log.level
    exporter_log.setLevel(logging.ERROR)
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                # In eval mode: the exporter gives every module its mode when it is done.
                reference.chain(),
                tuple(torch.from_numpy(features[name]) for name in names),
                str(raw),
                input_names=list(names),
                output_names=[OUTPUT],
                dynamic_axes=axes,
                opset_version=opset,
                dynamo=False,
            )
    except PrepareError:
        raise
    except Exception as error:  # the exporter raises of every kind
        kind = reference.encoder.model.config.model_type
        raise PrepareError(
            f"{kind} models can't be exported to ONNX opset {opset} ({first_line(error)}); try "
            "another --opset"
        ) from error
    finally:
        exporter_log.setLevel(level)
    exported = onnx_files.load(raw)
    onnx_files.save(exported, path)
    return exported
