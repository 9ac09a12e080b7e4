"""What a form consists of: its rows, the lists of answers, and what an organisation fills in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from swit_data.errors import QuestionnaireError, say

Texts = Mapping[str, str]  # language to text

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")  # what XForms take as the name of a question
_CODE = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Row:
    """One row of a form, in the order in which it is asked; `groups` are those it stands in."""

    kind: str  # begin_group end_group note calculate select_one select_multiple integer text
    name: str
    groups: tuple[str, ...] = ()
    labels: Texts = field(default_factory=dict)
    hints: Texts = field(default_factory=dict)
    choices: str = ""  # the name of its list
    choice_filter: str = ""
    relevant: str = ""  # XPath, as in an XLSForm
    required: bool = False
    calculation: str = ""
    constraint: str = ""
    messages: Texts = field(default_factory=dict)  # said where the constraint does not hold
    appearance: str = ""
    indicator: str = ""  # the code of the indicator that it asks
    about: str = ""  # what it is for: consent, class, pilot, ... ; empty for an indicator
    places: tuple[
        tuple[str, str], ...
    ] = ()  # types and targets of which it is asked, if not of all

    @property
    def is_column(self) -> bool:
        """Say whether an export has a value of it (a note's column is always empty)."""
        return self.kind not in ("begin_group", "end_group", "note")


@dataclass(frozen=True)
class Choice:
    """One answer of a list; `under` is the stakeholder type whose target it is."""

    code: str
    labels: Texts
    under: str = ""


@dataclass(frozen=True)
class Given:
    """What an organisation fills in before a form goes out; empty: it is asked in the form."""

    pilot: str = ""
    round: str = ""
    contact: str = ""  # whom to call, read aloud on the first screen


def checked_name(name: str) -> str:
    """Return the name of a question.

    Raises:
        QuestionnaireError: a form cannot have a question of this name.
    """
    if _NAME.fullmatch(name):
        return name
    raise QuestionnaireError(
        say(
            "The framework names the column “{name}”, and no form can have a question of that name. Allowed: "
            "letters a-z, digits, _ - and ., beginning with a letter or _. Correct it in the framework file.",
            name=name,
        )
    )


def checked_code(code: str) -> str:
    """Return the code of an answer.

    Raises:
        QuestionnaireError: a form cannot have an answer of this code.
    """
    if _CODE.fullmatch(code):
        return code
    raise QuestionnaireError(
        say(
            "[form] says that an export has the value “{code}”, and no form can have an answer of that code. "
            "Allowed: letters a-z, digits, _ - and . without blanks. Correct it in the framework file.",
            code=code,
        )
    )
