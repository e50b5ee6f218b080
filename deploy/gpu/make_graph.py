"""A full-size reranker's graph without its weights, for measuring speed: its cost is the real model's, its scores mean nothing.

    pip install -r ../models/requirements.txt
    python make_graph.py --architecture bert|xlmr|gte --out DIR

bert is MiniLM-L6 (6 layers, 384 wide), xlmr the same size of XLM-RoBERTa, gte is gte-multilingual-reranker-base (12 layers,
768 wide, vocabulary of 250,048; 306 million parameters). DIR becomes a model directory but for its tokenizer, which
``bundle.sh`` adds, and onnx/NAME.weights, which ``check.sh`` writes beside each graph as onnx/NAME.json says: so many values
of a normal distribution, the same ones for both precisions.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnx.external_data_helper import set_external_data
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    GteConfig,
    GteForSequenceClassification,
    XLMRobertaConfig,
    XLMRobertaForSequenceClassification,
)

sys.path.insert(0, str(Path(__file__).parent.parent / "models"))
from riverrank_models import fp16  # noqa: E402
from riverrank_models.scoring import Batch  # noqa: E402

SEED = 11
DEVIATION = 0.05  # wider than training starts from, so that logits differ from pair to pair
EXPORTED_VOCABULARY = 1009  # tokens while the graph is made, which then names the real number
SMALLEST = 4096  # values; what is smaller stays in the graph (biases, norms, constants)
MODELS = {
    "bert": (
        BertForSequenceClassification,
        BertConfig(
            hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536
        ),
    ),
    "xlmr": (
        XLMRobertaForSequenceClassification,
        XLMRobertaConfig(
            vocab_size=250_002,
            hidden_size=384,
            num_hidden_layers=6,
            num_attention_heads=12,
            intermediate_size=1536,
            max_position_embeddings=514,
            type_vocab_size=1,
        ),
    ),
    "gte": (GteForSequenceClassification, GteConfig()),
}


class Logits(torch.nn.Module):
    """Logits alone, by the inputs' names in their order."""

    def __init__(self, model: torch.nn.Module, names: list[str]) -> None:
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        return self.model(**dict(zip(self.names, inputs, strict=True))).logits


def export(architecture: str, vocabulary: int, path: Path) -> list[str]:
    """Writes the fp32 graph with random weights and returns its inputs."""
    model_class, config = MODELS[architecture]
    config.num_labels = 1
    config.vocab_size = vocabulary
    config.initializer_range = DEVIATION
    config._attn_implementation = "eager"
    torch.manual_seed(SEED)
    model = model_class(config).eval()
    names = ["input_ids", "attention_mask"] + ["token_type_ids"] * (architecture == "bert")
    axes = {name: {0: "batch", 1: "sequence"} for name in names}
    batch = probe(names)
    torch.onnx.export(
        Logits(model, names),
        tuple(torch.tensor(batch[name]) for name in names),
        str(path),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={**axes, "logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    return names


def probe(names: list[str]) -> Batch:
    """Two rows of token ids that every vocabulary has, the second half padding."""
    ids = torch.randint(5, 500, (2, 64), generator=torch.Generator().manual_seed(SEED))
    mask = torch.ones_like(ids)
    mask[1, 32:] = 0
    zeros = torch.zeros_like(ids)
    values = {"input_ids": ids, "attention_mask": mask, "token_type_ids": zeros}
    return {name: values[name].numpy() for name in names}


def drop_weights(graph: onnx.ModelProto, vocabulary: int, onnx_file: Path) -> None:
    """Writes the graph with its matrices in a file that is not there, and what to fill that with."""
    weights = onnx_file.with_suffix(".weights").name
    element = onnx.TensorProto.FLOAT16 if "fp16" in onnx_file.name else onnx.TensorProto.FLOAT
    width = 2 if element == onnx.TensorProto.FLOAT16 else 4
    values = 0
    for tensor in sorted(graph.graph.initializer, key=lambda tensor: tensor.name):
        if tensor.dims[:1] == [EXPORTED_VOCABULARY]:
            tensor.dims[0] = vocabulary
        count = 1
        for size in tensor.dims:
            count *= size
        if count < SMALLEST:
            continue
        if tensor.data_type != element:
            raise SystemExit(f"{tensor.name} has another type than the rest of {onnx_file}")
        tensor.raw_data = b""
        set_external_data(tensor, weights, values * width, count * width)
        tensor.ClearField("raw_data")
        values += count
    onnx_file.parent.mkdir(parents=True, exist_ok=True)
    onnx_file.write_bytes(graph.SerializeToString())
    what = {
        "file": weights,
        "type": "float16" if width == 2 else "float32",
        "values": values,
        "standard_deviation": DEVIATION,
        "seed": SEED,
    }
    onnx_file.with_suffix(".json").write_text(json.dumps(what, indent=2) + "\n")
    print(f"{onnx_file}: {onnx_file.stat().st_size} bytes, {values / 1e6:.1f} million weights")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--architecture", choices=sorted(MODELS), required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    config = MODELS[arguments.architecture][1]
    vocabulary = config.vocab_size
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        names = export(arguments.architecture, EXPORTED_VOCABULARY, work / "model.onnx")
        half, in_fp32 = fp16.convert(work / "model.onnx", [probe(names)], 2, work)
        print(f"{in_fp32} operators stay in fp32")
        drop_weights(
            onnx.load(work / "model.onnx"), vocabulary, arguments.out / "onnx" / "model.onnx"
        )
        drop_weights(half, vocabulary, arguments.out / "onnx" / "model_fp16.onnx")
    config.vocab_size = vocabulary
    config.architectures = [MODELS[arguments.architecture][0].__name__]
    config.save_pretrained(arguments.out)


if __name__ == "__main__":
    main()
