"""The row types of a dataset and dataset.toml: one owner's answers and how they were collected."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import pyarrow as pa

from swit_data.dataset import asks as _asks
from swit_data.dataset import texts as _texts
from swit_data.dataset.asks import Ask
from swit_data.errors import DatasetError, Sentence, say
from swit_data.framework import Framework
from swit_data.framework.form import names_folder


def _texts_named(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


_ABOUT = ("stakeholder_type", "target")
ANSWERS = pa.schema(_texts_named("respondent", "pilot", "round", *_ABOUT, "indicator", "answer"))
# An answer row of this says that the form itself skipped the question (asked_if). No scale can have it.
SKIPPED = "-"
# Who was asked about whom; an empty dimension: every dimension's questions.
ASKED = pa.schema(_texts_named("respondent", *_ABOUT, "dimension"))

__all__ = [
    "ANSWERS",
    "ASKED",
    "PROVENANCES",
    "SHOWN_TO",
    "SKIPPED",
    "TRANSLATIONS",
    "Ask",
    "Dataset",
    "Fact",
    "Narrative",
    "Round",
    "read_dataset",
    "read_rows",
    "refuse_texts",
    "respondents_schema",
    "write_toml",
]

PROVENANCES = ("illustrative", "collected")
SHOWN_TO = ("own_meeting", "network", "public")
TRANSLATIONS = ("original", "reviewed", "unreviewed")
_SHOWN = 40  # letters of a wrong value
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])|")


def respondents_schema(characteristics: list[str]) -> pa.Schema:
    """Return the columns of respondents, with one for each characteristic that a split names."""
    return pa.schema(
        [
            *_texts_named("respondent", "pilot", "round", "class"),
            ("participants", pa.int32()),
            *_texts_named(*_ABOUT),
            ("consent_on_record", pa.bool_()),
            *_texts_named("branch", *characteristics),
        ]
    )


@dataclass(frozen=True)
class Round:
    """How the answers of one pilot and round were collected, and how far they may be shown."""

    pilot: str
    round: str
    framework: str  # the hash of its framework file
    month: str = ""  # YYYY-MM
    set: str = "core"
    mode: str = ""
    recruitment: str = ""
    branches: int = 0  # 0: unknown
    translation: str = "unreviewed"
    shown_to: str = "own_meeting"
    organisation: str = ""  # as its owner wrote it


@dataclass(frozen=True)
class Fact:
    """A fact with its public source; never asked of respondents."""

    pilot: str
    round: str
    stakeholder_type: str
    target: str
    indicator: str
    answer: str
    source: str
    month: str


@dataclass(frozen=True)
class Narrative:
    """A text of the owner about a pilot; only approved ones are released."""

    pilot: str
    round: str
    section: str
    language: str
    text: str
    status: str
    stakeholder_type: str = ""
    target: str = ""
    part: str = ""
    source: str = ""


@dataclass(frozen=True)
class Dataset:
    """Everything of a dataset but its rows; rows stay in parquet, behind the store."""

    title: str
    provenance: str
    shape: int
    rounds: tuple[Round, ...]
    frameworks: Mapping[str, Framework]
    facts: tuple[Fact, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    asks: tuple[Ask, ...] = ()

    def framework_of(self, pilot: str, number: str) -> Framework:
        """Return the framework that a pilot's round was collected with."""
        code = next(r.framework for r in self.rounds if (r.pilot, r.round) == (pilot, number))
        return self.frameworks[code]


def write_toml(name: str, values: Mapping[str, object], rows: tuple[Any, ...]) -> str:
    """Return a TOML text of single values and one table [[name]] for each row."""
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    for row in rows:
        lines += ["", f"[[{name}]]"]
        lines += [f"{key} = {_value(value)}" for key, value in asdict(row).items()]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    # A JSON string of ASCII is a TOML basic string, but for DEL, which JSON leaves bare.
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007F")


def read_rows(text: str, name: str, kind: type[Any], file: str) -> tuple[Any, ...]:
    """Return the tables [[name]] of a TOML text as rows of a kind.

    Raises:
        DatasetError: the text is no TOML, or a table lacks a key or has one too many.
    """
    try:
        tables = tomllib.loads(text).get(name, [])
    except tomllib.TOMLDecodeError as error:
        raise DatasetError(f"{file}: this is not TOML: {error}. Correct that line.") from error
    rows = []
    for number, table in enumerate(tables, 1):
        try:
            rows.append(kind(**table))
        except TypeError as error:
            allowed = ", ".join(field.name for field in fields(kind))
            raise DatasetError(
                f"{file}: [[{name}]] number {number} has the keys {', '.join(table)}; "
                f"needed are {allowed}. Correct it in the file."
            ) from error
    return tuple(rows)


def read_dataset(
    texts: Mapping[str, str],
    frameworks: Mapping[str, Framework],
    without: Collection[tuple[str, str]] = (),
) -> Dataset:
    """Return the dataset that dataset.toml and the files beside it describe, but for some pilots and rounds.

    `texts`: by name of the file; every one but dataset.toml may be missing.

    Raises:
        DatasetError: a value is missing or is none of those allowed.
    """
    file = "dataset.toml"
    rounds = _but(without, read_rows(texts.get(file, ""), "rounds", Round, file))
    head = tomllib.loads(texts.get(file, ""))
    beside = {
        name: _but(without, read_rows(texts.get(f"{name}.toml", ""), name, kind, f"{name}.toml"))
        for name, kind in (("facts", Fact), ("narratives", Narrative), ("asks", Ask))
    }
    dataset = Dataset(
        title=str(head.get("title", "")),
        provenance=str(head.get("provenance", "")),
        shape=int(head.get("shape", 0)),
        rounds=rounds,
        frameworks=frameworks,
        **beside,
    )
    _check(dataset, file)
    _check_pilots(dataset, file)
    measured = {(row.pilot, row.round): frameworks[row.framework] for row in rounds}
    return replace(dataset, asks=_asks.checked(dataset.asks, measured))


def refuse_texts(dataset: Dataset) -> None:
    """Refuse texts of the owner that cannot be kept: too long, with hidden signs, with a way to reach a person.

    Raises:
        DatasetError: with a line for each problem.
    """
    texts = _every_text(dataset)
    problems = [line for what, text, most in texts for line in _texts.problems(text, what, most)]
    if problems:
        raise DatasetError(*problems)


def _every_text(dataset: Dataset) -> Iterator[tuple[Sentence, str, int]]:
    most, short = _texts.MOST, _texts.MOST_SHORT
    for narrative in dataset.narratives:
        where = _where(narrative, narrative.section)
        yield where, narrative.text, most
        yield where, narrative.source, short
    for ask in dataset.asks:
        where = _where(ask, ask.code)
        for words in (ask.ask, ask.promise, ask.verdict):
            yield where, words, most
        yield where, ask.promised_by, short


def _where(row: Narrative | Ask, which: str) -> Sentence:
    text = "{pilot} round {round}, {which}, language “{language}”"
    return say(text, which=which, pilot=row.pilot, round=row.round, language=row.language)


def _but(without: Collection[tuple[str, str]], rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(row for row in rows if (row.pilot, row.round) not in without)


def _check_pilots(dataset: Dataset, file: str) -> None:
    """Refuse a pilot that cannot name a folder of a release, on any system."""
    seen: dict[str, str] = {}
    for row in dataset.rounds:
        if not names_folder(row.pilot):
            text = (
                "{file}: the pilot is “{pilot}”; allowed: letters A-Z, digits and _, and no name that Windows keeps "
                "for itself. Correct it in the file."
            )
            raise DatasetError(say(text, file=file, pilot=str(row.pilot)[:_SHOWN]))
        other = seen.setdefault(row.pilot.lower(), row.pilot)
        if other != row.pilot:
            text = (
                "{file}: {pilot} and {other} would be one folder on Windows. Give one another code."
            )
            raise DatasetError(say(text, file=file, pilot=row.pilot, other=other))


def _check(dataset: Dataset, file: str) -> None:
    _among(file, "provenance", dataset.provenance, PROVENANCES)
    _among(file, "shape", dataset.shape, (1, 2))
    for row in dataset.rounds:
        place = f"{file}, {row.pilot} round {row.round}"
        _among(place, "set", row.set, ("core", "full"))
        _among(place, "shown_to", row.shown_to, SHOWN_TO)
        _among(place, "translation", row.translation, TRANSLATIONS)
        _among(place, "framework", row.framework, tuple(dataset.frameworks))
        if not isinstance(row.month, str) or not _MONTH.fullmatch(row.month):
            raise DatasetError(
                f"{place}: “month” is {row.month!r}; write it as 2018-05, or leave it empty."
            )
        if not isinstance(row.branches, int) or row.branches < 0:
            raise DatasetError(
                f"{place}: “branches” is {row.branches!r}; write a whole number, 0 = unknown."
            )


def _among(place: str, key: str, found: object, allowed: tuple[object, ...]) -> None:
    if found not in allowed:
        raise DatasetError(
            f"{place}: “{key}” is {found!r}; allowed: {', '.join(map(str, allowed))}. "
            "Correct it in the file."
        )
