"""The text of a drafted framework: what the form says, and ? for what only people can decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from swit_data.drafting import signs
from swit_data.drafting.choosing import NOT_WISHED, Chosen, Wishes, chosen
from swit_data.drafting.codes import Codes
from swit_data.drafting.conditions import simple
from swit_data.drafting.formpart import form_part, stakeholder_types
from swit_data.drafting.forms import Asked, Group, XlsForm
from swit_data.drafting.toml import listed, quoted, remark, spoken
from swit_data.framework.error_place import OPEN

_OPEN = quoted(OPEN)


@dataclass(frozen=True)
class Draft:
    """The text of a framework file, and how many questions of the form it takes and does not."""

    text: str
    taken: int
    others: int


def draft(form: XlsForm, wishes: Wishes, file: str) -> Draft:
    """Return a framework drafted from a form; `file` is the name that it is given.

    Raises:
        QuestionnaireError: the form has nothing to score, or not what was asked for.
    """
    found = chosen(form, wishes)
    main = main_language(form)
    codes = Codes({"all"})
    parts = _parts(found.taken, codes)
    lines = [
        *_head(form, file, main),
        *_named(form, main),
        *stakeholder_types(form, wishes.about, main),
        *_dimension(),
        *_part_tables(parts, main),
        *_scales(form, found.taken, main),
        *_indicators(form, found.taken, parts, codes, main),
        *form_part(form, wishes, main),
        *_left_over(found),
    ]
    return Draft("\n".join(lines) + "\n", len(found.taken), len(found.others))


def main_language(form: XlsForm) -> str:
    """Return the language that stands where English stands: English, else the one of most labels."""
    spoken_in = [language for asked in form.questions for language in asked.labels]
    if "en" in spoken_in or not spoken_in:
        return "en"
    return max(dict.fromkeys(spoken_in), key=spoken_in.count)


def _head(form: XlsForm, file: str, main: str) -> Iterator[str]:
    yield f"# Drafted from {remark(form.file)}. Whatever is {_OPEN} is still to be decided: nothing was guessed that"
    yield "# changes a number. This lists all of it, and what is wrong:"
    yield f"#     python -m swit_data framework check {remark(file)}"
    yield "# docs/framework.md explains every key."
    if main not in ("en", ""):
        yield f"# The form has no English: where “en” stands (or a text alone), the words are in “{remark(main)}”."
    yield ""


def _named(form: XlsForm, main: str) -> Iterator[str]:
    settings = form.settings
    title, code = settings.get("form_title", ""), settings.get("form_id", "")
    yield "[framework]"
    yield f"code = {quoted(Codes().of(code)) if code else _OPEN}"
    yield f"version = {quoted(settings.get('version') or '1')}"
    yield f"title = {spoken({main: title}, title, main) if title else _OPEN}"
    yield f"source = {quoted(PurePath(form.file).name)}"
    yield ""


def _dimension() -> Iterator[str]:
    yield "# What is measured. Dimensions are never mixed into one number."
    yield from ("[[dimensions]]", f"code = {_OPEN}", f"label = {_OPEN}", "")


def _parts(taken: Sequence[Asked], codes: Codes) -> dict[Group, str]:
    """Return the groups that tell the questions apart, outermost first, and the code of a part for each."""
    common, depth = 0, min(len(asked.groups) for asked in taken)
    while common < depth and len({asked.groups[common] for asked in taken}) == 1:
        common += 1
    groups = dict.fromkeys(q.groups[common] for q in taken if len(q.groups) > common)
    return {group: codes.of(group.name) for group in groups}


def _part_tables(parts: dict[Group, str], main: str) -> Iterator[str]:
    yield "# Parts of what is measured, each of one dimension; all weigh the same until you write another weight."
    if parts:
        yield "# These are the groups of the form. Take away those that no question names."
    tables = [(quoted(code), spoken(g.labels, g.name, main)) for g, code in parts.items()]
    for code, label in tables or [(_OPEN, _OPEN)]:
        yield from ("[[parts]]", f"code = {code}", f"label = {label}", f"dimension = {_OPEN}")
        yield from ("weight = 1", "")


def _scales(form: XlsForm, taken: Sequence[Asked], main: str) -> Iterator[str]:
    yield "# What each answer is worth, from 0 (worst) to 100 (best)."
    for name, code in scale_codes(taken).items():
        yield from ("[[scales]]", f"code = {quoted(code)}")
        for option in form.lists[name]:
            yield from ("[[scales.answers]]", f"code = {quoted(option.code)}")
            yield f"label = {spoken(option.labels, option.code, main)}"
            means = signs.meaning(option)
            hint = f'  # if it means that, write instead: means = "{means}"' if means else ""
            yield f"score = {_OPEN}{hint}"
        yield ""


def scale_codes(taken: Sequence[Asked]) -> dict[str, str]:
    """Return the lists of the questions, and the code of the scale of each."""
    codes = Codes()
    return {name: codes.of(name) for name in dict.fromkeys(asked.choices for asked in taken)}


def _indicators(
    form: XlsForm, taken: Sequence[Asked], parts: dict[Group, str], codes: Codes, main: str
) -> Iterator[str]:
    yield '# The questions. Take away the whole table of one that measures nothing; kind = "personal" is one about the'
    yield "# person who answers, and enters no score."
    scales = scale_codes(taken)
    for asked in taken:
        code = codes.of(asked.name)
        yield from ("[[indicators]]", f"code = {quoted(code)}")
        yield f"text = {spoken(asked.labels, asked.name, main)}"
        yield f"plain = {spoken(asked.hints, '', main) if asked.hints else _OPEN}"
        near = next((parts[group] for group in asked.groups if group in parts), "")
        yield f"part = {_OPEN}" + (f"  # in the form it stands in {quoted(near)}" if near else "")
        yield f"stakeholder_types = [{_OPEN}]"
        yield 'answered_by = ["community", "institution"]'
        yield f"scale = {quoted(scales[asked.choices])}"
        yield f"direction = {_OPEN}"
        yield from ("weight = 1", 'kind = "opinion"', 'set = "core"')
        if code != asked.name:
            yield f"question = {quoted(asked.name)}"
        yield from _asked_if(form, asked)
        yield ""


def _asked_if(form: XlsForm, asked: Asked) -> Iterator[str]:
    if not asked.conditions:
        return
    yield f"# The form asks it only if: {remark(' and '.join(asked.conditions))}"
    condition = simple(asked.conditions)
    known = {each.name for each in form.questions if not each.repeated}
    if condition and condition.column in known and "{" not in condition.column:
        values = listed(condition.values)
        yield f"asked_if = {{ column = {quoted(condition.column)}, values = {values} }}"
    else:
        yield f"asked_if = {_OPEN}"


def _left_over(found: Chosen) -> Iterator[str]:
    told = [(asked, reason) for asked, reason in found.others if reason != NOT_WISHED]
    if told:
        yield ""
        yield "# Questions of the form that are no indicators here:"
    for asked, reason in told:
        yield f"#   {remark(asked.name)}: {remark(reason)}"
    if len(told) < len(found.others):
        yield f"# Questions that were not named by --questions: {len(found.others) - len(told)}."
