"""The table [form] of a draft: which column says what, with the questions of the form that may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from swit_data.drafting import signs
from swit_data.drafting.codes import is_answer
from swit_data.drafting.stakeholders import codes_of, options_of
from swit_data.drafting.toml import listed, quoted, remark, spoken
from swit_data.framework.error_place import OPEN
from swit_data.framework.form import names_folder

if TYPE_CHECKING:
    from swit_data.drafting.choosing import Wishes
    from swit_data.drafting.forms import Asked, XlsForm

_OPEN = quoted(OPEN)
_MOST = 6  # answers that a remark names


def form_part(form: XlsForm, wishes: Wishes, main: str) -> Iterator[str]:
    """Give the table [form] and its pilots."""
    yield from ("[form]", f"shape = {_OPEN}")
    yield from _maybe(form, "Where it may stand", () if wishes.pilot else signs.places(form))
    yield f"pilot = {{ column = {quoted(wishes.pilot)} }}" if wishes.pilot else f"pilot = {_OPEN}"
    yield from _maybe(form, "Where it may stand", signs.rounds(form))
    yield f"round = {_OPEN}"
    yield from _maybe(
        form, "What may count the people of a focus group (participants)", signs.counts(form)
    )
    yield f"class = {_OPEN}"
    yield from _about(form, wishes.about)
    yield from _maybe(form, "What may ask for consent", signs.consents(form))
    yield f"consent = {_OPEN}"
    yield 'question = "{indicator}"'
    yield from _days(form)
    yield from _texts(form)
    yield 'rejected = "leave_out"  # submissions that the reviewer did not approve; or "keep"'
    yield ""
    yield from _pilots(form, wishes.pilot, main)


def _maybe(form: XlsForm, what: str, found: Sequence[Asked]) -> Iterator[str]:
    for asked in found:
        options = [option.code for option in form.options(asked)]
        more = ", ..." if len(options) > _MOST else ""
        answers = f" ({', '.join(options[:_MOST])}{more})" if options else ""
        yield f"# {what}: {remark(asked.name + answers)}"


def _about(form: XlsForm, about: str) -> Iterator[str]:
    if not about:
        yield from _maybe(form, "Where it may stand whom it is about", signs.stakeholders(form))
        yield f"stakeholder_type = {_OPEN}"
        return
    codes = codes_of(options_of(form, about))
    other = {option.code: code for option, code in codes.items() if option.code != code}
    pairs = ", ".join(f"{quoted(said)} = {quoted(code)}" for said, code in other.items())
    values = f", values = {{ {pairs} }}" if other else ""
    yield f"stakeholder_type = {{ column = {quoted(about)}{values} }}"


def _days(form: XlsForm) -> Iterator[str]:
    """Name the day that the tool notes; where only people were asked for a day, say so."""
    days = signs.days(form)
    noted = [asked for asked in days if asked.kind == "today"]
    if len(noted) == 1:
        yield f"date = {quoted(noted[0].name)}"
    else:
        yield from _maybe(form, "The day of the interview (date = ...), if it is this one", days)


def _texts(form: XlsForm) -> Iterator[str]:
    texts = [q.name for q in form.questions if q.kind in ("text", "string") and not q.repeated]
    if texts:
        yield f"# Texts that people wrote, which are never read: {remark(', '.join(texts))}"
        yield f"ignore = {listed([OPEN])}"


def _pilots(form: XlsForm, pilot: str, main: str) -> Iterator[str]:
    yield "# The pilots, in the order in which they are shown."
    options = options_of(form, pilot)
    taken: set[str] = set()
    for option in options:
        fits = is_answer(option.code) and names_folder(option.code)
        fits = fits and option.code.lower() not in taken
        taken.add(option.code.lower())
        yield from ("[[form.pilots]]", f"code = {quoted(option.code) if fits else _OPEN}")
        yield f"name = {spoken(option.labels, option.code, main)}"
        if not fits:
            yield f"value = {quoted(option.code)}"
    if not options:
        yield from ("[[form.pilots]]", f"code = {_OPEN}", f"name = {_OPEN}", f"value = {_OPEN}")
