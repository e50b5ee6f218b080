"""Writes cased-tiny and deberta-tiny: cross-encoders with random weights whose tokenizer.json says something else than their
tokenizer class in transformers makes of it, with the scores that CrossEncoder.predict gives (expected.json).

  pip install -r deploy/models/requirements.txt sentencepiece protobuf
  python make_models.py operators/src/test/resources/models
"""

import io
import json
import sys
import tempfile
from pathlib import Path

import onnxruntime
import sentencepiece
import torch
import transformers
from sentence_transformers import CrossEncoder
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = ["rent", "Rent", "RENT", "bread", "Bread", "in", "canada", "CANADA", "Toronto", "toronto", "monthly", "Monthly"]
PAIRS = [
    ("Rent in CANADA", "Über die Miete in Toronto: Average Monthly RENT by Province"),
    ("Bread", "bread"),
    ("bread", "bread"),
    ("long text", " ".join(f"word{i} number {i}" for i in range(400))),
    ("ﬁne ｒｅｎｔ", "① ½ ﬁne  rent"),
    ("fine rent", "1 1/2 fine rent"),
    ("Café\u0301", "Cafe\u0301\tRENT "),
    ("日本 rent", "日本"),
    ("", ""),
]
# A few hundred kilobytes a model.
SHAPE = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 64,
    "num_labels": 1,
    "initializer_range": 0.4,
}
MAX_LENGTH = 64


def letters():
    texts = [text for pair in PAIRS for text in pair] + ["ÜBER über fi 1/2"]
    return sorted({letter for text in texts for letter in text if not letter.isspace()})


def template():
    return processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", SPECIAL.index("[CLS]")), ("[SEP]", SPECIAL.index("[SEP]"))],
    )


def bert():
    """tokenizer.json lowers, tokenizer_config.json says that nothing is."""
    pieces = SPECIAL + letters() + ["##" + letter for letter in letters()] + WORDS
    vocab = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    config = transformers.BertConfig(vocab_size=len(vocab), **SHAPE)
    settings = {"tokenizer_class": "BertTokenizer", "do_lower_case": False}
    return transformers.BertForSequenceClassification(config), tokenizer, settings


def charsmap():
    """A map of characters as sentencepiece writes it: that of its own nmt_nfkc is 300 KB."""
    rules = {"ﬁ": "fi", "①": "1", "½": "1/2"} | {chr(0xFF41 + i): chr(ord("a") + i) for i in range(26)}

    def code_points(text):
        return " ".join(f"{ord(letter):X}" for letter in text)

    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.write("".join(f"{code_points(a)}\t{code_points(b)}\n" for a, b in rules.items()))
        file.flush()
        trained = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["rent in canada", "bread"]),
            model_writer=trained,
            vocab_size=40,
            hard_vocab_limit=False,
            normalization_rule_tsv=file.name,
            minloglevel=2,
        )
    model = sentencepiece_model_pb2.ModelProto.FromString(trained.getvalue())
    return model.normalizer_spec.precompiled_charsmap


def deberta():
    """tokenizer.json has the map of characters, which transformers 5 leaves out."""
    pieces = [(token, 0.0) for token in SPECIAL] + [("▁", -4.0)]
    pieces += [(letter, -6.0 - i / 100) for i, letter in enumerate(letters())]
    pieces += [("▁" + word, -2.0 - i / 100) for i, word in enumerate(WORDS)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("[UNK]")))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(charsmap()), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    config = transformers.DebertaV2Config(
        vocab_size=len(pieces),
        type_vocab_size=0,
        relative_attention=True,
        position_biased_input=False,
        pos_att_type=["p2c", "c2p"],
        position_buckets=16,
        share_att_key=True,
        norm_rel_ebd="layer_norm",
        **SHAPE,
    )
    settings = {"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": False, "split_by_punct": False}
    return transformers.DebertaV2ForSequenceClassification(config), tokenizer, settings


class Logits(torch.nn.Module):
    """A model of named inputs as one of positional inputs, as the exporter calls it."""

    def __init__(self, model, names):
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, *inputs):
        return self.model(**dict(zip(self.names, inputs, strict=True))).logits


def export(reference, path):
    features = reference.tokenizer(["a b c d e", "a"], ["f g h i", "b"], padding=True, return_tensors="pt")
    names = list(features)
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Logits(reference.model, names).eval(),
        tuple(features.values()),
        str(path),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "sequence"} for name in names} | {"logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def predict(folder):
    """Score and logit of each pair, one at a time."""
    encoder = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    return encoder, [
        (
            float(encoder.predict([pair])[0]),
            float(encoder.predict([pair], activation_fn=torch.nn.Identity())[0]),
        )
        for pair in PAIRS
    ]


def write(target, kind):
    torch.manual_seed(17)
    model, tokenizer, settings = kind()
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.normal_(parameter, std=0.1)
    tokenizer.post_processor = template()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in SPECIAL])
    names = dict(zip(["pad_token", "unk_token", "cls_token", "sep_token", "mask_token"], SPECIAL))
    settings = settings | names | {"model_max_length": MAX_LENGTH}
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        model.eval().save_pretrained(folder)
        tokenizer.save(str(folder / "tokenizer.json"))
        (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
        reference, scores = predict(folder)
        export(reference, target / "onnx" / "model.onnx")
        for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
            (target / name).write_text((folder / name).read_text())
        as_it_is = settings | {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_input_names": reference.tokenizer.model_input_names,
        }
        (folder / "tokenizer_config.json").write_text(json.dumps(as_it_is))
        _, others = predict(folder)
    session = onnxruntime.InferenceSession(str(target / "onnx" / "model.onnx"))
    cases = []
    for (query, document), (score, logit), (_, other) in zip(PAIRS, scores, others):
        features = reference.tokenizer(
            [query], [document], truncation="longest_first", max_length=MAX_LENGTH, return_tensors="np"
        )
        declared = {entry.name: features[entry.name] for entry in session.get_inputs()}
        exported = session.run(None, declared)[0].item()
        assert abs(exported - logit) < 5e-5, (query, exported, logit)
        cases.append(
            {
                "query": query,
                "document": document,
                "score": score,
                "logit": logit,
                "tokens": features["input_ids"].shape[1],
                "with_tokenizer_json_as_it_is": other,
            }
        )
    assert any(abs(case["logit"] - case["with_tokenizer_json_as_it_is"]) > 0.1 for case in cases)
    (target / "expected.json").write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")


folder = Path(sys.argv[1])
write(folder / "cased-tiny", bert)
write(folder / "deberta-tiny", deberta)
