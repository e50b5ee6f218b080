"""Whether a template makes the tokens that sentence-transformers makes."""

from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer

from ..errors import PrepareError
from ..pairs import Pair
from .pair_template import PairTemplate
from .tokens import tokens


def compare_tokens(
    encoder: CrossEncoder, template: PairTemplate, tokenizer: Tokenizer, pairs: list[Pair]
) -> None:
    """
    :raises PrepareError: naming a pair whose tokens differ
    """
    for query, document in [*pairs, *_to_be_cut(template, tokenizer, pairs)]:
        features = encoder.preprocess([(query, document)], prompt=template.prompt or None)
        expected = features["input_ids"][0].tolist()
        if tokens(template, tokenizer, query, document).ids != expected:
            raise PrepareError(
                "the template makes other tokens than sentence-transformers does of the pair "
                f"{query[:40]!r}, {document[:40]!r}; report the model's tokenizer and chat template"
            )


def _to_be_cut(template: PairTemplate, tokenizer: Tokenizer, pairs: list[Pair]) -> list[Pair]:
    """A long document, a long query, and both."""
    short_query, short_document = pairs[0]
    query = _past_the_limit(short_query, template, tokenizer)
    document = _past_the_limit(short_document, template, tokenizer)
    return [(short_query, document), (query, short_document), (query, document)]


def _past_the_limit(text: str, template: PairTemplate, tokenizer: Tokenizer) -> str:
    """The text over and over, until it has more tokens than fit, and no more than that: of two
    texts that are cut, the tokenizers library keeps what it cut off of the one beside each piece
    of what it cut off of the other, which takes gigabytes for texts many times too long."""
    text += " x "  # where a text is empty
    while len(tokenizer.encode(text, add_special_tokens=False).ids) <= template.max_length:
        text += text
    return text
