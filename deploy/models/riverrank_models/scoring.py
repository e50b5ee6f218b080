"""Logits of pairs, by PyTorch and by ONNX Runtime."""

import numpy as np
import onnxruntime
import torch

from .loading import Reference
from .pairs import Pair

ROWS = 16  # of a batch, unless said otherwise
# Rows × length² of a batch at most, which bounds the memory of its attention.
LARGEST_ATTENTION = 8 * 512**2

Batch = dict[str, np.ndarray]
Batches = list[tuple[list[int], Batch]]  # each with the indexes of its pairs


def reference_logits(reference: Reference, pairs: list[Pair]) -> np.ndarray:
    """What ``CrossEncoder.predict`` gives without its activation, float64 [pairs]."""
    found = np.full(len(pairs), np.nan)
    for indexes, _ in by_length(reference, pairs):
        found[indexes] = reference.encoder.predict(
            [list(pairs[i]) for i in indexes],
            batch_size=len(indexes),
            activation_fn=torch.nn.Identity(),
            show_progress_bar=False,
        )
    return found


def tokenize(reference: Reference, pairs: list[Pair], max_length: int | None = None) -> Batch:
    """int64 [pairs, longest of them] for each input of the graph."""
    features = reference.encoder.tokenizer(
        [query for query, _ in pairs],
        [document for _, document in pairs],
        truncation="longest_first",
        max_length=min(reference.max_length, max_length or reference.max_length),
        padding=True,
        return_tensors="np",
    )
    return {name: features[name].astype(np.int64) for name in reference.inputs}


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
    """float64 [pairs], in the order of the pairs that the batches are of."""
    found = np.full(sum(len(indexes) for indexes, _ in batches), np.nan)
    for indexes, batch in batches:
        found[indexes] = session.run(None, batch)[0].reshape(-1)
    return found
