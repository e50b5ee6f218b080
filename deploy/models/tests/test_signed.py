"""Files with int8 activations are told by their graph, whoever wrote them."""

import numpy as np
import onnx
import pytest
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)

import prepare
import rewrite
from riverrank_models.signed import has_signed_activations, slow_files

PLAIN = onnx.parser.parse_model("""<ir_version: 9, opset_import: ["": 17]>
    product (float[rows, 8] x) => (float[rows, 8] y) <float[8, 8] w> {
        y = MatMul(x, w)
    }""")


class Rows(CalibrationDataReader):
    def __init__(self) -> None:
        numbers = np.random.default_rng(3)
        self.rows = [{"x": numbers.normal(size=(4, 8)).astype(np.float32)} for _ in range(3)]

    def get_next(self) -> dict | None:
        return self.rows.pop() if self.rows else None


@pytest.fixture(
    params=[
        (QuantType.QInt8, QuantFormat.QOperator),
        (QuantType.QUInt8, QuantFormat.QOperator),
        (QuantType.QInt8, QuantFormat.QDQ),
    ]
)
def quantised(request, tmp_path):
    """(a file as ONNX Runtime's own tool writes it, whether it multiplies signed activations)."""
    activations, form = request.param
    model = onnx.ModelProto()
    model.CopyFrom(PLAIN)
    weight = np.random.default_rng(4).normal(size=(8, 8)).astype(np.float32)
    del model.graph.initializer[:]
    model.graph.initializer.append(onnx.numpy_helper.from_array(weight, "w"))
    onnx.save(model, tmp_path / "plain.onnx")
    path = tmp_path / "onnx" / "model_int8.onnx"
    path.parent.mkdir()
    quantize_static(
        tmp_path / "plain.onnx",
        path,
        Rows(),
        quant_format=form,
        activation_type=activations,
        weight_type=QuantType.QInt8,
    )
    return path, activations == QuantType.QInt8 and form == QuantFormat.QOperator


def test_zero_point_says_the_type(quantised, tmp_path):
    path, signed = quantised
    assert has_signed_activations(onnx.load(path)) == signed
    assert slow_files(tmp_path) == ([path] if signed else [])
    (tmp_path / "broken.onnx").write_bytes(b"nothing")
    assert slow_files(tmp_path) == ([path] if signed else [])


def test_said_by_the_tools(quantised, tmp_path, capsys):
    path, signed = quantised
    assert rewrite.main([str(path), str(tmp_path / "out.onnx")]) == 3
    error = capsys.readouterr().err
    assert ("quantises activations to int8" in error) == signed
    (tmp_path / "config.json").write_text("{}")
    assert prepare.main([str(tmp_path), "--out", str(tmp_path.with_name("out"))]) == 3
    error = capsys.readouterr().err
    assert (f"{path} quantises activations to int8" in error) == signed
