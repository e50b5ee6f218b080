"""``riverrank_pair.json``: how a pair becomes tokens, as data that a reader need only follow."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import json_file

FILE_NAME = "riverrank_pair.json"
VERSION = 1
# What str.strip() takes away, which is what Jinja's trim filter is.
WHITESPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


@dataclass(frozen=True)
class Literal:
    text: str

    def render(self, _: dict[str, str]) -> str:
        return self.text

    def to_json(self) -> dict[str, Any]:
        return {"literal": self.text}


@dataclass(frozen=True)
class Role:
    """The place of a text.

    :param name: ``query``, ``document`` or ``prompt``
    :param strip: whether white space at the text's ends is left out
    """

    name: str
    strip: bool = False

    def render(self, texts: dict[str, str]) -> str:
        return texts[self.name].strip(WHITESPACE) if self.strip else texts[self.name]

    def to_json(self) -> dict[str, Any]:
        return {"role": self.name} | ({"strip": WHITESPACE} if self.strip else {})


Parts = tuple[Literal | Role, ...]


def render(parts: Parts, **texts: str) -> str:
    return "".join(part.render(texts) for part in parts)


@dataclass(frozen=True)
class TextForm:
    """The pair as one text, tokenized at once and without special tokens but those in it.

    :param with_prompt: None where the model's chat template refuses a prompt
    :param suffix_fillers: two texts; the tokens that end the rendering of both, in the place of
        query and document, are put back at the end of what was cut; None where they are not
    """

    without_prompt: Parts
    with_prompt: Parts | None
    suffix_fillers: tuple[str, str] | None

    def parts(self, prompt: str) -> Parts | None:
        return self.with_prompt if prompt else self.without_prompt

    def to_json(self) -> dict[str, Any]:
        def listed(parts: Parts | None) -> list | None:
            return None if parts is None else [part.to_json() for part in parts]

        return {
            "without_prompt": listed(self.without_prompt),
            "with_prompt": listed(self.with_prompt),
            "suffix_fillers": self.suffix_fillers and list(self.suffix_fillers),
        }


@dataclass(frozen=True)
class PairForm:
    """Prompt and query as one text, the document as another, tokenized apart, with token ids
    around them.

    :param token_types: of start, query, between, document, end
    """

    start: tuple[int, ...]
    between: tuple[int, ...]
    end: tuple[int, ...]
    token_types: tuple[int, int, int, int, int]

    def to_json(self) -> dict[str, Any]:
        return {
            "start": list(self.start),
            "between": list(self.between),
            "end": list(self.end),
            "token_types": list(self.token_types),
        }


@dataclass(frozen=True)
class PairTemplate:
    """
    :param max_length: tokens at most, all that the template adds included
    :param truncation_side: where texts are cut: ``right`` or ``left``
    :param labels: the names of the logits, in their order
    :param prompts: text by name
    :param default_prompt: the name of the one that is used unless told otherwise, or None
    :param prompt_is_fixed: whether the graph knows where the default prompt ends, so that no
        other can be used
    """

    max_length: int
    truncation_side: str
    labels: tuple[str, ...]
    form: TextForm | PairForm
    prompts: dict[str, str] = field(default_factory=dict)
    default_prompt: str | None = None
    prompt_is_fixed: bool = False

    @property
    def prompt(self) -> str:
        """The text of the default prompt, empty where there is none."""
        return self.prompts.get(self.default_prompt, "") if self.default_prompt else ""

    def to_json(self) -> dict[str, Any]:
        form = "text" if isinstance(self.form, TextForm) else "pair"
        return {
            "version": VERSION,
            "max_length": self.max_length,
            "truncation_side": self.truncation_side,
            "labels": list(self.labels),
            "prompts": self.prompts,
            "default_prompt": self.default_prompt,
            "prompt_is_fixed": self.prompt_is_fixed,
            "form": form,
            form: self.form.to_json(),
        }

    def write(self, directory: Path) -> None:
        json_file.write(directory / FILE_NAME, self.to_json())
