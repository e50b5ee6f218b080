"""Writes tokenizers.json: small tokenizers whose tokenizer.json is unlike what their class in transformers builds, and the
token ids that transformers gives (pip install transformers==5.24.0 tokenizers; no torch needed).

  python make_tokenizers.py operators/src/test/resources/io/riverrank/operators/tokenizer/tokenizers.json
"""

import json
import sys
import tempfile
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import AutoTokenizer

BERT = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ROBERTA = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
FUNNEL = ["<pad>", "<unk>", "<cls>", "<sep>", "<mask>", "<s>", "</s>"]
DEBERTA = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
LETTERS = list("abcAÜüuBberfi1,.日本①ﬁ")
PAIRS = [
    ("a  b", "Ab\tab "),
    (" Über ab1", "① ﬁ a,b."),
    ("日本", "a" * 60),
    ("", "b\u0000a"),
    ("a </s> b", "zz"),
]


def word_piece(special, prefix="##", longest=100, unknown="[UNK]"):
    words = special + sorted(set(LETTERS)) + ["ab", "##a", "##b", "@@b", "uber", "über", "##ab"]
    vocab = {word: i for i, word in enumerate(dict.fromkeys(words))}
    return Tokenizer(
        models.WordPiece(
            vocab, unk_token=unknown, continuing_subword_prefix=prefix, max_input_chars_per_word=longest
        )
    )


def unigram(special, unknown):
    pieces = [(token, 0.0) for token in special]
    pieces += [(letter, -5.0 - i / 100) for i, letter in enumerate(sorted(set(LETTERS)))]
    pieces += [("▁", -3.0), ("▁a", -2.0), ("▁b", -2.1), ("ab", -2.5), ("▁ab", -1.0), ("  ", -4.0), ("fi", -4.0)]
    return Tokenizer(models.Unigram(pieces, unk_id=special.index(unknown)))


def bpe(special, unknown):
    letters = [letter for letter in LETTERS if letter.isascii()] + ["Ġ", "Ã", "ľ", "¼"]
    vocab = {word: i for i, word in enumerate(dict.fromkeys(special + letters + ["ab", "Ġa", "Ġab", "Ġb"]))}
    merges = [("a", "b"), ("Ġ", "ab"), ("Ġ", "a"), ("Ġ", "b")]
    return Tokenizer(models.BPE(vocab, merges, unk_token=unknown, fuse_unk=True))


def template(first, last, special):
    return processors.TemplateProcessing(
        single=f"{first} $A {last}",
        pair=f"{first} $A {last} $B {last}",
        special_tokens=[(first, special.index(first)), (last, special.index(last))],
    )


def cases():
    lower = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    bert_normalizer = normalizers.BertNormalizer(clean_text=False, lowercase=True)
    bert_split = pre_tokenizers.BertPreTokenizer()
    spaces = pre_tokenizers.WhitespaceSplit()
    metaspace = pre_tokenizers.Metaspace()
    bytes_ = pre_tokenizers.ByteLevel(add_prefix_space=False)

    def bert(name, tokenizer, normalizer, split, config, model_type="bert", special=None):
        special = special or BERT
        first, last = {"<s>": ("<s>", "</s>"), "<pad>": ("<cls>", "<sep>")}.get(special[0], ("[CLS]", "[SEP]"))
        return name, tokenizer, normalizer, split, template(first, last, special), config, model_type, special

    cased = {"tokenizer_class": "BertTokenizer", "do_lower_case": False}
    yield bert("BERT with a sequence of normalizers", word_piece(BERT), lower, bert_split, cased)
    yield bert("BERT without a normalizer", word_piece(BERT), None, bert_split, {"tokenizer_class": "BertTokenizerFast"})
    yield bert("BERT that keeps control characters", word_piece(BERT), bert_normalizer, bert_split, cased)
    yield bert("BERT that splits at spaces", word_piece(BERT), bert_normalizer, spaces, cased)
    yield bert("BERT with another prefix", word_piece(BERT, "@@", 3), bert_normalizer, bert_split, cased)
    yield bert("no class, Electra's type", word_piece(BERT), lower, bert_split, {"do_lower_case": False}, "electra")
    yield bert("ConvBERT's class", word_piece(BERT), lower, spaces, {"tokenizer_class": "ConvBertTokenizer"}, "convbert")
    yield bert("a class that takes the file", word_piece(BERT), lower, spaces, {"tokenizer_class": "PreTrainedTokenizerFast"})
    yield bert("a type that takes the file", word_piece(BERT), lower, spaces, cased, "modernbert")
    yield bert("a class that is not known", word_piece(BERT), lower, spaces, {"tokenizer_class": "MyTokenizer"})
    mpnet = {"tokenizer_class": "MPNetTokenizer", "unk_token": "<unk>"}
    yield bert("MPNet", word_piece(ROBERTA, unknown="<unk>"), lower, spaces, mpnet, "mpnet", ROBERTA)
    funnel = {"tokenizer_class": "FunnelTokenizer"}
    yield bert("Funnel", word_piece(FUNNEL, unknown="<unk>"), lower, spaces, funnel, "funnel", FUNNEL)
    for lowers, splits, prefix in [(False, False, True), (True, True, True), (False, True, False)]:
        config = {
            "tokenizer_class": "DebertaV2Tokenizer",
            "do_lower_case": lowers,
            "split_by_punct": splits,
            "add_prefix_space": prefix,
        }
        name = f"DeBERTa-v2, lower {lowers}, punctuation {splits}, prefix {prefix}"
        yield bert(name, unigram(DEBERTA, "[UNK]"), normalizers.NFKC(), metaspace, config, "deberta-v2", DEBERTA)
    for prefix in (True, False):
        config = {"tokenizer_class": "XLMRobertaTokenizer", "add_prefix_space": prefix}
        name = f"XLM-RoBERTa, prefix {prefix}"
        yield bert(name, unigram(ROBERTA, "<unk>"), lower, metaspace, config, "xlm-roberta", ROBERTA)
    yield bert("no class, gte's type", unigram(ROBERTA, "<unk>"), lower, metaspace, {}, "gte", ROBERTA)
    yield bert(
        "CamemBERT", unigram(ROBERTA, "<unk>"), lower, metaspace, {"tokenizer_class": "CamembertTokenizer"}, "camembert", ROBERTA
    )
    for prefix in (True, False):
        config = {"tokenizer_class": "RobertaTokenizerFast", "add_prefix_space": prefix}
        yield bert(f"RoBERTa, prefix {prefix}", bpe(ROBERTA, "<unk>"), lower, bytes_, config, "roberta", ROBERTA)
    yield bert("DeBERTa", bpe(DEBERTA, "[UNK]"), lower, bytes_, {"tokenizer_class": "DebertaTokenizer"}, "deberta", DEBERTA)


def main(target):
    written = []
    for name, tokenizer, normalizer, split, processor, settings, model_type, special in cases():
        tokenizer.normalizer = normalizer
        tokenizer.pre_tokenizer = split
        tokenizer.post_processor = processor
        tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
        config = {"model_type": model_type}
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            tokenizer.save(str(folder / "tokenizer.json"))
            (folder / "tokenizer_config.json").write_text(json.dumps(settings))
            (folder / "config.json").write_text(json.dumps(config))
            reference = AutoTokenizer.from_pretrained(folder)
            pairs = []
            for query, document in PAIRS:
                encoded = reference.backend_tokenizer.encode(query, document)
                pairs.append({"query": query, "document": document, "ids": encoded.ids, "types": encoded.type_ids})
            changed = any(
                tokenizer.encode(pair["query"], pair["document"]).ids != pair["ids"] for pair in pairs
            )
            written.append(
                {
                    "name": name,
                    "changed": changed,
                    "tokenizer": json.loads((folder / "tokenizer.json").read_text()),
                    "tokenizer_config": settings,
                    "config": config,
                    "pairs": pairs,
                }
            )
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in written)
    Path(target).write_text(f"[\n{lines}\n]\n")


main(sys.argv[1])
