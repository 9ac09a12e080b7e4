"""One TOML table read key by key; each mistake names file, table, code, found and allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol, TypeVar

from swit_data.errors import FrameworkError, listed, say
from swit_data.framework.error_place import OPEN, Place
from swit_data.framework.model import Labels

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NUMBERED = re.compile(r"[A-Za-z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Za-z]+)?")
_FULL = 100  # the highest score


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...


Coded = TypeVar("Coded", bound=_HasCode)


@dataclass(frozen=True)
class Table:
    """A table of the file and where it stands."""

    place: Place
    path: str  # its name in the file, as “scales.answers”; empty for the file itself
    data: Mapping[str, object]

    def error(self, key: str, found: object, allowed: object) -> FrameworkError:
        """Return the sentence about a key of this table."""
        return self.place.error(key, found, allowed)

    def refuse(self, key: str, found: object, allowed: object) -> None:
        """Note a mistake where all are gathered.

        Raises:
            FrameworkError: they are not gathered.
        """
        self.place.refuse(key, found, allowed)

    def only(self, *keys: str) -> None:
        """Refuse a key that nobody would read.

        Raises:
            FrameworkError: there is such a key.
        """
        for key, found in self.data.items():
            if key not in keys:
                self.refuse(key, found, say("only the keys {keys}", keys=listed(keys, 30)))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string.

        Raises:
            FrameworkError: it is missing (without a default), or no string.
        """
        found = self.data.get(key, default)
        empty = not isinstance(found, str) or (default is None and not found.strip())
        if empty or found == OPEN:
            self.refuse(key, found, say("a text that is not empty"))
        return found if isinstance(found, str) else ""

    def code(self) -> str:
        """Return the code.

        Raises:
            FrameworkError: it is none.
        """
        found = self.text("code")
        if found and not _CODE.fullmatch(found):
            self.refuse("code", found, say("letters a-z, digits and _, beginning with a letter"))
        return found

    def numbered_code(self) -> str:
        """Return a code that may begin with a digit.

        Raises:
            FrameworkError: it is none.
        """
        found = self.text("code")
        if found and not _NUMBERED.fullmatch(found):
            self.refuse("code", found, say("letters a-z, digits and _"))
        return found

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return one of the allowed strings.

        Raises:
            FrameworkError: it is none of them.
        """
        found = self.data.get(key, default)
        if not isinstance(found, str) or found not in allowed:
            self.refuse(key, found, allowed)
            return allowed[0]
        return found

    def whole(self, key: str, allowed: range, default: int | None = None) -> int:
        """Return a whole number of a range.

        Raises:
            FrameworkError: it is none.
        """
        found = self.data.get(key, default)
        if not isinstance(found, int) or isinstance(found, bool) or found not in allowed:
            bounds = say(
                "a whole number, {least} or more, at most {most}",
                least=allowed[0],
                most=allowed[-1],
            )
            self.refuse(key, found, bounds)
            return allowed[0]
        return found

    def score(self, key: str) -> float | None:
        """Return a score from 0 to 100, or nothing.

        Raises:
            FrameworkError: it is another value.
        """
        found = self.data.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= _FULL:
            self.refuse(key, found, say("a number from 0 to {most}", most=_FULL))
            return None
        return float(found)

    def truth(self, key: str, default: bool) -> bool:
        """Return true or false.

        Raises:
            FrameworkError: it is neither.
        """
        found = self.data.get(key, default)
        if not isinstance(found, bool):
            self.refuse(key, found, ("true", "false"))
            return default
        return found

    def texts(self, key: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of different strings, each one of those allowed.

        Raises:
            FrameworkError: one is not, or stands twice.
        """
        found = self.data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(v, str) and v for v in found):
            self.refuse(key, found, say("a list of texts that are not empty"))
            return ()
        for item in found:
            if item == OPEN:
                self.refuse(key, item, say("a list of texts that are not empty"))
            if allowed is not None:
                self.place.among(key, item, allowed)
            if found.count(item) > 1:
                self.refuse(key, item, say("each value once"))
        return tuple(found)

    def labels(self, key: str, default: str | None = None) -> Labels:
        """Return a text in one or more languages; a plain string is English.

        Raises:
            FrameworkError: it is empty or not text.
        """
        found = self.data.get(key, default)
        if isinstance(found, str) and (found.strip() or default is not None) and found != OPEN:
            return MappingProxyType({"en": found})
        if not isinstance(found, Mapping) or "en" not in found:
            self.refuse(
                key,
                found,
                say("a text, or {{ {english}, and other languages }}", english='en = "..."'),
            )
            return MappingProxyType({"en": ""})
        if not all(_LANGUAGE.fullmatch(language) for language in found):
            self.refuse(key, found, say("only codes of languages, as en, uk, id, pt_BR"))
        spoken = Table(self.place, self.path, {f"{key}.{code}": found[code] for code in found})
        return MappingProxyType({code: spoken.text(f"{key}.{code}") for code in found})

    def table(self, key: str) -> Table | None:
        """Return the table under a key, if there is one.

        Raises:
            FrameworkError: something else is there.
        """
        if key not in self.data:
            return None
        found, path = self.data[key], self._path(key)
        if not isinstance(found, Mapping):
            self.refuse(key, found, say("a table {table}", table=f"[{path}]"))
            return None
        return Table(self._around().inside(f"[{path}]"), path, found)

    def needed(self, key: str) -> Table:
        """Return the table under a key.

        Raises:
            FrameworkError: there is none.
        """
        found = self.table(key)
        if found is None:
            self.refuse(key, None, say("a table {table}", table=f"[{key}]"))
            return Table(self._around().inside(f"[{key}]"), key, {})
        return found

    def tables(self, key: str, least: int = 1) -> Iterator[Table]:
        """Give each table of a list.

        Raises:
            FrameworkError: it is no list of tables, or shorter than `least`.
        """
        found, path = self.data.get(key, [] if least == 0 else None), self._path(key)
        if not isinstance(found, list) or len(found) < least:
            self.refuse(key, found, say("{n} or more tables {table}", n=least, table=f"[[{path}]]"))
            return
        for number, data in enumerate(found, 1):
            if not isinstance(data, Mapping):
                self.refuse(
                    f"{key} number {number}", data, say("a table {table}", table=f"[[{path}]]")
                )
                continue
            code = data.get("code")
            around = self._around()
            place = around.inside(f"[[{path}]] number {number}")
            if code and isinstance(code, str):
                place = around.entry(path, code)
            yield Table(place, path, data)

    def coded(
        self, key: str, read: Callable[[Table], Coded], least: int = 1
    ) -> Mapping[str, Coded]:
        """Return what a list of tables holds, by codes.

        Raises:
            FrameworkError: as in `tables`, or a code stands twice.
        """
        found: dict[str, Coded] = {}
        for table in self.tables(key, least):
            item = read(table)
            if found.setdefault(item.code, item) is not item and item.code not in ("", OPEN):
                table.refuse("code", item.code, say("each code once"))
        return MappingProxyType(found)

    def _around(self) -> Place:
        """Return what stands before the name of a table in this one; [form.pilot] says [form]."""
        return replace(self.place, table="") if self.place.table == f"[{self.path}]" else self.place

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key
