"""What becomes of each row: counted once, left out, or an answer about somebody."""

from __future__ import annotations

import re
import shutil
from collections import Counter

import pytest

from swit_data import store
from tests.intake.field import NARROW, WIDE, Field, Outcome

THREE = """\
today,country,about,consent,trust,heard,remarks,_uuid,_submission_time,deviceid
2026-03-02,kenya,gov,yes,yes,,a talk,u1,2026-03-02T10:00:00,dev-1
2026-04-02,kenya,ngo,yes,no,dont_know,,u2,2026-04-02T10:00:00,dev-2
2026-03-02,UKR,ngo,yes,,yes,,u3,2026-03-02T10:00:00,dev-3
"""

WIDE_HEADER = (
    "wave,who,about,office,on_record,people,recruited_by,q_gender,government_known,"
    "government_health_trust,government_police_trust,plan_health,plan_police,swlo_own_led,_uuid"
)


def wide(*rows: str) -> str:
    return "\n".join([WIDE_HEADER, *rows, ""])


def answers(outcome: Outcome) -> list[tuple[str, ...]]:
    assert outcome.code == 0, outcome.err
    keys = ("pilot", "round", "stakeholder_type", "target", "indicator", "answer")
    return sorted(tuple(row[key] for key in keys) for row in outcome.rows("answers"))


def test_each_answer_stands_once(field: Field) -> None:
    outcome = field.take(THREE)
    assert answers(outcome) == [
        ("KEN", "1", "government", "health", "trust", "yes"),
        ("KEN", "1", "ngo", "clinic", "heard", "dont_know"),
        ("KEN", "1", "ngo", "clinic", "trust", "no"),
        ("UKR", "1", "ngo", "clinic", "heard", "yes"),
    ]
    assert sorted((r["stakeholder_type"], r["target"]) for r in outcome.rows("asked")) == [
        ("government", "health"),
        ("ngo", "clinic"),
        ("ngo", "clinic"),
    ]


def test_what_was_found_is_said(field: Field) -> None:
    said = field.take(THREE).out
    assert "columns separated by comma" in said
    assert "Rows: 3. Distinct submissions: 3." in said
    assert "Respondents that count: 3: KEN 2, UKR 1." in said
    assert "Round 1: pilots 2, last answers in 2026-03 to 2026-04, questions full." in said
    assert "Columns read (5): country, about, consent, trust, heard." in said
    assert "(5): today, remarks, _uuid,\n  _submission_time, deviceid." in said
    assert "do not enter (0): none." in said


def test_dataset_toml(field: Field) -> None:
    header, first, second, third = THREE.splitlines()
    text = "\n".join([header, second, third, first])  # the latest month is not in the last row
    dataset = store.open_dataset(field.take(text).folder).dataset
    assert (dataset.title, dataset.provenance, dataset.shape) == ("A small survey", "collected", 1)
    assert [(r.pilot, r.month, r.set) for r in dataset.rounds] == [
        ("KEN", "2026-04", "full"),
        ("UKR", "2026-03", "full"),
    ]


def test_the_round_given_overrides(field: Field) -> None:
    assert {row[1] for row in answers(field.take(THREE, "--round", "2026_a"))} == {"2026_a"}
    refused = field.take(THREE, "--round", "../x")
    assert refused.code == 2
    assert "the round is “../x”; allowed: up to 20 letters, digits and _" in refused.err


@pytest.mark.parametrize(
    "changed",
    [
        THREE.replace("\n", "\r\n"),
        "\ufeff" + THREE,
        THREE.replace(",", ";"),
        THREE.replace(",", "\t"),
        THREE.replace("a talk", '"a talk;\r\n with ""quotes"", and lines"'),
        THREE.replace("kenya,gov,yes,yes", " kenya ,gov\t,\u00a0yes, yes "),
        THREE.replace("\n2026-04", "\n\n2026-04"),
        THREE.replace("country,about", "g/country,g/h/about"),
        THREE.replace("\n2026-03-02,kenya", "\n#date,#country,,,#q,,,,,\n2026-03-02,kenya"),
        THREE.replace("remarks", "trust/heard").replace("_uuid,", "_uuid ,"),
    ],
    ids=[
        "crlf",
        "bom",
        "semicolon",
        "tab",
        "quoted",
        "blanks",
        "empty-line",
        "groups",
        "hxl",
        "option",
    ],
)
def test_the_same_file_written_otherwise(field: Field, changed: str) -> None:
    first = field.take(THREE)
    expected = (first.rows("answers"), first.rows("respondents"), first.rows("asked"))
    shutil.rmtree(first.folder / "manifests")  # a new dataset under the same key
    again = field.take(changed)
    assert again.code == 0, again.err
    assert "Rows: 3. Distinct submissions: 3." in again.out
    assert (again.rows("answers"), again.rows("respondents"), again.rows("asked")) == expected


def test_the_same_file_again_changes_nothing(field: Field) -> None:
    first = field.take(THREE)
    before = {path.name: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    again = field.take(THREE)
    after = {path.name: path.read_bytes() for path in again.folder.rglob("*") if path.is_file()}
    assert before == after
    assert "3 respondents with the same answers; 0 with other answers" in " ".join(
        again.out.split()
    )
    assert "This file was imported already; nothing was changed" in again.out


def test_a_later_export_replaces_and_adds(field: Field) -> None:
    field.take(THREE)
    later = THREE.replace("kenya,gov,yes,yes", "kenya,gov,yes,no") + (
        "2026-05-01,UKR,gov,yes,yes,,,u4,2026-05-01T10:00:00,dev-4\n"
    )
    outcome = field.take(later)
    assert len(outcome.rows("respondents")) == 4
    assert ("KEN", "1", "government", "health", "trust", "no") in answers(outcome)
    assert len(answers(outcome)) == 5


def test_another_dataset_gives_other_ids(field: Field) -> None:
    first = field.take(THREE)
    ids = {row["respondent"] for row in first.rows("respondents")}
    (first.folder / ".key").unlink()
    first.folder.rename(field.place / "old")
    again = {row["respondent"] for row in field.take(THREE).rows("respondents")}
    assert not ids & again
    assert all(len(i) == 16 and int(i, 16) >= 0 for i in again)


def test_sent_again_with_other_answers_the_later_counts(field: Field) -> None:
    row = "2026-03-02,kenya,gov,yes,no,,,u1,2026-03-01T09:00:00,dev-1\n"
    outcome = field.take(THREE + row)  # below the other, and sent before it
    assert ("KEN", "1", "government", "health", "trust", "yes") in answers(outcome)
    assert "Sent again with other answers: row 2 counts, not row 5." in outcome.out
    assert "Rows: 4. Distinct submissions: 3." in outcome.out
    without_time = (THREE + row).replace("_submission_time", "sent")
    outcome = field.take(without_time)
    assert ("KEN", "1", "government", "health", "trust", "no") in answers(outcome)
    assert "Sent again with other answers: row 5 counts, not row 2." in outcome.out


def test_consent_withdrawn_later_is_no_consent(field: Field) -> None:
    row = "2026-03-02,kenya,gov,no,yes,,,u1,2026-03-03T09:00:00Z,dev-1\n"
    outcome = field.take(THREE + row)
    assert len(outcome.rows("respondents")) == 2
    assert "Left out, without consent: 1." in outcome.out


def test_without_consent_and_rejected_are_counted_and_not_stored(field: Field) -> None:
    more = (
        "2026-03-02,kenya,gov,no,an illegal answer,,,u4,2026-03-02T10:00:00,dev-4\n"
        "2026-03-02,kenya,gov,,yes,,,u5,2026-03-02T10:00:00,dev-4\n"
    )
    text = re.sub(r"dev-[134]", "approved", THREE + more).replace("deviceid", "_validation_status")
    outcome = field.take(text.replace("dev-2", "validation_status_not_approved"))
    assert "Left out, without consent: 2." in outcome.out
    assert "Left out, rejected by the reviewer: 1." in outcome.out
    assert len(outcome.rows("respondents")) == 2


def test_a_rejected_submission_that_came_in_before_is_taken_out_again(field: Field) -> None:
    field.take(THREE)
    text = re.sub(r"dev-[13]", "approved", THREE).replace("deviceid", "ReviewState")
    outcome = field.take(text.replace("dev-2", "rejected"))
    assert "1 of the respondents in the dataset are now without consent or rejected" in outcome.out
    assert len(outcome.rows("respondents")) == 2


def test_rows_without_an_id_are_told_apart_by_their_content(field: Field) -> None:
    text = THREE.replace("_uuid", "number").replace(",u3,", ",u2,")
    twice = text + text.splitlines()[1] + "\n"  # two people may say the same
    outcome = field.take(twice)
    assert len(outcome.rows("respondents")) == 4
    assert "4 rows have no “_uuid”: they are told apart by what stands in them" in outcome.out
    assert len(field.take(twice).rows("respondents")) == 4
    assert len(field.take(twice, "--round", "2").rows("respondents")) == 8


def test_hostile_text_neither_enters_nor_reaches_the_terminal(field: Field) -> None:
    evil = '"=HYPERLINK(""http://evil"");\x1b[2J ![p](https://evil) \u202e<script>"'
    outcome = field.take(
        THREE.replace("a talk", evil).replace("deviceid", "'; DROP TABLE x;-- \x1b[31m")
    )
    assert outcome.code == 0
    assert "\x1b" not in outcome.out
    assert "DROP TABLE x;-- \\x1b[31m" in outcome.out
    for path in outcome.folder.rglob("*"):
        assert not path.is_file() or b"evil" not in path.read_bytes()
    refused = field.take(THREE.replace("kenya,gov,yes,yes", f"kenya,gov,yes,{evil}"))
    assert "\x1b" not in refused.err
    assert "\u202e" not in refused.err
    assert refused.code == 2


# --- several targets in one interview, institutions, groups


def test_wide_form(field: Field) -> None:
    outcome = field.take(
        wide(
            "1,sw,,,,,anna,woman,health police,yes,no,,,yes,u1",
            "1,sw,,,,,anna,,health,dont_know,,,,,u2",
            "1,sw,,,,,olha,man,,,,,,no,u3",
            "1,staff,government,police,yes,,,,,,yes,,no,,u4",
            "2,staff,government,health,,,,woman,,no,,yes,,,u5",
            "1,fgd,,,,12,,,police,,no,,,,u6",
            "1,fgd,,,,,,,,,,,,yes,u7",
        ),
        framework=WIDE,
    )
    about = [(r[1], *r[3:]) for r in answers(outcome)]
    assert Counter(about) == Counter(
        [
            ("1", "health", "trust", "dont_know"),
            ("1", "health", "trust", "yes"),
            ("1", "police", "trust", "no"),
            ("1", "police", "trust", "no"),
            ("1", "police", "trust", "yes"),
            ("1", "police", "plan", "no"),
            ("2", "health", "trust", "no"),
            ("2", "health", "plan", "yes"),
            ("1", "own", "led", "yes"),
            ("1", "own", "led", "yes"),
            ("1", "own", "led", "no"),
        ]
    )
    people = outcome.rows("respondents")
    assert Counter((p["class"], p["gender"]) for p in people) == {
        ("community", "woman"): 1,
        ("community", "man"): 1,
        ("community", "prefer_not_to_say"): 1,
        ("institution", "prefer_not_to_say"): 2,  # of an informant nothing more is kept
        ("group", "prefer_not_to_say"): 2,
    }
    assert Counter((p["class"], p["participants"]) for p in people)["group", 12] == 1
    assert sorted(
        (p["stakeholder_type"], p["target"], p["consent_on_record"])
        for p in people
        if p["class"] == "institution"
    ) == [("government", "health", False), ("government", "police", True)]
    asked = Counter((r["stakeholder_type"], r["target"]) for r in outcome.rows("asked"))
    # The own organisation has no list of targets: all community people and groups are asked.
    assert asked == {("government", "health"): 3, ("government", "police"): 3, ("swlo", "own"): 5}
    # Who recruited whom is only counted: a branch is a name.
    assert len({p["branch"] for p in people}) == 3
    assert not {"anna", "olha"} & {p["branch"] for p in people}
    rounds = store.open_dataset(outcome.folder).dataset.rounds
    assert [(r.round, r.branches, r.set, r.month) for r in rounds] == [
        ("1", 2, "core", ""),
        ("2", 0, "core", ""),
    ]


def test_without_asked_everybody_is_asked_about_what_the_file_asks(field: Field) -> None:
    framework = WIDE.replace('asked = "{stakeholder_type}_known"\n', "")
    text = wide("1,sw,,,,,,,,yes,,,,,u1").replace("plan_police", "x").replace("_police_trust", "_x")
    outcome = field.take(text, framework=framework)
    assert len(answers(outcome)) == 1
    assert {(r["stakeholder_type"], r["target"]) for r in outcome.rows("asked")} == {
        ("government", "health"),
        ("swlo", "own"),
    }
    assert "does not have (2): government_police_trust, plan_police." in outcome.out


def test_rounds_by_what_the_file_calls_them(field: Field) -> None:
    called = 'round = { column = "when", values = { first = "1", second = "2" } }'
    framework = NARROW.replace("ignore =", f"{called}\nignore =")
    text = THREE.replace("remarks", "when").replace("a talk", "second").replace(",,u", ",first,u")
    assert {row[1] for row in answers(field.take(text, framework=framework))} == {"1", "2"}
    refused = field.take(THREE.replace("remarks", "when"), framework=framework)
    assert "“when”, row 2: “a talk” is not allowed; allowed: first, second" in refused.err


def test_consent_on_record(field: Field) -> None:
    row = "1,staff,government,police,yes,,,,,,yes,,no,,u4"
    by_column = 'consent_on_record = { column = "on_record", values = ["yes"] }'
    always = 'consent_on_record = { constant = "yes" }'
    for said, expected in ((by_column, True), (always, True), ("", False)):
        outcome = field.take(wide(row), framework=WIDE.replace(by_column, said))
        assert outcome.rows("respondents")[0]["consent_on_record"] is expected
        outcome.folder.rename(field.place / f"before-{len(said)}")


def test_a_time_that_cannot_be_read_leaves_the_order_of_rows(field: Field) -> None:
    row = "2026-03-02,kenya,gov,yes,no,,,u1,soon,dev-1\n"
    outcome = field.take((THREE + row).replace("2026-03-02T10:00:00", "02/03/2026"))
    assert "row 5 counts, not row 2" in outcome.out
    assert "pilots 2" in field.take(THREE.replace("2026-", "26-")).out


def test_a_target_without_questions_in_the_file_is_not_asked(field: Field) -> None:
    text = wide("1,sw,,,,,,,health police,yes,,,,,u1").replace("_police", "_p")
    outcome = field.take(text, framework=WIDE)
    assert ("government", "police") not in {
        (row["stakeholder_type"], row["target"]) for row in outcome.rows("asked")
    }


def test_constants_need_no_columns(field: Field) -> None:
    framework = (
        NARROW.replace('pilot = { column = "country" }', 'pilot = { constant = "UKR" }')
        .replace('column = "about", values = { gov = "government" }', 'constant = "ngo"')
        .replace(
            'consent = { column = "consent", values = ["yes"] }', 'consent = { constant = "1" }'
        )
    )
    outcome = field.take("trust\nyes\nno\n", framework=framework)
    assert answers(outcome) == [
        ("UKR", "1", "ngo", "clinic", "trust", "no"),
        ("UKR", "1", "ngo", "clinic", "trust", "yes"),
    ]
