"""PyTorch to ONNX: fp32, standard operators, batch and sequence free."""

import contextlib
import logging
import warnings
from pathlib import Path

import onnx
import torch

from . import onnx_files
from .errors import PrepareError, first_line
from .loading import Reference
from .prefixes.past import PAST, PRESENT, WithPast, with_past
from .scoring import tokenize

OUTPUT = "logits"


def export(
    reference: Reference, path: Path, opset: int, work: Path, past: bool = False
) -> onnx.ModelProto:
    """Writes [batch, sequence] int64 inputs → ``logits`` [batch, labels] float32.

    :param past: with ``past`` and ``present``, too (:mod:`prefixes.past`), where pairs of the model
        can be read in two parts
    :raises PrepareError: if the exporter does not know the architecture
    """
    continued = with_past(reference.chain()) if past else None
    exported = None
    if isinstance(continued, WithPast):
        with contextlib.suppress(PrepareError):  # the exporter may know the model without a past
            exported = _export(reference, continued, continued.example(), opset, work)
    if exported is None:
        exported = _export(reference, reference.chain(), None, opset, work)
    onnx_files.save(exported, path)
    return exported


def _export(
    reference: Reference, module: torch.nn.Module, past: torch.Tensor | None, opset: int, work: Path
) -> onnx.ModelProto:
    # Rows of different length: a mask of ones only would be optimised away, and its input with it.
    features = tokenize(reference, [("a b c d e", "f g h i"), ("a", "b")])
    names = reference.inputs
    inputs = {name: torch.from_numpy(features[name]) for name in names}
    axes = {name: {0: "batch", 1: "sequence"} for name in names} | {OUTPUT: {0: "batch"}}
    outputs = [OUTPUT]
    if past is not None:
        inputs[PAST] = past
        outputs.append(PRESENT)
        axes |= {PAST: {2: "prefix"}, PRESENT: {2: "whole"}}
    raw = work / "exported" / "model.onnx"
    raw.parent.mkdir(parents=True, exist_ok=True)
    exporter_log = logging.getLogger("torch.onnx")
    level = exporter_log.level
    exporter_log.setLevel(logging.ERROR)
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                # In eval mode: the exporter gives every module its mode when it is done.
                module,
                tuple(inputs.values()),
                str(raw),
                input_names=list(inputs),
                output_names=outputs,
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
    return onnx_files.load(raw)
