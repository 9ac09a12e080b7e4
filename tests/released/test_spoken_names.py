"""Names in a sentence: in the case that it asks for, without a code; a name that an owner gave stands in quotes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from swit_data.findings import headline, stands_out
from swit_data.framework import Framework
from swit_data.release.illustrative import illustrative
from swit_data.released.labels import Labels, names_of
from swit_data.released.spoken_names import called, of_pilots, on, where, whom
from swit_data.wording import Wording
from tests.drawn import framework
from tests.findings.drawn_release import LANGUAGES, WIDE, labels_of, scene

CODE = re.compile(r"\b[CPX]\d{1,2}\b")


def of(measured: Framework, language: str) -> Labels:
    return names_of(measured, Wording.of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_swit_has_its_forms(language: str) -> None:
    """Nothing that the standard framework names stands in quotes in a sentence."""
    labels = labels_of(illustrative(), language)
    measured = labels.framework
    said = [where(pilot, labels) for pilot in illustrative().pilots]
    said += [of_pilots([pilot], labels) for pilot in illustrative().pilots]
    said += [on(item, labels) for item in (*measured.parts, *measured.dimensions)]
    for code, kind in measured.stakeholder_types.items():
        said += [called(code, labels, form) for form in ("subject", "object", "of")]
        said += [whom(code, f"level={level}", labels) for level in kind.levels]
        said += [whom(code, target.code, labels) for target in kind.targets if kind.external]
    assert len(said) > 60
    assert [text for text in said if re.search("[“«]", text) or CODE.search(text)] == []


def test_ukrainian_has_cases() -> None:
    labels = labels_of(illustrative(), "uk")
    assert [where(pilot, labels) for pilot in ("KEN", "UKR")] == ["у Кенії", "в Україні"]
    assert of_pilots(["SUR", "UKR"], labels) == "Суринаму і України"
    assert called("government", labels, "of") == "органів влади"
    assert whom("government", "police_local", labels) == "місцеву поліцію"
    assert whom("ngo", "level=national", labels) == "неурядові організації на національному рівні"
    assert on("participation_equal", labels) == "щодо значущої участі"
    assert on("participation_core", labels) == "щодо значущої участі (основні питання)"


def test_what_an_owner_named_stands_in_quotes_without_a_case() -> None:
    text = WIDE.content.decode()
    named = text.replace('{ code = "KEN" }', '{ code = "KEN", name = "Coast" }')
    renamed = framework(named.replace('label = "Government"', 'label = "type"'))
    english, ukrainian = of(renamed, "en"), of(renamed, "uk")
    assert (where("KEN", english), where("KEN", ukrainian)) == ("in Coast", "у пілоті «Coast»")
    assert of_pilots(["KEN"], ukrainian) == "пілоту «Coast»"
    assert (called("government", english), on("C1", english)) == ("“type”", "on “C1”")
    own = replace(
        renamed.stakeholder_types["ngo"], label={"en": "NGOs", "uk": "Громадські організації"}
    )
    types = {**renamed.stakeholder_types, "ngo": own}
    assert called("ngo", of(replace(renamed, stakeholder_types=types), "uk"), "of") == (
        "установ типу «Громадські організації»"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_code_or_a_part_of_a_number(language: str) -> None:
    release = illustrative()
    labels = labels_of(release, language)
    said = []
    for item in (*release.framework.dimensions, *release.framework.parts):
        for pilots in (release.pilots, ("KEN",), ("IDN", "UKR")):
            shown = scene(release, item=item, pilots=pilots)
            said += [headline(shown, labels).text, *(f.text for f in stands_out(shown, labels))]
    assert len(said) > 80
    wrong = re.compile(rf"{CODE.pattern}|\d[.,]\d|[%]\s?(?:interval|інтервал)|\(між|\(between")
    assert [text for text in said if wrong.search(text)] == []
    assert all(text[0].isupper() for text in said)
