"""Each mistake ends with a sentence that says what to do, and nothing half made."""

import json

import pytest
import tiny_models
from safetensors.torch import load_file, save_file

import prepare


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    return tiny_models.bert(tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture
def copy(bert, tmp_path):
    """A copy to break."""
    folder = tmp_path / "model"
    folder.mkdir()
    for path in bert.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def fails(capsys, tmp_path, model, *arguments, code=3, says):
    out = tmp_path / "out"
    assert prepare.main([str(model), "--out", str(out), *arguments]) == code
    assert says in capsys.readouterr().err
    assert not out.exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def change(folder, file, **values):
    path = folder / file
    content = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(content | values))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--variants", "fp32,fp8"], "--variants is 'fp32,fp8'; name one or more of"),
        (["--variants", ","], "name one or more of fp32, fp16, int8"),
        (["--opset", "11"], "--opset is 11; choose 17 to 20"),
        (["--threads", "0"], "--threads is 0; give at least 1"),
        (["--max-length", "4"], "--max-length is 4; a pair needs at least 8 tokens"),
        (["--max-length", "many"], "invalid int value"),
        (["--fuse", "maybe"], "invalid choice"),
        (["--pairs", "/nowhere.jsonl"], "--pairs /nowhere.jsonl can't be read"),
    ],
)
def test_command_line(capsys, tmp_path, bert, arguments, says):
    fails(capsys, tmp_path, bert, *arguments, code=2, says=says)


def test_model_that_is_not_there(capsys, tmp_path):
    name = "Alibaba-NLP/gte-multilingual-reranker-base"
    fails(capsys, tmp_path, name, code=2, says="is not a directory; to fetch a model of that name")
    file = tmp_path / "file"
    file.touch()
    fails(capsys, tmp_path, file, code=2, says="is a file; name the directory")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "has 0 pairs; give at least 10"),
        (b'{"query":"a","document":"b"}\nnot json\n', "line 2 is not JSON"),
        (b'{"query":"a"}\n', 'line 1 needs "query" and "document"'),
        (b'["a","b"]\n', 'line 1 needs "query" and "document"'),
        (b'{"query":"a","document":1}\n', 'line 1 needs "query" and "document"'),
        (b"\xff\xfe\n", "is not UTF-8 text"),
    ],
)
def test_pairs_file(capsys, tmp_path, bert, content, says):
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_bytes(content)
    fails(capsys, tmp_path, bert, "--pairs", str(pairs), code=2, says=says)


def test_out_directory(capsys, tmp_path, bert):
    out = tmp_path / "out"
    out.mkdir()
    (out / "precious").touch()
    for arguments, says in (([], "add --force to replace it"), (["--force"], "was not made by")):
        assert prepare.main([str(bert), "--out", str(out), *arguments]) == 2
        assert says in capsys.readouterr().err
        assert (out / "precious").exists()
    assert prepare.main([str(bert), "--out", str(bert / "inside")]) == 2
    assert "overlap; choose another directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "values", "says"),
    [
        (
            "config.json",
            {"architectures": ["T5ForConditionalGeneration"]},
            "reads images or writes texts",
        ),
        ("config.json", {"auto_map": {"AutoModel": "a/b--c.D"}}, "needs Python code of its own"),
        ("config.json", {"model_type": "unheard-of"}, "can't be loaded by sentence-transformers"),
        ("config_sentence_transformers.json", {"model_type": "SparseEncoder"}, "a SparseEncoder"),
        (
            "config_sentence_transformers.json",
            {"default_prompt_name": "q", "prompts": {"p": "query: "}},
            "sets the default prompt 'q', which is not among its prompts",
        ),
        (
            "config_sentence_transformers.json",
            {"activation_fn": "torch.nn.modules.activation.Tanh"},
            "Riverrank knows Sigmoid and Identity",
        ),
    ],
)
def test_models_that_riverrank_can_not_run(capsys, tmp_path, copy, file, values, says):
    change(copy, file, **values)
    fails(capsys, tmp_path, copy, says=says)


def test_models_without_modules_need_a_head(capsys, tmp_path, copy):
    (copy / "modules.json").unlink()
    change(copy, "config.json", architectures=["BertForMaskedLM"])
    fails(capsys, tmp_path, copy, says="no classification head")


def test_files_that_are_missing_or_broken(capsys, tmp_path, copy):
    state = load_file(copy / "model.safetensors")
    del state["classifier.weight"]
    save_file(state, copy / "model.safetensors", metadata={"format": "pt"})
    fails(capsys, tmp_path, copy, says="has no weights for classifier.weight, which would be")
    (copy / "model.safetensors").write_bytes(b"nothing")
    fails(capsys, tmp_path, copy, says="can't be loaded by sentence-transformers")
    (copy / "model.safetensors").unlink()
    fails(capsys, tmp_path, copy, says="has no PyTorch weights")
    (copy / "tokenizer.json").unlink()
    fails(capsys, tmp_path, copy, says="has no tokenizer")
    (copy / "config.json").write_text("{")
    fails(capsys, tmp_path, copy, says="config.json is not a JSON file")
    (copy / "config.json").unlink()
    fails(capsys, tmp_path, copy, says="has no config.json, so it is no model directory")
