"""The slides of pages that go item by item: Compare, Questions, Pilot, Change."""

from __future__ import annotations

from functools import partial

from swit_data import figures, findings
from swit_data.figures import Canvas, answers
from swit_data.figures.lanes import AXIS, LANE, TITLE
from swit_data.figures.profile import profile_matrix
from swit_data.figures.segments import reach_of
from swit_data.figures.slopes import round_slopes
from swit_data.findings import change, change_spoken, question_search
from swit_data.findings.answers import spoken_lanes
from swit_data.released.item_order import in_order
from swit_data.released.tables import ALL
from swit_data.selection import Selection
from swit_data.views import choices, pilot, questions
from swit_data.views.change import of_rounds
from swit_data.views.compare import of_one_type
from swit_data.views.slide import ROOM, Asked, Picture, asked_of, captioned, part_of

FOCUS = 5  # rows of a profile under names of several lines
LINE = 74  # characters in a line of a title


def comparison(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Compare's headline, and the items with the widest spread, of which the headline names the first."""
    labels = canvas.labels
    pilots = choices.shown_pilots(labels.release, chosen)
    scene = of_one_type(labels.release, chosen)
    parts = scene.rows(scene.parts)
    said = findings.comparison_headline(parts, pilots, labels)
    rows = parts.loc[parts["pilot"].isin(pilots)]
    items = in_order(rows, "spread")
    kept = items[: max(1, (ROOM - AXIS) // (TITLE + LANE * len(pilots)))]
    rows = rows.loc[rows["item"].isin(kept)]
    cells = findings.spoken_rows(rows, labels, items=True)
    drawn = partial(figures.pilot_comparison, rows, pilots, canvas, LINE, kept)
    groups = chosen.respondent_class == "group"
    return Picture(
        said,
        asked_of(rows, kept, chosen.round, pilots),
        None if groups or not kept else drawn,
        labels.wording.text("alt.dots", headline=said, cells=cells),
        captioned(
            labels.stakeholder_type(scene.stakeholder_type),
            "" if scene.target == ALL else labels.target(scene.stakeholder_type, scene.target),
            labels.wording.text(f"class.{chosen.respondent_class}"),
            part_of(kept, items, "compare", labels),
        ),
        (labels.wording.text("meeting.groups"),) if groups else (),
    )


def question(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Questions' headline, and the answers about the first institutions."""
    labels = canvas.labels
    pilots = chosen.pilots or labels.release.pilots
    drawn = choices.shown_pilots(labels.release, chosen)
    found = question_search.found(labels, chosen)
    scene = questions.of_question(labels.release, chosen, found, pilots)
    said = questions.headline(scene, labels)
    if scene is None:
        return Picture(said, Asked((), (), (chosen.round,), drawn, ()))
    lanes = scene.drawn(drawn)
    places = list(dict.fromkeys((lane.stakeholder_type, lane.target) for lane in lanes))
    room = ROOM - answers.LINE  # for the key
    kept = places[: max(1, room // (answers.TITLE + answers.LANE * len(drawn)))]
    shown = tuple(lane for lane in lanes if (lane.stakeholder_type, lane.target) in kept)
    return Picture(
        said,
        Asked(
            (scene.question.indicator,),
            scene.kinds,
            (chosen.round,),
            drawn,
            tuple(dict.fromkeys(lane.withheld for lane in lanes if lane.withheld)),
        ),
        partial(answers.answer_bars, shown, reach_of(shown, canvas), canvas, LINE)
        if shown
        else None,
        labels.wording.text("alt.answers", headline=said, cells=spoken_lanes(shown, labels)),
        captioned(
            labels.item(scene.question.indicator), part_of(kept, places, "questions", labels)
        ),
        tuple(text for lines in questions.apart(scene, labels).values() for _, text in lines),
    )


def profile(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Pilot's headline, and the profile of its focal point, or of the first dimension."""
    labels = canvas.labels
    scene = pilot.of_pilot(labels.release, chosen)
    key, items = next(iter(scene.sections.items()))
    whole = scene.rows(items)
    there = list(dict.fromkeys(whole["item"]))
    kept = there[:FOCUS]
    rows = whole.loc[whole["item"].isin(kept)]
    title = pilot.section_title(key, scene, labels)
    cells = findings.spoken_cells(rows, labels)
    return Picture(
        pilot.headline(scene, labels),
        asked_of(rows, items[:1], scene.chosen_round, (scene.pilot,)),
        partial(profile_matrix, rows, scene.types, canvas) if kept else None,
        labels.wording.text("alt.profile", title=title, cells=cells),
        captioned(labels.pilot(scene.pilot), part_of(kept, there, "pilot", labels)),
        (labels.wording.text("pilot.none"),),
    )


def slopes(chosen: Selection, canvas: Canvas) -> Picture:
    """Return Change's headline, and the rounds of the stakeholder type that it names, or of the first."""
    labels, text = canvas.labels, canvas.labels.wording.text
    drawn = choices.shown_pilots(labels.release, chosen)
    scene = of_rounds(labels.release, chosen, chosen.pilots or labels.release.pilots)
    found = change.change_headline(scene, labels)
    panels = of_rounds(labels.release, chosen, drawn)
    kinds = panels.stakeholder_types
    kind = str(found.about.get("stakeholder_type", kinds[0]))
    rows = panels.rows_of(kind)
    name, item = labels.stakeholder_type(kind), panels.rounds.item
    cells = change_spoken.spoken_rounds(panels, kind, labels)
    withheld = tuple(dict.fromkeys(str(reason) for reason in rows["withheld"] if reason))
    return Picture(
        found.text,
        Asked((item,), (kind,), labels.release.rounds, drawn, withheld),
        partial(round_slopes, rows, panels.steps_of(kind), drawn, canvas),
        text("alt.slopes", headline=found.text, type=name, cells=cells),
        captioned(name, labels.item(item), part_of([kind], kinds, "change", labels)),
    )
