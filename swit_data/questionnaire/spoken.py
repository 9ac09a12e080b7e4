"""The languages of a form: those that the questionnaire is whole in, and those spoken where it is asked.

The screen's languages are another thing: a form may be in Portuguese where nothing else is.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tomllib import loads

from swit_data.errors import QuestionnaireError, Sentence, listed, say
from swit_data.rewordings import BEFORE, days_of
from swit_data.translations import ROOMS_OF_FORM, of_form
from swit_data.wording import FOLDER, SOURCE, languages, own_name, read_catalog

_PILOTS = Path(__file__).parents[2] / "data" / "framework" / "languages.toml"


def form_languages() -> dict[str, str]:
    """Return the languages that a form can be in, those of the screen first, each with its name in its own words."""
    return {code: name for code, name in _begun().items() if not of_form(code).missing}


@cache
def earlier_languages() -> tuple[str, ...]:
    """Return each language of a form as it was before each day on which it was reworded, such as uk@2026-11-29."""
    return tuple(
        f"{code}{BEFORE}{day}"
        for code in form_languages()
        for day in days_of(map(read_catalog, _files(code)))
    )


def _files(code: str) -> Iterator[Path]:
    places = (FOLDER / f"{room}.{code}.po" for room in ROOMS_OF_FORM)
    return (path for path in places if path.exists())


def spoken_in(pilot: str) -> tuple[str, ...]:
    """Return the languages of a pilot's form where nobody chose any; all for a pilot that is not listed."""
    spoken = _of_pilots().get(pilot.upper(), ())
    there = form_languages()
    return tuple(code for code in spoken if code in there) or tuple(there)


def not_yet_in(pilot: str) -> tuple[Sentence, ...]:
    """Return what is missing for each language of a pilot whose catalogues are there and not whole."""
    left_out = (code for code in _of_pilots().get(pilot.upper(), ()) if code in _begun())
    return tuple(_not_yet(code) for code in left_out if code not in form_languages())


def chosen_languages(wanted: Iterable[str], pilot: str) -> tuple[str, ...]:
    """Return the languages of a form, each once; without any wanted those of the pilot.

    Raises:
        QuestionnaireError: a language that has no words, or whose words are not whole.
    """
    chosen = tuple(dict.fromkeys(wanted))
    for code in chosen:
        _check(code)
    return chosen or spoken_in(pilot)


def _check(code: str) -> None:
    if code not in _begun():
        raise QuestionnaireError(
            say(
                "{language}: there is no such language; there are: {allowed}. See docs/wording.md to add one.",
                language=code,
                allowed=listed(form_languages()),
            )
        )
    if code not in form_languages():
        raise QuestionnaireError(_not_yet(code))


def _not_yet(code: str) -> Sentence:
    found = of_form(code)
    return say(
        "{language}: the questionnaire is not translated yet; {missing} of {texts} texts are missing, and drafts of "
        "them are not invented. They are written into data/wording/framework.{code}.po and form.{code}.po: see "
        "docs/translating.md.",
        language=own_name(code),
        missing=found.missing,
        texts=found.texts,
        code=code,
    )


@cache
def _begun() -> dict[str, str]:
    """Return the languages that have a catalogue of the framework and one of the form, whole or not."""
    begun = {path.name.split(".")[1] for path in FOLDER.glob("framework.*.po")}
    there = sorted(code for code in begun if (FOLDER / f"form.{code}.po").exists())
    codes = dict.fromkeys([SOURCE, *(code for code in languages() if code in there), *there])
    return {code: own_name(code) for code in codes}


@cache
def _of_pilots() -> dict[str, tuple[str, ...]]:
    given = loads(_PILOTS.read_text("utf-8"))["pilots"]
    return {pilot: tuple(codes) for pilot, codes in given.items()}
