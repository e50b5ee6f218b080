"""From a pair to its tokens by a template: what a reader of ``riverrank_pair.json`` does."""

from dataclasses import dataclass

from tokenizers import Tokenizer

from .pair_template import PairForm, PairTemplate, Parts, TextForm, render


@dataclass(frozen=True)
class Tokens:
    """
    :param ids: ``max_length`` of them at most
    :param types: token types, as many
    :param truncated: whether something was cut
    """

    ids: list[int]
    types: list[int]
    truncated: bool


def tokens(
    template: PairTemplate,
    tokenizer: Tokenizer,
    query: str,
    document: str,
    prompt: str | None = None,
) -> Tokens:
    """
    :param tokenizer: the one of tokenizer.json, without truncation and padding
    :param prompt: its text; empty for none, None for the default one
    """
    prompt = template.prompt if prompt is None else prompt
    if isinstance(template.form, TextForm):
        return _of_text(template, template.form, tokenizer, query, document, prompt)
    return _of_pair(template, template.form, tokenizer, prompt + query, document)


def _of_text(
    template: PairTemplate,
    form: TextForm,
    tokenizer: Tokenizer,
    query: str,
    document: str,
    prompt: str,
) -> Tokens:
    parts = form.parts(prompt)
    text = render(parts, query=query, document=document, prompt=prompt)
    whole = tokenizer.encode(text, add_special_tokens=False).ids
    ids = _cut(whole, template.max_length, template.truncation_side)
    if len(ids) == template.max_length and form.suffix_fillers:
        suffix = _suffix(parts, form.suffix_fillers, tokenizer, prompt)[-len(ids) :]
        ids[len(ids) - len(suffix) :] = suffix
    return Tokens(ids, [0] * len(ids), len(whole) > len(ids))


def _suffix(parts: Parts, fillers: tuple[str, str], tokenizer: Tokenizer, prompt: str) -> list[int]:
    """The longest common ending of two renderings; empty if it is all of one of them."""
    first, second = (
        tokenizer.encode(
            render(parts, query=filler, document=filler, prompt=prompt), add_special_tokens=False
        ).ids
        for filler in fillers
    )
    shorter = min(len(first), len(second))
    count = 0
    while count < shorter and first[-1 - count] == second[-1 - count]:
        count += 1
    return first[len(first) - count :] if 0 < count < shorter else []


def _of_pair(
    template: PairTemplate, form: PairForm, tokenizer: Tokenizer, query: str, document: str
) -> Tokens:
    first, second = (tokenizer.encode(t, add_special_tokens=False).ids for t in (query, document))
    room = template.max_length - len(form.start) - len(form.between) - len(form.end)
    kept = [
        _cut(ids, length, template.truncation_side)
        for ids, length in zip(
            (first, second), longest_first(len(first), len(second), room), strict=True
        )
    ]
    stretches = (form.start, kept[0], form.between, kept[1], form.end)
    ids = [i for stretch in stretches for i in stretch]
    types = [t for s, t in zip(stretches, form.token_types, strict=True) for _ in s]
    return Tokens(ids, types, len(first) + len(second) > room)


def longest_first(first: int, second: int, room: int) -> tuple[int, int]:
    """The lengths that two texts are cut to, as the tokenizers library's ``longest_first`` has
    it (``tokenizers/src/utils/truncation.rs``)."""
    if first + second <= room:
        return first, second
    shorter = min(first, second)
    longer = shorter if shorter > room else max(shorter, room - shorter)
    if shorter + longer > room:
        shorter = room // 2
        longer = shorter + room % 2
    return (longer, shorter) if first > second else (shorter, longer)


def _cut(ids: list[int], length: int, side: str) -> list[int]:
    if len(ids) <= length:
        return list(ids)
    return ids[len(ids) - length :] if side == "left" else ids[:length]
