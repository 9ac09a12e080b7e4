"""Several versions of a form in one file: a question that moved stands in several columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from swit_data.errors import IntakeError, listed, say, shown
from swit_data.intake.dialects.folding import folded_code
from swit_data.intake.dialects.select_multiple import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import pyarrow as pa

    from swit_data.errors import Sentence
    from swit_data.intake.dialects.named_table import Column, Frame


@dataclass(frozen=True)
class Merged:
    """A table with each question in one column, what was done, and what only a person can decide."""

    frame: Frame
    notes: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]


def merged(frame: Frame, names: Collection[str], file: str, *, several_versions: bool) -> Merged:
    """Return each of these questions in one column, of each row the cell that is filled, and what was done.

    What is known by the end of its header only (“baseline/trust”) is the question where nothing else is, or where the
    file holds several versions of the form and none has the question's own name.

    Raises:
        IntakeError: two columns of a question hold different answers in one row, or may be two questions.
    """
    alike: dict[str, list[Column]] = {}
    for column in frame.columns:
        if column.name in names:
            alike.setdefault(column.name, []).append(column)
    others: list[Column] = []
    one: dict[int, Column] = {}
    notes: list[Sentence] = []
    doubts: list[Sentence] = []
    for name, columns in alike.items():
        taken = _taken(columns, several_versions=several_versions)
        known = set(map(id, taken))
        left = [column for column in columns if id(column) not in known]
        whole = _whole(frame, taken, file, several_versions=several_versions)
        one[id(taken[0])] = whole
        others += left
        moved = _moved(whole, left) if several_versions else []
        doubts += [_may_be_moved(whole, column) for column in moved]
        notes += _notes(name, taken, [] if moved else left)
    gone = {id(column) for columns in alike.values() for column in columns}
    found = [one.get(id(c), c) for c in frame.columns if id(c) in one or id(c) not in gone]
    whole_frame = frame.with_columns([*found, *(_as_written(column) for column in others)])
    return Merged(whole_frame, tuple(notes), tuple(doubts))


def _moved(whole: Column, others: Sequence[Column]) -> list[Column]:
    """Return the columns that hold answers where the question's own column is empty."""
    empty = pc.equal(whole.values, "")
    return [
        column
        for column in others
        if pc.any(pc.and_(empty, pc.not_equal(column.values, ""))).as_py()
    ]


def _may_be_moved(whole: Column, column: Column) -> Sentence:
    return say(
        "“{name}” has a column of its own, and “{column}” holds answers where that one is empty. The file holds "
        "several versions of the form, so it may be the same question before it moved: then name it in the framework "
        "(names = [...] of the question). As it is, these answers do not enter.",
        name=shown(whole.name),
        column=shown(column.cell.header),
    )


def _taken(columns: Sequence[Column], *, several_versions: bool) -> list[Column]:
    """Return the columns that are the question."""
    own = [column for column in columns if not column.stranger]
    if not own:
        return list(columns)
    exact = any(column.cell.header.strip() == column.name for column in own)
    moved = (several_versions and not exact) or all(map(_has_another_name, own))
    empty = all(not pc.any(pc.not_equal(column.values, "")).as_py() for column in own)
    return list(columns) if moved or (empty and not exact) else own


def _has_another_name(column: Column) -> bool:
    """Say whether a column has an older name of the question, so that its own may stand beside it."""
    return column.question is not None and column.question.name != column.name


def _is_with_text(column: Column) -> bool:
    """Say whether the name stands first and the question's text behind it: “trust. Do you?”."""
    return folded_code(column.cell.header).lstrip("[").startswith(folded_code(column.name))


def _as_written(column: Column) -> Column:
    """Return a column that is another question under the name that it has in the file."""
    return replace(column, name=column.cell.header, question=None)


def _whole(frame: Frame, columns: Sequence[Column], file: str, *, several_versions: bool) -> Column:
    first = columns[0]
    filled = [column for column in columns if pc.any(pc.not_equal(column.values, "")).as_py()]
    if _are_unsure(filled) and not several_versions:
        first = _check_conflict(frame, filled, file)
    for column in columns[1:]:
        first = _one(frame, first, column, file)
    return first


def _are_unsure(columns: Sequence[Column]) -> bool:
    """Say whether columns may be of several questions: two of one name, or one behind a group beside another name."""
    headers = [column.cell.header for column in columns]
    if len(set(headers)) < len(headers):
        return True
    strangers = [column for column in columns if column.stranger]
    beside = len(strangers) < len(columns) and not all(map(_is_with_text, strangers))
    return len(strangers) > 1 or beside


def _check_conflict(frame: Frame, columns: Sequence[Column], file: str) -> Column:
    """Refuse columns of one name in different groups: nothing says that they are versions of one question.

    Raises:
        IntakeError: always, of contradicting rows first.
    """
    first = columns[0]
    for column in columns[1:]:
        first = _one(frame, first, column, file)
    raise IntakeError(
        say(
            "{file}: the columns “{first}” and “{second}” may be one question or two: “{name}” stands in both, and "
            "the file does not say that they are of two versions of the form. Take out the one that is not meant; if "
            'both are, name them in the framework (names = ["{first}", "{second}"] of the question).',
            file=file,
            first=shown(columns[0].cell.header),
            second=shown(columns[1].cell.header),
            name=shown(columns[0].name),
        )
    )


def _notes(name: str, taken: Sequence[Column], others: Sequence[Column]) -> Iterator[Sentence]:
    if len(taken) > 1:
        yield say(
            "“{name}” stands in {n} columns ({columns}): of each row the one that is filled is read.",
            name=shown(name),
            n=len(taken),
            columns=_listed(taken),
        )
    if others:
        yield say(
            "“{name}” has a column of its own, so what only ends or begins with that name does not enter: {columns}. "
            "If it is the same question, name it in the framework (names = [...] of the question).",
            name=shown(name),
            columns=_listed(others),
        )


def _listed(columns: Sequence[Column]) -> str:
    return listed([f"“{shown(column.cell.header)}”" for column in columns], 5)


def _one(frame: Frame, first: Column, second: Column, file: str) -> Column:
    filled = pc.not_equal(first.values, "")
    both = pc.and_(filled, pc.not_equal(second.values, ""))
    wrong = pc.and_(both, pc.not_equal(first.values, second.values))
    if pc.any(wrong).as_py():
        raise _conflict(frame, first, second, file, wrong)
    return replace(first, values=pc.if_else(filled, first.values, second.values))


def _conflict(
    frame: Frame, first: Column, second: Column, file: str, wrong: pa.ChunkedArray
) -> IntakeError:
    return IntakeError(
        say(
            "{file}: the columns “{first}” and “{second}” are the same question, “{name}”, and hold different "
            "answers ({rows}). Take out the one that is not meant and import again.",
            file=file,
            first=shown(first.cell.header),
            second=shown(second.cell.header),
            name=shown(first.name),
            rows=rows_of(frame.numbers[frame.sheet](), wrong),
        )
    )
