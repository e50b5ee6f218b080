"""All modules of a CrossEncoder as one: token ids and their mask to logits."""

import copy
import re
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder
from sentence_transformers.cross_encoder.modules import LogitScore
from sentence_transformers.sentence_transformer.modules import Pooling

from ..errors import PrepareError, first_line
from .last_token import LastToken, check_head, replace_head
from .pooling import compiled

GENERATES = "text-generation"
TASKS = ("feature-extraction", "sequence-classification", "fill-mask", GENERATES)
SCORES = "scores"  # what the last module calls its logits


class Chain(torch.nn.Module):
    """Inputs [batch, sequence] in the order of ``names`` → logits [batch, labels].

    Padding may be on either side: rows are moved to the left first, since most models read the
    first column or count positions from it.
    """

    def __init__(
        self,
        modules: list[torch.nn.Module],
        names: tuple[str, ...],
        prompt_length: int | None,
    ) -> None:
        super().__init__()
        self.chain = torch.nn.ModuleList(modules)
        self.names = names
        self.prompt_length = prompt_length
        self.heads = [m for m in self.modules() if isinstance(m, LastToken)]

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        return self.scores(to_the_left(dict(zip(self.names, inputs, strict=True))))

    def scores(self, features: dict[str, torch.Tensor], **of_transformer) -> torch.Tensor:
        """
        :param features: rows that have their padding at the end
        :param of_transformer: what the Transformer gets besides, or instead of a feature
        """
        if self.prompt_length is not None:
            features["prompt_length"] = self.prompt_length
        for head in self.heads:
            head.attention_mask = features["attention_mask"]
        transformer, *others = self.chain
        features = transformer(features, **of_transformer)
        for module in others:
            features = module(features)
        return features[SCORES]


def to_the_left(features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Moves each row's tokens to its beginning, and what padding was before them to its end."""
    mask = features["attention_mask"]
    length = mask.shape[1]
    # As int32: ONNX Runtime has no quick ArgMax of int64.
    first = mask.to(torch.int32).argmax(dim=1, keepdim=True)
    columns = (torch.arange(length, device=mask.device) + first) % length
    return {name: torch.gather(value, 1, columns) for name, value in features.items()}


def compile_chain(encoder: CrossEncoder, names: tuple[str, ...], prompt: str) -> Chain:
    """The encoder's modules; the encoder itself stays as it is.

    :param names: the inputs, ``attention_mask`` among them
    :param prompt: the text of its default prompt, empty for none
    :raises PrepareError: if they can't be joined
    """
    modules = list(encoder)
    prompt_length = None
    if leaves_prompt_out(encoder) and prompt and "message" not in modules[0].modality_config:
        prompt_length = modules[0]._get_prompt_length(prompt)
    if len(modules) > 1 and isinstance(modules[1], LogitScore):
        modules[:2] = _causal(modules)
    modules = [compiled(m) if isinstance(m, Pooling) else m for m in modules]
    return Chain(modules, names, prompt_length).eval()


def node_prefix(module: str) -> str:
    """How the exporter's names of a module's nodes begin.

    :param module: its path in the CrossEncoder, such as ``2.linear`` or ``0.model.classifier``
    """
    number, *path = module.split(".")
    if path[:1] == ["model"]:  # which a Transformer calls without leaving a trace in the names
        path = path[1:]
    name = "/".join(["", f"chain.{number}", *path, ""])
    return re.sub(r"/(\d+)(?=/)", r".\1", name)  # layers/1 is layers.1 there


def leaves_prompt_out(encoder: CrossEncoder) -> bool:
    """Whether a score depends on where the prompt ends."""
    return any(isinstance(m, Pooling) and not m.include_prompt for m in encoder)


def _causal(modules: list[torch.nn.Module]) -> list[torch.nn.Module]:
    """The model with a small head, and what reads it."""
    transformer = copy.copy(modules[0])
    transformer._modules = dict(transformer._modules)
    model = copy.copy(transformer.model)
    model._modules = dict(model._modules)
    transformer.model = model
    return [transformer, replace_head(transformer, modules[1])]


def check_kinds(encoder: CrossEncoder, directory: Path) -> None:
    """
    :raises PrepareError: for a Transformer that is not of text, or a LogitScore that can't be
        compiled
    """
    transformer = encoder[0]
    task = getattr(transformer, "transformer_task", "none")
    if task not in TASKS:
        raise PrepareError(
            f"{directory} has the transformer_task {task}; only {', '.join(TASKS)} are known"
        )
    for number, module in enumerate(encoder):
        if isinstance(module, LogitScore):
            if number != 1 or task != GENERATES:
                raise PrepareError(
                    f"module {number} of {directory} is a LogitScore, which must come right after "
                    f"a Transformer of the transformer_task {GENERATES}"
                )
            check_head(transformer, module)


def check_chain(encoder: CrossEncoder, directory: Path) -> None:
    """Runs each module once.

    :raises PrepareError: naming the module that can't take what comes before it
    """
    try:
        features = encoder.preprocess([("a b c", "d e f")])
    except Exception as error:  # of padding, of tokens
        raise PrepareError(
            f"{directory} can't tokenize a pair ({first_line(error)}); correct its tokenizer"
        ) from error
    with torch.no_grad():
        for number, module in enumerate(encoder):
            try:
                features = module(features)
            except Exception as error:  # of shapes, of missing features
                raise PrepareError(
                    f"module {number} of {directory} ({type(module).__name__}) can't take what the "
                    f"modules before it give ({first_line(error)}); correct its config.json"
                ) from error
    scores = features.get(SCORES)
    if scores is None or scores.ndim != 2 or scores.shape[1] != encoder.num_labels:
        raise PrepareError(
            f"the modules of {directory} give no scores of shape [rows, {encoder.num_labels}]; the "
            'last one needs module_output_name "scores"'
        )
