"""Whether a tokenizer's ids are what the model was trained with, as far as that can be told."""

from pathlib import Path

from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer

from ..errors import PrepareError
from ..pairs import read_pairs

MOSTLY = 0.9  # of the tokens of many languages; a tokenizer of one of them knows more than a tenth


def check(encoder: CrossEncoder, tokenizer: Tokenizer, directory: Path) -> None:
    """
    :raises PrepareError: if it makes ids that the model has not, or knows next to nothing
    """
    rows = encoder.model.get_input_embeddings().weight.shape[0]
    token, largest = max(tokenizer.get_vocab(with_added_tokens=True).items(), key=lambda x: x[1])
    if largest >= rows:
        raise PrepareError(
            f"{directory} has the token {token!r} with the id {largest}, but the model has "
            f"embeddings of {rows}; take the tokenizer that belongs to it"
        )
    unknown = encoder.tokenizer.unk_token_id
    texts = [text for pair in read_pairs(None) for text in pair]
    ids = [i for text in texts for i in tokenizer.encode(text, add_special_tokens=False).ids]
    if not ids or ids.count(unknown) > MOSTLY * len(ids):
        raise PrepareError(
            f"the tokenizer of {directory} maps nearly all text to {encoder.tokenizer.unk_token}, "
            "so that its vocabulary is not there or of another model; save the tokenizer again "
            "(tokenizer.json)"
        )
