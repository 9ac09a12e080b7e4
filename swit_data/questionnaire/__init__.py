"""The framework as a questionnaire: form, paper, showcard and data-entry workbook."""

from swit_data.questionnaire.lists import choices
from swit_data.questionnaire.making import KINDS, Made, Order, make
from swit_data.questionnaire.notices import notices
from swit_data.questionnaire.questions_in_order import questions
from swit_data.questionnaire.rows import Choice, Given, Row
from swit_data.questionnaire.spoken import earlier_languages, form_languages, spoken_in

__all__ = [
    "KINDS",
    "Choice",
    "Given",
    "Made",
    "Order",
    "Row",
    "choices",
    "earlier_languages",
    "form_languages",
    "make",
    "notices",
    "questions",
    "spoken_in",
]
