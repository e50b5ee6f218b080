"""The template of a CrossEncoder."""

from pathlib import Path

from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer

from ..errors import PrepareError
from ..modules.chain import leaves_prompt_out
from . import vocabulary
from .chat import text_form
from .pair_template import PairTemplate, TextForm
from .specials import pair_form
from .tokens import tokens

STRATEGIES = (True, "longest_first")


def template_of(encoder: CrossEncoder, tokenizer: Tokenizer, directory: Path) -> PairTemplate:
    """
    :param tokenizer: the encoder's, without truncation and padding
    :raises PrepareError: if it can't be written down, or leaves no room for a pair
    """
    vocabulary.check(encoder, tokenizer, directory)
    transformer = encoder[0]
    is_chat = "message" in transformer.modality_config
    template = PairTemplate(
        max_length=_max_length(encoder, directory),
        truncation_side=encoder.tokenizer.truncation_side,
        labels=_labels(encoder),
        form=text_form(encoder) if is_chat else pair_form(encoder.tokenizer),
        prompts={name: text or "" for name, text in encoder.prompts.items()},
        default_prompt=encoder.default_prompt_name,
        prompt_is_fixed=not is_chat and leaves_prompt_out(encoder),
    )
    _check_prompt(template, tokenizer, directory)
    return template


def _max_length(encoder: CrossEncoder, directory: Path) -> int:
    options = encoder[0].processing_kwargs
    merged = options.get("common", {}) | options.get("text", {}) | options.get("chat_template", {})
    strategy = merged.get("truncation", True)
    if strategy not in STRATEGIES:
        raise PrepareError(
            f"{directory} sets truncation to {strategy!r} (processing_kwargs in "
            'sentence_bert_config.json); only "longest_first" is known'
        )
    return min(encoder.max_seq_length, merged.get("max_length") or encoder.max_seq_length)


def _labels(encoder: CrossEncoder) -> tuple[str, ...]:
    """The names that the model gives its logits, or those that transformers gives to nameless
    ones."""
    names = {}
    if len(encoder) == 1:
        names = encoder.model.config.id2label or {}
    return tuple(str(names.get(i, f"LABEL_{i}")) for i in range(encoder.num_labels))


def _check_prompt(template: PairTemplate, tokenizer: Tokenizer, directory: Path) -> None:
    form = template.form
    if isinstance(form, TextForm) and form.parts(template.prompt) is None:
        raise PrepareError(
            f"{directory} sets the default prompt {template.default_prompt!r}, which its chat "
            "template can't render; correct one of them"
        )
    around = len(tokens(template, tokenizer, "", "").ids)
    if around >= template.max_length:
        raise PrepareError(
            f"{directory} puts {around} tokens or more around a pair (template and prompt), which "
            f"leaves no room for it in {template.max_length}; shorten the prompt, or raise "
            "--max-length"
        )
