"""How a pair becomes tokens, taken out of a model's code and written down as data."""

from .compare import compare_tokens
from .compiling import template_of
from .pair_template import PairTemplate

__all__ = ["PairTemplate", "compare_tokens", "template_of"]
