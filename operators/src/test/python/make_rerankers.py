"""Writes the small rerankers of today's kinds, with random weights, as deploy/models/prepare.py compiles them, with the scores
that CrossEncoder.predict gives for the pairs of the parity tests (expected.json) and for prompts (expected-prompts.json).

  pip install -r deploy/models/requirements.txt
  python make_rerankers.py operators/src/test/resources/rerankers [KIND …]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from sentence_transformers import CrossEncoder

ROOT = Path(__file__).parents[4]
MODELS = ROOT / "deploy/models"
sys.path.insert(0, str(MODELS))

from random_models import kinds
from random_models.expected import expected

PAIRS = [
    (pair["query"], pair["document"])
    for pair in json.loads((ROOT / "operators/src/test/resources/parity/pairs.json").read_text("utf-8"))
]
# A few hundred kilobytes a model.
WORKSHOP = kinds.Workshop([text for pair in PAIRS for text in pair], vocabulary=700)
# Short, so that truncation is as common as its absence.
ENCODER = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "max_position_embeddings": 96}
MODERNBERT = ENCODER | {"global_attn_every_n_layers": 2, "local_attention": 16}
CAUSAL = ENCODER | {"head_dim": 8, "max_position_embeddings": 320}
SHAPES = {"modernbert": MODERNBERT, "dense": MODERNBERT, "causal": CAUSAL, "causal-plain": CAUSAL, "classes": ENCODER}
PROMPTS = {
    "causal": {"query": kinds.PROMPT, "fact": "Given a claim, find documents that refute it"},
    "dense": {"query": "search: "},
}
# Names or texts; empty for none.
OTHER_PROMPTS = {"causal": ["", "fact", " What was asked before? "], "dense": ["", " What was asked before? "]}
SEED = 11


def keep_what_scores(directory):
    for module in directory.glob("*_*/"):
        shutil.rmtree(module)
    for pattern in ("riverrank-report.*", "README.md", "generation_config.json", "chat_template.jinja"):
        for path in directory.glob(pattern):
            path.unlink()


def write(kind, out):
    torch.manual_seed(SEED)
    model = kinds.KINDS[kind](WORKSHOP, **SHAPES[kind])
    if kind in PROMPTS:
        model.prompts, model.default_prompt_name = PROMPTS[kind], "query"
    target = out / kind
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / kind
        model.save_pretrained(str(source))
        command = [sys.executable, MODELS / "prepare.py", source, "--out", target]
        subprocess.run(command + ["--variants", "fp32", "--fuse", "never"], check=True)
        model = CrossEncoder(str(source), device="cpu")
    keep_what_scores(target)
    (target / "expected.json").write_text(json.dumps(expected(model, PAIRS)) + "\n")
    if kind in OTHER_PROMPTS:
        prompts = {name: expected(model, PAIRS[:12], model.prompts.get(name, name)) for name in OTHER_PROMPTS[kind]}
        (target / "expected-prompts.json").write_text(json.dumps(prompts) + "\n")


if __name__ == "__main__":
    for name in sys.argv[2:] or kinds.KINDS:
        write(name, Path(sys.argv[1]))
