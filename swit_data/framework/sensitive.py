"""What endangers people if it is known of them: HIV status, drug use, sexual orientation, migration.

A framework that asks one of these says so (`sensitive = true`). It is asked in the full set alone, with a consent of
its own; answers are kept in a vault alone (store/vault_only.py), and told of groups of ten people and more.
"""

import re
from collections.abc import Iterator

from swit_data.errors import Sentence, say
from swit_data.framework.columns import OwnConsent
from swit_data.framework.error_place import Place
from swit_data.framework.form import read_own_consent
from swit_data.framework.model import Characteristic, Framework
from swit_data.framework.tables import Table

# In English and, as far as a word gives it away, in languages of the pilots. Nothing replaces reading the form: what is
# declared sensitive is, whatever its words.
_WORDS = re.compile(
    r"""p?lw?hiv | hiv\w* | aids | sero\w* | vih\w* | sida | віл | снід | вич | спид
    | drug\w* | narco\w* | narko\w* | inject\w* | pwids? | substances? | drog\w* | наркот\w*
    | sexual\w* | orient[ae]\w* | oriënt\w* | lgbt\w* | gay | lesbian | homosex\w* | bisex\w*
    | msm | орієнт\w* | ориент\w*
    | (im|e)?migra\w* | refugee\w* | undocumented | asylum | nationality | citizenship
    | мігра\w* | мигра\w* | біжен\w* | бежен\w*""",
    re.VERBOSE,
)


def read_sensitive(table: Table) -> OwnConsent | None:
    """Return the consent of a characteristic that is declared sensitive; of any other nothing.

    Raises:
        FrameworkError: a consent of its own stands where none is asked, or is none.
    """
    if table.truth("sensitive", default=False):
        return read_own_consent(table)
    if "own_consent" in table.data and not table.place.blamed("sensitive"):
        allowed = say("nothing, or beside it sensitive = true")
        table.refuse("own_consent", table.data["own_consent"], allowed)
    return None


def notices(framework: Framework) -> Iterator[Sentence]:
    """Give what whoever makes a form or a dataset should know of what endangers people, where it is asked."""
    if framework.sensitive:
        yield say(
            "“{asked}” endangers people if it is known of them. It is asked in the full set alone, never with core "
            "questions, each with a consent of its own; its answers are kept in a vault alone (docs/vault.md).",
            asked=", ".join(framework.sensitive),
        )


def check_sensitive(framework: Framework, top: Place) -> None:
    """Check that what endangers people is declared so, and that a full set of questions asks it.

    Raises:
        FrameworkError: it is not, or there is none.
    """
    full = any(indicator.set == "full" for indicator in framework.indicators.values())
    for code, characteristic in framework.characteristics.items():
        place = top.entry("characteristics", code)
        if not characteristic.sensitive:
            _check_declared(characteristic, place)
        elif not full and top.inside("[[indicators]]").sound():
            allowed = say(
                'true only where a question has set = "full": a characteristic that endangers people is asked in the '
                "full set alone"
            )
            place.refuse("sensitive", True, allowed)


def _check_declared(characteristic: Characteristic, place: Place) -> None:
    for key, text in _said(characteristic):
        if any(_WORDS.fullmatch(word) for word in _words(text)) and not place.blamed("sensitive"):
            allowed = say(
                "nothing about HIV status, drug use, sexual orientation or migration, unless sensitive = true stands "
                "here. Then it is asked in the full set alone, with a consent of its own; its answers are kept in a "
                "vault alone, and its groups shown from ten people on"
            )
            place.refuse(key, text, allowed)


def _said(characteristic: Characteristic) -> Iterator[tuple[str, str]]:
    """Give everything that says what a characteristic is, and its key."""
    yield "code", characteristic.code
    yield "question", characteristic.question
    yield from (("label", text) for text in characteristic.label.values())
    for code, label in characteristic.categories.items():
        yield "categories", code
        yield from (("categories", text) for text in label.values())


def _words(text: str) -> list[str]:
    """Return the words of a text, also those of hivStatus, HIV_status, hiv2 and group/hiv."""
    return re.findall(r"[^\W\d_]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower())
