"""The form that goes out: what it asks of whom, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from swit_data.__main__ import main
from swit_data.questionnaire import form_languages
from tests.intake.field import HEAD, NARROW, PILOTS, WIDE, indicator, stakeholder_type
from tests.questionnaire.field_form import NS, Interview, made, opened
from tests.questionnaire.sheets import Book

ROOT = Path(__file__).parents[2]
SWIT = ROOT / "data" / "framework" / "swit.toml"
DEMO = ROOT / "tests" / "frameworks" / "kobo-swit-demo.toml"
REACH = ROOT / "tests" / "frameworks" / "reach-iraq.toml"
OWN = {"quote_consent", "chosen_types"}  # asked for the organisation, dropped by the intake
SELLERS = ("--pilot", "KEN", "--round", "2026a")
TWO = ("--language", "en", "--language", "uk")
SOMEBODY = {"consent": "yes", "class": "sex_worker", "quote_consent": "no"}


@pytest.fixture(scope="module")
def swit(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The core form of our framework, for people interviewed one by one."""
    return opened(made(tmp_path_factory.mktemp("swit"), SWIT, *SELLERS, *TWO)).xform


@pytest.fixture
def form(swit: bytes) -> Interview:
    return Interview(swit)


def asked_columns(content: dict[str, Any], chosen: str, answering: set[str]) -> set[str]:
    """What a form of shape 2 has to ask, from the framework's own text and nothing of the program."""
    targets = {t["code"]: [u["code"] for u in t["targets"]] for t in content["stakeholder_types"]}
    found = set()
    for one in content["indicators"]:
        in_set = chosen == "full" or one.get("set", "core") == "core"
        if one.get("kind") != "fact" and in_set and answering & set(one["answered_by"]):
            for kind in one["stakeholder_types"]:
                for target in one.get("targets") or targets[kind]:
                    if target in targets[kind]:
                        found.add(f"{kind}_{target}_{one['code']}")
    return found


def asked(form: Interview) -> set[str]:
    return {name for name in form.controls if not form.is_note(name)}


def filled_in(form: Interview) -> dict[str, str]:
    """What the form fills in by itself, by column."""
    hidden = set(form.path) - set(form.controls)
    return {n: form.binds[form.path[n]].get("calculate").strip("'") for n in hidden}


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        ("full", "xlsform"),
        ("core", "groups"),
        pytest.param("core", "xlsform", marks=pytest.mark.long),
        pytest.param("full", "groups", marks=pytest.mark.long),
    ],
)
def test_every_column_is_asked_and_no_other(tmp_path: Path, chosen: str, kind: str) -> None:
    content = tomllib.loads(SWIT.read_text("utf-8"))
    form = opened(made(tmp_path, SWIT, "--set", chosen, "--kind", kind))
    people = {"community", "institution"} if kind == "xlsform" else {"community"}
    alone = {"gender", "site", "stakeholder_type", "target", "consent_on_record"}
    expected = asked_columns(content, chosen, people)
    expected |= {f"{t['code']}_targets" for t in content["stakeholder_types"] if t["external"]}
    expected |= {"pilot", "round", "consent", "branch"} | OWN
    expected |= {"class", *alone} if kind == "xlsform" else {"participants"}
    assert asked(form) == expected
    # The columns of the other form's people are there, and always empty.
    of_others = {"participants": ""} if kind == "xlsform" else dict.fromkeys(alone, "")
    known = {} if kind == "xlsform" else {"class": "focus_group"}
    assert filled_in(form) == {**of_others, **known}


ANYBODY = {"consent", "quote_consent"}
WIDE_BOTH = {"wave", "recruited_by", "government_known", "swlo_own_led"} | ANYBODY
WIDE_BOTH |= {"government_health_trust", "government_police_trust"}
WIDE_ALONE = {"about", "office", "on_record", "q_gender", "plan_health", "plan_police"}
DEMO_ASKS = {"ce_01", "ce_02", "ce_03", "av_01", "av_02", "cl_01", "cl_02"}


@pytest.mark.parametrize(
    ("framework", "kind", "expected", "hidden"),
    [
        (NARROW, "xlsform", {"country", "about", "trust"} | ANYBODY, {}),
        (WIDE, "xlsform", {"who"} | WIDE_ALONE | WIDE_BOTH, {"people": ""}),
        (WIDE, "groups", {"people"} | WIDE_BOTH, {**dict.fromkeys(WIDE_ALONE, ""), "who": "fgd"}),
        (
            DEMO,
            "groups",
            {"country", "stakeholder_type", "n_participants"} | DEMO_ASKS | ANYBODY,
            {},
        ),
    ],
    ids=["narrow", "wide", "wide groups", "demo"],
)
def test_other_frameworks_get_their_own_form(
    tmp_path: Path, framework: str | Path, kind: str, expected: set[str], hidden: dict[str, str]
) -> None:
    form = opened(made(tmp_path, framework, "--kind", kind))
    assert asked(form) == expected
    assert filled_in(form) == hidden


def test_a_survey_that_is_not_ours_gets_its_form_and_is_told_what_is_not_translated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = opened(made(tmp_path, REACH))
    questions = {i["code"] for i in tomllib.loads(REACH.read_text("utf-8"))["indicators"]}
    form.answer(consent_remote="yes")
    assert form.questions() == {"consent_remote", "neighbourhood", "quote_consent"} | questions
    assert f"{len(questions)} questions have no text in “Українська”" in capsys.readouterr().out


# Who sees what -----------------------------------------------------------------------------------------------------


def test_before_consent_there_is_the_first_screen_alone(form: Interview) -> None:
    first = {"note_place", "note_stop", "note_no_names", "note_contact", "consent"}
    assert form.seen() == first
    assert form.answer(consent="no").seen() == {*first, "note_refused"}
    assert {name: value for name, value in form.values().items() if value} == {"consent": "no"}


def test_taking_consent_back_takes_every_answer_back(form: Interview) -> None:
    form.answer(**SOMEBODY).answer(gender="woman", chosen_types="ngo").answer(
        ngo_targets="national_ngo"
    )
    form.answer(ngo_national_ngo_X1_knows="yes")
    assert form.values()["ngo_national_ngo_X1_knows"] == "yes"
    form.answer(consent="no")
    assert {name: value for name, value in form.values().items() if value} == {"consent": "no"}


def test_a_person_sees_only_what_they_chose(form: Interview) -> None:
    form.answer(**SOMEBODY)
    own = {
        name for name in form.controls if name.startswith("sex_worker_led_organisation_community_")
    }
    start = {"consent", "class", "branch", "quote_consent", "gender", "site", "chosen_types"}
    assert form.questions() == start | own
    form.answer(chosen_types="government ngo")
    assert form.questions() == start | own | {"government_targets", "ngo_targets"}
    form.answer(government_targets="police_local")
    police = {name for name in form.controls if name.startswith("government_police_local_")}
    assert police
    assert form.questions() == start | own | {"government_targets", "ngo_targets"} | police
    form.answer(chosen_types="ngo")  # changed their mind
    assert form.questions() == start | own | {"ngo_targets"}


def test_an_institution_sees_its_own_questions_and_nothing_about_people(form: Interview) -> None:
    form.answer(
        consent="yes", **{"class": "institution"}, quote_consent="no", consent_on_record="yes"
    )
    start = {"consent", "class", "quote_consent", "consent_on_record", "stakeholder_type", "target"}
    assert form.questions() == start
    form.answer(stakeholder_type="un_agency")
    agencies = {"unaids", "unfpa", "undp", "who", "world_bank", "un_regional"}
    assert form.codes("target") == agencies
    form.answer(target="unfpa")
    theirs = {name for name in form.controls if name.startswith("un_agency_unfpa_")}
    assert theirs
    assert form.questions() == start | theirs


def test_a_focus_group_is_counted_and_not_described(tmp_path: Path) -> None:
    form = opened(made(tmp_path, SWIT, *SELLERS, "--kind", "groups"))
    assert "note_group" in form.seen()
    form.answer(consent="yes", participants="8", quote_consent="no")
    assert {"gender", "site", "class", "consent_on_record", "target"}.isdisjoint(form.controls)
    assert form.values()["class"] == "focus_group"
    assert not form.allowed("participants", "1000")
    assert not form.allowed("participants", "0")


def test_an_institution_is_not_asked_about_the_community_itself(tmp_path: Path) -> None:
    form = opened(made(tmp_path, WIDE))
    form.answer(consent="yes", wave="1", who="staff", quote_consent="no", on_record="yes")
    assert form.codes("about") == {"government"}
    form.answer(about="government").answer(office="police")
    assert {"government_police_trust", "plan_police"} <= form.questions()
    assert {"plan_health", "swlo_own_led", "q_gender", "government_known"}.isdisjoint(
        form.questions()
    )
    person = Interview(form.xform).answer(consent="yes", wave="1", who="sw", quote_consent="no")
    person.answer(government_known="police")
    assert {"government_police_trust", "swlo_own_led", "q_gender"} <= person.questions()
    assert {"plan_police", "office", "on_record"}.isdisjoint(person.questions())


def test_an_interview_about_one_type_asks_of_that_type_alone(tmp_path: Path) -> None:
    form = opened(made(tmp_path, NARROW, "--set", "full", "--pilot", "ken"))
    form.answer(consent="yes", quote_consent="yes")
    assert "trust" not in form.seen()
    assert form.values()["country"] == "kenya"  # as this framework says it
    assert form.codes("about") == {"gov", "ngo"}
    assert {"trust", "note_government_health"} <= form.answer(about="gov").seen()
    assert {"heard", "note_ngo_clinic"}.isdisjoint(form.seen())
    assert {"trust", "heard", "note_ngo_clinic"} <= form.answer(about="ngo").seen()


def test_nobody_is_asked_for_longer_than_was_agreed(form: Interview) -> None:
    form.answer(**SOMEBODY)
    assert not form.allowed("chosen_types", "government ngo un_agency")
    form.answer(chosen_types="government ngo")
    assert not form.allowed("government_targets", "police_local health_local")


def test_answering_is_never_forced_and_everybody_may_prefer_not_to_say(form: Interview) -> None:
    needed = {
        name for name, path in form.path.items() if form.binds[path].get("required") == "true()"
    }
    assert needed == {
        "consent",
        "class",
        "quote_consent",
        "consent_on_record",
        "stakeholder_type",
        "target",
    }
    for name in ("gender", "site", *(n for n in form.controls if re.search(r"_[XCP]\d|_own_", n))):
        if not form.is_note(name):
            assert "prefer_not_to_say" in form.codes(name), name


# What is not asked -------------------------------------------------------------------------------------------------


def test_nothing_in_the_form_identifies_anybody(form: Interview) -> None:
    types = {name: form.binds[path].get("type") for name, path in form.path.items()}
    assert set(types.values()) <= {"string", "int"}
    assert {name for name, kind in types.items() if kind == "int"} == {"branch"}
    free = {name for name in form.questions() | set(form.controls) if not form.is_note(name)}
    assert {name for name in free if not form.codes(name)} - {"target"} == {"branch"}
    assert not form.allowed("branch", "380501234567")
    preloaded = [b.get("nodeset") for b in form.binds.values() if b.get(f"{{{NS['jr']}}}preload")]
    assert [path.rpartition("/")[2] for path in preloaded] == ["instanceID"]
    for word in (
        b"geopoint",
        b"deviceid",
        b"username",
        b"phonenumber",
        b"audit",
        b"binary",
        b"barcode",
        b"dateTime",
    ):
        assert word not in form.xform


def test_what_is_looked_up_is_not_asked(tmp_path: Path) -> None:
    form = opened(made(tmp_path, SWIT, "--set", "full"))
    content = tomllib.loads(SWIT.read_text("utf-8"))
    facts = {i["code"] for i in content["indicators"] if i.get("kind") == "fact"}
    assert facts
    assert [name for name in form.path if any(name.endswith(f"_{code}") for code in facts)] == []


# Words -------------------------------------------------------------------------------------------------------------


def test_every_language_is_whole(tmp_path: Path) -> None:
    book = Book(made(tmp_path, SWIT))
    rows = [row for sheet in ("survey", "choices") for row in book.rows(sheet)]
    names = {code: f"{name} ({code})" for code, name in form_languages().items()}
    assert set(names) >= {"en", "uk", "pt"}
    said = 0
    for what in ("label", "hint", "constraint_message"):
        for row in rows:
            english = row.get(f"{what}::{names['en']}", "")
            other = row.get(f"{what}::{names['uk']}", "")
            assert bool(english) == bool(other)
            said += bool(english)
            # A Ukrainian text is in Cyrillic; Latin are names such as SWIT and UNAIDS, and the codes of a round.
            latin = re.sub(r"SWIT|UNAIDS|UNFPA|UNDP|HIV|[A-Z]{2,}", "", other)
            assert not re.search(r"[A-Za-z]{3,}", latin), other
            assert not english or re.search(r"[А-Яа-яЇїІіЄєҐґ]", other), english
    assert said > 700


def test_each_block_says_whom_it_is_about(form: Interview) -> None:
    text = etree_text(form, "note_government_police_local", "Українська (uk)")
    assert text == "Наступні запитання про таке: Місцева поліція"


def etree_text(form: Interview, name: str, language: str) -> str:
    path = form.path[name]
    found = form.root.find(
        f".//x:translation[@lang='{language}']/x:text[@id='{path}:label']/x:value", NS
    )
    return str(found.text)


def test_whom_to_call_is_filled_in_or_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = opened(made(tmp_path, SWIT, "--contact", "=0800 300 <b>& #panic()"))
    assert etree_text(form, "note_contact", "English (en)").endswith(
        "you can call: =0800 300 <b>& #panic()"
    )
    capsys.readouterr()
    made(tmp_path, SWIT, "--kind", "groups")
    assert "Nobody to call is named" in capsys.readouterr().out


def test_one_language_alone(tmp_path: Path) -> None:
    book = Book(made(tmp_path, SWIT, "--language", "uk"))
    head = set(book.rows("survey")[0])
    assert "label::Українська (uk)" in head
    assert not [title for title in head if "English" in title]
    opened(book.path)


def test_recordings_are_named_once_a_text_and_listed(tmp_path: Path) -> None:
    silent, spoken = (
        Book(made(tmp_path, SWIT, *SELLERS, *TWO, *more))
        for more in ([], ["--audio", "--kind", "groups"])
    )
    title = "media::audio::Українська (uk)"
    assert {row[title] for row in silent.rows("survey")} == {""}
    played = {row[title] for row in spoken.rows("survey")} - {""}
    listed = {row["file"]: row["text"] for row in spoken.rows("recordings")}
    assert {"X1_knows.uk.mp3", "consent.uk.mp3"} <= played <= set(listed)
    assert listed["X1_knows.uk.mp3"].startswith("Чи знає ця установа")
    assert len(played) < 75  # not one for each of 14 targets
    opened(spoken.path)


def test_the_form_says_which_framework_it_was_made_from(tmp_path: Path) -> None:
    (settings,) = Book(made(tmp_path, SWIT)).rows("settings")
    assert re.fullmatch(r"2026\.2-[0-9a-f]{8}-core", settings["version"])
    assert settings["form_id"] == "swit_core"
    assert settings["default_language"] == "English (en)"
    assert settings["form_title"] == "Community-led assessment of the SWIT"


# Refusals ----------------------------------------------------------------------------------------------------------

SPACED = NARROW.replace('code = "trust"', 'code = "trust"\nquestion = "do you trust"')
BLANK = NARROW.replace("gov = ", '"the government" = ')
TWICE = (
    HEAD.format(split="")
    + stakeholder_type("government", "health")
    + indicator("trust", ["government"], ["community"], 'question = "part_start"')
    + '[form]\nshape = 1\npilot = { column = "country" }\nstakeholder_type = { constant = "government" }\n'
    + PILOTS
)


@pytest.mark.parametrize(
    ("framework", "options", "told"),
    [
        (
            SWIT,
            ["--pilot", "XYZ"],
            "XYZ: this framework has no such pilot; it has: KEN, IDN, SUR, UKR.",
        ),
        (
            SWIT,
            ["--round", "the first"],
            "the first: this is no round; allowed are up to 20 letters",
        ),
        (NARROW, ["--round", "2"], "2: this framework has no such round; it has: 1."),
        (
            SWIT,
            ["--language", "xx"],
            f"xx: there is no such language; there are: {', '.join(form_languages())}. See",
        ),
        (
            SWIT,
            ["--language", "en", "--language", "srn"],
            "Sranan Tongo: the questionnaire is not translated yet; ",
        ),
        (
            NARROW,
            ["--kind", "groups"],
            "small: this framework has no respondents of class group; it has: community.",
        ),
        (
            DEMO,
            [],
            "kobo_swit_demo: this framework has no respondents of class community; it has: group.",
        ),
        (
            SPACED,
            [],
            "The framework names the column “do you trust”, and no form can have a question of that name.",
        ),
        (
            BLANK,
            [],
            "[form] says that an export has the value “the government”, and no form can have",
        ),
        (TWICE, [], "The form would hold “part_start” twice."),
    ],
)
def test_what_cannot_be_made_is_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    framework: str | Path,
    options: list[str],
    told: str,
) -> None:
    if isinstance(framework, str):
        (tmp_path / "drawn.toml").write_text(framework, "utf-8")
        framework = tmp_path / "drawn.toml"
    out = tmp_path / "out"
    assert main(["form", str(out), "--framework", str(framework), *options]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(told)
    assert "Traceback" not in said.err
    assert not out.exists()


def test_a_form_that_somebody_edited_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_text("edited", "utf-8")
    assert main(["form", str(file)]) == 2
    assert "mine.xlsx is there already" in capsys.readouterr().err
    assert file.read_text("utf-8") == "edited"
    assert main(["form", str(tmp_path / "all.xlsx"), "--kind", "all"]) == 2
    assert f"{3 + 4 * len(form_languages())} files are made" in capsys.readouterr().err
    assert (
        main(["form", str(tmp_path / "card.xlsx"), "--kind", "showcard", "--language", "en"]) == 2
    )
    assert "a file with the same ending" in capsys.readouterr().err
    assert main(["form", str(tmp_path / "mine.xlsx" / "under")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_same_framework_gives_the_same_bytes(tmp_path: Path) -> None:
    for kind, ending in (("xlsform", "xlsx"), ("showcard", "pdf")):
        files = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
        for file in files:
            assert main(["form", str(file), "--kind", kind, "--language", "uk"]) == 0
        assert files[0].read_bytes() == files[1].read_bytes()
