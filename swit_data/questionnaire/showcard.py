"""A card with shapes, for people who would rather point than read."""

from swit_data.framework import Scale
from swit_data.questionnaire.plan import Plan
from swit_data.questionnaire.xlsform import version
from swit_data.translations import said_of_form
from swit_data.typesetting import pdf
from swit_data.wording import Wording

Card = dict[str, list[dict[str, object]]]


def showcard(plan: Plan, language: str) -> bytes:
    """Return the card as PDF, one page per set of answers.

    The first answer of a scale is a full circle, the last one an empty circle, and those between are filled in equal
    steps: full, half and empty for three. The shape stands for the answer, whatever its score.
    """
    words, framework = Wording.of(language), plan.framework
    used = {indicator.scale for indicator in plan.indicators}
    return pdf(
        "card.typ",
        {
            "language": language,
            "title": f"{words.label(framework.title, 'framework.title')}: {words.text('form.card.title')}",
            "draft": said_of_form(words),
            "how": words.text("form.card.how"),
            "form": f"{framework.code} {version(plan)}",
            "cards": [_card(s, words) for s in framework.scales.values() if s.code in used],
        },
    )


def _card(scale: Scale, words: Wording) -> Card:
    labels = {a.code: words.label(a.label, f"answer.{scale.code}.{a.code}") for a in scale.answers}
    scored = [answer for answer in scale.answers if answer.means == "answer"]
    steps = max(len(scored) - 1, 1)
    return {
        "scored": [
            {"share": (steps - n) / steps, "label": labels[answer.code]}
            for n, answer in enumerate(scored)
        ],
        "others": [
            {"means": answer.means, "label": labels[answer.code]}
            for answer in scale.answers
            if answer.means != "answer"
        ],
    }
