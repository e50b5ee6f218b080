"""The older gte code by its formulas, in float64, independent of transformers' gte architecture."""

import math

import torch

EPSILON = 1e-12


def to_old_names(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of a GteForSequenceClassification under the names of the older code."""
    old: dict[str, torch.Tensor] = {}
    packed: dict[str, list[torch.Tensor]] = {}
    order = ("q_proj", "k_proj", "v_proj", "up_proj", "gate_proj")
    for name, value in sorted(state.items(), key=lambda item: _rank(item[0], order)):
        name = name.replace("gte.", "new.", 1).replace("new.layers.", "new.encoder.layer.")
        name = name.replace("post_attention_layernorm", "attn_ln")
        name = name.replace("post_mlp_layernorm", "mlp_ln").replace("self_attn", "attention")
        for part, whole in (
            ("q_proj", "qkv_proj"),
            ("k_proj", "qkv_proj"),
            ("v_proj", "qkv_proj"),
            ("up_proj", "up_gate_proj"),
            ("gate_proj", "up_gate_proj"),
        ):
            if f".{part}." in name:
                packed.setdefault(name.replace(f".{part}.", f".{whole}."), []).append(value)
                break
        else:
            old[name] = value.clone()
    return old | {name: torch.cat(parts).contiguous() for name, parts in packed.items()}


def _rank(name: str, order: tuple[str, ...]) -> int:
    return next((i for i, part in enumerate(order) if f".{part}." in name), len(order))


def logit(state: dict[str, torch.Tensor], config: dict, input_ids: list[int]) -> float:
    """Of one pair without padding."""
    w = {name: value.double() for name, value in state.items()}
    heads, layers = config["num_attention_heads"], config["num_hidden_layers"]
    x = w["new.embeddings.word_embeddings.weight"][input_ids]
    x = x + w["new.embeddings.token_type_embeddings.weight"][0]
    x = _norm(x, w, "new.embeddings.LayerNorm")
    angles = _angles(config, len(input_ids))
    for i in range(layers):
        layer = f"new.encoder.layer.{i}"
        x = _norm(x + _attention(x, w, f"{layer}.attention", heads, angles), w, f"{layer}.attn_ln")
        up, gate = _linear(x, w, f"{layer}.mlp.up_gate_proj").chunk(2, dim=-1)
        mlp = _linear(torch.nn.functional.gelu(gate) * up, w, f"{layer}.mlp.down_proj")
        x = _norm(x + mlp, w, f"{layer}.mlp_ln")
    pooled = torch.tanh(_linear(x[0], w, "new.pooler.dense"))
    return float(_linear(pooled, w, "classifier"))


def _angles(config: dict, length: int) -> torch.Tensor:
    """[length, head size / 2]; NTK scaling of kexue.fm/archives/9706, formula 6."""
    size = config["hidden_size"] // config["num_attention_heads"]
    scaling = config.get("rope_scaling")
    factor = scaling["factor"] if scaling else 1.0
    exponents = torch.arange(0, size, 2).double() / size
    frequencies = (config["rope_theta"] * factor) ** -exponents / factor ** (2 / size)
    return torch.arange(length).double()[:, None] * frequencies


def _attention(x, w, name: str, heads: int, angles: torch.Tensor) -> torch.Tensor:
    query, key, value = (
        part.view(len(x), heads, -1).transpose(0, 1)
        for part in _linear(x, w, f"{name}.qkv_proj").chunk(3, dim=-1)
    )
    query, key = _rotate(query, angles), _rotate(key, angles)
    weights = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(query.shape[-1]), dim=-1)
    mixed = (weights @ value).transpose(0, 1).reshape(len(x), -1)
    return _linear(mixed, w, f"{name}.o_proj")


def _rotate(x: torch.Tensor, angles: torch.Tensor) -> torch.Tensor:
    first, second = x.chunk(2, dim=-1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat((first * cos - second * sin, second * cos + first * sin), dim=-1)


def _linear(x, w, name: str) -> torch.Tensor:
    y = x @ w[f"{name}.weight"].T
    return y + w[f"{name}.bias"] if f"{name}.bias" in w else y


def _norm(x, w, name: str) -> torch.Tensor:
    return torch.nn.functional.layer_norm(
        x, x.shape[-1:], w[f"{name}.weight"], w[f"{name}.bias"], EPSILON
    )
