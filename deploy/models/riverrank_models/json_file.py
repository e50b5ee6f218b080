"""JSON files of a model directory."""

import json
from pathlib import Path
from typing import Any

from .errors import PrepareError


def read(path: Path) -> dict[str, Any]:
    """The object in the file; empty where there is no file.

    :raises PrepareError: if there is something else in it
    """
    if not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PrepareError(f"{path} is not a JSON file ({error}); copy the model again") from None
    if not isinstance(value, dict):
        raise PrepareError(f"{path} holds no JSON object; copy the model again")
    return value


def write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")
