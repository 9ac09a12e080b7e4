"""Forms by who answers them: interviews one by one, and focus groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swit_data.questionnaire.plan import make_plan

if TYPE_CHECKING:
    from swit_data.framework import Framework
    from swit_data.questionnaire.plan import Plan
    from swit_data.questionnaire.rows import Given

GROUP = "group"


def one_by_one(
    framework: Framework, chosen_set: str, languages: tuple[str, ...], given: Given
) -> Plan:
    """Return the plan of the form for people interviewed one by one, community and institutions.

    Raises:
        QuestionnaireError: the framework knows only focus groups.
    """
    single = tuple(code for code in framework.form.classes if code != GROUP)
    return make_plan(framework, chosen_set, languages, single or ("community",), given)


def focus_groups(
    framework: Framework, chosen_set: str, languages: tuple[str, ...], given: Given
) -> Plan:
    """Return the plan of the form for focus groups: participants counted, one shared answer a question.

    Raises:
        QuestionnaireError: the framework knows no focus groups.
    """
    return make_plan(framework, chosen_set, languages, (GROUP,), given)
