"""Makes a leaner graph, or the row-wise int8 one, of an ONNX file; see README.md.

    python rewrite.py model.onnx lean.onnx
    python rewrite.py model.onnx model_qint8_rowwise.onnx --int8

For a model whose PyTorch weights are not at hand; where they are, prepare.py checks more.
Exit codes: 0 the file is written; 2 a name is wrong; 3 the graph can't be rewritten.
"""

import sys

from riverrank_models.errors import PrepareError
from riverrank_models.rewrite import parse, rewrite


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    try:
        print(rewrite(options.source, options.out, options.int8))
    except PrepareError as error:
        print(f"rewrite.py: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
