"""What translators settled in data/wording/never.toml: words never used, codes as they are written, what stays."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from swit_data import wording
from swit_data.errors import WordingError

NAME = "never.toml"


class _Table(TypedDict):
    never: dict[str, list[str]]
    codes: dict[str, dict[str, str]]
    stays: list[dict[str, str]]


@dataclass(frozen=True)
class Settled:
    """The words of one language that are never used, and other ways to write a code."""

    never: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]  # as it is written, the code it is

    def used(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that are never used, as they stand there."""
        found = [_pattern(word).search(text) for word in self.never]
        return tuple(match.group() for match in found if match)


def settled(language: str) -> Settled:
    """Return what is settled for a language."""
    table = _read(wording.FOLDER / NAME)
    never = table["never"].get(language, [])
    codes = table["codes"].get(language, {})
    return Settled(tuple(never), tuple(codes.items()))


def stays(file: str, key: str) -> bool:
    """Say whether a text stays as it was asked, whatever the check finds."""
    return {"file": file, "key": key} in _read(wording.FOLDER / NAME)["stays"]


@cache
def _read(path: Path) -> _Table:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WordingError(f"{path.name}: {error}. It is TOML in UTF-8, as it was.") from error
    return {
        "never": table.get("never", {}),
        "codes": table.get("codes", {}),
        "stays": table.get("stays", []),
    }


@cache
def _pattern(word: str) -> re.Pattern[str]:
    stem = word.removesuffix("-")
    end = r"\w*" if stem != word else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(stem)}{end}", re.IGNORECASE)
