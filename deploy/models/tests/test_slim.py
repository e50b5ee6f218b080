"""Leaner graphs give the scores of the graphs they were made of."""

import numpy as np
import onnx
import onnxruntime
import pytest
import tiny_models
import torch
import transformers

from random_models import kinds
from riverrank_models import loading, rowwise_int8
from riverrank_models.export import export
from riverrank_models.fuse import fuse
from riverrank_models.graph import Graph
from riverrank_models.pairs import read_pairs
from riverrank_models.slim import checked, one_token, passes
from riverrank_models.slim.one_token import keep_one_token
from riverrank_models.slim.probe import feeds, probe
from riverrank_models.slim.selection import Selection
from riverrank_models.slim.shapes import fix_shapes

# Matrix products after the last layer's keys and values: of the query, the scores, the attention,
# its output, and the feed-forward's two (three where a gate is a product of its own).
MODELS = {
    "bert": (tiny_models.bert, 6),
    "xlm-roberta": (tiny_models.xlm_roberta, 6),
    "gte": (tiny_models.gte, 7),
    "old-gte": (tiny_models.old_gte, 7),
    "modernbert": (tiny_models.modernbert, 5),  # its query is in one product with key and value
}


@pytest.fixture(scope="module", params=MODELS)
def exported(request, tmp_path_factory):
    make, products = MODELS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    return exported_of(make(folder / "source"), folder), products


def exported_of(source, folder) -> onnx.ModelProto:
    reference = loading.load(source, folder / "work", 256)
    return export(reference, folder / "model.onnx", 17, folder)


def test_last_layer_works_on_one_token_and_scores_the_same(exported):
    model, products = exported
    before = model.SerializeToString()
    slimmed = passes.slim(model)
    assert model.SerializeToString() == before
    onnx.checker.check_model(slimmed.model)
    assert slimmed.products == products
    assert_same(model, slimmed.model)
    assert len(products_of_tokens(slimmed.model)) == len(products_of_tokens(model)) - products


def test_last_layers_keys_and_values_stay_whole(exported):
    """The score still depends on tokens after the first."""
    model, _ = exported
    leaner = session(passes.slim(model).model)
    batch = texts(leaner, 4, 30)
    changed = {name: ids.copy() for name, ids in batch.items()}
    changed["input_ids"][:, 20:] = 7
    differences = np.abs(run(leaner, batch) - run(leaner, changed))
    assert (differences[1:] > 1e-4).all()
    assert differences[0] == 0  # whose last tokens are padding


def test_int8_and_fused_graphs_of_it_score_as_those_of_the_whole(exported, tmp_path):
    model, _ = exported
    slimmed = passes.slim(model).model
    assert_same(rowwise_int8.quantize(model), rowwise_int8.quantize(slimmed))
    fused = []
    for number, plain in enumerate((model, slimmed)):
        path = tmp_path / f"{number}.onnx"
        onnx.save(plain, path)
        fused.append(fuse(path, tiny_models.SHAPE["num_attention_heads"], 64))
    assert_same(fused[0][0], fused[1][0])
    assert fused[0][1].get("Gelu") == fused[1][1].get("Gelu")


@pytest.mark.parametrize(("kind", "products"), [("dense", 5), ("causal", 7)])
def test_chains_read_one_token(tmp_path, kind, products):
    """cls pooling at a constant place, a language model's head at each row's own."""
    torch.manual_seed(3)
    workshop = kinds.Workshop([text for pair in read_pairs(None) for text in pair], 1500)
    kinds.KINDS[kind](workshop).save_pretrained(str(tmp_path / "source"), create_model_card=False)
    model = exported_of(tmp_path / "source", tmp_path)
    slimmed = passes.slim(model)
    assert slimmed.products == products
    assert_same(model, slimmed.model)
    assert_same(model, slimmed.model, "left")


def test_mean_pooling_needs_every_token(tmp_path):
    source = tiny_models.modernbert(tmp_path / "source", pooling="mean")
    model = exported_of(source, tmp_path)
    slimmed = passes.slim(model)
    assert slimmed.products == 0
    assert_same(model, slimmed.model)
    assert len(products_of_tokens(slimmed.model)) == len(products_of_tokens(model))


def test_two_tokens_that_are_read_leave_the_layer_whole(exported):
    graph = Graph(exported[0])
    (first,) = passes.find_selections(graph, probe(graph))
    for node in graph.take_nodes():
        if first.selected in node.output:
            graph.add("Gather", [first.tokens, graph.constant("0th", np.array(0))], "one", axis=1)
            graph.add("Gather", [first.tokens, graph.constant("1st", np.array(1))], "two", axis=1)
            graph.add("Add", ["one", "two"], first.selected)
        else:
            graph.nodes.append(node)
    whole = graph.build()
    slimmed = passes.slim(whole)
    assert slimmed.products == 0
    assert_same(whole, slimmed.model)


@pytest.mark.parametrize("padding", ["left", "right"])
def test_causal_models_last_token(tmp_path, padding):
    """Padded on the left, the last token is every row's last; on the right, each has its own."""
    model = causal(tmp_path / "model.onnx", padding)
    graph = Graph(model)
    fix_shapes(graph, probe(graph))
    seen = probe(graph)
    if padding == "left":
        (selection,) = passes.find_selections(graph, seen)
        assert selection.position == -1
    else:
        selection = own_positions(graph)
    assert keep_one_token(graph, seen, selection) >= 6
    assert_same(model, graph.build(), padding)


def own_positions(graph: Graph) -> Selection:
    """The last token of each row, by nodes before all others."""
    nodes = graph.take_nodes()
    axis = graph.constant("rows_axis", np.array([1]))
    length = graph.add("ReduceSum", ["attention_mask", axis], "row_length", keepdims=0)
    last = graph.add("Sub", [length, graph.constant("one", np.array(1))], "last_place")
    graph.nodes += nodes
    taken = next(node for node in nodes if node.op_type == "GatherElements")
    return Selection(taken.input[0], 1, last, taken.output[0])


def test_graph_that_scores_otherwise_is_not_taken(tmp_path, monkeypatch):
    source = tiny_models.bert(tmp_path / "source")
    reference = loading.load(source, tmp_path / "work", 256)
    path = tmp_path / "model.onnx"
    model = export(reference, path, 17, tmp_path)
    kept = path.read_bytes()
    batches = [([0, 1, 2], texts(session(model), 3, 20))]

    monkeypatch.setattr(
        one_token, "_selects", lambda graph, node: (1, 1) if picks(node) else (0, None)
    )

    taken, note = checked.slim_file(path, model, batches, 1, tmp_path)
    assert taken is model
    assert "changes logits by" in note
    assert path.read_bytes() == kept

    monkeypatch.undo()
    taken, note = checked.slim_file(path, model, batches, 1, tmp_path)
    assert taken is not model
    assert "6 matrix products work on the one token" in note
    assert "norms have a kernel that is quick on CPUs" in note
    assert "InstanceNormalization" in {node.op_type for node in onnx.load(path).graph.node}
    assert "InstanceNormalization" not in {node.op_type for node in taken.graph.node}


def test_norms_stay_where_the_quick_kernel_strays(tmp_path, monkeypatch):
    source = tiny_models.bert(tmp_path / "source")
    path = tmp_path / "model.onnx"
    model = export(loading.load(source, tmp_path / "work", 256), path, 17, tmp_path)
    batches = [([0, 1, 2], texts(session(model), 3, 20))]

    def strays(graph: Graph) -> int:
        for node in graph.nodes:
            if node.op_type == "LayerNormalization":
                graph.constants[node.input[2]] = graph.constants[node.input[2]] + 0.1
        return 1

    monkeypatch.setattr(checked, "rewrite_norms", strays)
    _, note = checked.slim_file(path, model, batches, 1, tmp_path)
    assert "norms as exported" in note
    assert_same(model, onnx.load(path))


def picks(node) -> bool:
    return node.op_type == "Gather" and "pooler" in node.output[0]


def test_graph_that_can_not_be_probed_stays(tmp_path):
    model = onnx.ModelProto()
    onnx.save(model, tmp_path / "model.onnx")
    taken, note = checked.slim_file(tmp_path / "model.onnx", model, [], 1, tmp_path)
    assert taken is model
    assert note.startswith("as exported: no leaner graph can be made of it (")


def causal(path, padding: str) -> onnx.ModelProto:
    """Qwen3's layers, and one number of the last token's."""
    torch.manual_seed(3)
    config = transformers.Qwen3Config(
        vocab_size=500, num_key_value_heads=2, head_dim=16, **tiny_models.SHAPE
    )
    config._attn_implementation = "eager"

    class Last(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = transformers.Qwen3Model(config)
            self.head = torch.nn.Linear(64, 1)

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            positions = (mask.cumsum(1) - 1).clamp(min=0)
            hidden = self.model(
                ids, attention_mask=mask, position_ids=positions, use_cache=False
            ).last_hidden_state
            if padding == "left":
                return self.head(hidden[:, -1])
            last = (mask.sum(1) - 1)[:, None, None].expand(-1, 1, 64)
            return self.head(hidden.gather(1, last)[:, 0])

    mask = torch.tensor([[1, 1, 1, 1], [0, 0, 1, 1] if padding == "left" else [1, 1, 0, 0]])
    axes = {0: "batch", 1: "sequence"}
    torch.onnx.export(
        Last().eval(),
        (torch.ones_like(mask), mask),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "batch"}},
        dynamo=False,
    )
    return onnx.load(path)


def assert_same(model: onnx.ModelProto, other: onnx.ModelProto, padding: str = "right") -> None:
    """At several sizes, with padding and without."""
    first, second = session(model), session(other)
    for rows, tokens in ((1, 4), (1, 33), (3, 9), (5, 64), (2, 130)):
        batch = texts(first, rows, tokens)
        if padding == "left":
            batch["attention_mask"] = batch["attention_mask"][:, ::-1].copy()
        np.testing.assert_allclose(run(second, batch), run(first, batch), atol=1e-5)


def session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model.SerializeToString())


def texts(of: onnxruntime.InferenceSession, rows: int, tokens: int) -> dict[str, np.ndarray]:
    batch = feeds([value.name for value in of.get_inputs()], rows, tokens)
    batch["input_ids"][:] = np.random.default_rng(tokens).integers(5, 400, (rows, tokens))
    if "token_type_ids" in batch:
        batch["token_type_ids"][:, tokens // 2 :] = 1
    return batch


def run(of: onnxruntime.InferenceSession, batch: dict[str, np.ndarray]) -> np.ndarray:
    return of.run(None, batch)[0]


def products_of_tokens(model: onnx.ModelProto) -> list[str]:
    """Matrix products whose result has an axis of tokens that is no key's."""
    graph = Graph(model)
    seen = probe(graph)
    return [
        node.output[0]
        for node in graph.nodes
        if node.op_type == "MatMul"
        and seen.is_tokens(node.output[0], len(seen.axes[node.output[0]]) - 2)
    ]
