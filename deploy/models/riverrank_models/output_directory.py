"""The directory that is made: beside its place while it grows, in its place when it is whole."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import InputError
from .loading import Reference
from .report import JSON_NAME

KEPT_FROM_SOURCE = ("README.md", "LICENSE", "LICENSE.txt", "NOTICE")
WEIGHTS = (".safetensors", ".bin")


def check(out: Path, source: Path, force: bool) -> None:
    """
    :raises InputError: if it may not be written
    """
    inside, around = out.resolve(), source.resolve()
    if inside == around or around in inside.parents or inside in around.parents:
        raise InputError(f"--out {out} and the model {source} overlap; choose another directory")
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError(f"--out {out} is a file; choose a directory")
    if not any(out.iterdir()):
        return
    if not force:
        raise InputError(f"--out {out} exists; add --force to replace it, or choose another")
    if not (out / JSON_NAME).is_file():
        raise InputError(
            f"--out {out} was not made by prepare.py (it has no {JSON_NAME}), so --force does not "
            "replace it; choose another"
        )


@contextmanager
def growing(out: Path) -> Iterator[Path]:
    """A folder beside ``out`` that takes its place at the end, and goes away on failure."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise InputError(f"--out {out} can't be written: {error.strerror}") from None
    try:
        folder.chmod(0o755)
        yield folder
        if out.exists():
            shutil.rmtree(out)
        folder.rename(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def save_configuration(reference: Reference, folder: Path, work: Path) -> None:
    """Everything that sentence-transformers writes but the PyTorch weights, and the template."""
    saved = work / "saved"
    reference.encoder.save_pretrained(str(saved), create_model_card=False)
    for path in saved.iterdir():
        if path.suffix in WEIGHTS or path.name.endswith(".index.json"):
            continue
        if path.is_file():
            shutil.copy(path, folder / path.name)
        elif (path / "config.json").is_file():  # of a module
            (folder / path.name).mkdir()
            shutil.copy(path / "config.json", folder / path.name)
    for name in KEPT_FROM_SOURCE:
        if (reference.directory / name).is_file() and not (folder / name).exists():
            shutil.copy(reference.directory / name, folder / name)
    shutil.rmtree(saved)
    reference.template.write(folder)
