"""Older gte checkpoints, whose code came with the repository (Alibaba-NLP/new-impl, model type
"new"): their configuration in the words of the ``gte`` architecture that transformers has now.

The weights need no conversion here: transformers maps the old names of a gte checkpoint (packed
query, key and value; packed up and gate) when it loads one.
"""

import shutil
from pathlib import Path
from typing import Any

from . import json_file
from .errors import PrepareError

REPOSITORY = "Alibaba-NLP/new-impl"
MODEL_TYPE = "new"

# What the old code takes where config.json is silent.
DEFAULTS = {
    "vocab_size": 30528,
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.0,
    "max_position_embeddings": 2048,
    "type_vocab_size": 1,
    "layer_norm_eps": 1e-12,
    "classifier_dropout": None,
    "pad_token_id": 0,
}
# Settings of the old code that the gte architecture has not, and what it does in their place.
FIXED = {
    "layer_norm_type": "layer_norm",
    "position_embedding_type": "rope",
    "logn_attention_scale": False,
    "pack_qkv": True,
}
# Neither the architecture nor anything that a score depends on.
DROPPED = {
    "auto_map",
    "logn_attention_clip1",
    "rope_scaling",
    "rope_theta",
    "unpad_inputs",
    "use_memory_efficient_attention",
    *FIXED,
}


def matches(config: dict[str, Any]) -> bool:
    """Whether it is the configuration of such a checkpoint."""
    code = [str(name) for name in (config.get("auto_map") or {}).values()]
    return config.get("model_type") == MODEL_TYPE and all(
        REPOSITORY in name or name.startswith(("modeling.New", "configuration.New"))
        for name in code
    )


def native_config(config: dict[str, Any], where: str) -> dict[str, Any]:
    """The same architecture in the words of transformers' GteConfig.

    :raises PrepareError: for a setting that GteConfig does not have
    """
    for name, value in FIXED.items():
        if config.get(name, value) != value:
            raise PrepareError(
                f"{where} sets {name} to {config[name]}; the gte architecture of transformers "
                f"knows {value} only"
            )
    native = DEFAULTS | {name: v for name, v in config.items() if name not in DROPPED}
    native["model_type"] = "gte"
    native["architectures"] = ["GteForSequenceClassification"]
    native["rope_parameters"] = _rope(config, native, where)
    return native


def _rope(config: dict[str, Any], native: dict[str, Any], where: str) -> dict[str, Any]:
    """Rotary frequencies as the old code computes them.

    Its NTK scaling (https://kexue.fm/archives/9706, formula 6) by factor k multiplies the base by k
    and divides every frequency by k^(2 / head size). The division is what transformers calls linear
    scaling.
    """
    theta = float(config.get("rope_theta", 10000.0))
    scaling = config.get("rope_scaling")
    if not scaling:
        return {"rope_type": "default", "rope_theta": theta}
    if scaling.get("type") != "ntk" or scaling.get("mixed_b") is not None:
        raise PrepareError(
            f"{where} has the rope_scaling {scaling}; only the plain type ntk is known for older "
            "gte checkpoints"
        )
    factor = float(scaling["factor"])
    if factor <= 1:
        return {"rope_type": "default", "rope_theta": theta}
    head_size = native["hidden_size"] // native["num_attention_heads"]
    return {
        "rope_type": "linear",
        "rope_theta": theta * factor,
        "factor": factor ** (2 / head_size),
    }


def convert(directory: Path, target: Path) -> Path:
    """``target`` as the same model with the new configuration; big files are linked, not copied."""
    target.mkdir(parents=True)
    for file in directory.iterdir():
        if file.suffix in (".safetensors", ".bin"):
            (target / file.name).symlink_to(file.resolve())
        elif file.is_file() and file.suffix != ".py":
            shutil.copy(file, target / file.name)
    config = json_file.read(directory / "config.json")
    json_file.write(target / "config.json", native_config(config, f"{directory}/config.json"))
    return target
