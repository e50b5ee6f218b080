"""Which of two graphs is faster here: by turns, so that whatever slows the machine slows both."""

import statistics
import time

import onnxruntime

from .prefixes import feeds
from .scoring import Batches

ROUNDS = 5


def speedup(
    session: onnxruntime.InferenceSession,
    baseline: onnxruntime.InferenceSession,
    batches: Batches,
    rounds: int = ROUNDS,
) -> float:
    """How many times as fast as the baseline: the median over rounds of both on every batch."""
    ratios = []
    for number in range(rounds + 1):
        first, second = (session, baseline) if number % 2 else (baseline, session)
        times = {id(s): _seconds(s, batches) for s in (first, second)}
        if number > 0:  # the first warms up
            ratios.append(times[id(baseline)] / times[id(session)])
    return statistics.median(ratios)


def _seconds(session: onnxruntime.InferenceSession, batches: Batches) -> float:
    past = feeds.past(session)
    start = time.perf_counter()
    for _, batch in batches:
        session.run(None, batch | past)
    return time.perf_counter() - start
