"""PyTorch to ONNX: fp32, standard operators, batch and sequence free."""

import logging
import warnings
from pathlib import Path

import onnx
import torch

from . import onnx_files
from .errors import PrepareError, first_line
from .loading import Reference

OUTPUT = "logits"


class _Logits(torch.nn.Module):
    """A model of named inputs as one of positional inputs, as the exporter calls it."""

    def __init__(self, model: torch.nn.Module, names: tuple[str, ...]) -> None:
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        return self.model(**dict(zip(self.names, inputs, strict=True))).logits


def export(reference: Reference, path: Path, opset: int, work: Path) -> onnx.ModelProto:
    """Writes [batch, sequence] int64 inputs → ``logits`` [batch, 1] float32.

    :raises PrepareError: if the exporter does not know the architecture
    """
    model = reference.encoder.model
    # Rows of different length: a mask of ones only would be optimised away, and its input with it.
    features = reference.encoder.tokenizer(
        ["a b c d e", "a"], ["f g h i", "b"], padding=True, return_tensors="pt"
    )
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
                # eval(): the exporter gives every module the wrapper's mode when it is done.
                _Logits(model, names).eval(),
                tuple(features[name] for name in names),
                str(raw),
                input_names=list(names),
                output_names=[OUTPUT],
                dynamic_axes=axes,
                opset_version=opset,
                dynamo=False,
            )
    except Exception as error:  # the exporter raises of every kind
        raise PrepareError(
            f"{model.config.model_type} models can't be exported to ONNX opset {opset} "
            f"({first_line(error)}); try another --opset"
        ) from error
    finally:
        exporter_log.setLevel(level)
    exported = onnx_files.load(raw)
    onnx_files.save(exported, path)
    return exported
