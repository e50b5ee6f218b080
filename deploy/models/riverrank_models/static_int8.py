"""int8 with scales that are found beforehand, by NNCF: for OpenVINO, which computes it faster than bf16 where there is
no AMX."""

import contextlib
import logging
import sys
from typing import Any

import onnx

from .errors import InputError

CALIBRATED_WITH = 300  # pairs at most, each alone


def require() -> Any:
    """NNCF.

    :raises InputError: if it is not installed
    """
    try:
        with contextlib.redirect_stdout(sys.stderr):
            import nncf
    except ImportError as error:
        raise InputError(
            f"--variants int8-static needs NNCF ({error}); pip install -r "
            "deploy/models/requirements-static.txt"
        ) from None
    nncf.set_log_level(logging.ERROR)
    return nncf


def quantize(model: onnx.ModelProto, batches: list[dict], kept: tuple[str, ...]) -> onnx.ModelProto:
    """A copy of an fp32 model whose products are between QuantizeLinear and DequantizeLinear.

    :param batches: what is fed to find the scales, a pair each
    :param kept: how the names of products begin that stay in fp32
    """
    nncf = require()
    names = [node.name for node in model.graph.node if node.name.startswith(kept)] if kept else []
    with contextlib.redirect_stdout(sys.stderr):
        return nncf.quantize(
            model,
            nncf.Dataset(batches),
            model_type=nncf.ModelType.TRANSFORMER,
            subset_size=len(batches),
            ignored_scope=nncf.IgnoredScope(names=names) if names else None,
        )
