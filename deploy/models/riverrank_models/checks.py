"""How far a variant may be from the reference, and how far it is."""

from dataclasses import dataclass

import numpy as np
import onnxruntime
from scipy.stats import spearmanr

from .loading import Reference
from .pairs import Pair
from .scoring import as_they_come, by_length, logits

BATCH_ROWS = (2, 7, 16, 33)  # batches that a pair is scored in besides alone


@dataclass(frozen=True)
class Limits:
    """
    :param delta: |Δlogit| ÷ max(1, |logit|) at most: absolute where logits are small, relative
        where they are large; None for no limit
    :param spearman: rank correlation at least; None for no limit
    :param alone_batched: |Δlogit| between alone and in a batch at most; None for no limit
    """

    delta: float | None = None
    spearman: float | None = None
    alone_batched: float | None = None


LIMITS = {
    "fp32": Limits(delta=1e-4),
    "fused": Limits(delta=1e-4),
    "fp16": Limits(delta=0.05, spearman=0.999),
    # Not 0: what comes after pooling is fp32, whose last bits differ between one row and several.
    # A rounding that falls otherwise is a hundred times as large.
    "int8": Limits(spearman=0.995, alone_batched=1e-6),
    # ONNX Runtime computes parts of it in fp32, whose last bits differ; OpenVINO gives equal bits.
    "int8-static": Limits(spearman=0.995, alone_batched=1e-5),
}


@dataclass(frozen=True)
class Differences:
    """
    :param delta: largest |Δlogit| against PyTorch
    :param scaled_delta: largest |Δlogit| ÷ max(1, |logit|)
    :param alone_batched: largest |Δlogit| of a pair between alone and in a batch
    """

    delta: float
    scaled_delta: float
    spearman: float
    alone_batched: float


def measure(reference_logits: np.ndarray, found: np.ndarray, alone_batched: float) -> Differences:
    """
    :param reference_logits, found: [pairs, labels]
    """
    delta = np.abs(found - reference_logits)
    return Differences(
        delta=float(delta.max()),
        scaled_delta=float((delta / np.maximum(1, np.abs(reference_logits))).max()),
        spearman=_spearman(reference_logits, found),
        alone_batched=alone_batched,
    )


def _spearman(reference_logits: np.ndarray, found: np.ndarray) -> float:
    """Of logits to four digits, so that rounding does not rank pairs of the same tokens; the
    lowest of the labels."""
    columns = zip(reference_logits.T.round(4), found.T.round(4), strict=True)
    return float(min(spearmanr(*column).statistic for column in columns))


def alone_against_batched(
    reference: Reference, session: onnxruntime.InferenceSession, pairs: list[Pair]
) -> float:
    """Largest |Δlogit| of a pair over batches of several sizes, with little and much padding."""
    alone = logits(session, as_they_come(reference, pairs, 1))
    largest = 0.0
    for rows in BATCH_ROWS:
        for batches in (by_length(reference, pairs, rows), as_they_come(reference, pairs, rows)):
            largest = max(largest, float(np.abs(logits(session, batches) - alone).max()))
    return largest


def fault(differences: Differences, limits: Limits) -> str | None:
    """What is past its limit, in words; None if nothing is. What is not a number is past it."""
    found = []
    if limits.delta is not None and not differences.scaled_delta <= limits.delta:
        found.append(
            f"logits differ from PyTorch's by {differences.scaled_delta:.2g} (relative where they "
            f"are above 1), more than {limits.delta:g}"
        )
    if limits.spearman is not None and not differences.spearman >= limits.spearman:
        found.append(
            f"Spearman against PyTorch is {differences.spearman:.4f}, less than {limits.spearman:g}"
        )
    if limits.alone_batched is not None and not differences.alone_batched <= limits.alone_batched:
        found.append(
            f"a pair's logit changes by {differences.alone_batched:.2g} with the batch it is in"
        )
    return "; ".join(found) or None
