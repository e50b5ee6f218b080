"""The reference: the model in PyTorch, as sentence-transformers loads it, in fp32 on the CPU."""

import inspect
import re
from dataclasses import dataclass
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer
from transformers import AutoConfig
from transformers.utils import logging

from . import json_file, old_gte, source_directory
from .errors import PrepareError, first_line
from .modules.chain import Chain, check_chain, check_kinds, compile_chain, node_prefix
from .template import PairTemplate, template_of

# Architectures whose positions start after the padding id.
OFFSET_POSITIONS = {
    "camembert",
    "data2vec-text",
    "ibert",
    "longformer",
    "luke",
    "mpnet",
    "roberta",
    "roberta-prelayernorm",
    "xlm-roberta",
    "xlm-roberta-xl",
    "xmod",
}


@dataclass(frozen=True)
class Reference:
    """A loaded CrossEncoder.

    :param inputs: names of the inputs that its tokenizer makes and its architecture takes
    :param template: how a pair becomes tokens
    :param tokenizer: without truncation and padding
    """

    directory: Path
    encoder: CrossEncoder
    inputs: tuple[str, ...]
    template: PairTemplate
    tokenizer: Tokenizer

    def chain(self) -> Chain:
        """The module that is exported.

        :raises PrepareError: if its modules can't be joined
        """
        return compile_chain(self.encoder, self.inputs, self.template.prompt)

    @property
    def kept_in_fp32(self) -> tuple[str, ...]:
        """How the names of the graph's nodes begin that ``keep_in_fp32_modules`` asks for."""
        return tuple(node_prefix(name) for name in self.encoder.keep_in_fp32_modules or [])

    @property
    def max_length(self) -> int:
        return self.encoder.max_seq_length


def load(directory: Path, work: Path, max_length: int | None) -> Reference:
    """
    :param work: a folder for the converted configuration of an older checkpoint
    :raises PrepareError: if the model can't be loaded whole
    """
    logging.disable_progress_bar()
    logging.set_verbosity_error()
    source_directory.check(directory)
    converted = directory
    if old_gte.matches(json_file.read(directory / "config.json")):
        converted = old_gte.convert(directory, work / "native-gte")
    try:
        config = AutoConfig.from_pretrained(converted, local_files_only=True)
        encoder = CrossEncoder(
            str(converted),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": torch.float32, "attn_implementation": "eager"},
        )
        check_kinds(encoder, directory)
        _require_all_weights(encoder, converted, directory)
    except PrepareError:
        raise
    except Exception as error:  # transformers raises of every kind for a model it can't read
        raise PrepareError(
            f"{directory} can't be loaded by sentence-transformers ({_reason(error)}); save it "
            "again by CrossEncoder.save_pretrained, or upgrade transformers if its architecture "
            "is newer"
        ) from error
    if not getattr(encoder.tokenizer, "is_fast", False):
        raise PrepareError(
            f"{directory} has a tokenizer without a tokenizer.json, which Riverrank reads; convert "
            "it to a fast tokenizer"
        )
    encoder.max_seq_length = _max_length(config, encoder.max_seq_length, max_length, directory)
    encoder.eval()
    tokenizer = Tokenizer.from_str(encoder.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    template = template_of(encoder, tokenizer, directory)
    check_chain(encoder, directory)
    return Reference(directory, encoder, _inputs(encoder), template, tokenizer)


def _reason(error: Exception) -> str:
    """One line; of weights that don't fit, the first of them."""
    misfit = re.search(r"size mismatch for .*", str(error))
    return misfit.group() if misfit else first_line(error)


def _require_all_weights(encoder: CrossEncoder, converted: Path, directory: Path) -> None:
    """transformers fills what is not in the file with random numbers and goes on."""
    _, loaded = type(encoder.model).from_pretrained(
        converted, config=encoder.model.config, local_files_only=True, output_loading_info=True
    )
    # Made by every encoder's code, and read by none of the modules.
    missing = sorted(k for k in loaded["missing_keys"] if not k.startswith("pooler."))
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise PrepareError(
            f"{directory} has no weights for {missing[0]}{more}, which would be random; take a "
            "checkpoint that was saved with its classification head"
        )


def _max_length(config, tokenizer: int | None, user: int | None, directory: Path) -> int:
    """The smallest of what the tokenizer, the positions and the user allow, as Riverrank has it."""
    positions = getattr(config, "max_position_embeddings", None)
    if positions and config.model_type in OFFSET_POSITIONS:
        pad = config.pad_token_id if config.pad_token_id is not None else 1
        positions -= pad + 1
    limits = [limit for limit in (tokenizer, positions, user) if limit and limit > 0]
    smallest = min(limits, default=None)
    if smallest is None or smallest > 1_000_000:  # how transformers writes "unknown"
        raise PrepareError(f"{directory} does not say how many tokens it takes; add --max-length")
    return smallest


def _inputs(encoder: CrossEncoder) -> tuple[str, ...]:
    takes = inspect.signature(encoder.model.forward).parameters
    makes = encoder.tokenizer(["a"], ["b"]).keys()
    order = ("input_ids", "attention_mask", "token_type_ids")
    return tuple(name for name in order if name in makes and name in takes)
