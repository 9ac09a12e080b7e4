"""One TOML table read key by key, so that each mistake gets a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from swit_data.errors import FrameworkError, listed
from swit_data.framework.model import FULL_SCORE, Labels

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NUMBERED = re.compile(r"[A-Za-z0-9_]+")


class Table:
    """A table of the file; says the file, the table and the code in each error."""

    def __init__(self, file: str, name: str, data: object) -> None:
        """Wrap what the file holds at a place.

        Raises:
            FrameworkError: there is no table at that place.
        """
        self.file = file
        self.name = name
        if not isinstance(data, Mapping):
            raise FrameworkError(
                f"{file}: {name} is {type(data).__name__}; a table is needed. "
                f"Write it as in docs/framework.md."
            )
        self.data: Mapping[str, Any] = data

    def error(self, key: str, found: object, allowed: str) -> FrameworkError:
        """Return the sentence: file, table, code, key, found, allowed."""
        code = self.data.get("code")
        place = f"{self.name} “{code}”" if isinstance(code, str) and code else self.name
        return FrameworkError(
            f"{self.file}: {place}: “{key}” is {found!r}; allowed: {allowed}. Correct it in the file."
        )

    def only(self, *keys: str) -> None:
        """Refuse a key that nobody would read.

        Raises:
            FrameworkError: there is such a key.
        """
        for key in self.data:
            if key not in keys:
                raise self.error(key, self.data[key], f"only the keys {listed(keys, 30)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string.

        Raises:
            FrameworkError: it is missing (without a default), or no string.
        """
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, value, "a text that is not empty")
        return value

    def code(self, key: str = "code", pattern: re.Pattern[str] = CODE) -> str:
        """Return a code: letters, digits and underscores.

        Raises:
            FrameworkError: it is none.
        """
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.error(key, value, "letters, digits and _, beginning with a letter")
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return one of the allowed strings.

        Raises:
            FrameworkError: it is none of them.
        """
        value = self.text(key, default)
        if value not in allowed:
            raise self.error(key, value, listed(allowed, 40))
        return value

    def whole(self, key: str, least: int, default: int | None = None) -> int:
        """Return a whole number not under `least`.

        Raises:
            FrameworkError: it is none.
        """
        value = self.data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.error(key, value, f"a whole number, {least} or more")
        return value

    def score(self, key: str) -> float | None:
        """Return a score from 0 to 100, or nothing.

        Raises:
            FrameworkError: it is another value.
        """
        value = self.data.get(key)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not 0 <= value <= FULL_SCORE
        ):
            raise self.error(key, value, "a number from 0 to 100")
        return float(value)

    def truth(self, key: str, default: bool) -> bool:
        """Return true or false.

        Raises:
            FrameworkError: it is neither.
        """
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, value, "true, false")
        return value

    def texts(self, key: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of different strings, each one of those allowed.

        Raises:
            FrameworkError: one is not, or stands twice.
        """
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.error(key, value, "a list of texts")
        for item in value:
            if allowed is not None and item not in allowed:
                raise self.error(key, item, listed(allowed, 40))
            if value.count(item) > 1:
                raise self.error(key, item, "each value once")
        return tuple(value)

    def labels(self, key: str, default: str | None = None) -> Labels:
        """Return a text in one or more languages; a plain string is English.

        Raises:
            FrameworkError: it is empty or not text.
        """
        value = self.data.get(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return MappingProxyType({"en": value})
        if not isinstance(value, Mapping) or not value.get("en"):
            raise self.error(key, value, 'a text, or { en = "...", and other languages }')
        for language, text in value.items():
            if not isinstance(text, str) or not text.strip():
                raise self.error(f"{key}.{language}", text, "a text that is not empty")
        return MappingProxyType(dict(value))

    def table(self, key: str) -> Table | None:
        """Return the table under a key, if there is one."""
        return Table(self.file, f"{self.name}.{key}", self.data[key]) if key in self.data else None

    def tables(self, key: str, name: str, least: int = 1) -> Iterator[Table]:
        """Give each table of a list.

        Raises:
            FrameworkError: it is no list, or shorter than `least`.
        """
        value = self.data.get(key, [])
        if not isinstance(value, list) or len(value) < least:
            raise self.error(key, value, f"{least} or more tables [[{name}]]")
        for item in value:
            yield Table(self.file, f"[[{name}]]", item)
