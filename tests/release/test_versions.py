"""A round of an older version of the shipped framework beside one of today's: read as it was asked, and no change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from swit_data.dataset import Round
from swit_data.framework import Framework, load
from swit_data.release import make, write
from swit_data.released import open_release
from swit_data.released.between_rounds import Rounds, steps
from swit_data.released.labels import Labels
from swit_data.released.release import Release
from swit_data.released.rows import records
from swit_data.wording import Wording
from tests.drawn import Drawn, Row, dataset, respondents

ROOT = Path(__file__).parents[2]
NOW = load(ROOT / "data" / "framework" / "swit.toml")
OLD = load(ROOT / "tests" / "frameworks" / "swit-2026-1.toml")
PEOPLE, WHOM = 12, ("government", "health_national")
# What version 2026.1 asked and 2026.2 does not: removed, or asking something else under a code of its own.
GONE = sorted(OLD.indicators.keys() - NOW.indicators.keys())


def said(measured: Framework, number: str, person: str) -> Iterator[Row]:
    """Give somebody's first answer to every question about the ministry of health."""
    for indicator in measured.in_set("full"):
        about = {target.code for target in measured.targets_of(indicator, WHOM[0])}
        if indicator.kind == "opinion" and WHOM[1] in about:
            answer = measured.scales[indicator.scale].codes[0]
            place = {"respondent": person, "pilot": "KEN", "round": number}
            whom = dict(zip(("stakeholder_type", "target"), WHOM, strict=True))
            yield {**place, **whom, "indicator": indicator.code, "answer": answer}


def two_rounds() -> Drawn:
    """Return twelve people in a round of each version."""
    held = {"1": OLD, "2": NOW}
    lines = [f"{number}p{n} KEN {number}" for number, n in product(held, range(PEOPLE))]
    people = respondents("\n".join(["respondent pilot round", *lines]))
    rows = [
        row
        for person in people
        for row in said(held[person["round"]], person["round"], person["respondent"])
    ]
    asked = [
        {"respondent": p["respondent"], "stakeholder_type": WHOM[0], "target": WHOM[1]}
        for p in people
    ]
    rounds = [Round("KEN", number, measured.hash, set="full") for number, measured in held.items()]
    return Drawn(dataset([OLD, NOW], rounds), people, rows, asked)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("versions")
    stored = two_rounds().store(folder / "dataset")
    write(folder / "out", stored.dataset, make(stored))
    found, _ = open_release(folder / "out")
    return found


@cache
def ukrainian() -> Wording:
    return Wording.of("uk")


def scores(release: Release, number: str, item: str) -> list[Mapping[str, object]]:
    frame = release.frame("scores")
    keep = (frame["round"] == number) & (frame["item"] == item) & (frame["split"] == "all")
    keep &= (frame["target"] == "all") & (frame["scoring"] == "standard")
    return list(records(frame.loc[keep & (frame["stakeholder_type"] == WHOM[0])]))


def test_both_versions_are_kept(release: Release) -> None:
    assert (OLD.version, NOW.version) == ("2026.1", "2026.2")
    assert set(release.frameworks) == {OLD.hash, NOW.hash}
    assert release.framework.hash == NOW.hash
    assert {"P6_says", "C4_condoms", "X1_understands"} <= set(GONE)


@pytest.mark.parametrize("code", GONE)
def test_a_question_that_is_no_longer_asked_stays_readable(release: Release, code: str) -> None:
    if "government" in OLD.indicators[code].stakeholder_types:
        (row,) = scores(release, "1", code)
        assert row["withheld"] == ""
        assert scores(release, "2", code) == []
    english, own = (Labels(release, Wording.of(language)) for language in ("en", "uk"))
    indicator = OLD.indicators[code]
    assert english.item(code) == indicator.text["en"]
    assert english.plain(code) == indicator.plain["en"]
    assert english.answer(code, "dont_know") == "Don't know"
    assert own.item(code) != indicator.text["en"]
    assert own.plain(code) != indicator.plain["en"]


@pytest.mark.parametrize("item", ["rollout", "participation", "C1", "C6", "P6", "P1_who"])
def test_a_new_version_is_a_break_and_no_change(release: Release, item: str) -> None:
    for number in "12":
        (row,) = scores(release, number, item)
        assert row["withheld"] == ""
    (step,) = steps(Rounds(release, item))
    assert step.broken == "framework"
    assert step.difference.points is None


def test_every_old_text_is_still_said_in_ukrainian() -> None:
    for indicator in OLD.indicators.values():
        for key, text in (("text", indicator.text), ("plain", indicator.plain)):
            told = ukrainian().label(text, f"indicator.{indicator.code}.{key}")
            assert told != text["en"], indicator.code
    label = OLD.stakeholder_types["global_fund_programme"].label
    assert ukrainian().label(label, "type.global_fund_programme") != label["en"]
