"""Older gte checkpoints give what their own code gave."""

import json

import numpy as np
import old_gte_reference
import pytest
import tiny_models
from safetensors.torch import load_file

from riverrank_models import loading, old_gte, scoring
from riverrank_models.errors import PrepareError
from riverrank_models.pairs import read_pairs

PAIRS = read_pairs(None)[::10]


@pytest.mark.parametrize("scaling", [{"factor": 8.0, "type": "ntk"}, None], ids=["ntk", "plain"])
def test_scores_as_the_older_code(tmp_path, scaling):
    folder = tiny_models.old_gte(tmp_path / "old", rope_scaling=scaling)
    reference = loading.load(folder, tmp_path / "work", None)

    found = scoring.reference_logits(reference, PAIRS)

    state = load_file(folder / "model.safetensors")
    config = json.loads((folder / "config.json").read_text())
    expected = [
        old_gte_reference.logit(state, config, scoring.tokenize(reference, [p])["input_ids"][0])
        for p in PAIRS
    ]
    np.testing.assert_allclose(found[:, 0], expected, atol=1e-4)
    assert reference.inputs == ("input_ids", "attention_mask")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"layer_norm_type": "rms_norm"}, "layer_norm_type"),
        ({"position_embedding_type": "absolute"}, "position_embedding_type"),
        ({"logn_attention_scale": True}, "logn_attention_scale"),
        ({"pack_qkv": False}, "pack_qkv"),
        ({"rope_scaling": {"type": "ntk", "factor": 8.0, "mixed_b": 0.6}}, "rope_scaling"),
        ({"rope_scaling": {"type": "yarn", "factor": 8.0}}, "rope_scaling"),
    ],
)
def test_refuses_what_the_native_architecture_has_not(changes, says):
    with pytest.raises(PrepareError, match=says):
        old_gte.native_config({"model_type": "new"} | changes, "config.json")


def test_knows_the_older_code_only_by_its_own_name():
    assert old_gte.matches({"model_type": "new"})
    assert not old_gte.matches({"model_type": "new", "auto_map": {"AutoConfig": "evil/code--c.C"}})
    assert not old_gte.matches({"model_type": "gte"})
