"""A template makes the tokens that sentence-transformers makes."""

import json

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from random_models import kinds
from riverrank_models import loading
from riverrank_models.errors import PrepareError
from riverrank_models.pairs import read_pairs
from riverrank_models.template import chat, compare_tokens
from riverrank_models.template.pair_template import Literal, Role
from riverrank_models.template.tokens import longest_first, tokens

LONG = ("word " * 500, "other " * 900)
PAIRS = [*read_pairs(None)[::5], LONG, ("short", LONG[1]), (LONG[0], "short"), ("<|im_end|>", " ")]
ROLE = "messages | selectattr('role', 'eq', '{}') | map(attribute='content') | first"
QUERY, DOCUMENT = (ROLE.format(role) for role in ("query", "document"))


@pytest.fixture(scope="module")
def workshop():
    return kinds.Workshop([text for pair in read_pairs(None) for text in pair], 1500)


def loaded(encoder, folder, chat_template=None, **tokenizer) -> loading.Reference:
    if chat_template:
        encoder.tokenizer.chat_template = chat_template
    encoder.save_pretrained(str(folder / "source"), create_model_card=False)
    path = folder / "source" / "tokenizer_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | tokenizer))
    return loading.load(folder / "source", folder / "work", None)


def with_chat(workshop, template, folder, **settings):
    encoder = kinds.causal(workshop)
    encoder.prompts, encoder.default_prompt_name = {}, None
    encoder[0].processing_kwargs = settings
    return loaded(encoder, folder, chat_template=template)


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("kind", ["causal", "causal-plain", "dense"])
def test_tokens(workshop, tmp_path, kind, side):
    reference = loaded(kinds.KINDS[kind](workshop), tmp_path, truncation_side=side)
    template, tokenizer = reference.template, reference.tokenizer
    assert template.truncation_side == side
    compare_tokens(reference.encoder, template, tokenizer, PAIRS)
    for prompt in ("", "Another prompt "):
        for pair in PAIRS:
            features = reference.encoder.preprocess([pair], prompt=prompt)
            found = tokens(template, tokenizer, *pair, prompt=prompt)
            assert found.ids == features["input_ids"][0].tolist()
    assert tokens(template, tokenizer, *LONG).truncated
    assert not tokens(template, tokenizer, "a", "b").truncated


def test_longest_first_is_that_of_tokenizers():
    tokenizer = Tokenizer(models.WordLevel({"a": 0, "[UNK]": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    for room in (1, 2, 5, 6, 9):
        tokenizer.enable_truncation(room, strategy="longest_first")
        for first in range(12):
            for second in range(12):
                ids = tokenizer.encode("a " * first, "a " * second).sequence_ids
                assert longest_first(first, second, room) == (ids.count(0), ids.count(1))


def test_suffix_survives_the_cut(workshop, tmp_path):
    reference = loaded(kinds.causal(workshop), tmp_path)
    ids = tokens(reference.template, reference.tokenizer, *LONG).ids
    assert len(ids) == reference.template.max_length
    assert reference.tokenizer.decode(ids, skip_special_tokens=False).endswith("</think>\n")
    other = with_chat(
        workshop, kinds.CHAT_TEMPLATE, tmp_path / "off", chat_template={"restore_suffix": False}
    )
    assert other.template.form.suffix_fillers is None
    compare_tokens(other.encoder, other.template, other.tokenizer, PAIRS)


def test_template_that_trims_and_turns_the_pair_around(workshop, tmp_path):
    source = f"D {{{{ {DOCUMENT} | trim }}}} Q {{{{ {QUERY} }}}} again {{{{ {QUERY} }}}}"
    reference = with_chat(workshop, source, tmp_path)
    assert reference.template.form.without_prompt == (
        Literal("D "),
        Role("document", strip=True),
        Literal(" Q "),
        Role("query"),
        Literal(" again "),
        Role("query"),
    )
    pairs = [*PAIRS, (" q ", "\u2003\x1f d \n"), ("", "")]
    compare_tokens(reference.encoder, reference.template, reference.tokenizer, pairs)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (f"{{{{ {QUERY} }}}}", "can't carry a pair .*'document' content does not reach"),
        ("{{ messages[7].content }}", "can't carry a pair"),
        (f"{{{{ {QUERY} | upper }}}} {{{{ {DOCUMENT} }}}}", "does more to the query|can't carry"),
        (f"{{{{ ({QUERY})[:99] }}}} {{{{ {DOCUMENT} }}}}", "does more to the query"),
        (f"{{{{ {QUERY} | tojson }}}} {{{{ {DOCUMENT} }}}}", "does more to the query"),
        (f"{{{{ strftime_now('%d') }}}} {{{{ {QUERY} }}}} {{{{ {DOCUMENT} }}}}", "today's date"),
    ],
)
def test_templates_that_are_programs(workshop, tmp_path, source, says):
    with pytest.raises(PrepareError, match=says):
        with_chat(workshop, source, tmp_path)


def test_prompt_that_a_template_can_not_take(workshop, tmp_path):
    refuses = "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}"
    source = f"{refuses}{{{{ {QUERY} }}}} {{{{ {DOCUMENT} }}}}"
    assert with_chat(workshop, source, tmp_path).template.form.with_prompt is None
    encoder = kinds.causal(workshop)
    with pytest.raises(PrepareError, match="default prompt 'query', which its chat template can't"):
        loaded(encoder, tmp_path / "prompt", chat_template=source)


def test_file(workshop, tmp_path):
    torch.manual_seed(3)
    reference = loaded(kinds.classes(workshop), tmp_path)
    reference.template.write(tmp_path)
    assert json.loads((tmp_path / "riverrank_pair.json").read_text()) == {
        "version": 1,
        "max_length": 512,
        "truncation_side": "right",
        "labels": ["contradiction", "entailment", "neutral"],
        "prompts": {},
        "default_prompt": None,
        "prompt_is_fixed": False,
        "form": "pair",
        "pair": {"start": [2], "between": [3], "end": [3], "token_types": [0, 0, 0, 1, 1]},
    }
    assert chat.SUFFIX_FILLERS == ("0", "1 2 3 4")
