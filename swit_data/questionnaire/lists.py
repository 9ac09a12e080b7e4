"""The lists of answers of a form: what may be ticked, and what it is called."""

from collections.abc import Iterator, Mapping, Sequence

from swit_data.framework import Framework, Pilot
from swit_data.framework.columns import Column
from swit_data.framework.model import UNSAID
from swit_data.questionnaire.plan import Plan, make_plan, value_of
from swit_data.questionnaire.rows import Choice, Texts, checked_code
from swit_data.wording import Wording

PILOTS, ROUNDS, CLASSES, TYPES, TARGETS = "pilots", "rounds", "classes", "types", "targets"
CHOSEN, CONSENT, ON_RECORD, QUOTE = "chosen_types", "consent", "consent_on_record", "quote_consent"

Lists = Mapping[str, tuple[Choice, ...]]


def choices(framework: Framework, languages: Sequence[str]) -> Lists:
    """Return every list of answers by its name, for everybody who can answer."""
    return lists_of(make_plan(framework, "full", tuple(languages)))


def lists_of(plan: Plan) -> Lists:
    """Return the lists of answers of a form, by name."""
    found = {
        PILOTS: tuple(_pilots(plan)),
        ROUNDS: tuple(_rounds(plan)),
        CLASSES: tuple(Choice(plan.said_class(c), plan.say(f"class.{c}")) for c in plan.classes),
        CONSENT: _yes_no(plan, plan.framework.form.consent),
        ON_RECORD: _yes_no(plan, plan.framework.form.consent_on_record),
        QUOTE: _yes_no(plan, None),
        CHOSEN: tuple(Choice(t.code, plan.type_name(t)) for t in plan.external),
        TYPES: tuple(_types(plan)),
        TARGETS: tuple(_targets(plan)),
        **dict(_asked(plan)),
        **dict(_characteristics(plan)),
        **{
            own_consent_list(code): _yes_no(plan, consent.column)
            for code, consent in plan.framework.sensitive.items()
        },
        **dict(_scales(plan)),
    }
    return {name: answers for name, answers in found.items() if answers}


def yes_of(column: Column | None) -> str:
    """Return what an export says for yes."""
    return checked_code(next(iter(column.values))) if column and column.values else "yes"


def asked_list(stakeholder_type: str) -> str:
    """Return the name of the list of a type's targets."""
    return f"targets_{stakeholder_type}"


def characteristic_list(code: str) -> str:
    """Return the name of the list of a characteristic."""
    return f"characteristic_{code}"


def own_consent_list(code: str) -> str:
    """Return the name of the list of the consent that is asked before a characteristic."""
    return f"{CONSENT}_{code}"


def scale_list(code: str) -> str:
    """Return the name of the list of a scale."""
    return f"scale_{code}"


def pilot_value(plan: Plan, code: str) -> str:
    """Return what an export says for a pilot."""
    of_column = [v for v, meant in plan.framework.form.pilot.values.items() if meant == code]
    pilot = next(pilot for pilot in plan.framework.form.pilots if pilot.code == code)
    return checked_code(of_column[0] if of_column else pilot.value)


def _pilots(plan: Plan) -> Iterator[Choice]:
    for pilot in plan.framework.form.pilots:
        yield Choice(pilot_value(plan, pilot.code), pilot_name(plan, pilot))


def pilot_name(plan: Plan, pilot: Pilot) -> Texts:
    """Return what a pilot is called: as its owner wrote it, or the country's name."""
    if pilot.name.get("en"):
        return plan.label(pilot.name, f"pilot.{pilot.code}")
    return {code: Wording.of(code).country(pilot.code) for code in plan.languages}


def _rounds(plan: Plan) -> Iterator[Choice]:
    column = plan.framework.form.round
    for value, code in column.values.items() if column else ():
        yield Choice(checked_code(value), dict.fromkeys(plan.languages, code))


def _yes_no(plan: Plan, column: Column | None) -> tuple[Choice, ...]:
    yes = yes_of(column)
    taken = column.values if column else {}
    no = next(code for code in ("no", "refused", "not_given") if code not in (yes, *taken))
    return (Choice(yes, plan.say("yes")), Choice(no, plan.say("no")))


def _types(plan: Plan) -> Iterator[Choice]:
    column = plan.framework.form.stakeholder_type
    if column is None or column.constant:
        return
    for kind in (*plan.external, *(plan.own if plan.framework.form.shape == 1 else ())):
        yield Choice(value_of(column, kind.code), plan.type_name(kind))


def _targets(plan: Plan) -> Iterator[Choice]:
    kinds, target = plan.framework.form.stakeholder_type, plan.framework.form.target
    if target is None or target.constant or kinds is None:
        return
    for kind in (*plan.external, *(plan.own if plan.framework.form.shape == 1 else ())):
        if kinds.constant in ("", kind.code):
            for place in plan.places(kind):
                name = plan.target_name(place)
                yield Choice(value_of(target, place[1]), name, value_of(kinds, kind.code))


def _asked(plan: Plan) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for kind in plan.external if plan.framework.form.shape != 1 else ():
        places = plan.places(kind)
        answers = tuple(Choice(place[1], plan.target_name(place)) for place in places)
        yield asked_list(kind.code), answers


def _characteristics(plan: Plan) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for code, characteristic in plan.framework.characteristics.items():
        # “Prefer not to say” stands last, as in every scale.
        order = sorted(characteristic.categories, key=lambda category: category == UNSAID)
        yield (
            characteristic_list(code),
            tuple(
                Choice(
                    category,
                    plan.label(characteristic.categories[category], f"category.{code}.{category}"),
                )
                for category in order
            ),
        )


def _scales(plan: Plan) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    used = {indicator.scale for indicator in plan.indicators}
    for code, scale in plan.framework.scales.items():
        if code in used:
            answers = [
                (a.code, plan.label(a.label, f"answer.{code}.{a.code}")) for a in scale.answers
            ]
            yield scale_list(code), tuple(Choice(answer, labels) for answer, labels in answers)
