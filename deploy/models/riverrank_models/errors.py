"""What ends the program with a sentence."""

BAD_INPUT = 2
BAD_MODEL = 3


class PrepareError(Exception):
    """Says what is wrong, where, and what to do; the program ends with its exit code."""

    exit_code = BAD_MODEL


class InputError(PrepareError):
    """The command line or a file named on it is wrong."""

    exit_code = BAD_INPUT


def first_line(error: BaseException) -> str:
    """The first line of a library's error, which often goes on for pages."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0].strip()}" if lines else type(error).__name__
