"""The token ids that a tokenizer puts around the two texts of a pair."""

from transformers import PreTrainedTokenizerBase

from ..errors import PrepareError
from .pair_template import PairForm

PROBES = (("a", "b"), ("a b c", "d"))


def pair_form(tokenizer: PreTrainedTokenizerBase) -> PairForm:
    """
    :raises PrepareError: if it does more than put ids around them, in this order
    """
    first, second = (_form(tokenizer, *probe) for probe in PROBES)
    if first is None or first != second:
        raise PrepareError(
            "the tokenizer does more to a pair than to put special tokens around query and "
            "document, in this order; give it a post-processor that does only that (tokenizer.json)"
        )
    return first


def _form(tokenizer: PreTrainedTokenizerBase, query: str, document: str) -> PairForm | None:
    backend = tokenizer.backend_tokenizer
    whole = backend.encode(query, document)
    sequences = whole.sequence_ids
    ids = {
        number: backend.encode(text, add_special_tokens=False).ids
        for number, text in enumerate((query, document))
    }
    places = {n: [i for i, s in enumerate(sequences) if s == n] for n in ids}
    for number, at in places.items():
        if [whole.ids[i] for i in at] != ids[number] or at != list(range(at[0], at[-1] + 1)):
            return None
    (q0, q1), (d0, d1) = ((at[0], at[-1] + 1) for at in places.values())
    if q1 > d0:
        return None
    spans = ((0, q0), (q0, q1), (q1, d0), (d0, d1), (d1, len(sequences)))
    types = [set(whole.type_ids[start:end]) or {0} for start, end in spans]
    if any(len(found) > 1 for found in types):
        return None
    start, _, between, _, end = (tuple(whole.ids[a:b]) for a, b in spans)
    return PairForm(start, between, end, tuple(found.pop() for found in types))
