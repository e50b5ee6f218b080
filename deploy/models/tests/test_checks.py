"""What strays is refused and its file removed."""

import math

import numpy as np
import onnx
import pytest
import tiny_models

from riverrank_models import checks, loading, onnx_files, rowwise_int8, variants
from riverrank_models.checks import LIMITS, Differences, fault, measure
from riverrank_models.errors import PrepareError
from riverrank_models.export import export
from riverrank_models.pairs import read_pairs
from riverrank_models.variants import INT8, PLAIN, Workshop

GOOD = Differences(delta=0, scaled_delta=0, spearman=1, alone_batched=0)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return loading.load(tiny_models.bert(folder / "bert"), folder / "work", 128)


@pytest.fixture
def workshop(reference, tmp_path):
    exported = export(reference, tmp_path / "out" / PLAIN, 18, tmp_path)
    shop = Workshop(reference, read_pairs(None)[::4], 1, tmp_path / "out", tmp_path)
    return shop, shop.slim(exported)


@pytest.mark.parametrize(
    ("variant", "changes", "says"),
    [
        ("fp32", {"scaled_delta": 2e-4}, "more than 0.0001"),
        ("fp32", {"scaled_delta": math.nan}, "logits differ"),
        ("fp16", {"spearman": 0.9989}, "less than 0.999"),
        ("fp16", {"spearman": math.nan}, "less than 0.999"),
        ("int8", {"spearman": 0.9949}, "less than 0.995"),
        ("int8", {"alone_batched": 2e-6}, "with the batch it is in"),
    ],
)
def test_limits(variant, changes, says):
    assert fault(GOOD, LIMITS[variant]) is None
    assert says in fault(Differences(**vars(GOOD) | changes), LIMITS[variant])


def test_large_logits_are_compared_relatively_and_noise_is_not_ranked():
    expected = np.array([[100.0, 1.0, -3.0, -3.0, 0.5]]).T
    found = expected + np.array([[0.01, 0.0, 4e-6, -4e-6, 0.0]]).T
    differences = measure(expected, found, 0.0)
    assert differences.delta == pytest.approx(0.01)
    assert differences.scaled_delta == pytest.approx(1e-4)
    assert differences.spearman == 1


def test_batch_dependent_int8_is_refused_and_removed(workshop, monkeypatch):
    shop, exported = workshop
    monkeypatch.setattr(rowwise_int8, "quantize", lambda model, _: plain_dynamic(model))
    variant = shop.int8(exported)
    assert variant.strayed
    assert "with the batch it is in" in variant.refused
    assert not (shop.folder / INT8).exists()


def test_export_that_strays_ends_it(workshop, monkeypatch):
    shop, _ = workshop
    monkeypatch.setattr(shop, "expected", shop.expected + 0.01)
    with pytest.raises(PrepareError, match="strays .*; nothing was kept"):
        shop.fp32()


def test_fused_graph_stays_only_where_it_is_faster(workshop, monkeypatch):
    shop, _ = workshop
    for speed, always, kept in ((0.9, False, False), (0.9, True, True), (1.3, False, True)):
        monkeypatch.setattr(variants, "speedup", lambda *_, speed=speed: speed)
        variant = shop.fused(always)
        assert (variant.refused is None) == kept
        assert (shop.folder / variants.FUSED).exists() == kept
        assert variant.speed == speed
        assert "LayerNormalization" in variant.notes[0]


def test_variant_that_can_not_be_made_is_reported(workshop, monkeypatch):
    shop, exported = workshop
    monkeypatch.setattr(rowwise_int8, "quantize", lambda *_: onnx.ModelProto())
    variant = shop.int8(exported)
    assert variant.strayed
    assert "can't be made of this architecture" in variant.refused
    assert not (shop.folder / INT8).exists()


def test_int8_leaves_its_input_alone_and_has_no_batch_wide_scale(workshop):
    shop, exported = workshop
    before = exported.SerializeToString()
    quantized = rowwise_int8.quantize(exported)
    assert exported.SerializeToString() == before
    operators = {node.op_type for node in quantized.graph.node}
    assert "MatMulIntegerToFloat" in operators
    assert "DynamicQuantizeLinear" not in operators
    onnx.checker.check_model(quantized)


def test_batches_are_bounded_by_the_square_of_their_length(reference, monkeypatch):
    from riverrank_models import scoring

    monkeypatch.setattr(scoring, "LARGEST_ATTENTION", 2 * 128**2)
    pairs = read_pairs(None)
    for batches in (
        scoring.by_length(reference, pairs),
        scoring.as_they_come(reference, pairs, 33),
    ):
        assert sorted(i for indexes, _ in batches for i in indexes) == list(range(len(pairs)))
        for indexes, batch in batches:
            assert batch["input_ids"].shape[0] == len(indexes)
            assert len(indexes) == 1 or np.prod(batch["input_ids"].shape) <= 2 * 128**2
    assert checks.BATCH_ROWS[-1] > scoring.ROWS


def plain_dynamic(model: onnx.ModelProto) -> onnx.ModelProto:
    """What everybody else does: one scale for the whole batch."""
    import tempfile
    from pathlib import Path

    from onnxruntime.quantization import quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "plain.onnx", Path(folder) / "int8.onnx"
        onnx_files.save(model, plain)
        quantize_dynamic(plain, made)
        return onnx_files.load(made)
