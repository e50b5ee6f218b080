"""Writes streams of values in [0, 1] with the evidence that confseq computes of them.

    pip install confseq==0.0.11 numpy   # confseq builds C++: it wants Boost's headers
    python make_evidence.py ../resources/io/riverrank/operators/monitoring/alerts/sequential/confseq.csv

Each line: m0, whether the values are 0 or 1 and come in windows of five, the values, and after a
semicolon the mixture over bets and starting windows of confseq's betting martingales
(``betting_mart``, negative capital, constant bets) after each window.
"""

import sys

import numpy as np

if not hasattr(np, "float_"):  # confseq 0.0.11 was written for numpy 1
    np.float_ = np.float64

from confseq.betting import betting_mart  # noqa: E402

THETAS = np.array([0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95])


def wealth(values, m0, bet):
    """Of one bet on a mean below m0, after each value."""
    return betting_mart(
        values,
        m0,
        lambdas_fn_negative=lambda x, m: np.repeat(bet, len(x)),
        theta=0,
        convex_comb=True,
        trunc_scale=1,
    )


def evidence(values, m0, size):
    """After each window of this size."""
    windows = len(values) // size
    total = 1 / (np.arange(windows) + 2.0)
    for start in range(windows):
        for theta in THETAS:
            bet = theta / (1 - theta * m0)
            path = wealth(values[start * size :], m0, bet)[size - 1 :: size]
            total[start:] += path / len(THETAS) / ((start + 1) * (start + 2))
    return total


def main(path):
    rng = np.random.default_rng(18)
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(40):
            m0 = rng.uniform(0.05, 0.99)
            shares = rng.random() < 0.5
            count = 5 * int(rng.integers(2, 12))
            mean = min(1, max(0, m0 + rng.normal(0, 0.2)))
            draws = rng.random(count)
            values = (draws < mean).astype(float) if shares else draws ** (1 / max(mean, 0.05) - 1)
            result = evidence(values, m0, 5 if shares else 1)
            fields = [repr(float(m0)), str(int(shares)), *(repr(float(v)) for v in values)]
            out.write(",".join(fields) + ";" + ",".join(repr(float(e)) for e in result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
