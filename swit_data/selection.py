"""Selection: the frozen choice that says which released rows are shown. It is the URL, by ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

# field to name in the URL; a list is written as ids with commas
LISTS = {"pilots": "pilots", "stakeholder_types": "stakeholder", "parts": "part"}
SINGLES = {
    "round": "round",
    "level": "level",
    "target": "target",
    "dimension": "dimension",
    "respondent_class": "class",
    "weights": "weights",
    "pilot": "pilot",
    "alone": "alone",
    "indicator": "question",
    "kind": "kind",
    "set": "set",
    "source": "source",
    "reference": "reference",
    "order": "order",
    "status": "status",
    "language": "lang",
}
NAMES = LISTS | SINGLES
WEIGHTS = ("standard", "equal")
ORDERS = ("spread", "value")
MOST_SHOWN = 40  # characters of an ignored value in a notice

Params = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Selection:
    """What is shown. An empty list, level or target means all of them.

    `pilot` is the one that is shown in depth; `alone` the one that everything is about, as in a national meeting;
    `reference` the one that the others are compared with.
    """

    pilots: tuple[str, ...] = ()
    round: str = ""
    stakeholder_types: tuple[str, ...] = ()
    level: str = ""
    target: str = ""
    dimension: str = ""
    parts: tuple[str, ...] = ()
    respondent_class: str = "community"
    weights: str = "standard"
    pilot: str = ""
    alone: str = ""
    indicator: str = ""
    kind: str = ""
    set: str = ""
    source: str = ""
    reference: str = ""
    order: str = "spread"
    status: str = ""
    language: str = "en"

    def to_query(self, default: Selection | None = None) -> dict[str, str]:
        """Return the choice as a query of ids; what equals the default is left out."""
        default = default or Selection()
        changed = {
            name: getattr(self, field)
            for field, name in NAMES.items()
            if getattr(self, field) != getattr(default, field)
        }
        return {
            name: value if isinstance(value, str) else ",".join(value)
            for name, value in changed.items()
        }


@dataclass(frozen=True)
class Choices:
    """What may be chosen: the ids of each kind in the order of the screen, and where it starts.

    A dimension, round, class, weighting and language is always chosen: `start` names it, or the first
    one is taken. The others are filters: nothing chosen means all.
    """

    pilots: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    stakeholder_types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    classes: tuple[str, ...] = ("community",)
    weights: tuple[str, ...] = WEIGHTS
    alone: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    start: Selection = Selection()

    def of(self, field: str) -> tuple[str, ...]:
        """Return the ids that a field of Selection may take."""
        allowed: dict[str, tuple[str, ...]] = {
            "pilots": self.pilots,
            "round": self.rounds,
            "stakeholder_types": self.stakeholder_types,
            "level": self.levels,
            "target": self.targets,
            "dimension": self.dimensions,
            "parts": self.parts,
            "respondent_class": self.classes,
            "weights": self.weights,
            "pilot": self.pilots,
            "alone": self.alone,
            "indicator": self.indicators,
            "kind": self.kinds,
            "set": self.sets,
            "source": self.sources,
            "reference": self.pilots,
            "order": self.orders,
            "status": self.statuses,
            "language": self.languages,
        }
        return allowed[field]

    @property
    def default(self) -> Selection:
        """Return where a reader starts who has chosen nothing."""
        chosen: dict[str, Any] = {
            field: self.of(field)[0]
            for field in ("round", "dimension", "respondent_class", "weights", "language")
            if self.of(field) and getattr(self.start, field) not in self.of(field)
        }
        return replace(self.start, **chosen)


def from_query(params: Params, choices: Choices) -> tuple[Selection, tuple[str, ...]]:
    """Return the choice a URL makes, and what in it is unknown, as `name=value` for a notice."""
    chosen: dict[str, Any] = {}
    ignored = [f"{name}={_said(params[name])}" for name in params if name not in NAMES.values()]
    for field, name in NAMES.items():
        if name not in params:
            continue
        asked = _asked(params[name], several=field in LISTS)
        known = [value for value in asked if value in choices.of(field)]
        ignored += [f"{name}={_said(value)}" for value in asked if value not in known]
        if known:
            chosen[field] = _ordered(known, choices.of(field)) if field in LISTS else known[0]
    return replace(choices.default, **chosen), tuple(dict.fromkeys(_shown(ignored)))


def _asked(value: str | Sequence[str], *, several: bool) -> list[str]:
    values = [value] if isinstance(value, str) else list(value)
    if not several:
        return [each for each in values[-1:] if each]
    return [each for one in values for each in one.split(",") if each]


def _ordered(known: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Return the ids in their fixed order; all of them is the same as no filter."""
    kept = tuple(value for value in allowed if value in known)
    return () if len(kept) == len(allowed) else kept


def _said(value: str | Sequence[str]) -> str:
    text = value if isinstance(value, str) else ",".join(value)
    plain = "".join(sign if sign.isprintable() else "?" for sign in text[: MOST_SHOWN + 1])
    return plain if len(plain) <= MOST_SHOWN else plain[:MOST_SHOWN] + "…"


def _shown(ignored: Sequence[str]) -> list[str]:
    """Return the first few of what was ignored: a hostile link may carry thousands."""
    most = 5
    short = [_said(each) for each in ignored[:most]]
    return [*short, f"… {len(ignored) - most}"] if len(ignored) > most else short
