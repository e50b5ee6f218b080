"""int8 with fixed scales: only where it is asked for, and with NNCF."""

import builtins
import json

import onnx
import pytest
import tiny_models

import prepare
from riverrank_models import checks, static_int8
from riverrank_models.errors import InputError


def test_every_scale_is_in_the_file(tmp_path, monkeypatch):
    """Of a model of random weights, which is no measure of int8."""
    loose = checks.Limits(spearman=0.9, alone_batched=1e-5)
    monkeypatch.setitem(checks.LIMITS, "int8-static", loose)
    source = tiny_models.bert(tmp_path / "source")
    out = tmp_path / "out"
    code = prepare.main(
        [str(source), "--out", str(out), "--threads", "1", "--fuse", "never"]
        + ["--max-length", "128", "--variants", "fp32,int8-static"]
    )
    assert code == 0
    report = json.loads((out / "riverrank-report.json").read_text())
    fp32, static = report["variants"]
    assert static["name"] == "int8-static" and static["kept"]
    assert static["alone_batched"] <= 1e-5
    assert static["size_bytes"] < 0.7 * fp32["size_bytes"]
    assert "for OpenVINO" in str(static["notes"])
    model = onnx.load(out / static["file"])
    operators = {node.op_type for node in model.graph.node}
    assert {"QuantizeLinear", "DequantizeLinear"} <= operators
    assert "DynamicQuantizeLinear" not in operators and "MatMulInteger" not in operators


def test_without_nncf_it_says_what_to_install(monkeypatch):
    imported = builtins.__import__

    def without_nncf(name, *rest, **named):
        if name == "nncf":
            raise ImportError("No module named 'nncf'")
        return imported(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_nncf)
    with pytest.raises(InputError, match="requirements-static.txt"):
        static_int8.require()
