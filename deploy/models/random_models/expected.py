"""What sentence-transformers makes of pairs."""

import torch
from sentence_transformers import CrossEncoder

Pair = tuple[str, str]


def expected(encoder: CrossEncoder, pairs: list[Pair], prompt: str | None = None) -> list[dict]:
    """``{"tokens","score","logit"}`` of each pair, or ``{"error"}`` where the reference raises one,
    as it does for a pair without any token.

    :param prompt: its text; empty for none, None for the model's default one
    """
    identity = torch.nn.Identity()
    rows = []
    for pair in pairs:
        try:
            text = encoder._resolve_prompt(prompt, None)
            tokens = encoder.preprocess([pair], prompt=text)["input_ids"].shape[1]
        except IndexError:
            rows.append({"error": "no tokens"})
            continue
        score, logit = (
            encoder.predict([pair], activation_fn=f, prompt=prompt, show_progress_bar=False)[
                0
            ].tolist()
            for f in (None, identity)
        )
        rows.append({"tokens": tokens, "score": score, "logit": logit})
    return rows
