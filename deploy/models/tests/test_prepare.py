"""The whole way, from a CrossEncoder to a checked model directory."""

import json

import numpy as np
import onnx
import onnxruntime
import pytest
import tiny_models
import torch
from sentence_transformers import CrossEncoder

import prepare
from random_models import kinds
from riverrank_models import onnx_files
from riverrank_models.pairs import read_pairs

MODELS = {
    "bert": (tiny_models.bert, ["input_ids", "attention_mask", "token_type_ids"]),
    "xlm-roberta": (tiny_models.xlm_roberta, ["input_ids", "attention_mask"]),
    "gte": (tiny_models.gte, ["input_ids", "attention_mask"]),
    "old-gte": (tiny_models.old_gte, ["input_ids", "attention_mask"]),
}


@pytest.fixture(scope="module", params=MODELS)
def prepared(request, tmp_path_factory):
    """(model directory, what was made of it, names of the inputs)."""
    make, inputs = MODELS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    source = make(folder / "source")
    out = folder / "out"
    # A model of random weights is no measure of int8; the limit is tested elsewhere.
    code = prepare.main([str(source), "--out", str(out), "--max-length", "256", "--threads", "1"])
    assert code in (0, 1)
    return source, out, inputs


def test_fp32_scores_as_the_cross_encoder(prepared):
    source, out, inputs = prepared
    session = onnxruntime.InferenceSession(str(out / "onnx/model.onnx"))
    assert sorted(i.name for i in session.get_inputs()) == sorted(inputs)
    assert session.get_inputs()[0].shape == ["batch", "sequence"]
    if (json.loads((source / "config.json").read_text()))["model_type"] == "new":
        return  # needs code of its own; test_old_gte compares it with its formulas
    encoder = CrossEncoder(str(source), device="cpu", max_length=256)
    pairs = [list(pair) for pair in read_pairs(None)[::7]]
    expected = encoder.predict(pairs, activation_fn=torch.nn.Identity())
    tokens = encoder.tokenizer(
        [p[0] for p in pairs],
        [p[1] for p in pairs],
        padding=True,
        truncation="longest_first",
        max_length=256,
        return_tensors="np",
    )
    found = session.run(None, {name: tokens[name].astype(np.int64) for name in inputs})[0]
    np.testing.assert_allclose(found[:, 0], expected, atol=1e-4)


def test_directory_loads_in_sentence_transformers_files(prepared):
    _, out, _ = prepared
    config = json.loads((out / "config.json").read_text())
    assert len(config["id2label"]) == 1
    assert "auto_map" not in config
    assert json.loads((out / "tokenizer_config.json").read_text())["model_max_length"] == 256
    names = {path.name for path in out.iterdir()}
    assert {"tokenizer.json", "modules.json", "config_sentence_transformers.json"} <= names
    assert not [name for name in names if name.endswith(".safetensors")]


def test_reports_say_what_was_made(prepared):
    _, out, inputs = prepared
    report = json.loads((out / "riverrank-report.json").read_text())
    assert report["inputs"] == inputs
    assert report["max_length"] == 256
    variants = {variant["name"]: variant for variant in report["variants"]}
    assert list(variants) == ["fp32", "fused", "fp16", "int8"]
    for variant in variants.values():
        assert (out / variant["file"]).exists() == variant["kept"]
    assert variants["fp32"]["delta"] <= 1e-4
    assert variants["int8"]["alone_batched"] == 0
    assert variants["int8"]["size_bytes"] < 0.7 * variants["fp32"]["size_bytes"]
    assert "| fp32 | `onnx/model.onnx` |" in (out / "riverrank-report.md").read_text()


def test_fp16_keeps_its_logits_and_rotary_angles_in_fp32(prepared):
    _, out, inputs = prepared
    model = onnx.load(out / "onnx/model_fp16.onnx")
    assert model.graph.output[0].type.tensor_type.elem_type == onnx.TensorProto.FLOAT
    large = {t.data_type for t in model.graph.initializer if len(t.raw_data) > 1000}
    assert onnx.TensorProto.FLOAT16 in large
    assert onnx.TensorProto.FLOAT not in large
    types = {info.name: info.type.tensor_type.elem_type for info in model.graph.value_info}
    angles = [node.input[0] for node in model.graph.node if node.op_type == "Cos"]
    assert len(angles) == (1 if "token_type_ids" not in inputs and "gte" in str(out) else 0)
    for name in angles:
        made_by = next(node for node in model.graph.node if name in node.output)
        assert made_by.op_type != "Cast", "angles went through fp16"
        assert types.get(name, onnx.TensorProto.FLOAT) == onnx.TensorProto.FLOAT


@pytest.mark.parametrize("kind", ["bert", "causal"])
def test_weights_past_the_limit_of_a_file_lie_beside_it(tmp_path, monkeypatch, kind):
    """By a limit that tiny models pass; every variant, and all that is made on the way to it."""
    monkeypatch.setattr(onnx_files, "LARGEST_FILE", 10_000)
    if kind == "bert":
        source = tiny_models.bert(tmp_path / "source")
    else:
        torch.manual_seed(3)
        workshop = kinds.Workshop([text for pair in read_pairs(None) for text in pair], 1500)
        source = tmp_path / "source"
        kinds.causal(workshop).save_pretrained(str(source), create_model_card=False)
    out = tmp_path / "out"
    code = prepare.main([str(source), "--out", str(out), "--threads", "1", "--fuse", "always"])
    assert code in (0, 1)
    report = json.loads((out / "riverrank-report.json").read_text())
    assert "matrix products work on the one token" in str(report["variants"][0])
    for variant in report["variants"]:
        path = out / variant["file"]
        weights = path.with_name(path.name + "_data")
        assert path.exists() == weights.exists() == variant["kept"]
        if variant["kept"]:
            assert (
                path.stat().st_size < 1_000_000 < path.stat().st_size + weights.stat().st_size * 9
            )
            onnxruntime.InferenceSession(str(path))
    assert {path.suffix for path in (out / "onnx").iterdir()} == {".onnx", ".onnx_data"}
