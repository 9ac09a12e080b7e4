"""Where something stands in a framework file, so that each mistake gets a sentence of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from swit_data.errors import FrameworkError, Sentence, listed, say

OPEN = "?"  # stands in a draft where something is still to be decided
_UNDECIDED = say("still to be decided")
_MOST = 40  # allowed values that a sentence names
_LONGEST = 80  # letters of what was found
_WIDEST = 64  # bits: Python refuses to write out a number of thousands of digits


@dataclass(frozen=True)
class Mistake:
    """A key of a table, what was found there and what is allowed; open: it is still to be decided."""

    table: str
    key: str
    found: object
    allowed: object

    @property
    def open(self) -> bool:
        """Say whether it is nothing wrong, but something to decide."""
        return self.found == OPEN

    @property
    def sentence(self) -> Sentence:
        """Return it without the file and what to do."""
        return say(
            "{where}“{key}” is {found}; allowed: {allowed}",
            where=f"{self.table}: " if self.table else "",
            key=self.key,
            found=_UNDECIDED if self.open else shown(self.found),
            allowed=self.allowed
            if isinstance(self.allowed, Sentence)
            else listed(self.allowed, _MOST),
        )


@dataclass
class Gathered:
    """Everything that is wrong in a file or left to decide in it, in the order in which it was met."""

    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, mistake: Mistake) -> None:
        """Add a mistake; of something that is open, the last one knows best what is allowed."""
        before = [m for m in self.mistakes if (m.table, m.key) == (mistake.table, mistake.key)]
        if mistake.open:
            self.mistakes = [m for m in self.mistakes if m not in before]
        elif mistake in before or any(m.open or mistake.found is None for m in before):
            return
        self.mistakes.append(mistake)


@dataclass(frozen=True)
class Place:
    """A table of a framework file; the file itself where `table` is empty."""

    file: str
    table: str = ""  # as people find it: [form], or [[scales]] “yes_no”, [[scales.answers]] “yes”
    gathered: Gathered | None = field(default=None, compare=False)  # nothing: a mistake is raised

    def inside(self, table: str) -> Place:
        """Return a table that stands in this one."""
        return replace(self, table=f"{self.table}, {table}" if self.table else table)

    def entry(self, path: str, code: str) -> Place:
        """Return the one of the tables [[path]] in this one that has a code."""
        return self.inside(f"[[{path}]] “{code}”")

    def error(self, key: str, found: object, allowed: object) -> FrameworkError:
        """Return the sentence: file, table, code, key, what was found, what is allowed."""
        mistake = Mistake(self.table, key, found, allowed)
        remedy = say("Correct it in the file.")
        if mistake.open:
            told = "`python -m swit_data framework check {file}` lists all that is left to decide."
            remedy = say(told, file=self.file)
        told = "{file}: {mistake}. {remedy}"
        return FrameworkError(say(told, file=self.file, mistake=mistake.sentence, remedy=remedy))

    def refuse(self, key: str, found: object, allowed: object) -> None:
        """Note a mistake where all are gathered; whoever calls goes on with what is likely.

        Raises:
            FrameworkError: they are not gathered.
        """
        if self.gathered is None:
            raise self.error(key, found, allowed)
        self.gathered.add(Mistake(self.table, key, found, allowed))

    def among(self, key: str, found: str, allowed: Collection[str]) -> None:
        """Refuse what is not among the allowed codes; those that are still to be decided may be any.

        Raises:
            FrameworkError: it is not.
        """
        known = OPEN not in allowed or found == OPEN
        if found and found not in allowed and known:
            self.refuse(key, found, list(allowed))
        elif found == OPEN:
            self.refuse(key, found, [code for code in allowed if code != OPEN])

    def blamed(self, *keys: str) -> bool:
        """Say whether a mistake was noted of one of these keys: what follows from it is none of its own."""
        found = self.gathered.mistakes if self.gathered else []
        return any(m.table == self.table and m.key.partition(".")[0] in keys for m in found)

    def sound(self) -> bool:
        """Say whether no mistake was noted of this table or one in it."""
        found = self.gathered.mistakes if self.gathered else []
        inside = tuple(f"{self.table}{end}" for end in (",", " “", " number "))
        return not any(f"{m.table},".startswith(inside) for m in found)


def shown(found: object) -> Sentence | str:
    """Return what was found in a few words."""
    if found is None:
        return say("missing")
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, Mapping):
        keys = say("a table with {keys}", keys=listed(list(found)))
        return keys if found else say("an empty table")
    if isinstance(found, list) and any(isinstance(item, Mapping) for item in found):
        return say("a list of {n}", n=len(found))
    return _written(found)


def _written(found: object) -> Sentence | str:
    if isinstance(found, int) and found.bit_length() > _WIDEST:
        return say("a very large number")
    text = repr(found) if isinstance(found, str | int | float | list) else str(found)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
