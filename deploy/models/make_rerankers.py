"""Makes CrossEncoders of today's kinds with random weights, to try and to measure prepare.py with.

    python make_rerankers.py --out DIR [--kinds causal,dense] [--seed 7] [--pairs FILE]

Each DIR/KIND is what CrossEncoder.save_pretrained writes. With --pairs (a JSON array or JSON Lines
of {"query","document"}) it has an expected.json beside: tokens, logit and score of each pair, as
CrossEncoder.predict gives them. Another seed gives other weights.
"""

import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from sentence_transformers import CrossEncoder

from random_models.expected import expected
from random_models.kinds import KINDS, LARGE_KINDS, Workshop
from riverrank_models.pairs import Pair, read_pairs


def main() -> None:
    every = KINDS | LARGE_KINDS
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS), help=f"of {', '.join(every)}")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--pairs", type=Path, help="what expected.json is made of")
    parser.add_argument(
        "--corpus",
        type=Path,
        nargs="*",
        default=[],
        help="text files that the tokenizers learn from; default: the built-in pairs",
    )
    options = parser.parse_args()
    corpus = [line for path in options.corpus for line in path.read_text("utf-8").splitlines()]
    workshop = Workshop(corpus or [text for pair in read_pairs(None) for text in pair])
    for name in options.kinds.split(","):
        torch.manual_seed(options.seed)
        folder = options.out / name
        every[name](workshop).save_pretrained(str(folder), create_model_card=False)
        if options.pairs:
            encoder = CrossEncoder(str(folder), device="cpu")
            rows = expected(encoder, _pairs(options.pairs))
            (folder / "expected.json").write_text(json.dumps(rows))
        print(folder)


def _pairs(path: Path) -> list[Pair]:
    text = path.read_text("utf-8")
    rows = json.loads(text) if text.lstrip().startswith("[") else map(json.loads, text.split("\n"))
    return [(row["query"], row["document"]) for row in rows]


if __name__ == "__main__":
    main()
