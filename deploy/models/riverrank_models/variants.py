"""Makes each variant, checks it, and removes its file where it strays."""

from collections.abc import Callable
from pathlib import Path

import onnx

from . import checks, fp16, onnx_files, rowwise_int8, scoring, static_int8
from .errors import PrepareError, first_line
from .fuse import fuse
from .loading import Reference
from .pairs import Pair
from .prefixes.check import keep_past
from .prefixes.without import without_past
from .report import Variant
from .slim.checked import slim_file
from .timing import speedup

PLAIN = "onnx/model.onnx"
FUSED = "onnx/model_fused.onnx"
FP16 = "onnx/model_fp16.onnx"
INT8 = "onnx/model_qint8_rowwise.onnx"
INT8_STATIC = "onnx/model_qint8_static.onnx"

SAMPLE = 100  # pairs at most that are scored alone and in many batches, probed and timed
WORTH_A_FILE = 1.02  # times as fast as the plain graph, at least


class Workshop:
    """
    :param folder: the model directory; ``onnx/model.onnx`` is there
    :param work: for files that are of no use afterwards
    """

    def __init__(
        self, reference: Reference, pairs: list[Pair], threads: int, folder: Path, work: Path
    ) -> None:
        self.reference = reference
        self.threads = threads
        self.folder = folder
        self.work = work
        self.expected = scoring.reference_logits(reference, pairs)
        self.pairs = pairs
        self.batches = scoring.by_length(reference, pairs)
        self.sample = pairs[:: -(-len(pairs) // SAMPLE)]
        self.sample_batches = scoring.by_length(reference, self.sample)
        self.plain = onnx_files.session(folder / PLAIN, threads)
        self.plain_notes: list[str] = []
        self.standard = (
            work / "standard" / "model.onnx"
        )  # with norms that every machine is quick at

    def slim(self, exported: onnx.ModelProto) -> onnx.ModelProto:
        """Leaves out of the plain graph what no score needs.

        :param exported: what the plain file holds
        :return: the graph that other variants are made of
        """
        path = self.folder / PLAIN
        model, note = slim_file(path, exported, self.sample_batches, self.threads, self.work)
        self.plain_notes.append(note)
        onnx_files.save(without_past(model), self.standard)
        kept, note = keep_past(path, self.reference, self.sample, self.threads)
        self.plain_notes += [note] if note else []
        self.plain = onnx_files.session(path, self.threads)
        return model if kept else without_past(model)

    def fp32(self) -> Variant:
        """
        :raises PrepareError: if even the plain export strays, for all else is made of it
        """
        variant = self._checked("fp32", PLAIN)
        variant.notes += self.plain_notes
        if variant.refused:
            raise PrepareError(
                f"the export of {self.reference.directory} strays ({variant.refused}); nothing was "
                "kept: try another --opset, and report the architecture"
            )
        variant.speed = 1.0
        return variant

    def fused(self, always: bool) -> Variant:
        config = self.reference.encoder.model.config
        operators: dict[str, int] = {}

        def make() -> onnx.ModelProto:
            model, made = fuse(
                self.standard,
                getattr(config, "num_attention_heads", 0),
                getattr(config, "hidden_size", 0),
            )
            operators.update(made)
            return model

        variant = self._made("fused", FUSED, make, timed=True)
        made = ", ".join(f"{n} {name}" for name, n in operators.items()) or "nothing"
        variant.notes.append(f"fused {made}")
        if not variant.refused and not always and variant.speed < WORTH_A_FILE:
            variant.refused = f"{variant.speed:.2f} times as fast as the plain graph"
            onnx_files.remove(self.folder / FUSED)
        return variant

    def fp16(self) -> Variant:
        def make() -> onnx.ModelProto:
            batches = [
                scoring.tokenize(self.reference, [pair], fp16.PROBED_LENGTH) for pair in self.sample
            ]
            kept = self.reference.kept_in_fp32
            model, in_fp32 = fp16.convert(self.standard, batches, self.threads, self.work, kept)
            notes.append(
                f"{in_fp32} operators stay in fp32 (rotary angles, values near fp16's range); "
                "logits are fp32; checked on a CPU, where ONNX Runtime computes much of an fp16 "
                "graph in fp32"
            )
            return model

        notes: list[str] = []
        variant = self._made("fp16", FP16, make)
        variant.notes += notes
        return variant

    def int8(self, exported: onnx.ModelProto) -> Variant:
        kept = self.reference.kept_in_fp32
        return self._made("int8", INT8, lambda: rowwise_int8.quantize(exported, kept), timed=True)

    def int8_static(self) -> Variant:
        """The scales are of every second pair, and checked on all."""

        def make() -> onnx.ModelProto:
            calibrating = self.pairs[::2][: static_int8.CALIBRATED_WITH]
            batches = [scoring.tokenize(self.reference, [pair]) for pair in calibrating]
            notes.append(
                f"scales of {len(batches)} pairs; for OpenVINO: ONNX Runtime itself is faster with "
                f"{INT8}"
            )
            kept = self.reference.kept_in_fp32
            return static_int8.quantize(onnx_files.load(self.standard), batches, kept)

        notes: list[str] = []
        variant = self._made("int8-static", INT8_STATIC, make)
        variant.notes += notes
        return variant

    def drop_fp32(self, variant: Variant) -> None:
        onnx_files.remove(self.folder / PLAIN)
        variant.refused = "not asked for"

    def _made(
        self, name: str, file: str, make: Callable[[], onnx.ModelProto], timed: bool = False
    ) -> Variant:
        path = self.folder / file
        try:
            onnx_files.save(make(), path)
            _, note = keep_past(path, self.reference, self.sample, self.threads)
            variant = self._checked(name, file, timed)
            variant.notes += [note] if note else []
            return variant
        except Exception as error:  # converters and ONNX Runtime raise of every kind
            onnx_files.remove(path)
            why = f"it can't be made of this architecture ({first_line(error)})"
            return Variant(name, file, 0, None, refused=why, strayed=True)

    def _checked(self, name: str, file: str, timed: bool = False) -> Variant:
        path = self.folder / file
        session = self.plain if file == PLAIN else onnx_files.session(path, self.threads)
        differences = checks.measure(
            self.expected,
            scoring.logits(session, self.batches),
            checks.alone_against_batched(self.reference, session, self.sample),
        )
        variant = Variant(name, file, onnx_files.size(path), differences)
        variant.refused = checks.fault(differences, checks.LIMITS[name])
        if variant.refused:
            variant.strayed = True
            onnx_files.remove(path)
        elif timed:
            variant.speed = speedup(session, self.plain, self.sample_batches)
        return variant
