"""``modules.json``: what a CrossEncoder is made of, before anything of it is loaded."""

import json
from dataclasses import dataclass
from pathlib import Path

from ..errors import PrepareError

FILE_NAME = "modules.json"
PACKAGE = "sentence_transformers."
TRANSFORMER = "Transformer"
KNOWN = (TRANSFORMER, "Pooling", "Normalize", "Dense", "Dropout", "LayerNorm", "LogitScore")
# Of which the folder holds more than a name.
WITH_WEIGHTS = ("Dense", "LayerNorm")


@dataclass(frozen=True)
class Listed:
    """
    :param kind: the name of its class, without the package
    :param path: its folder in the model directory, empty for the directory itself
    """

    kind: str
    path: str


def read(directory: Path) -> list[Listed]:
    """The modules in their order; empty where there is no such file.

    :raises PrepareError: if one of them is unknown or not there
    """
    path = directory / FILE_NAME
    if not path.is_file():
        return []
    try:
        content = json.loads(path.read_text("utf-8"))
        modules = [(str(entry["type"]), str(entry.get("path", ""))) for entry in content]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PrepareError(f"{path} is no list of modules ({error}); copy it again") from None
    listed = [_listed(directory, kind, folder) for kind, folder in modules]
    if not listed or listed[0].kind != TRANSFORMER:
        raise PrepareError(
            f"{path} does not begin with a Transformer, which a text CrossEncoder does; save the "
            "model again by CrossEncoder.save_pretrained"
        )
    return listed


def _listed(directory: Path, kind: str, folder: str) -> Listed:
    name = kind.rsplit(".", 1)[-1]
    if not kind.startswith(PACKAGE) or name not in KNOWN:
        raise PrepareError(
            f"{directory} has the module {kind}, which can't be compiled; known are "
            f"{', '.join(KNOWN)} of sentence-transformers"
        )
    path = directory / folder
    if not path.is_dir():
        raise PrepareError(
            f"{directory} has no folder {folder}, which {FILE_NAME} names for its {name}; copy the "
            "model again, with its folders"
        )
    if name in WITH_WEIGHTS and not any(path.glob("*.safetensors")) and not any(path.glob("*.bin")):
        raise PrepareError(
            f"{path} has no weights (model.safetensors) for its {name}; copy the model again"
        )
    return Listed(name, folder)
