"""A causal model whose rows go on from tokens that were read before.

What a causal model makes of a token depends on the tokens before it only. So the keys and values of
tokens that several rows begin with (a template's beginning, a query) serve all of them: the graph
takes them as ``past``, and gives those of its first row as ``present``. A past of length 0 is none.
"""

import inspect

import torch
from sentence_transformers.cross_encoder.modules import LogitScore
from transformers import DynamicCache
from transformers.cache_utils import Cache, DynamicLayer

from ..modules.chain import Chain, to_the_left

PAST, PRESENT = "past", "present"
EXAMPLE_LENGTH = 3  # tokens of the past that the graph is exported with


class _Continued(DynamicLayer):
    """Keys and values [1, heads, prefix, width] of a past before those of each row."""

    def __init__(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        super().__init__()
        self.is_initialized = True
        self.keys, self.values = self.past = keys, values

    def get_seq_length(self) -> int:
        return self.past[0].shape[-2]

    def update(self, key_states: torch.Tensor, value_states: torch.Tensor, *_, **__):
        rows = key_states.shape[0]
        self.keys, self.values = (
            torch.cat([before.expand(rows, -1, -1, -1), states], dim=-2)
            for before, states in zip(self.past, (key_states, value_states), strict=True)
        )
        return self.keys, self.values

    def present(self) -> list[torch.Tensor]:
        """Of the first row, the past included: a whole one would keep those of all rows alive."""
        return [self.keys[:1], self.values[:1]]


class WithPast(torch.nn.Module):
    """The inputs of a :class:`Chain` and ``past`` → logits and ``present``.

    ``past`` and ``present`` are float32 [layers × 2, heads, prefix, width]: the keys of the first
    layer, its values, the keys of the second and so on.
    """

    def __init__(self, chain: Chain, sizes: tuple[int, int, int]) -> None:
        """
        :param sizes: layers × 2, heads and width
        """
        super().__init__()
        self.chain = chain
        self.sizes = sizes

    def example(self) -> torch.Tensor:
        tensors, heads, width = self.sizes
        return torch.zeros(tensors, heads, EXAMPLE_LENGTH, width)

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        *inputs, past = inputs
        features = to_the_left(dict(zip(self.chain.names, inputs, strict=True)))
        mask = features["attention_mask"]
        before = mask.new_ones(mask.shape[0], past.shape[-2])
        layers = [_Continued(past[i : i + 1], past[i + 1 : i + 2]) for i in range(0, len(past), 2)]
        logits = self.chain.scores(
            features,
            attention_mask=torch.cat([before, mask], dim=1),
            use_cache=True,
            **{_cache_name(self.chain): Cache(layers=layers)},
        )
        return logits, torch.cat([part for layer in layers for part in layer.present()])


def with_past(chain: Chain) -> WithPast | str:
    """The chain with a past, or why its model's tokens can't be read in two parts."""
    transformer, *others = chain.chain
    if not any(isinstance(module, LogitScore) for module in others):
        return "the model is not a language model with a LogitScore"
    kind = transformer.model.config.model_type
    cache = DynamicCache(config=transformer.model.config.get_text_config())
    features = {"input_ids": torch.zeros(1, 2, dtype=torch.long)}
    features["attention_mask"] = features["input_ids"] + 1
    with torch.no_grad():
        chain.scores(features, use_cache=True, **{_cache_name(chain): cache})
    if any(type(layer) is not DynamicLayer for layer in cache.layers):
        return f"not every layer of {kind} models keeps the keys and values of all tokens"
    tensors = [tensor for layer in cache.layers for tensor in (layer.keys, layer.values)]
    if len({tensor.shape for tensor in tensors}) != 1:
        return f"the layers of {kind} models have keys and values of different sizes"
    _, heads, _, width = tensors[0].shape
    return WithPast(chain, (len(tensors), heads, width))


def _cache_name(chain: Chain) -> str:
    """What transformers calls a cache; the other is its name of before."""
    takes = inspect.signature(chain.chain[0].model.forward).parameters
    return "cache" if "cache" in takes else "past_key_values"
