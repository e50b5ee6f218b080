"""Whether a pair scores the same when it is read in two parts."""

from pathlib import Path

import numpy as np
import onnxruntime

from .. import onnx_files, scoring
from ..loading import Reference
from ..pairs import Pair
from . import feeds
from .past import PAST, PRESENT
from .without import without_past

LIMIT = 1e-5  # |Δlogit| ÷ max(1, |logit|) between a pair in one part and in two, at most
PARTS = (0.3, 0.6, 0.9)  # of a pair's tokens, in the first part


def keep_past(
    path: Path, reference: Reference, pairs: list[Pair], threads: int
) -> tuple[bool, str | None]:
    """Takes the past out of a file that scores a pair otherwise when it is read in two parts.

    :return: whether the file takes a past, and what was found in words; None where it never did
    """
    session = onnx_files.session(path, threads)
    if not feeds.takes_past(session):
        return False, None
    delta = two_parts_against_one(reference, session, pairs)
    if delta <= LIMIT:
        return True, f"a pair that is read in two parts changes its logit by {delta:.2g} at most"
    onnx_files.save(without_past(onnx_files.load(path)), path)
    return False, (
        f"keys and values of what pairs begin with can't be shared: that changes logits by "
        f"{delta:.2g}"
    )


def two_parts_against_one(
    reference: Reference, session: onnxruntime.InferenceSession, pairs: list[Pair]
) -> float:
    largest = 0.0
    for pair in pairs:
        batch = scoring.tokenize(reference, [pair])
        whole = session.run(["logits"], batch | feeds.past(session))[0]
        length = batch["input_ids"].shape[1]
        for first in {int(length * part) for part in PARTS} - {0}:
            parts = [
                {name: ids[:, a:b] for name, ids in batch.items()}
                for a, b in ((0, first), (first, length))
            ]
            (past,) = session.run([PRESENT], parts[0] | feeds.past(session))
            logits = session.run(["logits"], parts[1] | {PAST: past})[0]
            delta = np.abs(logits - whole) / np.maximum(1, np.abs(whole))
            largest = max(largest, float(delta.max()))
    return largest
