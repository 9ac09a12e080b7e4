"""What each slide of the story says and shows; every number of a headline stands in its own picture or lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from swit_data.figures import Canvas
from swit_data.figures.standing import Block, View, standing
from swit_data.findings.asks import Asked as Ask
from swit_data.findings.asks import about, asks_of, in_language, status_words, when_promised
from swit_data.findings.gaps import exception_line, informant_lines
from swit_data.findings.who import who_answered, withheld_reasons
from swit_data.released.answers import Answered, Question, answered
from swit_data.released.between_sides import compared, decided, gap_rows
from swit_data.released.labels import Labels
from swit_data.released.rows import records, rounds_held
from swit_data.released.tables import ALL
from swit_data.released.written_scores import written_row, written_score
from swit_data.selection import Selection
from swit_data.views.asks import today
from swit_data.views.slide import Picture, captioned, fitting, over_two
from swit_data.views.story import WEAKEST, Met, of_story
from swit_data.views.view import Panel

Row = Mapping[str, Any]


def seen(chosen: Selection, canvas: Canvas) -> Picture:
    """Return how the community sees the institution: the dimensions and the focal point, each with its interval."""
    met, labels = of_story(canvas.labels.release, chosen), canvas.labels
    rows = {item: met.row(item) for item in met.headlined}
    withheld = [row["withheld"] for row in rows.values()]
    asked = met.asked(met.headlined, withheld)
    said = next((item for item, row in rows.items() if not row["withheld"]), "")
    if not said:
        return _not_shown("seen", met, canvas, withheld)
    values = {"item": labels.named(said), "score": written_row(rows[said], labels)}
    headline = labels.wording.text("story.seen", **_named(met, labels), **values)
    blocks = [
        Block(labels.item(item), (View(labels.wording.text("class.community"), row),))
        for item, row in rows.items()
    ]
    panel = _panel(headline, blocks, met, canvas)
    return Picture(headline, asked, panel, _round(met, labels), blocks=tuple(blocks))


def gap(chosen: Selection, canvas: Canvas) -> Picture:
    """Return the community's view beside what the institution says of itself, or why it may not be shown."""
    met, labels = of_story(canvas.labels.release, chosen), canvas.labels
    found = _gaps(met)
    rows = {row["item"]: row for row in records(found) if not row["withheld"]}
    if not rows:
        reasons = list(found["withheld"]) or [met.absent]
        return _not_shown("gap", met, canvas, reasons)
    said = next(iter(rows))
    scores = {side: written_score(rows[said][f"{side}_score"], labels) for side in "ab"}
    values = {"item": labels.named(said), "community": scores["a"], "own": scores["b"]}
    headline = labels.wording.text("story.gap", **_named(met, labels), **values)
    blocks = [Block(labels.item(code), _sides(row, labels)) for code, row in rows.items()]
    first = found.loc[found["item"] == said]
    both = labels.wording.text("story.both")
    spoke = informant_lines(first, (met.pilot,), labels)
    caption = captioned(_round(met, labels), *spoke, both, exception_line(first, labels))
    asked = met.asked([*rows], list(found["withheld"]))
    panel = _panel(headline, blocks, met, canvas)
    return Picture(headline, asked, panel, caption, blocks=tuple(blocks))


def _gaps(met: Met) -> pd.DataFrame:
    """Return one perception gap an item, decided as so many as the slide shows."""
    rows = gap_rows(
        met.release,
        met.headlined,
        chosen_round=met.chosen_round,
        stakeholder_type=met.stakeholder_type,
        target=met.target,
        pilots=(met.pilot,),
    )
    return decided(rows, compared(rows))


def _sides(row: Row, labels: Labels) -> tuple[View, View]:
    text = labels.wording.text
    return (
        View(text("class.community"), _side(row, "a")),
        View(text("story.itself"), {**_side(row, "b"), "low": None, "high": None}, own=True),
    )


def _side(row: Row, side: str) -> dict[str, Any]:
    names = ("score", "low", "high", "dont_know", "respondents")
    return {"withheld": "", **{name: row[f"{side}_{name}"] for name in names}}


def weakest(chosen: Selection, canvas: Canvas) -> Picture:
    """Return the two criteria with the lowest numbers, with what people answered to the lowest question of each."""
    met, labels = of_story(canvas.labels.release, chosen), canvas.labels
    rows = met.criteria[:WEAKEST]
    if not rows:
        withheld = [row["withheld"] for row in met.rows(tuple(labels.framework.parts))]
        return _not_shown("weakest", met, canvas, withheld or [met.absent])
    numbers = {
        name: said
        for place, row in zip(("first", "second"), rows, strict=False)
        for name, said in (
            (place, labels.named(row["item"])),
            (f"{place}_score", written_row(row, labels)),
        )
    }
    key = "story.weakest" if len(rows) == WEAKEST else "story.weakest.one"
    headline = labels.wording.text(key, **_named(met, labels), **numbers)
    blocks = [_counted(row, met, labels) for row in rows]
    items = [row["item"] for row in rows]
    caption = captioned(_round(met, labels), _lowest(items, met, labels))
    panel = _panel(headline, blocks, met, canvas)
    return Picture(headline, met.asked(items), panel, caption, blocks=tuple(blocks))


def _lowest(items: Sequence[str], met: Met, labels: Labels) -> str:
    """Return that these are the lowest numbers of all the criteria, where they are."""
    everything = Met(
        met.release, met.pilot, met.stakeholder_type, met.target, met.chosen_round
    ).criteria
    lowest = {row["item"] for row in everything[: len(items)]}
    if lowest != set(items) or len(items) < WEAKEST:
        return ""
    return labels.wording.plural("story.lowest", len(everything))


def _counted(row: Row, met: Met, labels: Labels) -> Block:
    """Return a criterion with the counts of the question in it that has the lowest number."""
    view = View(labels.wording.text("class.community"), row)
    lowest = _question(row["item"], met)
    if lowest is None:
        people = labels.wording.plural("count.people", int(row["respondents"]))
        return Block(labels.item(row["item"]), (view,), (people,))
    return Block(
        labels.item(row["item"]), (view,), (labels.item(lowest), _counts(lowest, met, labels))
    )


def _question(part: str, met: Met) -> str | None:
    """Return the question of a criterion with the lowest number whose answers may be counted, if there is one."""
    indicators = met.release.framework.indicators.values()
    codes = [i.code for i in indicators if i.part == part and i.kind == "opinion"]
    known = [row for row in met.rows(codes) if not row["withheld"] and _lane(row["item"], met)]
    return min(known, key=lambda row: float(row["score"]))["item"] if known else None


def _lane(indicator: str, met: Met) -> Answered | None:
    """Return how often each answer was given about the institution; of a type as a whole nothing is counted so."""
    if met.target == ALL:
        return None
    question = Question(
        met.release, indicator, met.chosen_round, (met.pilot,), (met.stakeholder_type,), met.target
    )
    return next((lane for lane in answered(question) if not lane.withheld), None)


def _counts(indicator: str, met: Met, labels: Labels) -> str:
    lane = _lane(indicator, met)
    counts = lane.counts if lane else {}
    number = labels.wording.number
    given = [f"{labels.answer(indicator, code)} {number(n)}" for code, n in counts.items() if n]
    people = lane.of if lane else 0
    return labels.wording.plural("story.counts", people, answers=labels.wording.apart(given))


def promised(chosen: Selection, canvas: Canvas) -> Picture:
    """Return what the institution promised and what became of it; where it promised nothing, what it was asked."""
    met, labels = of_story(canvas.labels.release, chosen), canvas.labels
    asks, on = _asks(met, labels), canvas.on or today()
    made = [ask for ask in asks if ask.promise]
    lines = [_became(ask, met, labels, on) for ask in made or asks]
    return _told("promised" if made else "promised.none", lines, met, labels)


def _became(ask: Ask, met: Met, labels: Labels, on: date) -> str:
    said = labels.wording.labelled(
        status_words(ask, labels, on), _line(ask, ask.promise or ask.ask, met, labels)
    )
    when = f" ({when_promised(ask, labels)})" if ask.promise else ""
    return in_language(f"{said}{when}", ask, labels)


def asked(chosen: Selection, canvas: Canvas) -> Picture:
    """Return what the organisation asks of the institution: the texts that its community approved."""
    met, labels = of_story(canvas.labels.release, chosen), canvas.labels
    lines = [
        in_language(_line(ask, ask.ask, met, labels), ask, labels) for ask in _asks(met, labels)
    ]
    return _told("asked" if lines else "asked.none", lines, met, labels)


def _asks(met: Met, labels: Labels) -> list[Ask]:
    """Return the asks of the institution, and those of its type as a whole; of a type all that are of the type."""
    there = asks_of(labels, (met.pilot,), (met.stakeholder_type,))
    return [ask for ask in there if met.target == ALL or ask.target in ("", met.target)]


def _line(ask: Ask, said: str, met: Met, labels: Labels) -> str:
    """Return a text of an ask, after whom it is about where that is not the institution that is met."""
    if ask.target == met.target:
        return said
    return labels.wording.text("asks.line", about=about(ask, labels), text=said)


def _told(key: str, lines: Sequence[str], met: Met, labels: Labels) -> Picture:
    """Return texts of the organisation under a headline; where there are none, how they come to be shown."""
    text = labels.wording.text
    headline = text(f"story.{key}", **_named(met, labels))
    caption = text("asks.source") if lines else ""
    lines = lines or [text("story.none.how")]

    def pictured(kept: Sequence[str]) -> Picture:
        return Picture(headline, met.asked(()), None, caption, tuple(kept))

    return over_two(pictured, lines, fitting(lines), labels)


def who(chosen: Selection, canvas: Canvas) -> Picture:
    """Return who answered: when, how many, how they were asked and reached, and how many about the institution."""
    met, labels = of_story(canvas.labels.release, chosen), canvas.labels
    held = rounds_held(met.release).get((met.pilot, met.chosen_round))
    if held is None:
        return _not_shown("who", met, canvas, ["no_round"])
    headline = _how_many(held, met, labels)
    lines = [*who_answered(labels, met.chosen_round, (met.pilot,)), *_about_them(met, labels)]
    return Picture(headline, met.asked(met.headlined[:1]), None, "", tuple(lines))


def _how_many(held: Row, met: Met, labels: Labels) -> str:
    """Return how many people of the community answered, or that they were too few to be counted."""
    values = _named(met, labels) | {"month": labels.wording.month(held["month"])}
    if pd.isna(held["community"]):
        return labels.wording.text("story.who.few", k0=labels.framework.k0, **values)
    return labels.wording.plural("story.who", int(held["community"]), **values)


def _about_them(met: Met, labels: Labels) -> list[str]:
    """Return how many people answered about the institution, where that is released."""
    row = met.row(met.headlined[0])
    if row["withheld"]:
        return []
    values = _named(met, labels)
    return [labels.wording.plural("story.about", int(row["respondents"]), **values)]


def _not_shown(kind: str, met: Met, canvas: Canvas, reasons: Sequence[object]) -> Picture:
    """Return the slide of what may not be shown: it says so, and why."""
    labels = canvas.labels
    headline = labels.wording.text(f"story.{kind}.none", **_named(met, labels))
    known = [str(reason) for reason in reasons]
    return Picture(
        headline, met.asked((), known), None, "", withheld_reasons(labels, known or [met.absent])
    )


def _panel(headline: str, blocks: Sequence[Block], met: Met, canvas: Canvas) -> Panel:
    return Panel(
        "slide",
        partial(standing, blocks, met.pilot, canvas),
        lambda: canvas.labels.wording.text(
            "alt.standing", headline=f"{headline}.", cells=_spoken(blocks, canvas.labels)
        ),
    )


def _spoken(blocks: Sequence[Block], labels: Labels) -> str:
    said = [
        ". ".join(
            [
                block.title,
                *(said.rstrip(".") for said in block.said),
                *(
                    labels.wording.labelled(view.name, written_row(view.row, labels))
                    for view in block.views
                ),
            ]
        )
        for block in blocks
    ]
    return "; ".join(said) + "."


def _named(met: Met, labels: Labels) -> dict[str, str]:
    return {"pilot": labels.pilot(met.pilot), "about": met.about(labels)}


def _round(met: Met, labels: Labels) -> str:
    """Return what a picture is about: the round, for a headline names pilot and institution."""
    return labels.wording.text("round.named", round=met.chosen_round)


PICTURES: dict[str, Callable[[Selection, Canvas], Picture]] = {
    "seen": seen,
    "gap": gap,
    "weakest": weakest,
    "promised": promised,
    "asked": asked,
    "who": who,
}
