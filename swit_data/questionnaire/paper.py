"""The form on paper, in one language, for one class of people who answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from swit_data.questionnaire.blocks import SHARED
from swit_data.questionnaire.lists import PILOTS, lists_of
from swit_data.questionnaire.plan import Plan
from swit_data.questionnaire.questions_in_order import rows_of
from swit_data.questionnaire.rows import Row
from swit_data.questionnaire.start import INTERVIEW, OWN_CONSENT
from swit_data.questionnaire.xlsform import version
from swit_data.translations import said_of_form
from swit_data.typesetting import pdf, sheets_of
from swit_data.wording import Wording

Printed = dict[str, object]

_TEMPLATE = "paper.typ"
_SCALES = (1, 0.95, 0.925)  # questions of 9.7 points: smaller letters are not read aloud from paper

# What is written by hand, and how much room it needs.
_WRITTEN = {"text": "short", "integer": "short"}
# What a no to a consent means for what comes after it.
_SKIPS = {"consent": "paper.if_no", OWN_CONSENT: "paper.if_not_asked"}


def paper(plan: Plan, language: str) -> bytes:
    """Return the paper version of a plan that is for one class, as PDF.

    Raises:
        QuestionnaireError: the framework names what no form can hold.
    """
    printed = _Sheet(plan, language).printed()
    smallest = pdf(_TEMPLATE, printed | {"scale": _SCALES[-1]})
    least = sheets_of(smallest)
    # The largest letters that take no more sheets than the smallest: of 17 institutions each takes one more.
    for scale in _SCALES[:-1]:
        larger = pdf(_TEMPLATE, printed | {"scale": scale})
        if sheets_of(larger) == least:
            return larger
    return smallest


@dataclass(frozen=True)
class _Sheet:
    """A form in one language on its way to paper."""

    plan: Plan
    language: str

    @cached_property
    def words(self) -> Wording:
        return Wording.of(self.language)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return rows_of(self.plan)

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        lists = lists_of(self.plan).items()
        return {name: [choice.labels[self.language] for choice in found] for name, found in lists}

    def text(self, key: str, **values: str) -> str:
        return self.words.text(f"form.{key}", **values)

    def printed(self) -> Printed:
        """Return what the template prints."""
        (people,) = self.plan.classes
        return {
            "language": self.language,
            "title": self.words.label(self.plan.framework.title, "framework.title"),
            "people": self.text(f"paper.{people}"),
            "set": self.text(f"set.{self.plan.chosen_set}"),
            "how": self.text("paper.how"),
            "number": self.text("paper.number"),
            "page": self.text("paper.page"),
            "draft": said_of_form(self.words),
            "form": f"{self.plan.framework.code} {version(self.plan)}",
            "known": list(self.known()),
            "sections": list(self.sections()),
        }

    def known(self) -> Iterator[str]:
        """Give the pilot and round, where they are filled in already."""
        pilots = {c.code: c.labels[self.language] for c in lists_of(self.plan).get(PILOTS, ())}
        for row in self.rows:
            if row.kind == "calculate" and row.about in ("pilot", "round"):
                value = row.calculation.strip("'")
                yield self.text(f"paper.{row.about}", value=pilots.get(value, value))

    def sections(self) -> Iterator[Printed]:
        """Give one section per group that holds something to read or to tick."""
        for row in self.rows:
            if row.kind == "begin_group" and row.name != INTERVIEW:
                yield from self.section(row)
        last = [row for row in self.rows if row.groups == (INTERVIEW,) and row.kind == "note"]
        # A line to write whom to call stands on the first page only.
        said = [row for row in last if row.about != "contact" or self.plan.given.contact]
        yield {"title": "", "only": "", "apart": False, "items": [self.item(row) for row in said]}

    def section(self, group: Row) -> Iterator[Printed]:
        inside = (*group.groups, group.name)
        rows = [r for r in self.rows if r.groups == inside and _on_paper(r)]
        if group.name == SHARED and sum(row.about == "introduction" for row in rows) > 1:
            rows = [row for row in rows if row.about != "introduction"]
        if rows:
            numbers = {row.name: n for n, row in enumerate(filter(_asks, rows), start=1)}
            yield {
                "title": group.labels[self.language],
                "only": self.only(group),
                "apart": bool(numbers),
                "items": [self.item(row, str(numbers.get(row.name, ""))) for row in rows],
            }

    def item(self, row: Row, number: str = "") -> Printed:
        """Return a question or a note as it is printed."""
        call = row.about == "contact" and not self.plan.given.contact
        return {
            "kind": "note" if row.kind == "note" else "question",
            "n": f"{number}." if number else "",
            "text": self.text("paper.call") if call else row.labels[self.language],
            "hint": row.hints.get(self.language, ""),
            "answers": self.answers.get(row.choices, []),
            "write": "long" if call else _WRITTEN.get(row.kind, ""),
            "only": self.only(row) if row.indicator else "",
            "skip": self.text(_SKIPS[row.about]) if row.about in _SKIPS else "",
            "column": row.name if row.is_column else "",
        }

    def only(self, row: Row) -> str:
        """Return what must have been ticked for a row to be asked, or nothing."""
        names = list(dict.fromkeys(self.ticked(place) for place in row.places))
        listed = self.words.listing([self.text("paper.quoted", words=name) for name in names])
        return self.text("paper.only_if", ticked=listed) if names else ""

    def ticked(self, place: tuple[str, str]) -> str:
        """Return the words that were ticked to be asked about a target."""
        kind = self.plan.framework.stakeholder_types[place[0]]
        lists = [self.plan.target_name(place), self.plan.type_name(kind)]
        ticks = {label for row in self.rows for label in self.answers.get(row.choices, [])}
        return next(name[self.language] for name in lists if name[self.language] in ticks)


def _on_paper(row: Row) -> bool:
    """Say whether a row is printed: not what is filled in already, and not what only a screen says."""
    return row.kind not in ("begin_group", "end_group", "calculate") and row.about != "refused"


def _asks(row: Row) -> bool:
    return bool(row.indicator)
