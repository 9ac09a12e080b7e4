"""What was asked of institutions, what they promised, and what became of it: stated and counted, never ranked.

Open: promised, and neither kept nor broken nor overtaken by events. Overdue: open, and the month in which it was due is
over on the day that is given. An ask that nothing was promised on is none of both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from swit_data.dataset.asks import ASKED, BROKEN, KEPT, OVERTAKEN, PROMISED, STATUSES
from swit_data.dataset.texts import in_order
from swit_data.findings.question_search import best_language, language_name
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import picked, records
from swit_data.released.tables import ALL
from swit_data.released.written_scores import written_row

Line = tuple[str, str]  # tag and text
# A shape beside the word, so that no colour is needed.
MARKS = {ASKED: "◇", PROMISED: "□", KEPT: "✓", BROKEN: "✗", OVERTAKEN: "–"}


@dataclass(frozen=True)
class Asked:
    """A released ask in the language in which it is read; fields as in tables.ASKS."""

    pilot: str
    round: str
    code: str
    language: str
    stakeholder_type: str
    target: str
    indicators: str
    ask: str
    promise: str
    promised_by: str
    promised_month: str
    due: str
    status: str
    verdict: str

    @property
    def items(self) -> tuple[str, ...]:
        """Return the indicators that were asked for."""
        return tuple(code for code in self.indicators.split(",") if code)

    @property
    def open(self) -> bool:
        """Say whether a promise waits to be kept."""
        return self.status == PROMISED

    def overdue(self, on: date) -> bool:
        """Say whether an open promise was due before the month of a day."""
        return self.open and bool(self.due) and self.due < on.isoformat()[:7]


def asks_of(
    labels: Labels,
    pilots: Sequence[str] = (),
    stakeholder_types: Sequence[str] = (),
    status: str = "",
) -> tuple[Asked, ...]:
    """Return each ask once, in the reader's language or the one there is; in the fixed order of pilots and types.

    No pilots, types or status named: all of them.
    """
    frame = labels.release.frame("asks").astype("str")
    rows = [Asked(**{name: in_order(v) for name, v in row.items()}) for row in records(frame)]
    kept = [
        row
        for row in _in_one_language(rows, labels)
        if row.pilot in (pilots or labels.release.pilots)
        and (not stakeholder_types or row.stakeholder_type in stakeholder_types)
        and status in ("", row.status)
    ]
    types = {code: place for place, code in enumerate(labels.framework.stakeholder_types)}
    places = {pilot: place for place, pilot in enumerate(labels.release.pilots)}
    last = len(types)
    return tuple(
        sorted(
            kept,
            key=lambda row: (
                types.get(row.stakeholder_type, last),
                places[row.pilot],
                row.round,
                row.code,
            ),
        )
    )


def _in_one_language(rows: Iterable[Asked], labels: Labels) -> list[Asked]:
    found: dict[tuple[str, ...], dict[str, Asked]] = {}
    for row in rows:
        found.setdefault((row.pilot, row.round, row.code), {})[row.language] = row
    return [texts[best_language(texts, labels)] for texts in found.values()]


def promises_before(labels: Labels, pilot: str, chosen_round: str) -> tuple[Asked, ...]:
    """Return what a pilot was promised in the rounds before one."""
    return tuple(
        ask for ask in asks_of(labels, (pilot,)) if ask.promise and ask.round < chosen_round
    )


def ask_headline(asks: Sequence[Asked], labels: Labels, on: date) -> str:
    """Return how many promises are open and how many of those are overdue."""
    wording = labels.wording
    promised = [ask for ask in asks if ask.promise]
    if not asks:
        return wording.text("asks.none")
    if not promised:
        return wording.plural("asks.headline.asked", len(asks))
    waiting = sum(ask.open for ask in promised)
    late = sum(ask.overdue(on) for ask in promised)
    numbers = {"open": wording.number(waiting), "overdue": wording.number(late)}
    return wording.plural("asks.headline", len(promised), **numbers)


def counted(asks: Sequence[Asked], labels: Labels, on: date) -> str:
    """Return what became of promises: how many of each status, and how many are overdue on a day."""
    wording = labels.wording
    promised = [ask for ask in asks if ask.promise]
    numbers = {code: wording.number(sum(a.status == code for a in promised)) for code in STATUSES}
    numbers["overdue"] = wording.number(sum(ask.overdue(on) for ask in promised))
    day = wording.month(on.isoformat()[:7])
    return wording.plural("asks.counted", len(promised), month=day, **numbers)


def about(ask: Asked, labels: Labels) -> str:
    """Return whom an ask is about: an institution, or a stakeholder type as a whole."""
    kind = labels.stakeholder_type(ask.stakeholder_type)
    if not ask.target or ask.stakeholder_type not in labels.framework.stakeholder_types:
        return kind
    return labels.target(ask.stakeholder_type, ask.target)


def status_words(ask: Asked, labels: Labels, on: date) -> str:
    """Return the mark and the words of what became of an ask."""
    text = labels.wording.text
    known = ask.status if ask.status in STATUSES else ASKED
    key = "overdue" if ask.overdue(on) else known
    return f"{MARKS[known]} {text(f'asks.status.{key}')}"


def when_promised(ask: Asked, labels: Labels) -> str:
    """Return which office promised in which month, and when it is due."""
    text, month = labels.wording.text, labels.wording.month
    said = text("asks.by", office=ask.promised_by, month=month(ask.promised_month))
    return labels.wording.apart((said, _due(ask, labels))) if ask.due else said


def _due(ask: Asked, labels: Labels) -> str:
    return labels.wording.text("asks.due", month=labels.wording.month(ask.due))


def ask_lines(ask: Asked, labels: Labels, on: date) -> list[Line]:
    """Return one ask as people read it: of whom, what, what was promised, what became of it."""
    text = labels.wording.text
    head = text("asks.of", pilot=labels.pilot(ask.pilot), round=ask.round, about=about(ask, labels))
    status = status_words(ask, labels, on)
    lines = [("h3", f"{head} · {status}"), ("p", text("asks.asked", text=ask.ask))]
    if ask.promise:
        lines += [("p", text("asks.promised", text=ask.promise))]
        lines += [("small", when_promised(ask, labels))]
    elif ask.due:
        lines += [("small", _due(ask, labels))]
    if ask.verdict:
        lines.append(("p", text("asks.verdict", text=ask.verdict)))
    if ask.language != labels.wording.language:
        language = language_name(ask.language, labels)
        lines.append(("small", text("pilot.told.language", language=language)))
    return [*lines, *(("small", line) for line in score_lines(ask, labels))]


def promise_line(ask: Asked, labels: Labels, on: date) -> str:
    """Return an open promise in one line of a document."""
    text = labels.wording.text
    late = text("asks.late") if ask.overdue(on) else ""
    said = text("asks.line", about=about(ask, labels), text=ask.promise)
    return in_language(f"{said} ({when_promised(ask, labels)}) {late}".strip(), ask, labels)


def in_language(said: str, ask: Asked, labels: Labels) -> str:
    """Return a line of an ask with the language that its owner wrote in, where that is not the reader's."""
    other = ask.language != labels.wording.language
    return f"{said} ({language_name(ask.language, labels)})" if other else said


def score_lines(ask: Asked, labels: Labels) -> list[str]:
    """Return the released score of each question that was asked for: in the ask's round, and in the latest one."""
    found = {(r["item"], r["round"]): r for r in records(score_rows_of((ask,), labels))}
    rounds = dict.fromkeys((ask.round, _latest(labels.release, ask.pilot)))
    lines = []
    for item in (code for code in ask.items if any((code, r) in found for r in rounds)):
        said = [
            labels.wording.text("asks.score", score=_score(found.get((item, r)), labels), round=r)
            for r in rounds
        ]
        values = {"question": labels.item(item), "scores": labels.wording.listing(said)}
        lines.append(labels.wording.text("asks.scores", **values))
    return lines


def _score(row: dict[str, object] | None, labels: Labels) -> str:
    return labels.reason("not_asked") if row is None else written_row(row, labels)


def score_rows_of(asks: Sequence[Asked], labels: Labels) -> pd.DataFrame:
    """Return the released scores of what was asked for, one row per ask's question and round: its own and the latest.

    Columns as in tables.SCORES; a question that was asked for twice of the same institution stands once.
    """
    frame = picked(
        labels.release.frame("scores"),
        respondent_class="community",
        split=ALL,
        scoring="standard",
        item=[item for ask in asks for item in ask.items],
    )
    wanted = {
        (ask.pilot, chosen, ask.stakeholder_type, ask.target or ALL, item)
        for ask in asks
        for item in ask.items
        for chosen in (ask.round, _latest(labels.release, ask.pilot))
    }
    names = ["pilot", "round", "stakeholder_type", "target", "item"]
    keys = list(map(tuple, frame[names].astype("str").itertuples(index=False)))
    return frame.loc[[key in wanted for key in keys]].sort_values("round", kind="stable")


def _latest(release: Release, pilot: str) -> str:
    return max((r for r in release.rounds if pilot in release.pilots_of(r)), default="")


def ask_table(asks: Sequence[Asked], labels: Labels, on: date) -> pd.DataFrame:
    """Return one row per ask, as people read it."""
    text, month = labels.wording.text, labels.wording.month
    return pd.DataFrame(
        [
            {
                text("table.pilot"): labels.pilot(ask.pilot),
                text("filter.round"): ask.round,
                text("table.type"): labels.stakeholder_type(ask.stakeholder_type),
                text("asks.column.about"): about(ask, labels),
                text("asks.column.ask"): ask.ask,
                text("asks.column.promise"): ask.promise,
                text("asks.column.by"): ask.promised_by,
                text("asks.column.promised"): month(ask.promised_month),
                text("asks.column.due"): month(ask.due),
                text("asks.column.status"): status_words(ask, labels, on),
                text("asks.column.verdict"): ask.verdict,
                text("asks.column.questions"): "; ".join(labels.item(item) for item in ask.items),
            }
            for ask in asks
        ]
    )
