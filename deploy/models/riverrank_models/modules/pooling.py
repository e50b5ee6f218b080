"""Pooling that leaves the prompt out, by what a graph can compute."""

import torch
from sentence_transformers.sentence_transformer.modules import Pooling


class PromptlessPooling(Pooling):
    """The reference first looks on which side a batch is padded; here it is the right one."""

    @staticmethod
    def _exclude_prompt_from_mask(attention_mask: torch.Tensor, prompt_length: int) -> torch.Tensor:
        positions = torch.arange(attention_mask.shape[1], device=attention_mask.device)
        return attention_mask * (positions >= prompt_length).to(attention_mask.dtype)


def without_prompt(pooling: Pooling) -> PromptlessPooling:
    return PromptlessPooling(
        pooling.embedding_dimension, pooling.pooling_mode, pooling.include_prompt
    )
