"""Makes a Riverrank model directory of a sentence-transformers CrossEncoder; see README.md.

    python prepare.py MODEL --out DIR

Exit codes: 0 every variant is as good as its limits ask; 1 a variant strayed and was removed;
2 the command line or an input file is wrong; 3 the model can't be prepared.
"""

import os
import sys

from riverrank_models.command_line import parse
from riverrank_models.errors import BAD_INPUT, PrepareError


def main(arguments: list[str] | None = None) -> int:
    try:
        options = parse(arguments)
        if not options.download:
            # Before the libraries are imported: they read it once.
            os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from riverrank_models.pipeline import prepare

        return prepare(options)
    except PrepareError as error:
        print(f"prepare.py: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        where = error.filename or "a file"
        print(f"prepare.py: {where} can't be read or written: {error.strerror}", file=sys.stderr)
        return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
