"""What of a release may be chosen, and what the choices are called."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from swit_data.framework import Framework
from swit_data.framework.model import LEVELS
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.spoken_names import where
from swit_data.selection import ORDERS, Choices, Selection
from swit_data.style import MOST_DRAWN
from swit_data.wording import languages

# Fields of Selection to what their ids begin with in the wording.
_WORDED = {
    **{field: field for field in ("kind", "set", "level", "weights", "order")},
    "respondent_class": "class",
    "status": "asks.status",
}


@kept_while_open
def choices_of(release: Release) -> Choices:
    """Return every id that a release has, in the order of the screen."""
    framework = release.framework
    external = framework.external_types
    levels = {target.level for kind in external for target in kind.targets}
    classes = set(release.tables["scores"]["respondent_class"].unique().to_pylist())
    return Choices(
        pilots=release.pilots,
        rounds=release.rounds,
        stakeholder_types=tuple(kind.code for kind in external),
        levels=tuple(level for level in LEVELS if level in levels),
        targets=tuple(target.code for kind in external for target in kind.targets),
        dimensions=tuple(framework.dimensions),
        parts=tuple(framework.parts),
        classes=tuple(c for c in ("community", "group", "institution") if c in classes),
        alone=release.beside or release.pilots,
        languages=tuple(languages()),
        start=Selection(
            round=_first_round(release),
            dimension="participation" if "participation" in framework.dimensions else "",
        ),
    )


def about_one_type(release: Release) -> Choices:
    """Return the same for a page that is always about one stakeholder type, the first to begin with."""
    options = choices_of(release)
    return replace(
        options, start=replace(options.start, stakeholder_types=options.stakeholder_types[:1])
    )


def of_compare(release: Release) -> Choices:
    """Return what may be chosen on Compare: one stakeholder type, a reference, the order of the items."""
    return replace(about_one_type(release), orders=ORDERS)


def of_chosen_type(release: Release, chosen: Selection, options: Choices) -> Choices:
    """Return how levels and institutions narrow to those of the stakeholder type that is chosen."""
    code = next(iter(chosen.stakeholder_types), options.stakeholder_types[0])
    kind = release.framework.stakeholder_types[code]
    targets = tuple(target.code for target in kind.targets)
    return replace(options, levels=kind.levels, targets=targets)


def of_dimension(release: Release, chosen: Selection, options: Choices) -> Choices:
    """Return how the parts narrow to those of the dimension that is chosen."""
    parts = release.framework.parts.values()
    kept = tuple(part.code for part in parts if part.dimension == chosen.dimension)
    return replace(options, parts=kept)


def of_held_rounds(release: Release, chosen: Selection, options: Choices) -> Choices:
    """Return how rounds narrow to those that the pilot chosen has held; without a pilot they are all there."""
    return replace(options, rounds=held_rounds(release, chosen.pilot))


def held_rounds(release: Release, pilot: str) -> tuple[str, ...]:
    """Return the rounds that a pilot has held; without a pilot those of all."""
    return tuple(r for r in release.rounds if not pilot or pilot in release.pilots_of(r))


def types_of(framework: Framework, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the external stakeholder types that are chosen, in the framework's order; none chosen means all."""
    external = tuple(kind.code for kind in framework.external_types)
    return tuple(code for code in external if code in chosen) or external


def round_of(release: Release, chosen: Selection) -> str:
    """Return the round that is shown of the pilot chosen: the one chosen if it held that, else its latest."""
    return in_rounds(held_rounds(release, chosen.pilot), chosen).round


def in_rounds(rounds: Sequence[str], chosen: Selection) -> Selection:
    """Return a choice with the round that is shown where there are these: the one chosen, else the latest."""
    return replace(chosen, round=rounds[-1]) if rounds and chosen.round not in rounds else chosen


def other_round(labels: Labels, chosen: Selection) -> str:
    """Return which round is shown since the pilot chosen has not held the one chosen; nothing where it has."""
    shown = round_of(labels.release, chosen)
    if shown == chosen.round:
        return ""
    place = where(chosen.pilot, labels)
    return labels.wording.text("round.other", asked=chosen.round, where=place, shown=shown)


def with_sense(fields: tuple[str, ...], chosen: Selection, options: Choices) -> tuple[str, ...]:
    """Return the filters that leave a choice: of several ids, and between pilots only where several are shown."""
    between = ("reference", "order") if len(chosen.pilots or options.pilots) == 1 else ()
    return tuple(f for f in fields if len(options.of(f)) > 1 and f not in between)


def _first_round(release: Release) -> str:
    """Return the latest of the rounds that most pilots held, so that a first look shows the most of them."""
    return max(release.rounds, key=lambda chosen: (len(release.pilots_of(chosen)), chosen))


def named(labels: Labels) -> Callable[[str, str], str]:
    """Return what an id of a field of Selection is called."""

    def name(field: str, code: str) -> str:
        if field == "target":
            kinds = labels.framework.external_types
            kind = next(k.code for k in kinds if code in {t.code for t in k.targets})
            return labels.target(kind, code)
        by_field: dict[str, Callable[[str], str]] = {
            "pilots": labels.pilot,
            "pilot": labels.pilot,
            "alone": labels.pilot,
            "indicator": labels.item,
            "reference": labels.pilot,
            "stakeholder_types": labels.stakeholder_type,
            "dimension": labels.dimension,
            "parts": labels.item,
        }
        if field in _WORDED:
            return labels.wording.text(f"{_WORDED[field]}.{code}")
        return by_field.get(field, str)(code)

    return name


@kept_while_open
def of_shown_pilots(release: Release, chosen: Selection) -> Release:
    """Return the release that a page reads: where there are more pilots than can be drawn, of those it is about."""
    if len(release.pilots) <= MOST_DRAWN:
        return release
    about = {*shown_pilots(release, chosen), chosen.pilot, chosen.reference}
    return release.among(tuple(pilot for pilot in release.pilots if pilot in about))


@kept_while_open
def shown_pilots(release: Release, chosen: Selection, most: int = MOST_DRAWN) -> tuple[str, ...]:
    """Return the pilots to draw, in their fixed order: those chosen, or the first six with numbers."""
    if chosen.pilots:
        return chosen.pilots[:most]
    frame = release.frame("pilot")
    here = {*frame.loc[(frame["round"] == chosen.round) & (frame["withheld"] == ""), "pilot"]}
    with_numbers = [pilot for pilot in release.pilots if pilot in here]
    others = [pilot for pilot in release.pilots if pilot not in with_numbers]
    drawn = {*(with_numbers + others)[:most]}
    return tuple(pilot for pilot in release.pilots if pilot in drawn)
