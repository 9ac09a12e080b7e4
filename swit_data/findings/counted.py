"""In how many pilots: what is counted, of how many, and whom that leaves out. One rule for every sentence."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from swit_data.released.labels import Labels
from swit_data.released.spoken_names import of_pilots, where, wheres

# What the pilots that are counted have: a number, numbers to compare, both views, a split that was tried.
Having = Literal["number", "compared", "views", "split"]
PATTERN = 2  # pilots; what holds in one of several is no pattern


def in_pilots(
    there: Collection[str],
    known: Collection[str],
    shown: Sequence[str],
    labels: Labels,
    having: Having = "number",
    *,
    named: bool = False,
) -> str:
    """Return "in 2 of 3 pilots with a number (none for Suriname)".

    `there`: the pilots in which something holds; `known`: those that have what it is decided by; `shown`: all that a
    page compares. A pilot that is not known neither agrees nor contradicts: it is said, and not counted. `named`: also
    in which pilots it holds, where these are not all.
    """
    text = labels.wording.text
    if len(shown) == 1:
        return where(shown[0], labels)
    only = wheres([*known], labels) if len(known) == 1 else ""
    said = text(f"pilots.{_share(len(there), len(known))}", **_counts(there, known), where=only)
    aside = [_listed(there, labels)] if named and len(there) < len(known) else []
    if without := [pilot for pilot in shown if pilot not in known]:
        said = text(f"pilots.having.{having}", said=said)
        aside.append(text(f"pilots.without.{having}", pilots=of_pilots(without, labels)))
    return f"{said} ({labels.wording.apart(aside)})" if aside else said


def _listed(pilots: Collection[str], labels: Labels) -> str:
    return labels.wording.listing([labels.pilot(pilot) for pilot in pilots])


def _share(count: int, total: int) -> str:
    if total == 1:
        return "only"
    if count == total:
        return "both" if total == PATTERN else "all"
    return "some" if count else "none"


def _counts(there: Collection[str], known: Collection[str]) -> Mapping[str, int]:
    return {"count": len(there), "total": len(known)}


def a_pattern(there: Collection[str], shown: Sequence[str]) -> bool:
    """Say whether something holds in two pilots, or in the one that is shown."""
    return len(there) >= min(PATTERN, len(shown))


def in_most(there: Collection[str], known: Collection[str], shown: Sequence[str]) -> bool:
    """Say whether something is a pattern that holds in more than half of the pilots that are known."""
    return a_pattern(there, shown) and 2 * len(there) > len(known)


def most_of(found: Mapping[str, Collection[object]]) -> tuple[str, ...]:
    """Return all those that hold in the most pilots: who ties is named too."""
    most = max(map(len, found.values()), default=0)
    return tuple(code for code, there in found.items() if most and len(there) == most)
