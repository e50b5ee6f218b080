"""A tokenizer.json is made where a model has only the files of an older tokenizer."""

import json

import tiny_models
from tokenizers import Tokenizer

from riverrank_models import loading, output_directory
from riverrank_models.pairs import read_pairs
from riverrank_models.template.tokens import tokens


def test_vocab_txt(tmp_path):
    source = tiny_models.bert(tmp_path / "source")
    expected = loading.load(source, tmp_path / "work", None)
    vocabulary = expected.tokenizer.get_vocab()
    (source / "vocab.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.get)))
    (source / "tokenizer.json").unlink()
    config = {"tokenizer_class": "BertTokenizer", "model_max_length": 512, "do_lower_case": True}
    (source / "tokenizer_config.json").write_text(json.dumps(config))

    reference = loading.load(source, tmp_path / "work2", None)
    out = tmp_path / "out"
    out.mkdir()
    output_directory.save_configuration(reference, out, tmp_path)
    written = Tokenizer.from_file(str(out / "tokenizer.json"))
    written.no_truncation()
    written.no_padding()
    for pair in read_pairs(None):
        found = tokens(reference.template, written, *pair)
        assert found == tokens(expected.template, expected.tokenizer, *pair)
