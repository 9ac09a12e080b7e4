"""The sentence that a page opens with: what is clear, and in how many of the pilots with a number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from swit_data.findings.bands import Bands, bands_around, clear_bands, limit_of
from swit_data.findings.counted import a_pattern, in_most, in_pilots, most_of
from swit_data.findings.scene import Finding, Scene
from swit_data.released.differences import (
    CLEAR_UNDER,
    NOT_COMPARABLE,
    Difference,
    between_sides,
    clear_side,
)
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import Scorings, by_scoring, picked, records, with_interval
from swit_data.released.spoken_names import all_called, called, of_pilots, on, where, whom
from swit_data.released.tables import ALL
from swit_data.released.written_scores import written_score

Pairs = Mapping[tuple[Any, ...], Scorings]  # by two stakeholder types


@kept_while_open
def clearly(scene: Scene, pilot: str, *, lowest: bool) -> str | None:
    """Return the type that is clearly lowest (or highest) of all shown in a pilot, if one is.

    Clear against every other one shown (clear_side), at the page's level. Many who do not know of any of them count
    against each: a superlative is said of all that are shown.
    """
    rows = [r for r in records(picked(scene.scores(), pilot=pilot)) if not r["withheld"]]
    if len(rows) < 2:  # noqa: PLR2004 - nothing to compare
        return None
    ranked = sorted(rows, key=lambda row: row["score"], reverse=not lowest)
    candidate, *others = [str(row["stakeholder_type"]) for row in ranked]
    pairs, level = _type_pairs(scene, pilot), scene.comparisons()
    dont_know = [row["dont_know"] for row in rows]
    sides = {clear_side(_less(pairs, candidate, other, level), dont_know) for other in others}
    return candidate if sides == {-1 if lowest else 1} else None


def _type_pairs(scene: Scene, pilot: str) -> Pairs:
    """Return the rows that compare two types as a whole, by both types."""
    rows = picked(scene.pairs(pilot), a_target=ALL, b_target=ALL, b_class="community")
    return by_scoring(rows, "a_stakeholder_type", "b_stakeholder_type")


def _less(pairs: Pairs, one: str, other: str, level: int) -> Callable[[str], Difference]:
    """Return what gives one - other under a scoring, whichever of them stands first in the release."""
    rows, turned = pairs.get((one, other), {}), pairs.get((other, one), {})

    def under(scoring: str) -> Difference:
        if scoring in rows:
            return between_sides(rows[scoring], level)
        return between_sides(turned[scoring], level).turned if scoring in turned else NOT_COMPARABLE

    return under


@kept_while_open
def headline(scene: Scene, labels: Labels) -> Finding:
    """Return the one sentence of a page: what is clear in two pilots or in most, or that nothing is."""
    for kind, lowest in (("lowest", True), ("highest", False)):
        found = _clear_in(scene, lowest=lowest)
        named = [code for code in most_of(found) if a_pattern(found[code], scene.pilots)]
        if named:
            return _superlative(kind, {code: found[code] for code in named}, scene, labels)
    return _band_pattern(scene, labels)


def _clear_in(scene: Scene, *, lowest: bool) -> dict[str, tuple[str, ...]]:
    """Return by stakeholder type the pilots in which it is clearly lowest (or highest)."""
    clear = {pilot: clearly(scene, pilot, lowest=lowest) for pilot in scene.pilots}
    return {
        code: tuple(pilot for pilot in scene.pilots if clear[pilot] == code)
        for code in scene.stakeholder_types
    }


def _known(scene: Scene, code: str) -> tuple[str, ...]:
    """Return the pilots that have a number about a stakeholder type."""
    rows = scene.scores()
    there = rows.loc[(rows["stakeholder_type"] == code) & (rows["withheld"] == ""), "pilot"]
    return tuple(pilot for pilot in scene.pilots if pilot in set(there))


def _superlative(
    way: str, found: Mapping[str, tuple[str, ...]], scene: Scene, labels: Labels
) -> Finding:
    code = next(iter(found))
    about = {"stakeholder_type": code, "count": len(found[code])}
    if len(scene.pilots) == 1:
        return Finding(way, _against(way, code, scene, labels), about)
    return Finding(way, opened(_counted(f"headline.{way}", found, scene, labels), labels), about)


def opened(sentences: Sequence[str], labels: Labels) -> str:
    """Return whole sentences as one headline: all that tie stand in it."""
    return labels.wording.opening(labels.wording.apart(sentences))


def _counted(
    key: str, found: Mapping[str, tuple[str, ...]], scene: Scene, labels: Labels, **values: object
) -> list[str]:
    """Return a sentence about stakeholder types and the pilots in which it holds; all those that tie are named."""
    by_pilots: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for code, there in found.items():
        pilots = in_pilots(there, _known(scene, code), scene.pilots, labels)
        by_pilots.setdefault((there, pilots), []).append(code)
    item = on(scene.item, labels)
    return [
        labels.wording.text(key, pilots=pilots, type=all_called(codes, labels), item=item, **values)
        for (_, pilots), codes in by_pilots.items()
    ]


def _against(way: str, code: str, scene: Scene, labels: Labels) -> str:
    """Return what is clearly lowest in one pilot with its number, against the other end (or turned)."""
    rows = [row for row in records(scene.scores()) if not row["withheld"]]
    others = [row for row in rows if row["stakeholder_type"] != code]
    end = (max if way == "lowest" else min)(others, key=lambda row: row["score"])
    other = written_score(end["score"], labels)
    alike = [r["stakeholder_type"] for r in others if written_score(r["score"], labels) == other]
    mine = next(row for row in rows if row["stakeholder_type"] == code)
    said = labels.wording.text(
        f"headline.{way}.one",
        pilots=where(scene.pilots[0], labels),
        type=called(code, labels),
        item=on(scene.item, labels),
        score=written_score(mine["score"], labels),
        other=other,
        others=all_called(alike, labels, "of"),
    )
    return labels.wording.opening(said)


def _band_pattern(scene: Scene, labels: Labels) -> Finding:
    """Return which types lie in a band in most pilots, clearly or around it; else that nothing is clear."""
    rows = scene.scores()
    item = on(scene.item, labels)
    if not (rows["withheld"] == "").any():
        return Finding("nothing", labels.wording.text("headline.nothing", item=item))
    if len(scene.stakeholder_types) == 1:
        return _range(rows, scene, labels)
    for way, found in _ways(scene):
        if named := _most_banded({band: _banded(scene, found, band) for band in ("low", "high")}):
            return _band(way, named, scene, labels)
    if scene.target != ALL:
        return _level(rows, item, labels)
    return Finding("not_clear", _not_clear(scene, labels))


def _not_clear(scene: Scene, labels: Labels) -> str:
    framework, item = labels.framework, on(scene.item, labels)
    values = {"low": framework.low, "high": framework.high, "item": item}
    if len(scene.pilots) > 1:
        return labels.wording.text("headline.not_clear", **values)
    pilots = where(scene.pilots[0], labels)
    said = labels.wording.text("headline.not_clear.one", pilots=pilots, **values)
    return labels.wording.opening(said)


def _ways(scene: Scene) -> Iterator[tuple[str, Bands]]:
    """Give what clearly lies in a band, then what lies around its limit or beyond."""
    rows = pd.concat([scene.scores(scoring) for scoring in CLEAR_UNDER])
    yield "band", clear_bands(rows, scene.release.framework)
    yield "around", bands_around(scene.scores(), scene.release.framework)


def _banded(scene: Scene, found: Bands, band: str) -> dict[str, tuple[str, ...]]:
    """Return by stakeholder type the pilots in which it lies in a band, where these are most of them."""
    there = {
        code: tuple(p for p in scene.pilots if found.get((p, code, scene.item)) == band)
        for code in scene.stakeholder_types
    }
    return {
        code: pilots
        for code, pilots in there.items()
        if in_most(pilots, _known(scene, code), scene.pilots)
    }


def _most_banded(
    found: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return by band the types that lie there in the most pilots: all that tie."""
    most = max((len(there) for types in found.values() for there in types.values()), default=0)
    alike = {
        band: {code: there for code, there in types.items() if len(there) == most}
        for band, types in found.items()
    }
    return {band: types for band, types in alike.items() if types}


def _band(
    way: str, named: Mapping[str, Mapping[str, tuple[str, ...]]], scene: Scene, labels: Labels
) -> Finding:
    said: list[str] = []
    for band, types in named.items():
        limit = limit_of(band, labels.framework)
        said += _counted(f"headline.{way}_{band}", types, scene, labels, limit=limit)
    (band, types), *_ = named.items()
    code = next(iter(types))
    about = {"stakeholder_type": code, "count": len(types[code])}
    ending = labels.wording.text("headline.unsure") if way == "around" else ""
    return Finding(f"{way}_{band}", opened(said, labels) + ending, about)


def _level(rows: pd.DataFrame, item: str, labels: Labels) -> Finding:
    """Return between which numbers one level lies; pairs of types are released over all levels only."""
    sure = with_interval(rows)["score"]
    low, high = float(sure.min()), float(sure.max())
    shown = {"low": written_score(low, labels), "high": written_score(high, labels)}
    text = labels.wording.text("headline.level", item=item, **shown)
    return Finding("level", text, {"low": low, "high": high})


def _range(rows: pd.DataFrame, scene: Scene, labels: Labels) -> Finding:
    """Return between which numbers the one stakeholder type of a survey lies."""
    about = whom(scene.stakeholder_types[0], scene.target, labels)
    text = spoken_range(rows, about, scene.pilots, labels)
    scores = with_interval(rows)["score"]
    return Finding("range", text, {"low": float(scores.min()), "high": float(scores.max())})


def spoken_range(rows: pd.DataFrame, about: str, pilots: Sequence[str], labels: Labels) -> str:
    """Return between which numbers the pilots stand; one without an interval is named and not counted.

    `rows`: one row per pilot of one item and stakeholder type, of which at least one has a number.
    """
    published = rows.loc[rows["withheld"] == ""]
    sure = with_interval(rows)
    known = [pilot for pilot in pilots if pilot in set(published["pilot"])]
    there = [pilot for pilot in known if pilot in set(sure["pilot"])]
    ends = [written_score(float(end), labels) for end in (sure["score"].min(), sure["score"].max())]
    key = "headline.range" if ends[0] != ends[1] else "headline.range.one"
    values = {"type": about, "item": on(str(rows["item"].iloc[0]), labels)}
    counted = in_pilots(there, known, pilots, labels)
    said = labels.wording.text(key, **values, low=ends[0], high=ends[1], pilots=counted)
    said = labels.wording.opening(said)
    loose = [pilot for pilot in known if pilot not in there]
    if not loose:
        return said
    return said + labels.wording.text("headline.loose", pilots=of_pilots(loose, labels))
