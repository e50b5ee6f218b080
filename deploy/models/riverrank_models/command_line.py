"""The command line. Imports no heavy library, so that --help and mistakes answer at once."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError

DEFAULT_VARIANTS = ("fp32", "fp16", "int8")
VARIANTS = (*DEFAULT_VARIANTS, "int8-static")
FUSION = ("auto", "always", "never")
PREFIXES = ("auto", "never")
OPSETS = range(17, 21)  # 17 has LayerNormalization; 20 is the last that the exporter knows
SHORTEST = 8  # tokens of a pair, the least that Riverrank accepts


@dataclass(frozen=True)
class Options:
    model: str
    out: Path
    variants: tuple[str, ...] = DEFAULT_VARIANTS
    fuse: str = "auto"
    prefixes: str = "auto"
    pairs: Path | None = None
    max_length: int | None = None
    opset: int = 17
    threads: int = 1
    force: bool = False
    download: bool = False


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        raise InputError(f"{message}; see --help")


def parse(arguments: list[str] | None) -> Options:
    """
    :raises InputError: where an option is wrong
    """
    parser = _Parser(
        prog="prepare.py",
        description="Makes a Riverrank model directory of a CrossEncoder: exports it to ONNX, "
        "makes fp16 and int8 variants, and keeps what scores as PyTorch does.",
    )
    parser.add_argument(
        "model",
        help="directory of a CrossEncoder or of an AutoModelForSequenceClassification with one "
        "label; with --download also a name on the Hugging Face Hub",
    )
    parser.add_argument("--out", required=True, type=Path, help="the directory to make")
    parser.add_argument(
        "--variants",
        default=",".join(DEFAULT_VARIANTS),
        help="comma-separated, of fp32, fp16 (GPUs), int8 (CPUs) and int8-static (OpenVINO; needs "
        "requirements-static.txt); default: the first three",
    )
    parser.add_argument(
        "--fuse",
        default="auto",
        choices=FUSION,
        help="fused attention, GELU and LayerNorm in onnx/model_fused.onnx: where it is faster on "
        "this machine (auto), wherever it is correct (always), or not at all; default: auto",
    )
    parser.add_argument(
        "--prefixes",
        default="auto",
        choices=PREFIXES,
        help="let CPUs read what pairs begin with once for several of them, where the model is a "
        "causal one (auto), or never; default: auto",
    )
    parser.add_argument(
        "--pairs",
        type=Path,
        help='JSON Lines of {"query","document"} to check with; default: a small multilingual set',
    )
    parser.add_argument(
        "--max-length", type=int, help="tokens of a pair at most; default: the model's own limit"
    )
    parser.add_argument(
        "--opset",
        type=int,
        default=OPSETS[0],
        help=f"ONNX operator set, {OPSETS[0]} to {OPSETS[-1]}; default: {OPSETS[0]}",
    )
    parser.add_argument(
        "--threads",
        type=int,
        default=os.cpu_count() or 1,
        help="threads to score and time with; default: one a core",
    )
    parser.add_argument("--force", action="store_true", help="replace what an earlier run made")
    parser.add_argument(
        "--download", action="store_true", help="fetch MODEL from the Hugging Face Hub"
    )
    parsed = parser.parse_args(arguments)
    values = vars(parsed) | {"variants": _variants(parsed.variants)}
    _check_numbers(parsed)
    return Options(**values)


def _variants(text: str) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in VARIANTS]
    if unknown or not names:
        raise InputError(
            f"--variants is {text!r}; name one or more of {', '.join(VARIANTS)}, with commas"
        )
    return tuple(name for name in VARIANTS if name in names)


def _check_numbers(parsed: argparse.Namespace) -> None:
    if parsed.opset not in OPSETS:
        raise InputError(f"--opset is {parsed.opset}; choose {OPSETS[0]} to {OPSETS[-1]}")
    if parsed.threads < 1:
        raise InputError(f"--threads is {parsed.threads}; give at least 1")
    if parsed.max_length is not None and parsed.max_length < SHORTEST:
        raise InputError(
            f"--max-length is {parsed.max_length}; a pair needs at least {SHORTEST} tokens"
        )
