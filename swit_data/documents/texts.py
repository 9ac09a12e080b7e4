"""The sections of a document that hold an owner's words: promises and what became of them, approved texts."""

from collections.abc import Iterator

from swit_data.dataset.asks import ASKED
from swit_data.documents.content import Section
from swit_data.documents.scope import Scope
from swit_data.findings.asks import (
    Asked,
    about,
    asks_of,
    counted,
    in_language,
    promise_line,
    promises_before,
)
from swit_data.findings.pilot import REASON, SECTIONS, Told, told
from swit_data.released.labels import Labels


def promises(scope: Scope, pilot: str) -> Section | None:
    """Return what a pilot was promised in earlier rounds: the open promises, and how many were kept or broken."""
    labels, on = scope.labels, scope.made_on
    found = [a for a in promises_before(labels, pilot, scope.chosen_round) if _of(a, scope)]
    if not found:
        return None
    lines = tuple(promise_line(ask, labels, on) for ask in found if ask.open)
    title = labels.wording.text("document.promises")
    return Section("promises", title, counted(found, labels, on), lines=lines)


def asks(scope: Scope, pilot: str) -> Section | None:
    """Return what the organisation asks of whom: in this round, and before where nobody promised anything yet."""
    labels, chosen = scope.labels, scope.chosen_round
    found = [
        ask
        for ask in asks_of(labels, (pilot,))
        if _of(ask, scope) and (ask.round == chosen or (ask.round < chosen and ask.status == ASKED))
    ]
    lines = tuple(_ask_line(ask, labels) for ask in found if ask.ask)
    return Section("ask", labels.wording.text("document.ask"), lines=lines) if lines else None


def _of(ask: Asked, scope: Scope) -> bool:
    """Say whether an ask is of whom the document is about."""
    return ask.stakeholder_type in scope.types


def _ask_line(ask: Asked, labels: Labels) -> str:
    said = labels.wording.text("asks.line", about=about(ask, labels), text=ask.ask)
    return in_language(said, ask, labels)


def promises_beside(scope: Scope) -> Section | None:
    """Return what became of the promises to each pilot, up to the chosen round; side by side, never summed up."""
    lines = tuple(_counted(scope))
    return (
        Section("asks", scope.labels.wording.text("document.asks"), lines=lines) if lines else None
    )


def _counted(scope: Scope) -> Iterator[str]:
    labels = scope.labels
    for pilot in scope.pilots:
        asks = asks_of(labels, (pilot,), scope.types)
        promised = [ask for ask in asks if ask.promise and ask.round <= scope.chosen_round]
        if promised:
            said = counted(promised, labels, scope.made_on)
            yield labels.wording.labelled(labels.pilot(pilot), said)


def narratives(scope: Scope, pilot: str) -> Iterator[Section]:
    """Give the owner's approved texts with what they are about and their sources; recommendations first."""
    found = told(pilot, scope.chosen_round, scope.labels)
    for name in sorted(found, key=lambda name: name != "recommendation"):
        # A section of the owner's gets a code that no section of ours has.
        code = name if name in (*SECTIONS, REASON) else f"told-{name}"
        yield Section(code, _title(name, scope.labels), lines=tuple(map(_line, found[name])))


def _title(section: str, labels: Labels) -> str:
    if section == REASON:
        return labels.wording.text("pilot.told.reason.title")
    known = section in SECTIONS
    return labels.wording.text(f"document.{section}") if known else section


def _line(each: Told) -> str:
    """Return a text as one line: whom it is about before it, its source and language after it."""
    head = f"{each.about}: " if each.about else ""
    return head + each.text + "".join(f" ({s})" for s in (each.source, each.language) if s)
