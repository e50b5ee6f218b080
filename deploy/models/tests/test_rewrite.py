"""rewrite.py takes a graph of another exporter."""

import onnx
import pytest
import tiny_models

import rewrite
from riverrank_models import loading
from riverrank_models import rewrite as rewriting
from riverrank_models.export import export


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rewrite")
    reference = loading.load(tiny_models.bert(folder / "bert"), folder / "work", 128)
    export(reference, folder / "model.onnx", 17, folder)
    return folder / "model.onnx"


@pytest.mark.parametrize("int8", [False, True], ids=["fp32", "int8"])
def test_writes_a_graph_with_a_shorter_last_layer(source, tmp_path, int8, capsys):
    out = tmp_path / "out.onnx"
    assert rewrite.main([str(source), str(out), *(["--int8"] if int8 else [])]) == 0
    assert "6 matrix products on one token" in capsys.readouterr().out
    operators = {node.op_type for node in onnx.load(out).graph.node}
    assert ("MatMulIntegerToFloat" in operators) == int8


def test_removes_what_scores_otherwise(source, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(rewriting, "LIMIT", -1.0)
    assert rewrite.main([str(source), str(tmp_path / "out.onnx")]) == 3
    assert "a leaner graph" in capsys.readouterr().err
    assert not (tmp_path / "out.onnx").exists()


def test_says_what_is_wrong(source, tmp_path, capsys):
    assert rewrite.main([str(tmp_path / "none.onnx"), str(tmp_path / "out.onnx")]) == 2
    assert "is no file" in capsys.readouterr().err
    assert rewrite.main([str(source), str(source)]) == 2
    assert "choose another file" in capsys.readouterr().err
    (tmp_path / "broken.onnx").write_bytes(b"\xff" * 40)
    assert rewrite.main([str(tmp_path / "broken.onnx"), str(tmp_path / "out.onnx")]) == 3
    assert "can't be rewritten" in capsys.readouterr().err
