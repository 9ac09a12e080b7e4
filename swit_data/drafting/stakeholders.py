"""Whom the questions are about, as a draft writes it: the answers of a question, where somebody said which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from swit_data.drafting.codes import Codes
from swit_data.drafting.toml import quoted, spoken
from swit_data.framework.error_place import OPEN

if TYPE_CHECKING:
    from swit_data.drafting.forms import Option, XlsForm

_OPEN = quoted(OPEN)


def stakeholder_types(form: XlsForm, about: str, main: str) -> Iterator[str]:
    """Give the tables of stakeholder types: one for each answer of a question, or one to be filled in."""
    yield "# Whom people are asked about, and the bodies (targets) of each. external = false: the community itself."
    options = options_of(form, about)
    for option, code in codes_of(options).items():
        yield from _type(quoted(code), spoken(option.labels, option.code, main))
    if not options:
        yield from _type(_OPEN, _OPEN)


def options_of(form: XlsForm, name: str) -> tuple[Option, ...]:
    """Return the answers of the question of a name; none for no name."""
    return next((form.options(asked) for asked in form.questions if asked.name == name), ())


def codes_of(options: tuple[Option, ...]) -> dict[Option, str]:
    """Return a code for each answer."""
    codes = Codes({"all"})  # that is the sum of the targets
    return {option: codes.of(option.code) for option in options}


def _type(code: str, label: str) -> Iterator[str]:
    yield from (
        "[[stakeholder_types]]",
        f"code = {code}",
        f"label = {label}",
        f"external = {_OPEN}",
    )
    yield from ("[[stakeholder_types.targets]]", f"code = {code}", f"label = {label}")
    yield from (f"level = {_OPEN}  # national, regional, local or international", "")
