"""The content of a TOML file as text and as tables."""

import codecs
import tomllib
from collections.abc import Mapping

from swit_data.errors import FrameworkError


def normalised(content: bytes) -> bytes:
    """Return a file without what may differ: line ends and the mark that Windows editors put first."""
    return content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")


def decoded(content: bytes, name: str) -> str:
    """Return a file as text.

    Raises:
        FrameworkError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FrameworkError(
            f"{name}: line {line} is not UTF-8; allowed: a TOML file in UTF-8. Save it as UTF-8."
        ) from error


def tables_in(content: bytes, name: str) -> Mapping[str, object]:
    """Return the tables of a normalised file.

    Raises:
        FrameworkError: it is not UTF-8, or not TOML.
    """
    try:
        return tomllib.loads(decoded(content, name))
    except (ValueError, RecursionError) as error:  # an endless number, brackets without end
        raise FrameworkError(
            f"{name}: this is not a TOML file: {error}. Correct that line."
        ) from error
