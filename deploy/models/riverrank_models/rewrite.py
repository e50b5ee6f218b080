"""An ONNX graph of another exporter: the leaner one of it, or the int8 one."""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from . import onnx_files, rowwise_int8
from .errors import InputError, PrepareError, first_line
from .graph import Graph
from .norms import rewrite_norms
from .signed import has_signed_activations
from .slim.passes import Slimmed, slim
from .slim.probe import feeds

LIMIT = 1e-5  # |Δlogit| ÷ max(1, |logit|) of the leaner graph, at most
LENGTHS = (8, 24, 64)  # tokens of the texts that both graphs score
ROWS = 6
FIRST_ID = 5  # those below are special tokens in the usual vocabularies


def rewrite(source: Path, out: Path, int8: bool) -> str:
    """Writes the file; returns what was done in words.

    :param source: fp32, standard operators, inputs int64 [batch, sequence]
    :raises PrepareError: if it can't be rewritten, or scores otherwise afterwards
    """
    if not source.is_file():
        raise InputError(f"{source} is no file; name an ONNX graph")
    if out.resolve() == source.resolve():
        raise InputError(f"{out} is the graph that is read; choose another file to write")
    try:
        found = onnx_files.load(source)
        if has_signed_activations(found):
            raise PrepareError(
                f"{source} quantises activations to int8, which ONNX Runtime multiplies slower "
                "than fp32 on x86; start from the fp32 file"
            )
        slimmed = slim(found)
        model = rowwise_int8.quantize(slimmed.model) if int8 else _quick(slimmed.model)
    except PrepareError:
        raise
    except Exception as error:  # ONNX and ONNX Runtime raise of every kind
        raise PrepareError(f"{source} can't be rewritten ({first_line(error)})") from error
    onnx_files.save(model, out)
    try:
        return _checked(source, out, int8, slimmed)
    except PrepareError:
        onnx_files.remove(out)
        raise


def _quick(model: onnx.ModelProto) -> onnx.ModelProto:
    graph = Graph(model)
    rewrite_norms(graph)
    return graph.build()


def _checked(source: Path, out: Path, int8: bool, slimmed: Slimmed) -> str:
    before, after = onnx_files.session(source, 1), onnx_files.session(out, 1)
    largest, alone = 0.0, 0.0
    for tokens in LENGTHS:
        batch = _texts(before, tokens)
        (expected,), (found,) = before.run(None, batch), after.run(None, batch)
        largest = max(largest, float((abs(found - expected) / np.maximum(1, abs(expected))).max()))
        for row in range(ROWS):
            (single,) = after.run(None, {name: ids[row : row + 1] for name, ids in batch.items()})
            alone = max(alone, float(abs(single[0] - found[row]).max()))
    if int8 and alone > 0:
        raise PrepareError(f"an int8 graph of {source} scores a text otherwise in a batch")
    if not int8 and not largest <= LIMIT:
        raise PrepareError(f"a leaner graph of {source} changes logits by {largest:.2g}")
    return (
        f"{out}: {onnx_files.size(out) / 1e6:.1f} MB, {slimmed.products} matrix products on one "
        f"token, logits of random tokens differ by {largest:.2g}, alone against batched {alone:.2g}"
    )


def _texts(session: onnxruntime.InferenceSession, tokens: int) -> dict[str, np.ndarray]:
    batch = feeds([value.name for value in session.get_inputs()], ROWS, tokens)
    ids = np.random.default_rng(tokens).integers(FIRST_ID, 1000, (ROWS, tokens))
    batch["input_ids"][:] = np.where(batch["attention_mask"] > 0, ids, 0)
    return batch


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="rewrite.py",
        description="Makes a leaner graph of an fp32 ONNX reranker, or its row-wise int8 graph.",
    )
    parser.add_argument("source", type=Path, help="the ONNX file: fp32, standard operators")
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--int8", action="store_true", help="row-wise int8, for CPUs with VNNI")
    return parser.parse_args(arguments)
