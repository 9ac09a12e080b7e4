"""Every file from the field is recognised: its tool, its words, its groups, and how much is in it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from swit_data import framework
from swit_data.errors import IntakeError
from swit_data.intake.dialects import (
    FormQuestion,
    FormWords,
    as_export,
    describe,
    words_of_form,
)
from swit_data.intake.opening.any_file import open_book
from swit_data.questionnaire import Choice
from swit_data.questionnaire.making import Order, make
from swit_data.wording import Wording
from tests.intake.field import NARROW, WIDE
from tests.intake.writer import Style, write

if TYPE_CHECKING:
    from swit_data.framework import Framework
    from swit_data.intake.dialects.export import Export

ROOT = Path(__file__).resolve().parents[2]
SWIT = ROOT / "data" / "framework" / "swit.toml"
DEMO = ROOT / "tests" / "frameworks" / "kobo-swit-demo.toml"
IRAQ = ROOT / "tests" / "frameworks" / "reach-iraq.toml"
_OWN = 9  # KoboToolbox's columns at the end of its CSV

# Of each file: framework, tool, names, groups, several answers, versions.
REAL = {
    "kobo-swit-demo/export_xml.csv": (DEMO, "kobo", "xml", "", "both", ()),
    "reach-iraq/export.csv": (IRAQ, "kobo", "xml", "", "both", ()),
    "kobo-formats/grouped_translated__xml_groups_both.csv": (SWIT, "kobo", "xml", "/", "both", ()),
    "kobo-formats/grouped_translated__xml_nogroups_details.csv": (
        *(SWIT, "kobo", "xml", "", "details", ()),
    ),
    "kobo-formats/grouped_translated__xml_nogroups_summary.csv": (SWIT, "kobo", "xml", "", "", ()),
    "kobo-formats/grouped_translated__label_English_groups_both.csv": (
        *(SWIT, "kobo", "labels", "", "both", ()),
    ),
    "kobo-formats/grouped_translated__label_Español_groups_both.csv": (
        *(SWIT, "kobo", "labels", "", "both", ()),
    ),
    "kobo-formats/grouped_translated__default_label.xlsx": (
        *(SWIT, "kobo", "labels", "", "both", ()),
    ),
    "kobo-formats/repeats.xlsx": (SWIT, "kobo", "xml", ".", "both", ()),
    "kobo-formats/site_inspection__xml_groups_both.csv": (SWIT, "kobo", "xml", "/", "", ()),
    "odk-central/all-data-types.csv": (SWIT, "odk", "xml", "-", "", ()),
    "odk-central/ambiguous.csv": (SWIT, "odk", "xml", "-", "", ("version",)),
}
REFUSED = {
    "odk-central/ambiguous-entry~1.csv": "this is the table of a repeat alone",
    "kobo-swit-demo/form.xlsx": "this is a form, not its answers",
    "reach-iraq/form.xlsx": "this is a form, not its answers",
}


def rows_of(path: Path) -> list[list[str]]:
    """Return the first table of a file as other programs read it, the header first."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        return [[str(c) for c in row] for row in book.get_sheet_by_index(0).to_python()]
    with path.open(encoding="utf-8-sig", newline="") as file:
        separator = ";" if "kobo" in str(path) or "reach" in str(path) else ","
        return list(csv.reader(file, delimiter=separator))


def export_of(path: Path, measured: Framework, *forms: FormWords) -> Export:
    return as_export(open_book(path.name, path.read_bytes()), measured, forms)


def columns(export: Export) -> dict[str, list[str]]:
    return {name: export.table[str(n)].to_pylist() for n, name in enumerate(export.header)}


@pytest.mark.parametrize("file", REAL)
def test_a_real_file_is_recognised(file: str, realdata: Path) -> None:
    measured, tool, names, groups, several, versions = REAL[file]
    rows = rows_of(realdata / file)
    export = export_of(realdata / file, framework.load(measured))
    found = export.dialect
    assert (found.tool, found.names, found.groups) == (tool, names, groups)
    assert (found.several, found.versions, found.tags) == (several, versions, False)
    assert len(export.table) == len(rows) - 1
    assert list(export.numbers()) == list(range(2, len(rows) + 1))
    # Each column says where it stands in the file, and holds what stands there.
    assert [rows[0][cell.place].strip() for cell in export.cells] == [
        c.header for c in export.cells
    ]
    options = {h for h in rows[0] if any(h.startswith(f"{q}{s}") for q in rows[0] for s in "/.")}
    whole = [c.header for c in export.cells if c.header not in options]
    assert sorted(whole) == sorted(h.strip() for h in rows[0] if h not in options)


@pytest.mark.parametrize("file", REFUSED)
def test_a_real_file_that_holds_no_answers_is_named(file: str, realdata: Path) -> None:
    with pytest.raises(IntakeError, match=REFUSED[file]):
        export_of(realdata / file, framework.load(SWIT))


def test_the_columns_of_options_of_a_real_file_leave_one_column_each(realdata: Path) -> None:
    rows = rows_of(realdata / "reach-iraq/export.csv")
    export = export_of(realdata / "reach-iraq/export.csv", framework.load(IRAQ))
    whole = [h for h in rows[0] if h.rpartition("/")[0] not in rows[0]]
    assert list(export.header) == whole
    assert columns(export)["primary_livelihood"] == [
        row[rows[0].index("primary_livelihood")].strip() for row in rows[1:]
    ]


ANIMALS = FormWords(
    questions=(
        FormQuestion("start", "start", (), {}),
        FormQuestion("end", "end", (), {}),
        FormQuestion(
            "What_kind_of_symmetry_do_you_have",
            "select_multiple",
            ("external_characteristics",),
            {"en": "What kind of symmetry do you have?", "es": "¿Qué tipo de simetría tiene?"},
            "symmetry",
        ),
        FormQuestion(
            "How_many_segments_does_your_body_have",
            "integer",
            ("external_characteristics",),
            {
                "en": "How many segments does your body have?",
                "es": "¿Cuántos segmentos tiene tu cuerpo?",
            },
        ),
        FormQuestion(
            "Do_you_have_body_flu_intracellular_space",
            "select_one",
            (),
            {
                "en": "Do you have body fluids that occupy intracellular space?",
                "es": "¿Tienes fluidos corporales que ocupan espacio intracelular?",
            },
            "fluids",
        ),
        FormQuestion(
            "Do_you_descend_from_unicellular_organism",
            "select_one",
            (),
            {
                "en": "Do you descend from an ancestral unicellular organism?",
                "es": "¿Desciende de un organismo unicelular ancestral?",
            },
            "fluids",
        ),
    ),
    groups={
        ("external_characteristics",): {
            "en": "External Characteristics",
            "es": "Características externas",
        }
    },
    choices={
        "symmetry": (
            Choice("spherical", {"en": "Spherical", "es": "Esférico"}),
            Choice("radial", {"en": "Radial", "es": "Radial"}),
            Choice("bilateral", {"en": "Bilateral", "es": "Bilateral"}),
        ),
        "fluids": (
            Choice("yes", {"en": "Yes", "es": "Sí"}),
            Choice(
                "yes__and_some_",
                {
                    "en": "Yes, and some extracellular space",
                    "es": "Sí, y algún espacio extracelular",
                },
            ),
            Choice("no___unsure", {"en": "No / Unsure", "es": "No / Inseguro"}),
            Choice("no", {"en": "No", "es": "No"}),
        ),
    },
    languages=("en", "es"),
)


@pytest.mark.parametrize(
    ("file", "names", "groups", "several"),
    [
        ("label_English_groups_both.csv", "en", "/", "both"),
        ("label_Español_groups_both.csv", "es", "/", "both"),
        ("default_label.xlsx", "en", "/", "both"),
        ("xml_groups_both.csv", "xml", "/", "both"),
        ("xml_nogroups_details.csv", "xml", "", "details"),
        ("xml_nogroups_summary.csv", "xml", "", "summary"),
    ],
)
def test_the_same_real_answers_in_six_dialects(
    file: str, names: str, groups: str, several: str, realdata: Path
) -> None:
    path = realdata / "kobo-formats" / f"grouped_translated__{file}"
    export = export_of(path, framework.load(SWIT), ANIMALS)
    found = export.dialect
    assert (found.names, found.groups, found.several) == (names, groups, several)
    answers = {name.rpartition("/")[2]: values for name, values in columns(export).items()}
    assert answers["What_kind_of_symmetry_do_you_have"] == [
        "spherical radial bilateral",
        "bilateral",
        "",
    ]
    assert answers["How_many_segments_does_your_body_have"] == ["7", "1", ""]
    assert answers["Do_you_have_body_flu_intracellular_space"] == [
        "yes__and_some_",
        "yes",
        "no___unsure",
    ]
    assert answers["Do_you_descend_from_unicellular_organism"] == ["no", "no", ""]
    assert answers["_uuid"][0] == "6d1b903a-6d50-4504-bd7b-76c1a5098ed9"
    assert answers["_validation_status"] == [
        *("", "validation_status_approved", "validation_status_not_approved"),
    ]


@pytest.mark.parametrize(
    ("export", "form", "measured", "languages"),
    [
        ("kobo-swit-demo/export_xml.csv", "kobo-swit-demo/form.xlsx", DEMO, "en fr uk id nl"),
        ("reach-iraq/export.csv", "reach-iraq/form.xlsx", IRAQ, "en ar"),
    ],
    ids=["demo", "iraq"],
)
def test_a_real_form_is_understood_in_each_of_its_languages(
    export: str, form: str, measured: Path, languages: str, realdata: Path
) -> None:
    words = words_of_form(open_book("form.xlsx", (realdata / form).read_bytes()))
    assert list(words.languages) == languages.split()
    plain = export_of(realdata / export, framework.load(measured))
    there = {name: values for name, values in columns(plain).items() if name != "_uuid"}
    asked = FormWords(
        tuple(q for q in words.questions if q.name in there),
        words.groups,
        words.choices,
        words.languages,
    )
    ids = columns(plain)["_uuid"]
    answers = [
        {
            "id": ids[n],
            **{q.name: _given(q, there[q.name][n]) for q in asked.questions},
        }
        for n in range(len(ids))
    ]
    for language in languages.split():
        name, content = write(asked, answers, Style(language=language, groups="/"))
        back = as_export(open_book(name, content), framework.load(measured), [words])
        assert back.dialect.names == language
        named = [name for name in framework.load(measured).indicators if name in there]
        assert {n: columns(back)[n] for n in ("_uuid", *named)} == {
            n: columns(plain)[n] for n in ("_uuid", *named)
        }


def _given(question: FormQuestion, cell: str) -> str | list[str]:
    return cell.split() if question.several else cell


def test_what_a_file_is_is_said_in_one_line(realdata: Path) -> None:
    export = export_of(realdata / "kobo-swit-demo/export_xml.csv", framework.load(DEMO))
    assert describe(export.dialect, 28) == (
        "KoboToolbox export (CSV), names of questions and codes, several answers in one cell and in columns of "
        "their own, columns separated by semicolons, 28 interviews"
    )
    assert describe(export.dialect, 1, Wording.of("uk")) == (
        "експорт KoboToolbox (CSV), назви запитань і коди, кілька відповідей в одній клітинці та в окремих "
        "стовпцях, стовпці відокремлено крапкою з комою, 1 інтерв'ю"
    )


def small(tmp_path: Path, text: str = NARROW) -> Framework:
    (tmp_path / "small.toml").write_text(text, "utf-8")
    return framework.load(tmp_path / "small.toml")


def taken(tmp_path: Path, text: str, framework_text: str = NARROW) -> Export:
    return as_export(open_book("export.csv", text.encode()), small(tmp_path, framework_text))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("_uuid,_id,_index,country", "a1,7,1,UKR"),
        ("meta-instanceID,KEY,SubmissionDate,country", "uuid:b2,uuid:a1,2026-01-01T00:00:00Z,UKR"),
        ("instanceID,SubmissionDate,country,FormVersion", "uuid:a1,2026-01-01T00:00:00Z,UKR,3"),
        ("_uuid,meta/instanceID,_id,country", "uuid:a1,uuid:a1,7,UKR"),
        ("country,_uuid", "UKR,a1"),
    ],
)
def test_the_same_submission_has_the_same_id_from_every_tool(
    header: str, row: str, tmp_path: Path
) -> None:
    assert columns(taken(tmp_path, f"{header}\n{row}\n"))["_uuid"] == ["a1"]


def test_key_is_an_id_only_where_the_tool_is_odk(tmp_path: Path) -> None:
    assert "_uuid" not in taken(tmp_path, "country,key,trust\nUKR,a1,yes\n").header


def test_reviews_are_the_same_codes_in_every_dialect(tmp_path: Path) -> None:
    file = "_uuid,_id,_validation_status,country\n" + "\n".join(
        f'{n},{n},"{said}",UKR'
        for n, said in enumerate(
            [
                "Not Approved",
                "validation_status_not_approved",
                '{""uid"": ""validation_status_on_hold""}',
                "{}",
            ]
        )
    )
    assert columns(taken(tmp_path, file))["_validation_status"] == [
        *("validation_status_not_approved", "validation_status_not_approved"),
        *("validation_status_on_hold", ""),
    ]


def test_a_row_of_tags_is_no_answer(tmp_path: Path) -> None:
    export = taken(
        tmp_path,
        "country,about,trust,consent\n#country+code,,#indicator +trust,\nUKR,gov,yes,yes\n",
    )
    assert export.dialect.tags
    assert len(export.table) == 1
    assert list(export.numbers()) == [3]


def test_a_row_of_answers_that_begin_with_a_number_sign_stays(tmp_path: Path) -> None:
    export = taken(tmp_path, "country,remarks\n,#1 of two\n")
    assert not export.dialect.tags
    assert len(export.table) == 1


def test_versions_of_the_form_are_counted(tmp_path: Path) -> None:
    export = taken(
        tmp_path, "_uuid,_id,__version__,country\na,1,v1,UKR\nb,2,v2,UKR\nc,3,v1,UKR\nd,4,,UKR\n"
    )
    assert export.dialect.versions == ("v1", "v2")
    assert describe(export.dialect, 4).endswith("4 interviews, 2 form versions")


def test_a_question_that_moved_with_two_answers_in_one_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as error:
        taken(tmp_path, "country,old/trust,new/trust\nUKR,yes,\nUKR,yes,yes\nUKR,no,yes\n")
    assert str(error.value) == (
        "export.csv: the columns “old/trust” and “new/trust” are the same question, “trust”, and hold different "
        "answers (row 4). Take out the one that is not meant and import again."
    )


def test_spreadsheets_write_codes_otherwise_and_they_are_still_codes(tmp_path: Path) -> None:
    text = NARROW.replace('code = "dont_know"', 'code = "9"').replace(
        'code = "no"', 'code = "true"'
    )
    export = taken(tmp_path, "country,trust\nUKR,9.0\nUKR,TRUE\nUKR, yes \nUKR,8.0\n", text)
    assert columns(export)["trust"] == ["9", "true", "yes", "8.0"]


def test_a_column_of_options_that_says_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as error:
        taken(
            tmp_path,
            "wave,government_known/health,government_known/police\n1,1,0\n1,maybe,0\n",
            WIDE,
        )
    assert "column “government_known/health”, row 3: this says neither" in str(error.value)


def test_an_option_that_the_framework_does_not_know_is_not_lost(tmp_path: Path) -> None:
    export = taken(
        tmp_path, "wave,government_known/health,government_known/army\n1,1,0\n1,0,1\n", WIDE
    )
    assert columns(export)["government_known"] == ["health", "army"]


def test_a_cell_and_its_columns_of_options_that_contradict_each_other_are_refused(
    tmp_path: Path,
) -> None:
    header = "wave,government_known,government_known/health,government_known/police"
    with pytest.raises(IntakeError) as error:
        taken(tmp_path, f"{header}\n1,health,1,0\n1,health,1,1\n", WIDE)
    assert "row 3: the columns “government_known” and “government_known/police” contradict" in str(
        error.value
    )


def test_an_option_with_the_name_of_a_question_is_no_question(tmp_path: Path) -> None:
    export = taken(tmp_path, "country,reasons,reasons/trust\nUKR,trust,1\n")
    assert export.header == ("country", "reasons")
    export = taken(tmp_path, "country,trust,reasons,reasons/trust\nUKR,no,trust,1\n")
    assert columns(export)["trust"] == ["no"]


def test_our_own_workbook_is_known_by_its_origin(tmp_path: Path) -> None:
    measured = framework.load(SWIT)
    made = next(iter(make(Order(measured, "core"), "workbook")))
    export = as_export(open_book(made.file, made.content), measured)
    assert export.dialect.tool == "workbook"
    assert describe(export.dialect, 0).startswith("our data-entry workbook (XLSX)")
    assert not [note for note in export.notes if "was made from" in str(note)]
    text = SWIT.read_text("utf-8").replace('version = "2026.2"', 'version = "2027.1"')
    later = as_export(open_book(made.file, made.content), small(tmp_path, text))
    assert (
        "This workbook was made from version 2026.2 of the framework “swit”; it is read with version 2027.1 of “swit”."
    ) in map(str, later.notes)
