"""Whether a template makes the tokens that sentence-transformers makes."""

from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer

from ..errors import PrepareError
from ..pairs import Pair
from .pair_template import PairTemplate
from .tokens import tokens

LONG = 200_000  # characters at most of the texts that are made to be cut


def compare_tokens(
    encoder: CrossEncoder, template: PairTemplate, tokenizer: Tokenizer, pairs: list[Pair]
) -> None:
    """
    :raises PrepareError: naming a pair whose tokens differ
    """
    for query, document in [*pairs, *_to_be_cut(template, pairs)]:
        features = encoder.preprocess([(query, document)], prompt=template.prompt or None)
        expected = features["input_ids"][0].tolist()
        if tokens(template, tokenizer, query, document).ids != expected:
            raise PrepareError(
                "the template makes other tokens than sentence-transformers does of the pair "
                f"{query[:40]!r}, {document[:40]!r}; report the model's tokenizer and chat template"
            )


def _to_be_cut(template: PairTemplate, pairs: list[Pair]) -> list[Pair]:
    """Long documents, long queries, and both."""
    query, document = (" ".join(pair[i] for pair in pairs) for i in (0, 1))
    times = 1 + template.max_length // len(pairs)
    query, document = (((text + " ") * times)[:LONG] for text in (query, document))
    short_query, short_document = pairs[0]
    return [(short_query, document), (query, short_document), (query, document)]
