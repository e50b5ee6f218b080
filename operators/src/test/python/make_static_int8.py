"""Writes the small XLM-RoBERTa in int8 with fixed scales, found with the parity cases:

  pip install -r deploy/models/requirements-static.txt
  python make_static_int8.py operators/src/test/resources
"""

import json
import sys
from pathlib import Path

import nncf
import numpy
import onnx
from tokenizers import Tokenizer

resources = Path(sys.argv[1])
model = resources / "models" / "xlmr-tiny"
tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.enable_truncation(128)
pairs = json.loads((resources / "parity" / "pairs.json").read_text("utf-8"))
batches = []
for pair in pairs:
    if pair["query"].strip():
        ids = tokenizer.encode(pair["query"], pair["document"]).ids
        batches.append({"input_ids": numpy.array([ids]), "attention_mask": numpy.ones((1, len(ids)), numpy.int64)})
quantised = nncf.quantize(
    onnx.load(model / "onnx" / "model.onnx"), nncf.Dataset(batches), model_type=nncf.ModelType.TRANSFORMER
)
onnx.save(quantised, resources / "graphs" / "xlmr_tiny_static_int8.onnx")
