"""The blocks of a form: whom the questions are about, and a block of questions for each target."""

from collections.abc import Iterator
from dataclasses import replace

from swit_data.framework import Indicator, StakeholderType
from swit_data.framework.model import answers_as
from swit_data.framework.named_columns import TargetQuestion
from swit_data.questionnaire.lists import CHOSEN, TARGETS, TYPES, asked_list, scale_list
from swit_data.questionnaire.plan import Place, Plan, all_of, any_of, value_of
from swit_data.questionnaire.rows import Row, checked_name
from swit_data.questionnaire.start import INTERVIEW

ABOUT, SHARED = "part_about", "part_questions"
_INSIDE = (INTERVIEW, ABOUT)
# A person who knows several targets of a type is asked about one (docs/framework.md, “Read aloud”); an
# organisation that has time for two raises it in the constraint of its form.
TARGETS_PER_TYPE = 1


def chooses(plan: Plan) -> bool:
    """Say whether the community chooses the targets that it is asked about."""
    form = plan.framework.form
    return form.shape != 1 and bool(form.asked) and plan.asks("community", "group")


def whom(plan: Plan) -> Iterator[Row]:
    """Give the questions about whom the next ones are."""
    rows = [*_chosen(plan), *_named(plan)]
    if rows:
        yield Row("begin_group", ABOUT, (INTERVIEW,), plan.say("group.about"))
        yield from rows
        yield Row("end_group", ABOUT, (INTERVIEW,))


def _chosen(plan: Plan) -> Iterator[Row]:
    """Give the types that a person wants to talk about, and of each its target."""
    if not chooses(plan) or not plan.external:
        return
    only = plan.only("community", "group")
    several = len(plan.external) > 1
    most = plan.framework.form.stakeholder_types_per_interview
    if several:
        yield Row(
            "select_multiple",
            plan.free(CHOSEN),
            _INSIDE,
            plan.count("chosen_types", most),
            choices=CHOSEN,
            relevant=only,
            constraint=f"count-selected(.) <= {most}",
            messages=plan.count("chosen_types.allowed", most),
            about="chosen_types",
        )
    for kind in plan.external:
        chosen = f"selected(${{{plan.free(CHOSEN)}}}, '{kind.code}')" if several else ""
        yield _target_of(plan, kind, all_of([only, chosen]))


def _target_of(plan: Plan, kind: StakeholderType, relevant: str) -> Row:
    name, places = plan.asked_column(kind.code), plan.places(kind)
    if len(places) == 1:  # nothing to choose
        return Row(
            "calculate",
            name,
            _INSIDE,
            relevant=relevant,
            calculation=f"'{places[0][1]}'",
            about="asked",
        )
    return Row(
        "select_multiple",
        name,
        _INSIDE,
        plan.about("asked", type=plan.type_name(kind)),
        plan.say("asked.hint"),
        choices=asked_list(kind.code),
        relevant=relevant,
        constraint=f"count-selected(.) <= {TARGETS_PER_TYPE}",
        messages=plan.say("asked.allowed"),
        about="asked",
    )


def _named(plan: Plan) -> Iterator[Row]:
    """Give the one stakeholder type and target of an institution, and in shape 1 of everybody."""
    form, only = plan.framework.form, _one_only(plan)
    if only is None:
        return
    kinds = form.stakeholder_type.column if form.stakeholder_type else ""
    if kinds:
        yield _which(plan, kinds, TYPES, "stakeholder_type", only)
    if form.target and form.target.column:
        row = _which(plan, form.target.column, TARGETS, "target", only)
        yield row if not kinds else replace(row, choice_filter=f"under = ${{{kinds}}}")


def _one_only(plan: Plan) -> str | None:
    """Return the condition that an interview is about one type, or None where none is."""
    if plan.framework.form.shape == 1:
        return ""
    return plan.only("institution") if plan.asks("institution") else None


def _which(plan: Plan, name: str, choices: str, about: str, relevant: str) -> Row:
    limited = about == "stakeholder_type" and plan.asks("institution") and plan.own
    return Row(
        "select_one",
        checked_name(name),
        _INSIDE,
        plan.say(about),
        choices=choices,
        relevant=relevant,
        required=True,
        constraint=_no_own(plan) if limited and plan.framework.form.shape == 1 else "",
        messages=plan.say("stakeholder_type.allowed") if limited else {},
        about=about,
    )


def _no_own(plan: Plan) -> str:
    """Return the condition that no institution speaks for the community itself."""
    column = plan.framework.form.stakeholder_type
    own = [f". = '{value_of(column, kind.code)}'" for kind in plan.own] if column else []
    return f"not({all_of([plan.only('institution'), any_of(own)])})"


def blocks(plan: Plan) -> Iterator[Row]:
    """Give the questions: a group for each stakeholder type and target, or in shape 1 one group."""
    if plan.framework.form.shape == 1:
        yield from _shared(plan)
        return
    for kind in (*plan.external, *plan.own):
        group = f"block_{kind.code}"
        inside = (INTERVIEW, group)
        shown = _any_shown(plan, kind)
        yield Row("begin_group", group, (INTERVIEW,), plan.type_name(kind), relevant=shown)
        for place in plan.places(kind):
            yield from _block(plan, place, inside)
        yield Row("end_group", group, (INTERVIEW,))


def _block(plan: Plan, place: Place, groups: tuple[str, ...]) -> Iterator[Row]:
    name = f"block_{place[0]}_{place[1]}"
    inside = (*groups, name)
    target = plan.target_name(place)
    shown = _shown(plan, place)
    yield Row("begin_group", name, groups, target, relevant=shown, places=(place,) if shown else ())
    yield _introduction(plan, place, inside)
    for asked in plan.asked_about(place):
        only = [plan.only(*_answering(plan, asked.indicator)), plan.condition(asked)]
        yield _question(plan, asked.indicator, asked.column, inside, all_of(only))
    yield Row("end_group", name, groups)


def _introduction(plan: Plan, place: Place, groups: tuple[str, ...], relevant: str = "") -> Row:
    return Row(
        "note",
        plan.free(f"note_{place[0]}_{place[1]}"),
        groups,
        plan.about("note.about", target=plan.target_name(place)),
        plan.say("note.about.hint"),
        relevant=relevant,
        about="introduction",
        places=(place,),
    )


def _question(
    plan: Plan, indicator: Indicator, column: str, groups: tuple[str, ...], relevant: str
) -> Row:
    return Row(
        "select_one",
        checked_name(column),
        groups,
        plan.label(indicator.text, f"indicator.{indicator.code}.text"),
        plan.label(indicator.plain, f"indicator.{indicator.code}.plain"),
        choices=scale_list(indicator.scale),
        relevant=relevant,
        indicator=indicator.code,
    )


def _answering(plan: Plan, indicator: Indicator) -> tuple[str, ...]:
    return tuple(code for code in plan.classes if answers_as(code) in indicator.answered_by)


def _shown(plan: Plan, place: Place) -> str:
    """Return the condition that somebody is asked about a target."""
    external = plan.framework.stakeholder_types[place[0]].external
    conditions = []
    if plan.asks("community", "group"):
        chosen = f"selected(${{{plan.asked_column(place[0])}}}, '{place[1]}')"
        knows = chosen if external and chooses(plan) else ""
        conditions.append(all_of([plan.only("community", "group"), knows]))
    if external and plan.asks("institution"):
        conditions.append(all_of([plan.only("institution"), _is_about(plan, place)]))
    return any_of(conditions)


def _any_shown(plan: Plan, kind: StakeholderType) -> str:
    """Return the condition that somebody is asked about any target of a type."""
    conditions = []
    if plan.asks("community", "group"):
        chosen = f"${{{plan.asked_column(kind.code)}}} != ''"
        knows = chosen if kind.external and chooses(plan) else ""
        conditions.append(all_of([plan.only("community", "group"), knows]))
    if kind.external and plan.asks("institution"):
        conditions.append(all_of([plan.only("institution"), _is_about(plan, (kind.code, ""))]))
    return any_of(conditions)


def _is_about(plan: Plan, place: Place) -> str:
    """Return the condition that an interview is about a target; without one, about its type."""
    form = plan.framework.form
    conditions = []
    for column, code in zip((form.stakeholder_type, form.target), place, strict=True):
        if code and column and column.column:
            conditions.append(f"${{{column.column}}} = '{value_of(column, code)}'")
    return all_of(conditions)


def _shared(plan: Plan) -> Iterator[Row]:
    """Give the questions of shape 1: a column may be about several types and targets."""
    form, kinds = plan.framework.form, plan.framework.form.stakeholder_type
    inside = (INTERVIEW, SHARED)
    known = [f"${{{c.column}}} != ''" for c in (kinds, form.target) if c and c.column]
    places = [place for kind in (*plan.external, *plan.own) for place in _possible(plan, kind)]
    yield Row(
        "begin_group", SHARED, (INTERVIEW,), plan.say("group.questions"), relevant=all_of(known)
    )
    for place in places:
        yield _introduction(plan, place, inside, _is_about(plan, place))
    for indicator in plan.indicators:
        yield from _of_indicator(plan, indicator, places, inside)
    yield Row("end_group", SHARED, (INTERVIEW,))


def _possible(plan: Plan, kind: StakeholderType) -> tuple[Place, ...]:
    """Return the targets of a type that an interview of shape 1 can be about."""
    form = plan.framework.form
    wanted = (form.stakeholder_type, form.target)
    return tuple(
        place
        for place in plan.places(kind)
        if all(
            not column or column.constant in ("", code)
            for column, code in zip(wanted, place, strict=True)
        )
    )


def _of_indicator(
    plan: Plan, indicator: Indicator, places: list[Place], groups: tuple[str, ...]
) -> Iterator[Row]:
    columns: dict[str, list[TargetQuestion]] = {}
    for question in (q for place in places for q in plan.asked_about(place)):
        if question.indicator is indicator:
            columns.setdefault(question.column, []).append(question)
    for column, asked in columns.items():
        about = [(question.stakeholder_type, question.target) for question in asked]
        some = about if len(about) < len(places) else []
        of_places = any_of([_is_about(plan, place) for place in some]) if some else ""
        conditions = any_of([plan.condition(question) for question in asked])
        relevant = all_of([plan.only(*_answering(plan, indicator)), of_places, conditions])
        row = _question(plan, indicator, column, groups, relevant)
        yield replace(row, places=tuple(some))
