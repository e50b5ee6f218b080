"""Models with random weights, small enough to make for each test."""

import json
from pathlib import Path

import torch
import transformers
from old_gte_reference import to_old_names
from safetensors.torch import load_file, save_file
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from riverrank_models.pairs import read_pairs

SHAPE = {
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "num_labels": 1,
    "initializer_range": 0.25,
}
VOCABULARY = 1200  # more rows than the smallest table that int8 converts


def bert_tokenizer() -> transformers.PreTrainedTokenizerFast:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = special + _pieces("", "##")
    tokenizer = Tokenizer(
        models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=512,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )


def unigram_tokenizer(max_length: int) -> transformers.PreTrainedTokenizerFast:
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [(piece, 0.0) for piece in special]
    pieces += [(piece, -2.0 - i / 100) for i, piece in enumerate(_pieces("▁", ""))]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=max_length,
        bos_token="<s>",
        cls_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        sep_token="</s>",
        unk_token="<unk>",
        model_input_names=["input_ids", "attention_mask"],
    )


def _pieces(word_start: str, word_inside: str) -> list[str]:
    """Every letter of the built-in pairs, and their most frequent words."""
    texts = [text.lower() for pair in read_pairs(None) for text in pair]
    letters = sorted({letter for text in texts for letter in text if not letter.isspace()})
    counts: dict[str, int] = {}
    for text in texts:
        for word in text.split():
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    pieces = [word_start + letter for letter in letters] + [word_inside + x for x in letters]
    pieces += [word_start] if word_start else []
    pieces += [word_start + word for word in words if len(word) > 1]
    return list(dict.fromkeys(pieces))[: VOCABULARY - 5]


def bert(folder: Path, seed: int = 1, **changes) -> Path:
    """As sentence-transformers saves it."""
    config = transformers.BertConfig(vocab_size=VOCABULARY, **SHAPE | changes)
    return _save(folder, transformers.BertForSequenceClassification, config, bert_tokenizer(), seed)


def xlm_roberta(folder: Path, seed: int = 1) -> Path:
    config = transformers.XLMRobertaConfig(
        vocab_size=VOCABULARY, type_vocab_size=1, max_position_embeddings=514, **SHAPE
    )
    tokenizer = unigram_tokenizer(512)
    return _save(folder, transformers.XLMRobertaForSequenceClassification, config, tokenizer, seed)


def gte(folder: Path, seed: int = 1, rope: dict | None = None) -> Path:
    config = transformers.GteConfig(
        vocab_size=VOCABULARY, max_position_embeddings=8192, rope_parameters=rope, **SHAPE
    )
    tokenizer = unigram_tokenizer(8192)
    return _save(folder, transformers.GteForSequenceClassification, config, tokenizer, seed)


def modernbert(folder: Path, seed: int = 1, pooling: str = "cls") -> Path:
    config = transformers.ModernBertConfig(
        vocab_size=VOCABULARY,
        pad_token_id=0,
        cls_token_id=2,
        sep_token_id=3,
        bos_token_id=2,
        eos_token_id=3,
        local_attention=16,
        classifier_pooling=pooling,
        **SHAPE,
    )
    kind = transformers.ModernBertForSequenceClassification
    return _save(folder, kind, config, bert_tokenizer(), seed)


def old_gte(folder: Path, seed: int = 1, **changes) -> Path:
    """A checkpoint as the older code of gte-multilingual-reranker-base writes it."""
    gte(folder, seed)
    state = load_file(folder / "model.safetensors")
    save_file(to_old_names(state), folder / "model.safetensors", metadata={"format": "pt"})
    code = "Alibaba-NLP/new-impl--"
    config = {
        "architectures": ["NewForSequenceClassification"],
        "auto_map": {
            "AutoConfig": f"{code}configuration.NewConfig",
            "AutoModelForSequenceClassification": f"{code}modeling.NewForSequenceClassification",
        },
        "model_type": "new",
        "hidden_act": "gelu",
        "hidden_size": SHAPE["hidden_size"],
        "id2label": {"0": "LABEL_0"},
        "label2id": {"LABEL_0": 0},
        "intermediate_size": SHAPE["intermediate_size"],
        "layer_norm_eps": 1e-12,
        "layer_norm_type": "layer_norm",
        "logn_attention_clip1": False,
        "logn_attention_scale": False,
        "max_position_embeddings": 8192,
        "num_attention_heads": SHAPE["num_attention_heads"],
        "num_hidden_layers": SHAPE["num_hidden_layers"],
        "pack_qkv": True,
        "pad_token_id": 1,
        "position_embedding_type": "rope",
        "rope_scaling": {"factor": 8.0, "type": "ntk"},
        "rope_theta": 20000,
        "torch_dtype": "float32",
        "type_vocab_size": 1,
        "unpad_inputs": False,
        "use_memory_efficient_attention": False,
        "vocab_size": VOCABULARY,
    }
    (folder / "config.json").write_text(json.dumps(config | changes))
    for name in ("modules.json", "sentence_bert_config.json", "config_sentence_transformers.json"):
        (folder / name).unlink()
    return folder


def _save(folder: Path, kind, config, tokenizer, seed: int) -> Path:
    torch.manual_seed(seed)
    model = kind(config).eval()
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):  # zero otherwise, which hides a bias that is lost
            torch.nn.init.normal_(parameter, std=0.1)
    plain = folder.with_name(folder.name + "-plain")
    model.save_pretrained(plain)
    tokenizer.save_pretrained(plain)
    CrossEncoder(str(plain), device="cpu").save_pretrained(str(folder), create_model_card=False)
    return folder
