"""`python -m swit_data framework draft`: a framework from any XLSForm, whose marked decisions are all that is left."""

from __future__ import annotations

import io
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from swit_data import store
from swit_data.__main__ import main
from swit_data.drafting import Wishes, draft
from swit_data.drafting.conditions import simple
from swit_data.drafting.forms import Asked, Group, Option, XlsForm
from swit_data.drafting.languages import code_of
from swit_data.errors import QuestionnaireError
from swit_data.framework import examine

if TYPE_CHECKING:
    from collections.abc import Mapping

FRAMEWORKS = Path(__file__).parents[1] / "frameworks"

SURVEY = """
    type               | name    | relevant                                | label::English   | label::uk   | hint::en
    start              | start   |                                         |                  |             |
    today              | day     |                                         |                  |             |
    select_one yn      | consent |                                         | Do you agree?    | Ви згодні?  |
    select_one region  | region  |                                         | Region           | Область     |
    begin_group        | work    | ${consent} = 'yes'                      | Work             | Робота      |
    select_one yn      | asks    |                                         | Does it ask you? | Чи питає?   | First.
    end_group          |         |                                         |                  |             |
    begin group        | care    |                                         | Care             | Турбота     |
    note               | hello   |                                         | Now about care   | Про турботу |
    select_one often   | kind    | selected(${asks},'yes') or ${asks}='dk' | Is it kind?      | Чи добрі?   |
    select_one often   | kinder  | ${asks}='yes' and ${kind}!='no'         | Is it kinder?    |             |
    calculate          | total   |                                         |                  |             |
    end group          |         |                                         |                  |             |
    select_multiple yn | several |                                         | Which?           | Які?        |
    text               | remarks |                                         | Anything else?   | Щось іще?   |
    integer            | people  |                                         | Participants     | Учасників   |
    begin_repeat       | visits  |                                         | Visits           | Візити      |
    select_one yn      | visited |                                         | Did you go?      | Чи ходили?  |
    end_repeat         |         |                                         |                  |             |
    select_one sizes   | size    |                                         | How much?        | Скільки?    |
"""
CHOICES = """
    list_name | name   | label::English (en) | label::Українська (uk)
    yn        | yes    | Yes                 | Так
    yn        | no     | No                  | Ні
    yn        | dk     | Don't know          | Не знаю
    often     | always | "Always" \\ never    | Завжди
    often     | no     | No                  | Ні
    region    | KYIV   | Kyiv                | Київ
    region    | LVIV   | Lviv                | Львів
    sizes     | 0.5    | Half                | Половина
    sizes     | 1      | Whole               | Ціле
"""
SETTINGS = """
    form_title | form_id  | version
    Small form | small-id | 7
"""


def table(drawn: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]


def workbook(**sheets: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, drawn in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(table(drawn)):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, place, cell)
    return out.getvalue()


@dataclass(frozen=True)
class Desk:
    """A folder of a person who drafts a framework."""

    folder: Path
    captured: pytest.CaptureFixture[str]

    def run(self, *given: object) -> tuple[int, str]:
        """Return the exit code of a command, and what it says, one sentence a line."""
        self.captured.readouterr()
        code = main([str(each) for each in given])
        said = self.captured.readouterr()
        return code, (said.out + said.err).replace("\n  ", " ")

    def draft(self, form: bytes | Path, *options: str) -> str:
        """Return the text of a draft."""
        if isinstance(form, bytes):
            (self.folder / "form.xlsx").write_bytes(form)
            form = self.folder / "form.xlsx"
        out = self.folder / "drafted.toml"
        code, said = self.run("framework", "draft", form, "-o", out, *options)
        assert code == 0, said
        return out.read_text("utf-8")

    def check(self, text: str) -> tuple[int, str]:
        """Write a text and return what a check of it says."""
        (self.folder / "drafted.toml").write_text(text, "utf-8")
        return self.run("framework", "check", self.folder / "drafted.toml")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def decided(text: str, decisions: Mapping[str, str | None]) -> str:
    """Write decisions in the place of ?, as a person does: by table and key, or by code and key; nothing: no line."""
    header, code, lines = "", "", []
    for line in text.splitlines():
        header, code = (line, "") if line.startswith("[") else (header, code)
        key, _, value = line.partition(" = ")
        code = value.strip('"') if key == "code" and value != '"?"' else code
        if '"?"' not in value or line.startswith("#"):
            lines.append(line)
            continue
        found = (
            decisions[f"{code}.{key}"]
            if f"{code}.{key}" in decisions
            else decisions[f"{header}.{key}"]
        )
        lines += (
            []
            if found is None
            else [found if "=" in found and "{" not in found else f"{key} = {found}"]
        )
    return "\n".join(lines) + "\n"


BY_HAND = {
    "[framework].code": '"by_hand"',
    "[framework].title": '"By hand"',
    "[[stakeholder_types]].code": '"office"',
    "[[stakeholder_types]].label": '"Office"',
    "[[stakeholder_types]].external": "true",
    "[[stakeholder_types.targets]].code": '"office_here"',
    "[[stakeholder_types.targets]].label": '"The office here"',
    "[[stakeholder_types.targets]].level": '"local"',
    "[[dimensions]].code": '"whole"',
    "[[dimensions]].label": '"The whole"',
    "[[parts]].dimension": '"whole"',
    "[[indicators]].plain": '"Why it is asked."',
    "[[indicators]].stakeholder_types": '["office"]',
    "[[indicators]].direction": '"positive"',
    "[form].shape": "1",
    "[form].round": '{ constant = "1" }',
    "[form].class": '{ constant = "community" }',
    "[form].stakeholder_type": '{ constant = "office" }',
    "[form].ignore": None,
}


def test_a_draft_holds_what_the_form_says(desk: Desk) -> None:
    text = desk.draft(
        workbook(survey=SURVEY, choices=CHOICES, settings=SETTINGS), "--pilot", "region"
    )
    data = tomllib.loads(text)
    assert data["framework"] == {
        "code": "small_id",
        "version": "7",
        "title": "Small form",
        "source": "form.xlsx",
    }
    assert [(part["code"], part["label"]) for part in data["parts"]] == [
        ("work", {"en": "Work", "uk": "Робота"}),
        ("care", {"en": "Care", "uk": "Турбота"}),
    ]
    assert {scale["code"]: [a["code"] for a in scale["answers"]] for scale in data["scales"]} == {
        "yn": ["yes", "no", "dk"],
        "often": ["always", "no"],
    }
    assert data["scales"][1]["answers"][0]["label"] == {"en": '"Always" \\ never', "uk": "Завжди"}
    assert [indicator["code"] for indicator in data["indicators"]] == ["asks", "kind", "kinder"]
    asks, kind, kinder = data["indicators"]
    assert asks["text"] == {"en": "Does it ask you?", "uk": "Чи питає?"}
    assert asks["plain"] == "First."
    assert asks["asked_if"] == {"column": "consent", "values": ["yes"]}
    assert kind["asked_if"] == {"column": "asks", "values": ["yes", "dk"]}
    assert kinder["asked_if"] == "?"
    assert kinder["text"] == "Is it kinder?"
    assert data["form"]["date"] == "day"
    assert data["form"]["pilot"] == {"column": "region"}
    assert [pilot["code"] for pilot in data["form"]["pilots"]] == ["KYIV", "LVIV"]


def test_no_number_is_guessed(desk: Desk) -> None:
    data = tomllib.loads(desk.draft(workbook(survey=SURVEY, choices=CHOICES)))
    answers = [answer for scale in data["scales"] for answer in scale["answers"]]
    assert {answer["score"] for answer in answers} == {"?"}
    assert not any("means" in answer for answer in answers)
    for key in ("part", "direction"):
        assert {indicator[key] for indicator in data["indicators"]} == {"?"}
    assert all(indicator["stakeholder_types"] == ["?"] for indicator in data["indicators"])
    for key in ("shape", "pilot", "round", "class", "stakeholder_type", "consent"):
        assert data["form"][key] == "?"
    assert [kind["external"] for kind in data["stakeholder_types"]] == ["?"]


def test_what_is_no_indicator_is_named_with_the_reason(desk: Desk) -> None:
    text = desk.draft(workbook(survey=SURVEY, choices=CHOICES), "--pilot", "region")
    assert re.findall(r"^#   (\w+): (.*)$", text, re.MULTILINE) == [
        ("consent", "says for whom or about whom an interview counts, or asks for consent"),
        ("region", "says for whom or about whom an interview counts, or asks for consent"),
        ("several", "select_multiple: has no score"),
        ("remarks", "text: has no score"),
        ("people", "integer: has no score"),
        ("visited", "stands in a repeat: a person answers it several times"),
        ("size", "its answer “0.5” is no code (letters a-z, digits and _)"),
    ]


def test_draft_check_decide_check(desk: Desk) -> None:
    text = desk.draft(workbook(survey=SURVEY, choices=CHOICES), "--pilot", "region")
    code, said = desk.check(text)
    left = re.search(r"drafted.toml: (\d+) things are left to decide", said)
    assert code == 2
    assert "mistakes" not in said
    assert left is not None
    places = sum(len(line.partition(" Lines: ")[2].split("; ")) for line in said.splitlines()[1:])
    assert (
        int(left[1])
        == places
        == sum(line.count('"?"') for line in text.splitlines() if line[:1] != "#")
    )
    scores = {
        "yes.score": "100",
        "no.score": "0",
        "always.score": "100",
        "dk.score": 'means = "dont_know"',
    }
    parts = {
        "asks.part": '"work"',
        "kind.part": '"care"',
        "kinder.part": '"care"',
        "kinder.asked_if": None,
    }
    consent = {"[form].consent": '{ column = "consent", values = ["yes"] }'}
    code, said = desk.check(decided(text, BY_HAND | scores | parts | consent))
    assert (code, said.splitlines()[0]) == (
        0,
        "drafted.toml: nothing is wrong and nothing is left to decide.",
    )
    assert "Questions: 3, of which 3 are core. Pilots: 2." in said


def test_answers_become_stakeholder_types_and_questions_are_chosen_by_group(desk: Desk) -> None:
    drawn = SURVEY + "    select_one office | about | | Which office? | Яка? |\n"
    choices = (
        CHOICES
        + "    office | 1-health | Health | Здоров’я\n    office | police | Police | Поліція\n"
    )
    form = workbook(survey=drawn, choices=choices)
    data = tomllib.loads(desk.draft(form, "--about", "about", "--questions", "care,asks"))
    assert [kind["code"] for kind in data["stakeholder_types"]] == ["q_1_health", "police"]
    assert data["form"]["stakeholder_type"] == {
        "column": "about",
        "values": {"1-health": "q_1_health"},
    }
    assert [indicator["code"] for indicator in data["indicators"]] == ["asks", "kind", "kinder"]


def test_other_habits_of_forms(desk: Desk) -> None:
    survey = """
        type                        | name   | label::Français | Relevance     | disabled
        begin group                 | toute  |                 |               |
        select one from oui         | d-dort | **Dort**-il ? <b>ici</b> | |
        select1 oui or_other        | mange  | Mange-t-il ?    | ${d-dort}="o" |
        select_one oui              | vieux  | Vieux ?         |               | yes
        end group                   |        |                 |               |
    """
    choices = """
        list name | value | label::Français
        oui       | o     | Oui
        oui       | n     | Non
    """
    data = tomllib.loads(desk.draft(workbook(Survey=survey, Choices=choices)))
    slept, ate = data["indicators"]
    assert (slept["code"], slept["question"]) == ("d_dort", "d-dort")
    assert slept["text"] == {"en": "Dort-il ? ici", "fr": "Dort-il ? ici"}
    assert ate["asked_if"] == {"column": "d-dort", "values": ["o"]}
    assert [answer["code"] for answer in data["scales"][0]["answers"]] == ["o", "n", "other"]
    assert data["parts"] == [{"code": "?", "label": "?", "dimension": "?", "weight": 1}]
    assert "The form has no English" in (desk.folder / "drafted.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("conditions", "column", "values"),
    [
        (["selected(${a}, 'x')"], "a", ("x",)),
        (["${a} = 'x'"], "a", ("x",)),
        (["${a}=1"], "a", ("1",)),
        (["((${a}='x') or (selected(${a},\"y\") or ${a} = 'x'))"], "a", ("x", "y")),
        (["${a}='x' or ${b}='x'"], "", ()),
        (["${a}='x' and ${a}='y'"], "", ()),
        (["${a}!='x'"], "", ()),
        (["not(selected(${a}, 'x'))"], "", ()),
        (["${a} > 3"], "", ()),
        (["selected(${a}, ${b})"], "", ()),
        (["${a}='x'", "${a}='y'"], "", ()),
        (["${a}='x or y'"], "", ()),
        ([], "", ()),
        (["("], "", ()),
    ],
)
def test_a_condition_is_simple_or_it_is_left_to_people(
    conditions: list[str], column: str, values: tuple[str, ...]
) -> None:
    found = simple(conditions)
    assert ((found.column, found.values) if found else ("", ())) == (column, values)


NAMES = st.text("abcKE_-.1é{", min_size=1, max_size=5) | st.sampled_from(
    ["all", "ken", "KEN", "con", "yes", "day"]
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12).map(
    lambda t: " ".join(t.split())
)
SPOKEN = st.dictionaries(
    st.sampled_from(["", "en", "uk", "pt_BR", "Sranan"]), WORDS.filter(bool), max_size=3
)
CONDITIONS = st.sampled_from(
    ["", "${a} = 'yes'", "${K}='1' or ${K}='2'", "${a} > 3", "(", "${a{} = '1'"]
)
GROUPS = st.builds(Group, NAMES, SPOKEN, CONDITIONS, st.booleans())
CODES = st.sampled_from(["yes", "no", "1", "a_2", "all", "ken", "KEN", "con", "dk", "é"])
OPTIONS = st.lists(
    st.builds(Option, CODES, SPOKEN), min_size=1, max_size=4, unique_by=lambda option: option.code
).map(tuple)


@st.composite
def forms(draw: st.DrawFn) -> XlsForm:
    lists = draw(st.dictionaries(NAMES, OPTIONS, min_size=1, max_size=3))
    groups = draw(st.lists(GROUPS, max_size=3))
    inside = st.lists(st.sampled_from(groups), max_size=2).map(tuple) if groups else st.just(())
    kinds = st.sampled_from(
        ["select_one", "select_one", "select_multiple", "text", "today", "note"]
    )
    asked = st.builds(
        Asked, NAMES, kinds, SPOKEN, SPOKEN, inside, CONDITIONS, st.sampled_from(sorted(lists))
    )
    settings = draw(st.dictionaries(st.sampled_from(["form_title", "form_id", "version"]), WORDS))
    return XlsForm(
        "form.xlsx", tuple(draw(st.lists(asked, min_size=1, max_size=6))), lists, settings
    )


@given(forms(), st.data())
def test_a_draft_of_any_form_has_no_mistake(form: XlsForm, data: st.DataObject) -> None:
    lists = ["", *(asked.name for asked in form.questions if form.options(asked))]
    wishes = Wishes(
        pilot=data.draw(st.sampled_from(lists)), about=data.draw(st.sampled_from(lists))
    )
    try:
        text = draft(form, wishes, "drafted.toml").text
    except QuestionnaireError:
        return
    found = examine(text.encode(), "drafted.toml")
    assert [str(sentence) for sentence in found.mistakes] == []
    assert found.left == sum(
        line.count('"?"') for line in text.splitlines() if not line.startswith("#")
    )


@pytest.mark.parametrize(
    ("language", "code"),
    [
        *(
            ("English (en)", "en"),
            ("English", "en"),
            ("français", "fr"),
            ("Українська", "uk"),
            ("uk", "uk"),
        ),
        *(
            ("Portuguese (pt-BR)", "pt_BR"),
            ("", ""),
            ("Kiswahili", "sw"),
            ("Sranan Tongo", "srn"),
            ("Plain", "Plain"),
        ),
    ],
)
def test_languages(language: str, code: str) -> None:
    assert code_of(language) == code


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--pilot", "regoin"],
            "form.xlsx: “regoin” is not in this form; allowed: consent, region, asks,",
        ),
        (
            ["--about", "people"],
            "form.xlsx: “people” is not in this form; allowed: consent, region, asks,",
        ),
        (
            ["--questions", "kind,none"],
            "form.xlsx: “none” is not in this form; allowed: start, day, consent,",
        ),
        (
            ["--questions", "remarks"],
            "form.xlsx: no question of this form has one answer of a list",
        ),
    ],
)
def test_wishes_that_the_form_cannot_fulfil(desk: Desk, options: list[str], sentence: str) -> None:
    (desk.folder / "form.xlsx").write_bytes(workbook(survey=SURVEY, choices=CHOICES))
    out = desk.folder / "drafted.toml"
    code, said = desk.run("framework", "draft", desk.folder / "form.xlsx", "-o", out, *options)
    assert (code, out.exists()) == (2, False)
    assert said.startswith(sentence)


def test_no_draft_is_written_over_another(desk: Desk) -> None:
    form = workbook(survey=SURVEY, choices=CHOICES)
    desk.draft(form)
    (desk.folder / "drafted.toml").write_text("decided", "utf-8")
    code, said = desk.run(
        "framework", "draft", desk.folder / "form.xlsx", "-o", desk.folder / "drafted.toml"
    )
    assert code == 2
    assert "is there already" in said
    assert (desk.folder / "drafted.toml").read_text("utf-8") == "decided"


@pytest.mark.parametrize(
    "content", [b"", b"no workbook", b"PK\x03\x04", workbook(data="a | b\n1 | 2")]
)
def test_what_is_no_form_is_refused(desk: Desk, content: bytes) -> None:
    (desk.folder / "form.xlsx").write_bytes(content)
    code, said = desk.run(
        "framework", "draft", desk.folder / "form.xlsx", "-o", desk.folder / "d.toml"
    )
    assert code == 2
    assert said.startswith("form.xlsx: ")


def test_exports_are_no_forms(desk: Desk, realdata: Path) -> None:
    for file in sorted((realdata / "kobo-formats").glob("*.xlsx")):
        code, said = desk.run("framework", "draft", file, "-o", desk.folder / "d.toml")
        assert code == 2
        assert "this is no XLSForm" in said


def answers_of(desk: Desk, framework: Path, export: Path, kept: str) -> list[dict[str, Any]]:
    """Return the rows of a table of what an import keeps."""
    dataset = desk.folder / f"dataset-{framework.stem}"
    code, said = desk.run(
        "import", export, "--framework", framework, "--dataset", dataset, "--yes", "--plain"
    )
    assert code == 0, said
    rows: list[dict[str, Any]] = store.open_dataset(dataset).table(kept).to_pylist()
    return rows


def told(rows: list[dict[str, Any]]) -> Counter[tuple[str, ...]]:
    keys = ("pilot", "round", "indicator", "answer")
    return Counter(tuple(row[key] for key in keys) for row in rows)


IRAQ = (
    "level_service,regularity_supply,water_office_receptiveness,trust_water_office,"
    "water_office_fixes_leaks,water_office_maintains,majority_pay,received_outreach"
)


def test_iraq_from_its_form_to_the_published_answers(desk: Desk, realdata: Path) -> None:
    text = desk.draft(
        realdata / "reach-iraq" / "form.xlsx", "--pilot", "neighbourhood", "--questions", IRAQ
    )
    end = (FRAMEWORKS / "reach-iraq.toml").read_text("utf-8")
    scores = dict(
        zip(
            ("excellent", "good", "adequate", "poor", "very_poor"),
            (100, 75, 50, 25, 0),
            strict=True,
        )
    )
    text = decided(
        text,
        BY_HAND
        | {f"{code}.score": str(score) for code, score in {**scores, "yes": 100, "no": 0}.items()}
        | {
            "dont_know.score": 'means = "dont_know"',
            "prefer_not_answer.score": 'means = "prefer_not_to_say"',
        }
        | {
            "[[parts]].code": '"water"',
            "[[parts]].label": '"Water"',
            "[[indicators]].part": '"water"',
        }
        | {"[form].consent": '{ column = "consent_remote", values = ["yes"] }'},
    )
    # The published export calls the neighbourhoods otherwise than its form does.
    text = (
        text.partition("[[form.pilots]]")[0]
        + "[[form.pilots]]"
        + end.partition("[[form.pilots]]")[2]
    )
    code, said = desk.check(text)
    assert code == 0, said
    export = realdata / "reach-iraq" / "export.csv"
    drafted = desk.folder / "drafted.toml"
    assert len(answers_of(desk, drafted, export, "respondents")) == 632
    by_hand = answers_of(desk, FRAMEWORKS / "reach-iraq.toml", export, "answers")
    assert told(answers_of(desk, drafted, export, "answers")) == told(by_hand)


def test_the_demo_from_its_form_to_its_answers(desk: Desk, realdata: Path) -> None:
    form = realdata / "kobo-swit-demo" / "form.xlsx"
    text = desk.draft(form, "--pilot", "country", "--about", "stakeholder_type")
    types = '["government", "un_agency", "global_fund", "ngo", "swlo"]'
    text = decided(
        text,
        BY_HAND
        | {f"{number}.score": str(score) for number, score in enumerate((0, 33, 67, 100))}
        | {"na.score": 'means = "not_applicable"', "dk.score": 'means = "dont_know"'}
        | {
            f"{code}.part": f'"{code[:2]}"'
            for code in ("ce_01", "ce_02", "ce_03", "av_01", "av_02", "cl_01", "cl_02")
        }
        | {"swlo.external": "false", "[[indicators]].stakeholder_types": types}
        | {
            "[form].class": '{ constant = "group" }',
            "[form].consent": 'participants = "n_participants"',
        }
        | {"[form].ignore": '["stakeholder_name", "ce_evidence", "av_evidence", "cl_evidence"]'},
    ).replace('rejected = "leave_out"', 'rejected = "keep"')
    code, said = desk.check(text)
    assert code == 0, said
    export = realdata / "kobo-swit-demo" / "export_xml.csv"
    drafted = desk.folder / "drafted.toml"
    assert len(answers_of(desk, drafted, export, "respondents")) == 28
    by_hand = answers_of(desk, FRAMEWORKS / "kobo-swit-demo.toml", export, "answers")
    assert told(answers_of(desk, drafted, export, "answers")) == told(by_hand)
