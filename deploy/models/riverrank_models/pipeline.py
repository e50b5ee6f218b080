"""The steps, each of them checked before the next."""

import sys
import tempfile
from pathlib import Path

import torch

from . import loading, output_directory, scoring, source_directory, static_int8
from .command_line import Options
from .export import export
from .pairs import read_pairs
from .report import MARKDOWN_NAME, Report
from .signed import slow_files
from .template import compare_tokens
from .variants import Workshop


def prepare(options: Options) -> int:
    """Makes the directory.

    :return: 0, or 1 if a variant was removed because it strayed
    :raises PrepareError: if there is nothing to make it of
    """
    pairs = read_pairs(options.pairs)
    if "int8-static" in options.variants:
        static_int8.require()
    source = source_directory.find(options.model, options.download)
    output_directory.check(options.out, source, options.force)
    for path in slow_files(source):
        _say(f"{path} quantises activations to int8, which x86 is slower at than at fp32: left out")
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory(prefix="riverrank-") as temporary:
        work = Path(temporary)
        _say(f"loading {source}")
        reference = loading.load(source, work, options.max_length)
        pairs = scoring.with_tokens(reference, pairs)
        with output_directory.growing(options.out) as folder:
            output_directory.save_configuration(reference, folder, work)
            compare_tokens(reference.encoder, reference.template, reference.tokenizer, pairs)
            _say("exporting to ONNX")
            exported = export(
                reference,
                folder / "onnx/model.onnx",
                options.opset,
                work,
                past=options.prefixes == "auto",
            )
            _say(f"scoring {len(pairs)} pairs with PyTorch")
            workshop = Workshop(reference, pairs, options.threads, folder, work)
            _say("leaving out work that no score needs")
            exported = workshop.slim(exported)
            report = Report(
                model=options.out.name,
                architecture=reference.encoder.model.config.model_type,
                inputs=list(reference.inputs),
                opset=options.opset,
                max_length=reference.template.max_length,
                pairs=len(pairs),
                pairs_from=options.pairs.name if options.pairs else "the built-in set",
                threads=options.threads,
            )
            strayed = _make_variants(options, workshop, exported, report)
            report.write(folder)
    print((options.out / MARKDOWN_NAME).read_text("utf-8"))
    for sentence in strayed:
        print(f"prepare.py: {sentence}", file=sys.stderr)
    return 1 if strayed else 0


def _make_variants(options: Options, workshop: Workshop, exported, report: Report) -> list[str]:
    """Fills the report; returns a sentence for each variant that strayed."""
    _say("checking fp32")
    report.variants.append(workshop.fp32())
    if options.fuse != "never":
        _say("fusing")
        report.variants.append(workshop.fused(always=options.fuse == "always"))
    if "fp16" in options.variants:
        _say("making fp16")
        report.variants.append(workshop.fp16())
    if "int8" in options.variants:
        _say("making int8")
        report.variants.append(workshop.int8(exported))
    if "int8-static" in options.variants:
        _say("making int8 with fixed scales")
        report.variants.append(workshop.int8_static())
    if "fp32" not in options.variants:
        workshop.drop_fp32(report.variants[0])
    return [
        f"{variant.file} was removed: {variant.refused}"
        for variant in report.variants
        if variant.refused and variant.name in options.variants and variant.strayed
    ]


def _say(text: str) -> None:
    print(f"{text} …", file=sys.stderr, flush=True)
