"""Pooling by what a graph can compute, on rows whose padding is on the right."""

import torch
from sentence_transformers.sentence_transformer.modules import Pooling

from .last_token import last_positions

FIRST, LAST = "cls", "lasttoken"
POOLED = "sentence_embedding"


class PromptlessPooling(Pooling):
    """The reference first looks on which side a batch is padded; here it is the right one."""

    @staticmethod
    def _exclude_prompt_from_mask(attention_mask: torch.Tensor, prompt_length: int) -> torch.Tensor:
        positions = torch.arange(attention_mask.shape[1], device=attention_mask.device)
        return attention_mask * (positions >= prompt_length).to(attention_mask.dtype)


class OneTokenPooling(PromptlessPooling):
    """The first token or the last. What the reference writes becomes a branch of the graph, and the
    place of the token something that has to be searched for."""

    def _forward_padded(self, token_embeddings, attention_mask, features, prompt_length=None):
        if self.pooling_mode == FIRST:
            if not prompt_length:
                return [token_embeddings[:, 0]]
            kept = self._exclude_prompt_from_mask(attention_mask, prompt_length)
            return [_at(token_embeddings, kept.to(torch.int32).argmax(dim=1))]
        last = last_positions(attention_mask)
        pooled = _at(token_embeddings, last)
        # A row of nothing but the prompt is pooled to zeros.
        return [pooled * (last >= prompt_length).unsqueeze(-1) if prompt_length else pooled]


class SeveralPoolings(torch.nn.Module):
    """One beside the other."""

    def __init__(self, poolings: list[Pooling]) -> None:
        super().__init__()
        self.poolings = torch.nn.ModuleList(poolings)

    def forward(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        pooled = [pooling(dict(features))[POOLED] for pooling in self.poolings]
        features[POOLED] = torch.cat(pooled, dim=-1)
        return features


def compiled(pooling: Pooling) -> torch.nn.Module:
    """What gives the same, where padding is on the right."""
    modes = pooling.pooling_mode
    poolings = [
        (OneTokenPooling if mode in (FIRST, LAST) else PromptlessPooling)(
            pooling.embedding_dimension, mode, pooling.include_prompt
        )
        for mode in ([modes] if isinstance(modes, str) else modes)
    ]
    return poolings[0] if len(poolings) == 1 else SeveralPoolings(poolings)


def _at(values: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
    """[batch, sequence, width] → [batch, width]: each row's at its own position."""
    width = values.shape[-1]
    index = positions[:, None, None].expand(-1, 1, width)
    # Not squeeze(), which the exporter makes a branch of.
    return torch.gather(values, 1, index).reshape(-1, width)
