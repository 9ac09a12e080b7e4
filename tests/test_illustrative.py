"""The illustrative dataset: made by its generator, byte for byte, legal, and plainly invented."""

from __future__ import annotations

import re
import runpy
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from swit_data.framework import Framework, load
from swit_data.release import illustrative as ready_made
from swit_data.release.illustrative import READY, illustrative
from swit_data.release.making import make, of_tables
from swit_data.released.release import open_release
from swit_data.store import Stored, open_dataset

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "illustrative"
WRITTEN_BY_HAND = {"generate.py", "README.md"}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def stored() -> Stored:
    return open_dataset(FOLDER)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load(ROOT / "data" / "framework" / "swit.toml")


@pytest.fixture(scope="module")
def people(stored: Stored) -> dict[str, Row]:
    return {row["respondent"]: row for row in stored.table("respondents").to_pylist()}


def generate(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "argv", ["generate.py", str(out)])
    monkeypatch.chdir(out.parent)
    runpy.run_path(str(FOLDER / "generate.py"), run_name="__main__")


def contents(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
    return {name: content for name, content in found.items() if name not in WRITTEN_BY_HAND}


def test_the_generator_makes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(tmp_path / "out", monkeypatch)
    made, kept = contents(tmp_path / "out"), contents(FOLDER)
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_generator_leaves_nothing_of_an_older_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "out" / "frameworks" / "0123456789abcdef.toml"
    older.parent.mkdir(parents=True)
    older.write_text("")
    generate(tmp_path / "out", monkeypatch)
    assert contents(tmp_path / "out").keys() == contents(FOLDER).keys()


def test_pilots_rounds_and_how_many_answered(stored: Stored, people: dict[str, Row]) -> None:
    found = Counter((p["pilot"], p["round"]) for p in people.values() if p["class"] == "community")
    sizes = {"KEN": 48, "IDN": 40, "UKR": 33}
    expected = {(pilot, r): n for pilot, n in sizes.items() for r in "12"} | {("SUR", "1"): 14}
    assert found == expected
    rounds = {(r.pilot, r.round): r for r in stored.dataset.rounds}
    assert rounds.keys() == expected.keys()
    assert [place for place, r in rounds.items() if r.set == "full"] == [("KEN", "2")]
    assert {r.shown_to for r in rounds.values()} == {"public"}


def test_every_respondent_stands_once_under_an_id_that_says_nothing(stored: Stored) -> None:
    ids = stored.table("respondents")["respondent"].to_pylist()
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[0-9a-f]{16}", respondent) for respondent in ids)


def test_the_framework_is_the_one_of_today(stored: Stored, framework: Framework) -> None:
    assert list(stored.dataset.frameworks) == [framework.hash]


def test_every_answer_is_legal_and_was_asked(
    stored: Stored, framework: Framework, people: dict[str, Row]
) -> None:
    sets = {(r.pilot, r.round): framework.in_set(r.set) for r in stored.dataset.rounds}
    asked = {tuple(row.values())[:3] for row in stored.table("asked").to_pylist()}
    answers = stored.table("answers").to_pylist()
    keys = {(a["respondent"], a["stakeholder_type"], a["target"], a["indicator"]) for a in answers}
    assert len(keys) == len(answers)
    for answer in answers:
        person = people[answer["respondent"]]
        indicator = framework.indicators[answer["indicator"]]
        place = (answer["pilot"], answer["round"])
        assert place == (person["pilot"], person["round"])
        assert (answer["respondent"], answer["stakeholder_type"], answer["target"]) in asked
        assert indicator in sets[place]
        assert indicator.kind != "fact"
        asked_as = "institution" if person["class"] == "institution" else "community"
        assert asked_as in indicator.answered_by
        targets = framework.targets_of(indicator, answer["stakeholder_type"])
        assert answer["target"] in {target.code for target in targets}
        assert answer["answer"] in framework.scales[indicator.scale].codes


def test_everybody_was_asked_about_one_target_of_each_type(
    stored: Stored, people: dict[str, Row]
) -> None:
    asked: dict[str, list[str]] = {}
    targets: Counter[tuple[str, ...]] = Counter()
    for row in stored.table("asked").to_pylist():
        person = people[row["respondent"]]
        asked.setdefault(row["respondent"], []).append(row["stakeholder_type"])
        if person["class"] == "community":
            place = (person["pilot"], person["round"], row["stakeholder_type"], row["target"])
            targets[place] += 1
    assert asked.keys() == people.keys()
    assert all(len(set(types)) == len(types) for types in asked.values())
    for respondent, types in asked.items():
        person = people[respondent]
        if person["class"] == "institution":
            assert types == [person["stakeholder_type"]]
        else:
            assert len(types) == (4 if person["pilot"] == "SUR" else 5)
            assert ("global_fund_programme" in types) == (person["pilot"] != "SUR")
    assert min(targets.values()) >= 5


def test_informants_of_every_type_assessed(people: dict[str, Row]) -> None:
    found: dict[tuple[str, ...], list[bool]] = {}
    for person in people.values():
        if person["class"] == "institution":
            place = (person["pilot"], person["round"], person["stakeholder_type"])
            found.setdefault(place, []).append(person["consent_on_record"])
    assert len(found) == 6 * 4 + 3
    assert found.pop(("KEN", "1", "ngo")) == [True] * 12
    assert {len(consents) for consents in found.values()} <= {2, 3, 4}
    assert sum(consents.count(False) for consents in found.values()) == 2
    assert all(any(consents) for consents in found.values())


def test_four_focus_groups(people: dict[str, Row]) -> None:
    groups = [person for person in people.values() if person["class"] == "group"]
    assert {(g["pilot"], g["round"]) for g in groups} == {("IDN", "1")}
    assert len(groups) == 4
    assert all(5 <= group["participants"] <= 9 for group in groups)


@pytest.mark.parametrize(
    ("pilot", "finest", "merged"),
    [("KEN", True, True), ("UKR", False, True), ("SUR", False, False)],
)
def test_where_gender_may_be_split(
    people: dict[str, Row], pilot: str, finest: bool, merged: bool
) -> None:
    counts = Counter(
        (p["round"], p["gender"])
        for p in people.values()
        if (p["pilot"], p["class"]) == (pilot, "community")
    )
    for number in {number for number, _ in counts}:
        women, men, transgender, unsaid = (
            counts[number, code] for code in ("woman", "man", "transgender", "prefer_not_to_say")
        )
        assert (min(women, men, transgender, unsaid) >= 5) == finest
        assert (min(women, men + transgender, unsaid) >= 5) == merged


def test_facts_are_facts(stored: Stored, framework: Framework) -> None:
    facts = stored.dataset.facts
    known = {i.code for i in framework.indicators.values() if i.kind == "fact"}
    assert {fact.indicator for fact in facts} == known
    for fact in facts:
        indicator = framework.indicators[fact.indicator]
        targets = framework.targets_of(indicator, fact.stakeholder_type)
        assert fact.target in {target.code for target in targets}
        assert fact.answer in framework.scales[indicator.scale].codes
        assert re.fullmatch(r"20\d\d-\d\d", fact.month)


def test_every_text_says_that_it_is_illustrative(stored: Stored) -> None:
    dataset = stored.dataset
    assert dataset.provenance == "illustrative"
    assert dataset.title == "Illustrative data - not results of any pilot"
    texts = [dataset.title, *(fact.source for fact in dataset.facts)]
    for row in dataset.rounds:
        texts += [row.mode, row.recruitment]
    for narrative in dataset.narratives:
        texts += [narrative.text, narrative.source]
    assert [
        t for t in texts if "illustrative" not in t.lower() and "ілюстратив" not in t.lower()
    ] == []


def test_no_organisation_is_named(stored: Stored) -> None:
    assert {row.organisation for row in stored.dataset.rounds} == {""}


def test_narratives_in_two_languages_and_a_draft(stored: Stored) -> None:
    narratives = stored.dataset.narratives
    assert {n.pilot for n in narratives} == {"KEN", "UKR"}
    assert {n.language for n in narratives} == {"en", "uk"}
    assert Counter(n.status for n in narratives)["draft"] == 1


def test_the_release_that_comes_ready_made_is_the_one_that_is_made(stored: Stored) -> None:
    made, (ready, problems) = of_tables(stored.dataset, make(stored)), open_release(READY)
    assert problems == ()
    assert illustrative() == made == ready
    assert ready.frameworks == made.frameworks
    assert ready.illustrative
    for name, table in made.tables.items():
        order = [(column, "ascending") for column in table.schema.names[:8]]
        read = ready.tables[name].cast(table.schema)  # each text is held once
        assert read.sort_by(order).equals(table.sort_by(order)), name


@pytest.mark.parametrize(
    "lost", ["KEN/scores.parquet", "SUR/release.toml", "UKR/pairs.parquet", "."]
)
def test_where_the_ready_made_one_is_damaged_it_is_made_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    whole, folder = illustrative(), tmp_path / "ready"
    shutil.copytree(READY, folder)
    if lost == ".":
        shutil.rmtree(folder)
    else:
        (folder / lost).write_bytes(b"")
    monkeypatch.setattr(ready_made, "READY", folder)
    assert illustrative() == whole
