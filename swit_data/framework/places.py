"""Where something stands in a framework file, so that each mistake gets a sentence of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from swit_data.errors import FrameworkError, listed

_MOST = 40  # allowed values that a sentence names
_LONGEST = 80  # letters of what was found
_WIDEST = 64  # bits: Python refuses to write out a number of thousands of digits


@dataclass(frozen=True)
class Place:
    """A table of a framework file; the file itself where `table` is empty."""

    file: str
    table: str = ""  # as people find it: [form], or [[scales]] “yes_no”, [[scales.answers]] “yes”

    def inside(self, table: str) -> Place:
        """Return a table that stands in this one."""
        return Place(self.file, f"{self.table}, {table}" if self.table else table)

    def entry(self, path: str, code: str) -> Place:
        """Return the one of the tables [[path]] in this one that has a code."""
        return self.inside(f"[[{path}]] “{code}”")

    def error(self, key: str, found: object, allowed: object) -> FrameworkError:
        """Return the sentence: file, table, code, key, what was found, what is allowed."""
        where = f"{self.file}: {self.table}" if self.table else self.file
        return FrameworkError(
            f"{where}: “{key}” is {shown(found)}; allowed: {listed(allowed, _MOST)}. "
            "Correct it in the file."
        )

    def among(self, key: str, found: str, allowed: Collection[str]) -> None:
        """Refuse what is not among the allowed codes.

        Raises:
            FrameworkError: it is not.
        """
        if found not in allowed:
            raise self.error(key, found, list(allowed))


def shown(found: object) -> str:
    """Return what was found in a few words."""
    if found is None:
        return "missing"
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, Mapping):
        return f"a table with {listed(list(found))}" if found else "an empty table"
    if isinstance(found, list) and any(isinstance(item, Mapping) for item in found):
        return f"a list of {len(found)}"
    if isinstance(found, int) and found.bit_length() > _WIDEST:
        return "a very large number"
    text = repr(found) if isinstance(found, str | int | float | list) else str(found)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
