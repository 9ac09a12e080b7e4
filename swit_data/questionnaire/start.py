"""The first screen of a form, consent, and who answers."""

from collections.abc import Iterator

from swit_data.errors import QuestionnaireError, listed, say
from swit_data.framework.columns import Column
from swit_data.framework.form import ROUND
from swit_data.framework.model import Characteristic
from swit_data.questionnaire.lists import (
    CLASSES,
    CONSENT,
    ON_RECORD,
    PILOTS,
    QUOTE,
    ROUNDS,
    characteristic_list,
    lists_of,
    own_consent_list,
    pilot_value,
    yes_of,
)
from swit_data.questionnaire.plan import Plan, all_of, value_of
from swit_data.questionnaire.rows import Row, Texts, checked_code, checked_name

START, INTERVIEW, WHO = "part_start", "part_interview", "part_who"
OWN_CONSENT = "own_consent"  # what a row is for: to agree to be asked what endangers people
_ROUND = f"regex(., '^{ROUND.pattern}$')"
MOST_PARTICIPANTS = 999  # as the intake allows
MOST_BRANCHES = 99  # a number of two digits can be no telephone number


def start(plan: Plan) -> Iterator[Row]:
    """Give the first screen: a private place, stop at any time, whom to call, consent."""
    inside = (START,)
    yield Row("begin_group", START, (), plan.say("group.start"), appearance="field-list")
    for name in ("place", "stop", "no_names"):
        yield Row("note", plan.free(f"note_{name}"), inside, plan.say(f"note.{name}"))
    yield _contact(plan, "note_contact", inside)
    if plan.classes == ("group",):
        yield Row("note", plan.free("note_group"), inside, plan.say("note.group"))
    yield Row(
        "select_one",
        consent_name(plan),
        inside,
        plan.say("consent.group" if plan.classes == ("group",) else "consent"),
        plan.say("consent.hint"),
        choices=CONSENT,
        required=True,
        about="consent",
    )
    yield Row(
        "note",
        plan.free("note_refused"),
        inside,
        plan.say("note.refused"),
        relevant=f"${{{consent_name(plan)}}} = '{lists_of(plan)[CONSENT][1].code}'",
        about="refused",
    )
    yield Row("end_group", START)


def end(plan: Plan) -> Iterator[Row]:
    """Give the last screen."""
    yield Row("note", plan.free("note_end"), (INTERVIEW,), plan.say("note.end"))
    yield _contact(plan, "note_contact_again", (INTERVIEW,))


def agreed(plan: Plan) -> str:
    """Return the condition that somebody agreed to take part."""
    return f"${{{consent_name(plan)}}} = '{yes_of(plan.framework.form.consent)}'"


def consent_name(plan: Plan) -> str:
    """Return the column of consent: the framework's, or the form's own where it names none."""
    column = plan.framework.form.consent
    return checked_name(column.column) if column and column.column else plan.free("consent")


def who(plan: Plan) -> Iterator[Row]:
    """Give what is asked about the person and the interview, and nothing that identifies anybody."""
    yield Row("begin_group", WHO, (INTERVIEW,), plan.say("group.who"))
    yield from _pilot(plan)
    yield from _round(plan)
    yield from _class(plan)
    yield from _numbers(plan)
    yield from _consents(plan)
    yield from _characteristics(plan)
    yield Row("end_group", WHO, (INTERVIEW,))


_INSIDE = (INTERVIEW, WHO)


def _contact(plan: Plan, name: str, groups: tuple[str, ...]) -> Row:
    contact = plan.given.contact
    labels = plan.say("note.contact", contact=contact) if contact else plan.say("note.contact.ask")
    return Row("note", plan.free(name), groups, labels, about="contact")


def _pilot(plan: Plan) -> Iterator[Row]:
    column, given = plan.framework.form.pilot, plan.given.pilot
    if given:
        value = _pilot_given(plan)
    if not column.column:
        return
    name = checked_name(column.column)
    yield _constant(name, value, "pilot") if given else _select(plan, name, PILOTS, "pilot")


def _pilot_given(plan: Plan) -> str:
    """Return what an export says for the pilot that the organisation chose."""
    given, constant = plan.given.pilot, plan.framework.form.pilot.constant
    pilots = [pilot.code for pilot in plan.framework.form.pilots]
    codes = {code.lower(): code for code in ([constant] if constant else pilots)}
    if given.lower() not in codes:
        raise QuestionnaireError(
            say(
                "{pilot}: this framework has no such pilot; it has: {allowed}. Choose one of them, or add it "
                "under [[form.pilots]].",
                pilot=given,
                allowed=listed(codes.values()),
            )
        )
    return constant or pilot_value(plan, codes[given.lower()])


def _round(plan: Plan) -> Iterator[Row]:
    column, given = plan.framework.form.round, plan.given.round
    value = _round_given(plan) if given else ""
    if column is None or not column.column:
        return
    name = checked_name(column.column)
    if given:
        yield _constant(name, value, "round")
    elif column.values:
        yield _select(plan, name, ROUNDS, "round")
    else:
        yield Row(
            "text",
            name,
            _INSIDE,
            plan.say("round"),
            required=True,
            constraint=_ROUND,
            messages=plan.say("round.allowed"),
            about="round",
        )


def _round_given(plan: Plan) -> str:
    """Return what an export says for the round that the organisation chose."""
    column, given = plan.framework.form.round or Column(constant="1"), plan.given.round
    allowed = [column.constant] if column.constant else list(dict.fromkeys(column.values.values()))
    if allowed and given not in allowed:
        raise QuestionnaireError(
            say(
                "{round}: this framework has no such round; it has: {allowed}. Choose one of them.",
                round=given,
                allowed=listed(allowed),
            )
        )
    if not ROUND.fullmatch(given):
        raise QuestionnaireError(
            say(
                "{round}: this is no round; allowed are up to 20 letters a-z, digits and _. Choose another.",
                round=given,
            )
        )
    return value_of(column, given)


def _class(plan: Plan) -> Iterator[Row]:
    name = plan.framework.form.respondent_class.column
    if not name:
        return
    if len(plan.classes) == 1:
        yield _constant(checked_name(name), plan.said_class(plan.classes[0]), "class")
    else:
        yield _select(plan, checked_name(name), CLASSES, "class")


def _numbers(plan: Plan) -> Iterator[Row]:
    form = plan.framework.form
    if form.participants and plan.asks("group"):
        only = plan.only("group")
        yield _number(plan, form.participants, "participants", MOST_PARTICIPANTS, only)
    if form.branch and plan.asks("community", "group"):
        only = plan.only("community", "group")
        yield _number(plan, form.branch, "branch", MOST_BRANCHES, only)


def _number(plan: Plan, name: str, about: str, most: int, relevant: str) -> Row:
    return Row(
        "integer",
        checked_name(name),
        _INSIDE,
        plan.say(about),
        plan.say(f"{about}.hint"),
        relevant=relevant,
        required=about == "participants",
        constraint=f". >= 1 and . <= {most}",
        messages=plan.say("number.allowed", most=str(most)),
        about=about,
    )


def _consents(plan: Plan) -> Iterator[Row]:
    on_record = plan.framework.form.consent_on_record
    if on_record and on_record.column and plan.asks("institution"):
        name = checked_name(on_record.column)
        yield _select(plan, name, ON_RECORD, "consent_on_record", plan.only("institution"))
    yield _select(plan, plan.free(QUOTE), QUOTE, "quote_consent")


def _characteristics(plan: Plan) -> Iterator[Row]:
    # Of institutions and focus groups no characteristic is kept, so none is asked.
    for characteristic in plan.framework.characteristics.values() if plan.asks("community") else ():
        if not characteristic.sensitive:
            yield _characteristic(plan, characteristic)
        elif plan.chosen_set == "full":  # never with core questions: fewer are asked of more people
            yield from _sensitive(plan, characteristic)


def _characteristic(plan: Plan, characteristic: Characteristic, asked_if: str = "") -> Row:
    return Row(
        "select_one",
        checked_name(characteristic.question),
        _INSIDE,
        plan.about("characteristic", characteristic=_name(plan, characteristic)),
        choices=characteristic_list(characteristic.code),
        relevant=all_of([plan.only("community"), asked_if]),
        about="characteristic",
    )


def _name(plan: Plan, characteristic: Characteristic) -> Texts:
    return plan.label(characteristic.label, f"characteristic.{characteristic.code}")


def _sensitive(plan: Plan, characteristic: Characteristic) -> Iterator[Row]:
    """Give the consent to be asked what endangers people, and after a yes the question."""
    code = characteristic.code
    consent = plan.framework.sensitive[code]
    name = checked_name(consent.column.column)
    labels = plan.about("own_consent", characteristic=_name(plan, characteristic))
    if consent.label:
        labels = plan.label(consent.label, f"characteristic.{code}.own_consent")
    yield Row(
        "select_one",
        name,
        _INSIDE,
        labels,
        plan.say("own_consent.hint"),
        choices=own_consent_list(code),
        relevant=plan.only("community"),
        required=True,
        about=OWN_CONSENT,
    )
    yield _characteristic(plan, characteristic, f"${{{name}}} = '{yes_of(consent.column)}'")


def _constant(name: str, value: str, about: str) -> Row:
    return Row("calculate", name, _INSIDE, calculation=f"'{checked_code(value)}'", about=about)


def _select(plan: Plan, name: str, choices: str, about: str, relevant: str = "") -> Row:
    return Row(
        "select_one",
        name,
        _INSIDE,
        plan.say(about),
        choices=choices,
        relevant=relevant,
        required=True,
        about=about,
    )
