"""Logits of pairs, by PyTorch and by ONNX Runtime."""

import dataclasses

import numpy as np
import onnxruntime
import torch

from .errors import PrepareError, first_line
from .loading import Reference
from .modules.chain import GENERATES
from .pairs import Pair
from .prefixes import feeds
from .template.tokens import tokens

ROWS = 16  # of a batch, unless said otherwise
# Rows × length² of a batch at most, which bounds the memory of its attention.
LARGEST_ATTENTION = 8 * 512**2

Batch = dict[str, np.ndarray]
Batches = list[tuple[list[int], Batch]]  # each with the indexes of its pairs


def reference_logits(reference: Reference, pairs: list[Pair]) -> np.ndarray:
    """What ``CrossEncoder.predict`` gives without its activation, float64 [pairs, labels].

    :raises PrepareError: if it raises an error
    """
    # Left padding moves the positions of a generative model, so that its pairs go alone.
    alone = reference.encoder[0].transformer_task == GENERATES
    found = np.full((len(pairs), len(reference.template.labels)), np.nan)
    for indexes, _ in by_length(reference, pairs, 1 if alone else ROWS):
        try:
            logits = reference.encoder.predict(
                [list(pairs[i]) for i in indexes],
                batch_size=len(indexes),
                activation_fn=torch.nn.Identity(),
                show_progress_bar=False,
            )
        except Exception as error:  # what its code demands of texts
            raise PrepareError(
                f"sentence-transformers can't score the pair {pairs[indexes[0]]} "
                f"({first_line(error)}); give the model a tokenizer that fits its architecture"
            ) from error
        found[indexes] = logits.reshape(len(indexes), -1)
    return found


def with_tokens(reference: Reference, pairs: list[Pair]) -> list[Pair]:
    """Those that have any: where no special tokens are added, a pair of empty texts has none, and
    ``predict`` raises an error."""
    return [pair for pair in pairs if tokens(reference.template, reference.tokenizer, *pair).ids]


def tokenize(reference: Reference, pairs: list[Pair], max_length: int | None = None) -> Batch:
    """int64 [pairs, longest of them] for each input of the graph, padded on the right."""
    template = reference.template
    limit = min(template.max_length, max_length or template.max_length)
    template = dataclasses.replace(template, max_length=limit)
    rows = [tokens(template, reference.tokenizer, *pair) for pair in pairs]
    shape = len(rows), max(len(row.ids) for row in rows)
    pad = reference.encoder.tokenizer.pad_token_id or 0
    batch = {
        "input_ids": np.full(shape, pad, np.int64),
        "attention_mask": np.zeros(shape, np.int64),
        "token_type_ids": np.zeros(shape, np.int64),
    }
    for i, row in enumerate(rows):
        batch["input_ids"][i, : len(row.ids)] = row.ids
        batch["attention_mask"][i, : len(row.ids)] = 1
        batch["token_type_ids"][i, : len(row.ids)] = row.types
    return {name: batch[name] for name in reference.inputs}


def by_length(reference: Reference, pairs: list[Pair], rows: int = ROWS) -> Batches:
    """Batches of pairs of like length, so that there is little padding."""
    lengths = _lengths(reference, pairs)
    order = sorted(range(len(pairs)), key=lengths.__getitem__)
    return _batches(reference, pairs, order, lengths, rows)


def as_they_come(reference: Reference, pairs: list[Pair], rows: int) -> Batches:
    """Batches in the order of the pairs, so that short ones are padded to long ones."""
    order = list(range(len(pairs)))
    return _batches(reference, pairs, order, _lengths(reference, pairs), rows)


def _lengths(reference: Reference, pairs: list[Pair]) -> list[int]:
    return [tokenize(reference, [pair])["input_ids"].shape[1] for pair in pairs]


def _batches(
    reference: Reference, pairs: list[Pair], order: list[int], lengths: list[int], rows: int
) -> Batches:
    """Of at most ``rows``, fewer where they are long."""
    chunks: list[list[int]] = []
    longest = 0
    for index in order:
        longest = max(longest, lengths[index])
        full = not chunks or len(chunks[-1]) == rows
        if full or (len(chunks[-1]) + 1) * longest**2 > LARGEST_ATTENTION:
            chunks.append([])
            longest = lengths[index]
        chunks[-1].append(index)
    return [(chunk, tokenize(reference, [pairs[i] for i in chunk])) for chunk in chunks]


def logits(session: onnxruntime.InferenceSession, batches: Batches) -> np.ndarray:
    """float64 [pairs, labels], in the order of the pairs that the batches are of."""
    past = feeds.past(session)
    parts = [session.run(["logits"], batch | past)[0].astype(np.float64) for _, batch in batches]
    order = [index for indexes, _ in batches for index in indexes]
    return np.concatenate(parts)[np.argsort(order)]
