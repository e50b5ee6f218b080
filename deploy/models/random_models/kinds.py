"""The kinds, each a function of a workshop."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder
from sentence_transformers.base.modules import Dense, Transformer
from sentence_transformers.cross_encoder.modules import LogitScore
from sentence_transformers.sentence_transformer.modules import Pooling
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    ModernBertConfig,
    ModernBertForSequenceClassification,
    ModernBertModel,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
)

from .byte_pairs import ANSWERS, causal_tokenizer, encoder_tokenizer

PROMPT = "Given a web search query, retrieve passages that answer it"
# How Qwen3-Reranker is asked, with the prompt as the system's message.
CHAT_TEMPLATE = """<|im_start|>system
Judge whether the Document meets the requirements based on the Query and the Instruct provided. \
Note that the answer can only be "yes" or "no".<|im_end|>
<|im_start|>user
<Instruct>: {{ messages | selectattr('role', 'eq', 'system') | map(attribute='content') | first \
| default('Given a web search query, retrieve relevant passages that answer the query') }}
<Query>: {{ messages | selectattr('role', 'eq', 'query') | map(attribute='content') | first }}
<Document>: {{ messages | selectattr('role', 'eq', 'document') | map(attribute='content') \
| first }}<|im_end|>
<|im_start|>assistant
<think>

</think>

"""
LABELS = {0: "contradiction", 1: "entailment", 2: "neutral"}


@dataclass(frozen=True)
class Workshop:
    """
    :param corpus: texts that tokenizers are trained on
    :param vocabulary: tokens at most
    """

    corpus: list[str]
    vocabulary: int = 3000

    def encoder_tokenizer(self, max_length: int = 512) -> PreTrainedTokenizerFast:
        return encoder_tokenizer(self.corpus, self.vocabulary, max_length)

    def causal_tokenizer(self, max_length: int = 600) -> PreTrainedTokenizerFast:
        return causal_tokenizer(self.corpus, self.vocabulary, max_length)


# ``shape`` of each: fields of the architecture's configuration, in the place of those below.


def modernbert(workshop: Workshop, **shape) -> CrossEncoder:
    """A classification head over the mean of the tokens."""
    config = _modernbert_config(workshop, num_labels=1, classifier_pooling="mean", **shape)
    tokenizer = workshop.encoder_tokenizer(config.max_position_embeddings)
    with _saved(ModernBertForSequenceClassification(config), tokenizer) as plain:
        return CrossEncoder(plain, device="cpu")


def dense(workshop: Workshop, pooling: str = "cls", **shape) -> CrossEncoder:
    """Pooling and two Dense: what sentence-transformers' training guide makes."""
    config = _modernbert_config(workshop, **shape)
    tokenizer = workshop.encoder_tokenizer(config.max_position_embeddings)
    with _saved(ModernBertModel(config), tokenizer) as plain:
        transformer = Transformer(plain, transformer_task="feature-extraction")
    width = config.hidden_size
    hidden = Dense(width, width // 2, activation_function=torch.nn.GELU())
    scores = Dense(width // 2, 1, activation_function=None, module_output_name="scores")
    return CrossEncoder(
        modules=[transformer, Pooling(width, pooling_mode=pooling), hidden, scores], device="cpu"
    )


def causal(workshop: Workshop, chat: bool = True, **shape) -> CrossEncoder:
    """The log-odds of "yes" over "no", asked by a chat template with a prompt."""
    config = _qwen3_config(workshop, **shape)
    tokenizer = workshop.causal_tokenizer(min(600, config.max_position_embeddings))
    if chat:
        tokenizer.chat_template = CHAT_TEMPLATE
    with _saved(Qwen3ForCausalLM(config), tokenizer) as plain:
        transformer = Transformer(plain, transformer_task="text-generation")
    yes, no = (transformer.tokenizer.convert_tokens_to_ids(word) for word in ANSWERS)
    return CrossEncoder(
        modules=[transformer, LogitScore(true_token_id=yes, false_token_id=no)],
        activation_fn=torch.nn.Identity() if chat else torch.nn.Sigmoid(),
        device="cpu",
        **({"prompts": {"query": PROMPT}, "default_prompt_name": "query"} if chat else {}),
    )


def causal_plain(workshop: Workshop, **shape) -> CrossEncoder:
    """Query and document one after the other."""
    return causal(workshop, chat=False, **shape)


def classes(workshop: Workshop, **shape) -> CrossEncoder:
    """Three labels, as of natural language inference."""
    config = BertConfig(
        **{
            "vocab_size": workshop.vocabulary,
            "hidden_size": 64,
            "intermediate_size": 96,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_labels": len(LABELS),
            "id2label": LABELS,
            "initializer_range": 0.3,
        }
        | shape
    )
    tokenizer = workshop.encoder_tokenizer(config.max_position_embeddings)
    with _saved(BertForSequenceClassification(config), tokenizer) as plain:
        return CrossEncoder(plain, device="cpu")


def large_modernbert(workshop: Workshop) -> CrossEncoder:
    """12 layers of 384, to measure speed with."""
    return modernbert(
        workshop,
        hidden_size=384,
        intermediate_size=576,
        num_hidden_layers=12,
        num_attention_heads=6,
        local_attention=128,
        initializer_range=0.05,
    )


def large_causal(workshop: Workshop) -> CrossEncoder:
    """6 layers of 512, to measure speed with."""
    return causal(
        workshop,
        hidden_size=512,
        intermediate_size=1536,
        num_hidden_layers=6,
        num_attention_heads=8,
        num_key_value_heads=4,
        head_dim=64,
        initializer_range=0.05,
    )


KINDS = {
    "modernbert": modernbert,
    "dense": dense,
    "causal": causal,
    "causal-plain": causal_plain,
    "classes": classes,
}
LARGE_KINDS = {"modernbert-12x384": large_modernbert, "causal-6x512": large_causal}


def _modernbert_config(workshop: Workshop, **changes) -> ModernBertConfig:
    return ModernBertConfig(
        **{
            "vocab_size": workshop.vocabulary,
            "hidden_size": 64,
            "intermediate_size": 96,
            "num_hidden_layers": 4,
            "num_attention_heads": 4,
            "max_position_embeddings": 512,
            "global_attn_every_n_layers": 3,
            "local_attention": 32,
            "initializer_range": 0.35,
            "initializer_cutoff_factor": 2.0,
            "pad_token_id": 0,
            "cls_token_id": 2,
            "bos_token_id": 2,
            "sep_token_id": 3,
            "eos_token_id": 3,
        }
        | changes
    )


def _qwen3_config(workshop: Workshop, **changes) -> Qwen3Config:
    return Qwen3Config(
        **{
            "vocab_size": workshop.vocabulary + len(ANSWERS),
            "hidden_size": 64,
            "intermediate_size": 128,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 16,
            "max_position_embeddings": 1024,
            "tie_word_embeddings": True,
            "initializer_range": 0.3,
            "pad_token_id": 0,
            "bos_token_id": 0,
            "eos_token_id": 0,
        }
        | changes
    )


class _saved:
    """The folder of a plain model, from which sentence-transformers loads its own."""

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast) -> None:
        self.model, self.tokenizer = model, tokenizer
        self.folder = tempfile.TemporaryDirectory(prefix="riverrank-")

    def __enter__(self) -> str:
        self.model.save_pretrained(Path(self.folder.name))
        self.tokenizer.save_pretrained(Path(self.folder.name))
        return self.folder.name

    def __exit__(self, *_) -> None:
        self.folder.cleanup()
