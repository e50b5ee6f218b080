"""A graph of any chain of modules scores as the CrossEncoder does, whatever its padding."""

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
import transformers
from sentence_transformers import CrossEncoder
from sentence_transformers.base.modules import Dense, Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling

from random_models import kinds
from riverrank_models import fp16, loading, rowwise_int8, scoring
from riverrank_models.export import export
from riverrank_models.graph import Graph
from riverrank_models.pairs import read_pairs
from riverrank_models.shapes import dimensions
from riverrank_models.slim import passes
from riverrank_models.sums import rewrite_sums

PAIRS = [*read_pairs(None)[::9], ("heat", "transfer " * 600)]
POOLINGS = ["max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken", ("cls", "mean")]


@pytest.fixture(scope="module")
def workshop():
    return kinds.Workshop([text for pair in read_pairs(None) for text in pair], 1500)


def compiled(encoder: CrossEncoder, folder) -> tuple[loading.Reference, onnx.ModelProto]:
    encoder.save_pretrained(str(folder / "source"), create_model_card=False)
    reference = loading.load(folder / "source", folder / "work", None)
    return reference, export(reference, folder / "model.onnx", 17, folder)


def modular(workshop, pooling, *between) -> CrossEncoder:
    transformer = kinds.dense(workshop)[0]
    first = Pooling(64, pooling_mode=pooling)
    width = first.get_embedding_dimension()
    last = Dense(width, 1, activation_function=None, module_output_name="scores")
    return CrossEncoder(modules=[transformer, first, *between, last], device="cpu")


def check(reference: loading.Reference, folder) -> np.ndarray:
    """Against PyTorch to 1e-4; alone, batched, padded on either side to 1e-5."""
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    alone = scoring.logits(session, scoring.as_they_come(reference, PAIRS, 1))
    expected = scoring.reference_logits(reference, PAIRS)
    np.testing.assert_allclose(alone, expected, atol=1e-4)
    assert expected.std() > 0.01
    batch = scoring.tokenize(reference, PAIRS)
    np.testing.assert_allclose(session.run(None, batch)[0], alone, atol=1e-5)
    lengths = batch["attention_mask"].sum(axis=1)
    moved = {
        name: np.stack([np.roll(row, -length) for row, length in zip(rows, lengths, strict=True)])
        for name, rows in batch.items()
    }
    np.testing.assert_allclose(session.run(None, moved)[0], alone, atol=1e-5)
    return alone


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_kinds(workshop, tmp_path, kind):
    torch.manual_seed(3)
    reference, _ = compiled(kinds.KINDS[kind](workshop), tmp_path)
    assert check(reference, tmp_path).shape == (len(PAIRS), 3 if kind == "classes" else 1)


@pytest.mark.parametrize(
    ("config", "model"),
    [
        (transformers.Qwen3Config, transformers.Qwen3ForSequenceClassification),
        (transformers.DebertaV2Config, transformers.DebertaV2ForSequenceClassification),
        (transformers.RobertaConfig, transformers.RobertaForSequenceClassification),
    ],
)
def test_heads_of_other_architectures(workshop, tmp_path, config, model):
    torch.manual_seed(3)
    shape = {
        "vocab_size": 1500,
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 514,
        "num_labels": 1,
        "initializer_range": 0.3,
        "pad_token_id": 0,
    }
    model(config(**shape)).save_pretrained(tmp_path / "plain")
    workshop.encoder_tokenizer().save_pretrained(tmp_path / "plain")
    reference, _ = compiled(CrossEncoder(str(tmp_path / "plain"), device="cpu"), tmp_path)
    check(reference, tmp_path)


@pytest.mark.parametrize("pooling", ["cls", "max"])
def test_masked_language_models(workshop, tmp_path, pooling):
    """Their logits [batch, sequence, vocabulary] are what is pooled."""
    torch.manual_seed(3)
    model = transformers.ModernBertForMaskedLM(kinds._modernbert_config(workshop))
    transformer = transformer_of(model, workshop.encoder_tokenizer(), tmp_path, "fill-mask")
    reference, exported = compiled(pooled(transformer, pooling, 1500), tmp_path)
    check(reference, tmp_path)
    head = [dims for dims in dimensions(passes.slim(exported).model).values() if 1500 in dims[-1:]]
    assert any(len(dims) == 3 and dims[1] != 1 for dims in head) == (pooling == "max")


def test_hidden_states_of_a_language_model(workshop, tmp_path):
    torch.manual_seed(3)
    model = transformers.Qwen3ForCausalLM(kinds._qwen3_config(workshop))
    transformer = transformer_of(
        model,
        workshop.causal_tokenizer(),
        tmp_path,
        "text-generation",
        modality_config={"text": {"method": "forward", "method_output_name": ["hidden_states", 1]}},
        module_output_name="token_embeddings",
    )
    reference, _ = compiled(pooled(transformer, "lasttoken", 64), tmp_path)
    check(reference, tmp_path)


def test_encoder_of_t5(workshop, tmp_path):
    torch.manual_seed(3)
    config = transformers.T5Config(
        vocab_size=1500, d_model=64, d_kv=16, d_ff=96, num_layers=2, num_heads=4, pad_token_id=0
    )
    model = transformers.T5EncoderModel(config)
    model.shared.weight.data *= 8
    tokenizer = workshop.encoder_tokenizer()
    transformer = transformer_of(model, tokenizer, tmp_path, "feature-extraction")
    reference, _ = compiled(pooled(transformer, "mean", 64), tmp_path)
    check(reference, tmp_path)


@pytest.mark.parametrize("kind", ["dense", "causal"])
def test_weights_that_are_stored_in_bf16(workshop, tmp_path, kind):
    """Scores are those of the same weights in fp32; sentence-transformers itself would compute in
    bf16 unless told otherwise."""
    torch.manual_seed(3)
    reference, exported = compiled(kinds.KINDS[kind](workshop).to(torch.bfloat16), tmp_path)
    stored = CrossEncoder(str(tmp_path / "source"), device="cpu")
    assert {p.dtype for p in stored.parameters()} == {torch.bfloat16}
    check(reference, tmp_path)
    types = {tensor.data_type for tensor in exported.graph.initializer}
    assert onnx.TensorProto.BFLOAT16 not in types


def transformer_of(model, tokenizer, folder, task, **more) -> Transformer:
    model.save_pretrained(folder / "plain")
    tokenizer.save_pretrained(folder / "plain")
    return Transformer(str(folder / "plain"), transformer_task=task, **more)


def pooled(transformer, pooling, width) -> CrossEncoder:
    last = Dense(width, 1, activation_function=None, module_output_name="scores")
    return CrossEncoder(modules=[transformer, Pooling(width, pooling), last], device="cpu")


@pytest.mark.parametrize("pooling", POOLINGS, ids=str)
def test_poolings(workshop, tmp_path, pooling):
    torch.manual_seed(3)
    reference, _ = compiled(modular(workshop, pooling), tmp_path)
    check(reference, tmp_path)


def test_normalize_residuals_and_activations(workshop, tmp_path):
    torch.manual_seed(3)
    between = [
        Dense(64, 64, activation_function=torch.nn.SiLU(), use_residual=True),
        Normalize(),
        Dense(64, 64, activation_function=torch.nn.Tanh()),
    ]
    reference, _ = compiled(modular(workshop, "mean", *between), tmp_path)
    check(reference, tmp_path)


@pytest.mark.parametrize("pooling", ["cls", "mean", "weightedmean"])
def test_pooling_without_the_prompt(workshop, tmp_path, pooling):
    torch.manual_seed(3)
    encoder = modular(workshop, pooling)
    encoder[1].include_prompt = False
    encoder.prompts, encoder.default_prompt_name = {"q": "Find what answers this: "}, "q"
    reference, _ = compiled(encoder, tmp_path)
    assert reference.template.prompt_is_fixed
    check(reference, tmp_path)


def test_head_of_a_language_model_is_read_at_one_token(workshop, tmp_path):
    reference, exported = compiled(kinds.causal(workshop), tmp_path)
    vocabulary = reference.encoder.model.config.vocab_size
    assert all(vocabulary not in shape for shape in dimensions(exported).values())
    assert reference.encoder.model.lm_head.weight.shape[0] == vocabulary, "the reference changed"
    int8 = rowwise_int8.quantize(exported).graph.node
    assert [n for n in int8 if n.op_type == "MatMul" and "/lm_head/" in n.name], "head in int8"


def test_keep_in_fp32_modules(workshop, tmp_path):
    encoder = kinds.causal_plain(workshop)
    encoder.set_keep_in_fp32_modules(["0.model.model.layers.1.mlp.down_proj"])
    reference, exported = compiled(encoder, tmp_path)
    (prefix,) = reference.kept_in_fp32
    kept = [n for n in exported.graph.node if n.name.startswith(prefix) and n.op_type == "MatMul"]
    assert len(kept) == 1
    weight = kept[0].input[1]
    batches = [scoring.tokenize(reference, [PAIRS[0]])]
    half, _ = fp16.convert(tmp_path / "model.onnx", batches, 1, tmp_path, reference.kept_in_fp32)
    for model in (half, rowwise_int8.quantize(exported, reference.kept_in_fp32)):
        (found,) = (tensor for tensor in model.graph.initializer if tensor.name == weight)
        assert found.data_type == onnx.TensorProto.FLOAT


def test_int8_mean_does_not_depend_on_the_batch(workshop, tmp_path):
    torch.manual_seed(3)
    reference, exported = compiled(modular(workshop, "mean"), tmp_path)
    session = onnxruntime.InferenceSession(rowwise_int8.quantize(exported).SerializeToString())
    alone = scoring.logits(session, scoring.as_they_come(reference, PAIRS, 1))
    for rows in (3, len(PAIRS)):
        batched = scoring.logits(session, scoring.as_they_come(reference, PAIRS, rows))
        np.testing.assert_allclose(batched, alone, rtol=0, atol=1e-6)


@pytest.mark.parametrize("keeps_axis", [0, 1])
def test_sum_over_tokens_has_the_same_bits_however_far_it_is_padded(keeps_axis):
    plain = onnx.parser.parse_model(f"""<ir_version: 9, opset_import: ["": 17]>
        sums (float[rows, tokens, 64] x) => (float[rows, width] y) <int64[1] axis = {{1}}> {{
            t = Identity(x)
            y = ReduceSum<keepdims: int = {keeps_axis}>(t, axis)
        }}""")
    graph = Graph(plain)
    assert rewrite_sums(graph) == 1
    session = onnxruntime.InferenceSession(graph.build().SerializeToString())
    numbers = np.random.default_rng(3)
    for tokens in (3, 23, 60, 130):
        x = numbers.normal(size=(1, tokens, 64)).astype(np.float32)
        (alone,) = session.run(None, {"x": x})
        for padding in (1, 17, 200):
            padded = np.pad(x, ((0, 2), (0, padding), (0, 0)))
            (found,) = session.run(None, {"x": padded})
            np.testing.assert_array_equal(found[:1], alone)
        np.testing.assert_allclose(alone, x.sum(axis=1, keepdims=bool(keeps_axis)), atol=1e-5)
