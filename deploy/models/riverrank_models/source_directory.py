"""What can be told of a model directory by its JSON files: whether Riverrank can run it at all."""

import json
from pathlib import Path
from typing import Any

from . import json_file, old_gte
from .errors import InputError, PrepareError

TOKENIZER_FILES = (
    "tokenizer.json",
    "vocab.txt",
    "vocab.json",
    "sentencepiece.bpe.model",
    "spiece.model",
    "spm.model",
    "tokenizer.model",
)
WEIGHT_FILES = ("*.safetensors", "pytorch_model*.bin")
CROSS_ENCODER_MODULE = ".Transformer"
ACTIVATIONS = ("sigmoid", "identity")


def find(model: str, download: bool) -> Path:
    """The directory of a model, fetched from the hub first where the user asked for that.

    :raises InputError: if there is none
    """
    path = Path(model)
    if path.is_dir():
        return path
    if path.exists():
        raise InputError(f"{model} is a file; name the directory that the model is in")
    if not download:
        raise InputError(
            f"{model} is not a directory; to fetch a model of that name from the Hugging Face Hub, "
            "add --download"
        )
    from huggingface_hub import snapshot_download

    try:
        return Path(
            snapshot_download(
                model, allow_patterns=["*.json", "*.txt", "*.model", "*.md", *WEIGHT_FILES]
            )
        )
    except Exception as error:  # of many kinds: names, logins, connections
        raise InputError(
            f"{model} can't be fetched from the Hugging Face Hub ({type(error).__name__}); check "
            "the name and the connection, or give a directory"
        ) from error


def check(directory: Path) -> None:
    """
    :raises PrepareError: for what Riverrank would refuse, or what is no CrossEncoder
    """
    if not (directory / "config.json").is_file():
        raise PrepareError(
            f"{directory} has no config.json, so it is no model directory; save the model there by "
            "CrossEncoder.save_pretrained"
        )
    config = json_file.read(directory / "config.json")
    _check_kind(directory, config)
    _check_labels(directory, config)
    _check_module(directory)
    _check_files(directory)


def _check_kind(directory: Path, config: dict[str, Any]) -> None:
    architectures = config.get("architectures") or []
    name = architectures[0] if architectures else ""
    if name.endswith(("ForCausalLM", "ForConditionalGeneration", "LMHeadModel")):
        raise PrepareError(
            f"{directory} is a generative model ({name}); Riverrank runs cross-encoders with a "
            "classification head of one label"
        )
    if name and not name.endswith("ForSequenceClassification"):
        raise PrepareError(
            f"{directory} is a {name}, which has no classification head; train it as a "
            "CrossEncoder first"
        )
    if config.get("auto_map") and not old_gte.matches(config):
        raise PrepareError(
            f"{directory} needs Python code of its own (auto_map in config.json), which is not "
            "run; convert it to an architecture of transformers"
        )


def _check_labels(directory: Path, config: dict[str, Any]) -> None:
    names = config.get("id2label")
    labels = len(names) if isinstance(names, dict) else config.get("num_labels", 2)
    if labels != 1:
        raise PrepareError(f"{directory} has {labels} labels; Riverrank ranks by models with one")


def _check_module(directory: Path) -> None:
    sentence_transformers = json_file.read(directory / "config_sentence_transformers.json")
    kind = sentence_transformers.get("model_type", "CrossEncoder")
    if kind != "CrossEncoder":
        raise PrepareError(f"{directory} holds a {kind}; Riverrank needs a CrossEncoder")
    prompt = sentence_transformers.get("default_prompt_name")
    if prompt and (sentence_transformers.get("prompts") or {}).get(prompt):
        raise PrepareError(
            f"{directory} sets the default prompt {prompt!r}, which Riverrank does not know; put "
            "it into the queries and remove default_prompt_name"
        )
    activation = sentence_transformers.get("activation_fn")
    if activation and activation.rsplit(".", 1)[-1].lower() not in ACTIVATIONS:
        raise PrepareError(
            f"{directory} names the activation {activation}; Riverrank knows Sigmoid and Identity"
        )
    for module in _modules(directory / "modules.json"):
        if not str(module.get("type", "")).endswith(CROSS_ENCODER_MODULE):
            raise PrepareError(
                f"{directory} has the module {module.get('type')}; Riverrank runs a single "
                "Transformer module"
            )
    tokenizer = json_file.read(directory / "tokenizer_config.json")
    for side in ("padding_side", "truncation_side"):
        if tokenizer.get(side, "right") != "right":
            raise PrepareError(
                f"{directory} sets {side} to {tokenizer[side]}; Riverrank knows right only"
            )


def _modules(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        modules = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PrepareError(f"{path} is not a JSON file ({error}); copy the model again") from None
    return [module for module in modules if isinstance(module, dict)]


def _check_files(directory: Path) -> None:
    if not any((directory / name).is_file() for name in TOKENIZER_FILES):
        raise PrepareError(
            f"{directory} has no tokenizer (tokenizer.json); save it there by "
            "AutoTokenizer.save_pretrained"
        )
    if not any(file for pattern in WEIGHT_FILES for file in directory.glob(pattern)):
        raise PrepareError(
            f"{directory} has no PyTorch weights (model.safetensors); prepare.py starts from them, "
            "not from an ONNX file"
        )
