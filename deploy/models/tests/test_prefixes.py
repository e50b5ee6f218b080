"""What pairs of a causal model begin with is read once: the same scores, in two parts or in one."""

import numpy as np
import pytest

from random_models import kinds
from riverrank_models import loading, onnx_files, rowwise_int8, scoring
from riverrank_models.export import export
from riverrank_models.pairs import read_pairs
from riverrank_models.prefixes import check, feeds
from riverrank_models.prefixes.past import PAST, WithPast, with_past
from riverrank_models.prefixes.without import without_past
from riverrank_models.slim.passes import slim

PAIRS = [*read_pairs(None)[::12], ("heat", "transfer " * 600)]


def load(encoder, folder) -> loading.Reference:
    encoder.save_pretrained(str(folder / "source"), create_model_card=False)
    return loading.load(folder / "source", folder / "work", None)


@pytest.fixture(scope="module")
def workshop():
    return kinds.Workshop([text for pair in read_pairs(None) for text in pair], 1500)


@pytest.fixture(scope="module", params=[kinds.causal, kinds.causal_plain])
def exported(request, workshop, tmp_path_factory):
    folder = tmp_path_factory.mktemp("causal")
    reference = load(request.param(workshop), folder)
    return reference, export(reference, folder / "model.onnx", 17, folder, past=True), folder


def saved(model, folder):
    onnx_files.save(model, folder / "changed.onnx")
    return onnx_files.session(folder / "changed.onnx", 1)


@pytest.mark.parametrize("made", [lambda model: model, lambda model: slim(model).model])
def test_two_parts_score_as_one(exported, made):
    reference, model, folder = exported
    session = saved(made(model), folder)
    expected = scoring.reference_logits(reference, PAIRS)
    for rows in (1, 7):
        batches = scoring.as_they_come(reference, PAIRS, rows)
        np.testing.assert_allclose(scoring.logits(session, batches), expected, atol=1e-4)
    assert check.two_parts_against_one(reference, session, PAIRS) <= 1e-5


def test_two_parts_score_as_one_in_int8(exported):
    reference, model, folder = exported
    session = saved(rowwise_int8.quantize(slim(model).model), folder)
    assert check.two_parts_against_one(reference, session, PAIRS) <= 1e-6


def test_the_past_decides(exported):
    reference, model, folder = exported
    session = saved(model, folder)
    batch = scoring.tokenize(reference, PAIRS[:1])
    none, zeros = (
        session.run(["logits"], batch | feeds.past(session, length))[0] for length in (0, 40)
    )
    assert abs(none - zeros).max() > 1e-3


def test_a_graph_forgets_its_past(exported):
    reference, model, folder = exported
    session = saved(without_past(model), folder)
    batches = scoring.as_they_come(reference, PAIRS, 5)
    before = scoring.logits(saved(model, folder), batches)
    assert [value.name for value in session.get_outputs()] == ["logits"]
    assert PAST not in [value.name for value in session.get_inputs()]
    np.testing.assert_allclose(scoring.logits(session, batches), before, atol=1e-6)


def test_a_past_that_changes_scores_is_taken_out(exported, monkeypatch):
    reference, model, folder = exported
    path = folder / "strays.onnx"
    onnx_files.save(model, path)
    assert check.keep_past(path, reference, PAIRS[:2], 1)[0]
    monkeypatch.setattr(check, "LIMIT", -1.0)
    kept, note = check.keep_past(path, reference, PAIRS[:2], 1)
    assert not kept
    assert "can't be shared" in note
    assert not feeds.takes_past(onnx_files.session(path, 1))


def test_only_a_model_that_keeps_every_token_takes_a_past(workshop, tmp_path):
    window = {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": 1}
    sliding = load(kinds.causal(workshop, **window), tmp_path / "sliding")
    assert "not every layer" in with_past(sliding.chain())
    encoder = load(kinds.dense(workshop), tmp_path / "dense")
    assert "LogitScore" in with_past(encoder.chain())
    plain = load(kinds.causal_plain(workshop), tmp_path / "plain")
    assert isinstance(with_past(plain.chain()), WithPast)
