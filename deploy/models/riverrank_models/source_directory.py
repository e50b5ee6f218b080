"""What can be told of a model directory by its JSON files: whether Riverrank can run it at all."""

from pathlib import Path
from typing import Any

from . import json_file, old_gte
from .errors import InputError, PrepareError
from .modules import listing

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
SCORING = ("ForSequenceClassification", "ForCausalLM", "LMHeadModel")
ACTIVATIONS = ("sigmoid", "identity")
# What a Transformer of sentence-transformers is for, where that is more than texts.
TASKS_OF_IMAGES = ("any-to-any", "retrieval")


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
                model,
                allow_patterns=["*.json", "*.txt", "*.model", "*.jinja", "*.md", *WEIGHT_FILES],
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
    listed = listing.read(directory)
    _check_task(directory, listed)
    _check_kind(directory, json_file.read(directory / "config.json"), bool(listed))
    _check_settings(directory)
    _check_files(directory)


def _check_task(directory: Path, listed: list[listing.Listed]) -> None:
    folder = directory / (listed[0].path if listed else "")
    task = json_file.read(folder / "sentence_bert_config.json").get("transformer_task")
    if task in TASKS_OF_IMAGES:
        raise PrepareError(
            f"{directory} has the transformer_task {task}, which is for models that read images, "
            "audio or video beside texts; only those of texts alone can be compiled"
        )


def _check_kind(directory: Path, config: dict[str, Any], listed: bool) -> None:
    """
    :param listed: whether modules.json says what the model is made of
    """
    architectures = config.get("architectures") or []
    name = architectures[0] if architectures else ""
    if name.endswith("ForConditionalGeneration"):
        raise PrepareError(
            f"{directory} is a {name}, which reads images or writes texts; only text encoders and "
            "causal language models can be compiled"
        )
    if name and not listed and not name.endswith(SCORING):
        raise PrepareError(
            f"{directory} is a {name}, which has no classification head; train it as a "
            "CrossEncoder first"
        )
    if config.get("auto_map") and not old_gte.matches(config):
        raise PrepareError(
            f"{directory} needs Python code of its own (auto_map in config.json), which is not "
            "run; convert it to an architecture of transformers"
        )


def _check_settings(directory: Path) -> None:
    sentence_transformers = json_file.read(directory / "config_sentence_transformers.json")
    kind = sentence_transformers.get("model_type", "CrossEncoder")
    if kind != "CrossEncoder":
        raise PrepareError(f"{directory} holds a {kind}; Riverrank needs a CrossEncoder")
    prompt, prompts = (sentence_transformers.get(n) for n in ("default_prompt_name", "prompts"))
    if prompt is not None and prompt not in (prompts or {}):
        raise PrepareError(
            f"{directory} sets the default prompt {prompt!r}, which is not among its prompts; "
            "correct config_sentence_transformers.json"
        )
    activation = sentence_transformers.get("activation_fn")
    if activation and activation.rsplit(".", 1)[-1].lower() not in ACTIVATIONS:
        raise PrepareError(
            f"{directory} names the activation {activation}; Riverrank knows Sigmoid and Identity"
        )


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
