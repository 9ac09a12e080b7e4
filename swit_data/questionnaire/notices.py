"""What an organisation should know about a form before it goes out."""

from collections.abc import Iterable, Iterator

from swit_data.errors import Sentence, say
from swit_data.framework import sensitive
from swit_data.questionnaire.making import Order
from swit_data.questionnaire.plan import Plan, make_plan
from swit_data.questionnaire.questions_in_order import rows_of
from swit_data.questionnaire.rows import Row
from swit_data.questionnaire.spoken import not_yet_in
from swit_data.wording import SOURCE, own_name


def notices(order: Order) -> Iterator[Sentence]:
    """Give what is missing, or has to be done by hand: whom to call, consent, texts without translation."""
    plan = make_plan(order.framework, order.chosen_set, order.spoken)
    if not order.given.contact:
        yield say(
            "Nobody to call is named. Write whom to call into the yellow rows of the form and by hand on paper, "
            "or make it again with --contact."
        )
    consent = order.framework.form.consent
    if consent is None or not consent.column:
        yield say(
            "This framework names no column of consent ([form] consent), so the import cannot tell who agreed: take "
            "interviews without consent out of the file before you import it."
        )
    yield from sensitive.notices(order.framework)
    for column in plan.conditions_elsewhere:
        yield say(
            "The framework says that some questions are asked only where “{column}” has certain answers (asked_if), "
            "and this form has no such question. Add it to the form under this name, and to those questions when they "
            "are asked; without it the import cannot tell who was asked.",
            column=column,
        )
    yield from () if order.languages else not_yet_in(order.given.pilot)
    asked = {row.indicator: row for row in rows_of(plan) if row.indicator}
    for language in plan.languages:
        missing = _untranslated(plan, asked.values(), language)
        if missing:
            yield say(
                "{missing} questions have no text in “{language}” and stand there in English.",
                missing=missing,
                language=own_name(language),
            )


def _untranslated(plan: Plan, asked: Iterable[Row], language: str) -> int:
    """Return how many questions stand in English in a language; 0 for English itself."""
    if language == SOURCE:
        return 0
    return sum(
        row.labels[language] == plan.framework.indicators[row.indicator].text[SOURCE]
        for row in asked
    )
