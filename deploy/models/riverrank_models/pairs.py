"""The pairs that a model is checked with."""

import json
from importlib import resources
from pathlib import Path

from .errors import InputError

FEWEST = 10  # a rank correlation of fewer says nothing

Pair = tuple[str, str]


def read_pairs(path: Path | None) -> list[Pair]:
    """(query, document) of each line; the built-in set where there is no path.

    :raises InputError: naming the line that is wrong
    """
    if path is None:
        text = resources.files(__package__).joinpath("pairs.jsonl").read_text("utf-8")
        return _parse(text, "the built-in pairs")
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"--pairs {path} is not UTF-8 text; convert it") from None
    except OSError as error:
        raise InputError(f"--pairs {path} can't be read: {error.strerror}") from None
    return _parse(text, str(path))


def _parse(text: str, where: str) -> list[Pair]:
    pairs: list[Pair] = []
    # Not splitlines(): U+2028 and others like it may stand in a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            pairs.append(_pair(line, f"{where}, line {number}"))
    if len(pairs) < FEWEST:
        raise InputError(
            f"{where} has {len(pairs)} pairs; give at least {FEWEST} to compare rankings"
        )
    return pairs


def _pair(line: str, where: str) -> Pair:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where} is not JSON ({error.msg}); write an object a line") from None
    query = value.get("query") if isinstance(value, dict) else None
    document = value.get("document") if isinstance(value, dict) else None
    if not isinstance(query, str) or not isinstance(document, str):
        raise InputError(f'{where} needs "query" and "document", both of them strings')
    return query, document
