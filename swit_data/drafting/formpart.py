"""Whom a draft is about, and its table [form]: which column says what, and which others may."""

from collections.abc import Iterator, Sequence

from swit_data.drafting import signs
from swit_data.drafting.choosing import Wishes
from swit_data.drafting.codes import Codes, is_answer
from swit_data.drafting.forms import Asked, Option, XlsForm
from swit_data.drafting.toml import listed, quoted, remark, spoken
from swit_data.framework.error_place import OPEN
from swit_data.framework.form import names_folder

_OPEN = quoted(OPEN)
_MOST = 6  # answers that a remark names


def stakeholder_types(form: XlsForm, about: str, main: str) -> Iterator[str]:
    """Give the tables of stakeholder types: one for each answer of a question, or one to be filled in."""
    yield "# Whom people are asked about, and the bodies (targets) of each. external = false: the community itself."
    codes = _codes_of(_options_of(form, about)).items()
    types = [(quoted(code), spoken(option.labels, option.code, main)) for option, code in codes]
    for code, label in types or [(_OPEN, _OPEN)]:
        named = (f"code = {code}", f"label = {label}")
        yield from ("[[stakeholder_types]]", *named, f"external = {_OPEN}")
        yield from ("[[stakeholder_types.targets]]", *named)
        yield from (f"level = {_OPEN}  # national, regional, local or international", "")


def form_part(form: XlsForm, wishes: Wishes, main: str) -> Iterator[str]:
    """Give the table [form] and its pilots."""
    places = signs.like(form, signs.PLACES, ("select_one",))
    counts = signs.like(form, signs.PEOPLE, ("integer", "range"))
    yield from ("[form]", f"shape = {_OPEN}")
    yield from _maybe(form, "Where it may stand", [] if wishes.pilot else places)
    yield f"pilot = {{ column = {quoted(wishes.pilot)} }}" if wishes.pilot else f"pilot = {_OPEN}"
    yield from _maybe(form, "Where it may stand", signs.like(form, signs.ROUND))
    yield f"round = {_OPEN}"
    yield from _maybe(form, "What may count the people of a focus group (participants)", counts)
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
        kinds = signs.like(form, signs.ABOUT, ("select_one",))
        yield from _maybe(form, "Where it may stand whom it is about", kinds)
        yield f"stakeholder_type = {_OPEN}"
        return
    codes = _codes_of(_options_of(form, about))
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
    options = _options_of(form, pilot)
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


def _options_of(form: XlsForm, name: str) -> tuple[Option, ...]:
    """Return the answers of the question of a name; none for no name."""
    return next((form.options(asked) for asked in form.questions if asked.name == name), ())


def _codes_of(options: tuple[Option, ...]) -> dict[Option, str]:
    """Return a code for each answer."""
    codes = Codes({"all"})  # that is the sum of the targets
    return {option: codes.of(option.code) for option in options}
