"""The two reports: what was made, how far it is from PyTorch, how fast it is."""

import platform
from dataclasses import asdict, dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import json_file
from .checks import LIMITS, Differences

JSON_NAME = "riverrank-report.json"
MARKDOWN_NAME = "riverrank-report.md"
LIBRARIES = ("torch", "transformers", "sentence-transformers", "onnx", "onnxruntime")

NOT_MEASURED = {field.name: None for field in fields(Differences)}


@dataclass
class Variant:
    """
    :param file: relative to the model directory
    :param speed: times as fast as the plain fp32 graph on this CPU; None where not measured
    :param differences: None where the file could not be made or run
    :param refused: why the file was not kept; None if it was
    :param strayed: whether that is because it is past a limit
    """

    name: str
    file: str
    size_bytes: int
    differences: Differences | None
    speed: float | None = None
    refused: str | None = None
    strayed: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass
class Report:
    model: str
    architecture: str
    inputs: list[str]
    opset: int
    max_length: int
    pairs: int
    pairs_from: str
    threads: int
    variants: list[Variant] = field(default_factory=list)

    def write(self, directory: Path) -> None:
        json_file.write(directory / JSON_NAME, self.as_json())
        (directory / MARKDOWN_NAME).write_text(self.as_markdown(), "utf-8")

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        for variant in values["variants"]:
            variant |= variant.pop("differences") or NOT_MEASURED
            variant["kept"] = variant["refused"] is None
            variant["limits"] = asdict(LIMITS[variant["name"]])
        return values | {"machine": platform.machine(), "versions": _versions()}

    def as_markdown(self) -> str:
        rows = [
            "| variant | file | size | max \\|Δlogit\\| | Spearman | alone against batched "
            "| speed | kept |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
            *(_row(variant) for variant in self.variants),
        ]
        notes = [
            f"- {variant.name}: {note}" for variant in self.variants for note in _notes(variant)
        ]
        versions = ", ".join(f"{name} {number}" for name, number in _versions().items())
        return "\n".join(
            [
                f"# {self.model}",
                "",
                f"Architecture {self.architecture}; inputs {', '.join(self.inputs)}; ONNX opset "
                f"{self.opset}; at most {self.max_length} tokens a pair.",
                "",
                f"Compared with PyTorch (`CrossEncoder.predict`, fp32) on {self.pairs} pairs of "
                f"{self.pairs_from}.",
                "",
                *rows,
                "",
                f"Speed is relative to the plain fp32 graph, by turns on this CPU with "
                f"{self.threads} threads; fp16 is for GPUs and not timed here. Alone against "
                "batched: the largest change of a logit between a pair alone and in batches of "
                "several sizes.",
                *(["", *notes] if notes else []),
                "",
                f"Made with {versions}.",
                "",
            ]
        )


def _row(variant: Variant) -> str:
    d = variant.differences
    differences = f"{d.delta:.2g} | {d.spearman:.5f} | {d.alone_batched:.2g}" if d else "- | - | -"
    speed = "-" if variant.speed is None else f"{variant.speed:.2f} ×"
    kept = "yes" if variant.refused is None else "no"
    return (
        f"| {variant.name} | `{variant.file}` | {variant.size_bytes / 1e6:.1f} MB "
        f"| {differences} | {speed} | {kept} |"
    )


def _notes(variant: Variant) -> list[str]:
    return [*variant.notes, *([f"not kept: {variant.refused}"] if variant.refused else [])]


def _versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}
