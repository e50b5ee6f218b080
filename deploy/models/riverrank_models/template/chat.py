"""A chat template, which is a program, as the text that it puts around the texts of a pair."""

import re

from sentence_transformers import CrossEncoder
from sentence_transformers.base.modules import Transformer

from ..errors import PrepareError, first_line
from .pair_template import Literal, Parts, Role, TextForm, render

# Private characters, which neither a template nor a filter of one has a reason to touch.
MARKS = {"query": "\ue0a0\ue0a1\ue0a2", "document": "\ue0b0\ue0b1\ue0b2", "prompt": "\ue0c0\ue0c1"}
SPACE = "\u2003"  # white space that no template has beside a text by itself
# What templates are known to treat in a way of their own: nothing at all, white space, markup,
# quotes, what looks like Jinja, JSON or a number, and long texts.
PROBES = (
    "a",
    "",
    " a b ",
    "\n\ta\n\n b\u2003\n",
    "<b>&amp; 'c' \"d\"</b>",
    "{{ a }} {% if b %} {# c #}",
    '{"a": [1, null]}',
    "12",
    "None",
    "İß ñ 漢字 \U0001f642",
    "long " * 2000,
)
SIZES = {"padding", "truncation", "max_length", "return_tensors", "restore_suffix"}
# What sentence-transformers 6 renders to find a template's suffix (_chat_template_suffix_ids).
SUFFIX_FILLERS = ("0", "1 2 3 4")


def text_form(encoder: CrossEncoder) -> TextForm:
    """
    :raises PrepareError: if the template does more than put text around query and document
    """
    transformer = encoder[0]
    options = transformer.processing_kwargs.get("chat_template", {})
    _check(transformer, options)
    try:
        with_prompt = _parts(transformer, "prompt")
    except PrepareError:
        with_prompt = None
    restores = options.get("restore_suffix", True)
    return TextForm(_parts(transformer, None), with_prompt, SUFFIX_FILLERS if restores else None)


def _check(transformer: Transformer, options: dict) -> None:
    tokenizer = transformer.tokenizer
    failure = transformer.input_formatter.pair_roles_failure(_variables(options))
    if failure:
        raise PrepareError(
            f"the chat template can't carry a pair ({failure}); give the model one that renders "
            "the roles 'query' and 'document' (chat_template.jinja)"
        )
    if "strftime_now" in str(tokenizer.chat_template):
        raise PrepareError(
            "the chat template renders today's date, so that scores would change by the day; take "
            "it out of chat_template.jinja"
        )


def _variables(options: dict) -> dict:
    return {name: value for name, value in options.items() if name not in SIZES}


def _render(transformer: Transformer, query: str, document: str, prompt: str | None) -> str:
    formatter = transformer.input_formatter
    messages = formatter.pair_to_messages((query, document))
    if prompt is not None:
        (messages,) = formatter.prepend_prompt_to_messages([messages], prompt)
    options = _variables(transformer.processing_kwargs.get("chat_template", {}))
    try:
        return transformer.processor.apply_chat_template(messages, tokenize=False, **options)
    except Exception as error:  # templates raise of every kind
        raise PrepareError(
            f"the chat template can't be rendered ({first_line(error)}); correct "
            "chat_template.jinja"
        ) from error


def _parts(transformer: Transformer, prompt_role: str | None) -> Parts:
    prompt = MARKS[prompt_role] if prompt_role else None
    marked = _render(transformer, MARKS["query"], MARKS["document"], prompt)
    padded = _render(
        transformer,
        SPACE + MARKS["query"] + SPACE,
        SPACE + MARKS["document"] + SPACE,
        None if prompt is None else SPACE + prompt + SPACE,
    )
    names = {mark: name for name, mark in MARKS.items()}
    pieces = re.split("(" + "|".join(MARKS.values()) + ")", marked)
    parts: list[Literal | Role] = []
    for piece in pieces:
        if piece in names:
            parts.append(Role(names[piece], strip=SPACE + piece + SPACE not in padded))
        elif piece:
            parts.append(Literal(piece))
    _verify(transformer, tuple(parts), prompt_role)
    return tuple(parts)


def _verify(transformer: Transformer, parts: Parts, prompt_role: str | None) -> None:
    """Renders probes of both and compares."""
    for probe in PROBES:
        for role in ("query", "document", *([prompt_role] if prompt_role else [])):
            texts = {"query": "x", "document": "y", "prompt": "z"} | {role: probe}
            if role == "prompt" and not probe:
                continue  # an empty prompt is none, which has parts of its own
            prompt = texts["prompt"] if prompt_role else None
            rendered = _render(transformer, texts["query"], texts["document"], prompt)
            if rendered != render(parts, **texts):
                raise PrepareError(
                    f"the chat template does more to the {role} than to put text around it (for "
                    f"instance with {probe[:20]!r}), which can't be written down as data; simplify "
                    "chat_template.jinja"
                )
