"""Each mistake in the modules of a model ends with a sentence that says what to do."""

import json
import shutil

import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast, T5Config, T5ForSequenceClassification

import prepare
from random_models import kinds
from riverrank_models.pairs import read_pairs


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    workshop = kinds.Workshop([text for pair in read_pairs(None) for text in pair], 1500)
    for kind in ("dense", "causal"):
        torch.manual_seed(3)
        kinds.KINDS[kind](workshop).save_pretrained(str(folder / kind), create_model_card=False)
    return folder


@pytest.fixture
def copy(sources, tmp_path):
    def make(kind):
        return shutil.copytree(sources / kind, tmp_path / kind)

    return make


def fails(capsys, model, *arguments, says):
    out = model.with_name("out")
    assert prepare.main([str(model), "--out", str(out), *arguments]) == 3
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert says in error
    assert error.startswith("prepare.py: ")
    assert not out.exists()


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def modules(folder, number, **values):
    path = folder / "modules.json"
    listed = json.loads(path.read_text())
    listed[number] |= values
    path.write_text(json.dumps(listed))


def test_listing(capsys, copy):
    dense = copy("dense")
    modules(dense, 2, type="my.package.Gate")
    fails(capsys, dense, says="has the module my.package.Gate, which can't be compiled; known are")
    modules(dense, 2, type="sentence_transformers.base.modules.router.Router")
    fails(capsys, dense, says="Router, which can't be compiled")
    modules(dense, 2, type="sentence_transformers.base.modules.dense.Dense", path="2_Gone")
    fails(capsys, dense, says="has no folder 2_Gone, which modules.json names for its Dense")
    modules(dense, 2, path="2_Dense")
    (dense / "2_Dense/model.safetensors").unlink()
    fails(capsys, dense, says="2_Dense has no weights (model.safetensors) for its Dense")
    listed = json.loads((dense / "modules.json").read_text())
    (dense / "modules.json").write_text(json.dumps(listed[1:2]))
    fails(capsys, dense, says="does not begin with a Transformer")
    (dense / "modules.json").write_text('{"0": 1}')
    fails(capsys, dense, says="is no list of modules")


def test_shapes(capsys, copy):
    dense = copy("dense")
    change(dense / "2_Dense/config.json", in_features=48)
    fails(capsys, dense, says="size mismatch for linear.weight")
    state = load_file(dense / "2_Dense/model.safetensors")
    state["linear.weight"] = state["linear.weight"][:, :48].clone()
    save_file(state, dense / "2_Dense/model.safetensors")
    fails(capsys, dense, says="module 2 of")
    change(dense / "2_Dense/config.json", module_input_name="unheard_of")
    fails(capsys, dense, says="(Dense) can't take what the modules before it give")


def test_chains_without_scores(capsys, copy):
    dense = copy("dense")
    change(dense / "3_Dense/config.json", module_output_name="sentence_embedding")
    fails(capsys, dense, says="give no scores of shape [rows,")
    causal = copy("causal")
    (causal / "modules.json").write_text(
        json.dumps(json.loads((causal / "modules.json").read_text())[:1])
    )
    fails(capsys, causal, says="give no scores of shape [rows,")


def test_token_ids_outside_of_the_vocabulary(capsys, copy):
    causal, dense = copy("causal"), copy("dense")
    change(causal / "1_LogitScore/config.json", false_token_id=99999)
    fails(capsys, causal, says="LogitScore reads the token id 99999")
    tokenizer = PreTrainedTokenizerFast.from_pretrained(dense)
    tokenizer.add_tokens([f"<more-{i}>" for i in range(600)])
    tokenizer.save_pretrained(dense)
    fails(capsys, dense, says="but the model has embeddings of")


def test_tokenizer_that_knows_nothing(capsys, copy):
    dense = copy("dense")
    empty = Tokenizer(models.WordPiece({"[PAD]": 0, "[UNK]": 1}, unk_token="[UNK]"))
    PreTrainedTokenizerFast(
        tokenizer_object=empty, pad_token="[PAD]", unk_token="[UNK]", model_max_length=512
    ).save_pretrained(dense)
    fails(capsys, dense, says="maps nearly all text to [UNK]")


def test_prompts_and_templates(capsys, copy):
    causal = copy("causal")
    fails(capsys, causal, "--max-length", "100", says="which leaves no room for it in 100")
    change(
        causal / "config_sentence_transformers.json",
        prompts={"query": "long " * 700},
    )
    fails(capsys, causal, says="shorten the prompt, or raise --max-length")
    (causal / "chat_template.jinja").write_text("{{ messages[0].content }}")
    fails(capsys, causal, says="the chat template can't carry a pair")


@pytest.mark.parametrize("task", ["any-to-any", "retrieval"])
def test_tasks_of_more_than_texts(capsys, copy, task):
    dense = copy("dense")
    change(dense / "sentence_bert_config.json", transformer_task=task)
    fails(capsys, dense, says=f"has the transformer_task {task}, which is for models that read")


def test_scores_of_a_token_are_of_causal_models(capsys, copy):
    """In a masked language model the last token may be padding, so that the reference's own scores
    depend on the batch."""
    causal = copy("causal")
    change(causal / "sentence_bert_config.json", transformer_task="sequence-classification")
    fails(capsys, causal, says="is a LogitScore, which must come right after a Transformer of the")


def test_texts_that_the_reference_refuses(capsys, tmp_path):
    """T5 and BART classify by the last end token, of which each text of a batch must have as many;
    some of the built-in texts hold one."""
    shape = {"d_model": 64, "d_kv": 16, "d_ff": 96, "num_layers": 2, "num_heads": 4}
    tokens = {"pad_token_id": 0, "eos_token_id": 3, "decoder_start_token_id": 0}
    config = T5Config(vocab_size=1500, num_labels=1, **shape, **tokens)
    T5ForSequenceClassification(config).save_pretrained(tmp_path / "t5")
    corpus = [text for pair in read_pairs(None) for text in pair]
    kinds.Workshop(corpus, 1500).encoder_tokenizer().save_pretrained(tmp_path / "t5")
    fails(capsys, tmp_path / "t5", says="same number of <eos> tokens")
