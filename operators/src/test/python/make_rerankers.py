"""Writes the small rerankers of today's kinds, with random weights, as deploy/models/prepare.py compiles them, with the scores
that CrossEncoder.predict gives for the pairs of the parity tests (expected.json) and for prompts (expected-prompts.json).

  pip install -r deploy/models/requirements.txt
  python make_rerankers.py operators/src/test/resources/rerankers
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder
from sentence_transformers.base.modules import Dense, Transformer
from sentence_transformers.cross_encoder.modules import LogitScore
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    ModernBertConfig,
    ModernBertForSequenceClassification,
    ModernBertModel,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
)

ROOT = Path(__file__).parents[4]
PAIRS = [
    (pair["query"], pair["document"])
    for pair in json.loads((ROOT / "operators/src/test/resources/parity/pairs.json").read_text("utf-8"))
]
# A few hundred kilobytes a model.
VOCABULARY = 700
SMALL = {"vocab_size": VOCABULARY, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
# Short, so that truncation is as common as its absence.
ENCODER_LENGTH = 96
CAUSAL_LENGTH = 320
PROMPTS = {
    "query": "Given a web search query, retrieve passages that answer it",
    "fact": "Given a claim, find documents that refute it",
}
# Names or texts; empty for none.
OTHER_PROMPTS = {"causal": ["", "fact", " What was asked before? "], "dense": ["", " What was asked before? "]}
CHAT_TEMPLATE = (
    "<|im_start|>system\nJudge whether the Document meets the requirements. Answer \"yes\" or \"no\".<|im_end|>\n<|im_start|>user\n"
    "<Instruct>: {{ messages | selectattr('role', 'eq', 'system') | map(attribute='content') | first | default('Retrieve passages') }}\n"
    "<Query>: {{ messages | selectattr('role', 'eq', 'query') | map(attribute='content') | first }}\n"
    "<Document>: {{ messages | selectattr('role', 'eq', 'document') | map(attribute='content') | first }}<|im_end|>\n"
    "<|im_start|>assistant\n<think>\n\n</think>\n\n"
)


def bpe(special, template):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([text for pair in PAIRS for text in pair], trainer)
    if template:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]",
            pair="[CLS] $A [SEP] $B:1 [SEP]:1",
            special_tokens=[(s, tokenizer.token_to_id(s)) for s in ("[CLS]", "[SEP]")],
        )
    return tokenizer


def encoder_tokenizer():
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], True),
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=ENCODER_LENGTH,
    )


def modernbert_config(**more):
    return ModernBertConfig(
        max_position_embeddings=ENCODER_LENGTH,
        pad_token_id=0,
        cls_token_id=2,
        sep_token_id=3,
        bos_token_id=2,
        eos_token_id=3,
        global_attn_every_n_layers=2,
        local_attention=16,
        initializer_range=0.35,
        initializer_cutoff_factor=2.0,
        **SMALL,
        **more,
    )


def saved(model, tokenizer, folder):
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def modernbert(raw):
    config = modernbert_config(num_labels=1, classifier_pooling="mean")
    return CrossEncoder(saved(ModernBertForSequenceClassification(config), encoder_tokenizer(), raw), device="cpu")


def dense(raw):
    transformer = Transformer(
        saved(ModernBertModel(modernbert_config()), encoder_tokenizer(), raw), transformer_task="feature-extraction"
    )
    modules = [
        transformer,
        Pooling(SMALL["hidden_size"], pooling_mode="cls"),
        Dense(SMALL["hidden_size"], 16, activation_function=torch.nn.GELU()),
        Dense(16, 1, activation_function=None, module_output_name="scores"),
    ]
    prompts = {"query": "search: "}
    return CrossEncoder(modules=modules, device="cpu", prompts=prompts, default_prompt_name="query")


def causal(raw, chat_template):
    tokenizer = bpe(["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"], False)
    tokenizer.add_tokens(["yes", "no"])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<|endoftext|>",
        eos_token="<|endoftext|>",
        padding_side="left",
        model_max_length=CAUSAL_LENGTH,
    )
    if chat_template:
        fast.chat_template = chat_template
    config = Qwen3Config(
        **(SMALL | {"vocab_size": VOCABULARY + 2}),
        num_key_value_heads=2,
        head_dim=8,
        max_position_embeddings=512,
        tie_word_embeddings=True,
        initializer_range=0.3,
        pad_token_id=0,
        eos_token_id=0,
        bos_token_id=0,
    )
    transformer = Transformer(saved(Qwen3ForCausalLM(config), fast, raw), transformer_task="text-generation")
    yes, no = (transformer.tokenizer.convert_tokens_to_ids(word) for word in ("yes", "no"))
    prompts = {"prompts": PROMPTS, "default_prompt_name": "query"} if chat_template else {}
    return CrossEncoder(
        modules=[transformer, LogitScore(true_token_id=yes, false_token_id=no)],
        activation_fn=torch.nn.Identity() if chat_template else torch.nn.Sigmoid(),
        device="cpu",
        **prompts,
    )


def classes(raw):
    config = BertConfig(
        max_position_embeddings=ENCODER_LENGTH,
        num_labels=3,
        initializer_range=0.3,
        id2label={0: "contradiction", 1: "entailment", 2: "neutral"},
        **SMALL,
    )
    return CrossEncoder(saved(BertForSequenceClassification(config), encoder_tokenizer(), raw), device="cpu")


KINDS = {
    "modernbert": modernbert,
    "dense": dense,
    "causal": lambda raw: causal(raw, CHAT_TEMPLATE),
    "causal-plain": lambda raw: causal(raw, None),
    "classes": classes,
}


def expected(model, pairs, **prompt):
    """``no tokens`` where the reference raises an error, as it does for a pair without any."""
    rows = []
    for pair in pairs:
        try:
            tokens = model.preprocess([pair], prompt=model._resolve_prompt(prompt.get("prompt"), None))["input_ids"].shape[1]
        except IndexError:
            rows.append({"error": "no tokens"})
            continue
        score, logit = (
            model.predict([pair], show_progress_bar=False, **activation, **prompt)[0].tolist()
            for activation in ({}, {"activation_fn": torch.nn.Identity()})
        )
        rows.append({"tokens": tokens, "score": score, "logit": logit})
    return rows


def keep_what_scores(directory):
    for module in directory.glob("*_*/"):
        shutil.rmtree(module)
    for pattern in ("riverrank-report.*", "README.md", "generation_config.json", "chat_template.jinja"):
        for path in directory.glob(pattern):
            path.unlink()


def write(kind, make, out):
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / kind
        torch.manual_seed(11)
        make(Path(scratch) / "raw").save_pretrained(source)
        model = CrossEncoder(str(source), device="cpu")
        target = out / kind
        shutil.rmtree(target, ignore_errors=True)
        command = [sys.executable, ROOT / "deploy/models/prepare.py", source, "--out", target]
        subprocess.run(command + ["--variants", "fp32", "--fuse", "never"], check=True)
        keep_what_scores(target)
        (target / "expected.json").write_text(json.dumps(expected(model, PAIRS)) + "\n")
        if kind in OTHER_PROMPTS:
            prompts = {
                prompt: expected(model, PAIRS[:12], prompt=model.prompts.get(prompt, prompt))
                for prompt in OTHER_PROMPTS[kind]
            }
            (target / "expected-prompts.json").write_text(json.dumps(prompts) + "\n")


if __name__ == "__main__":
    for name, make_model in KINDS.items():
        if len(sys.argv) < 3 or name in sys.argv[2:]:
            write(name, make_model, Path(sys.argv[1]))
