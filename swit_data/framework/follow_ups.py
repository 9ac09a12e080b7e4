"""Questions that a form asks only after certain answers to another: how many were asked tells those answers."""

from collections.abc import Collection

from swit_data.framework.model import Framework
from swit_data.framework.named_columns import TargetQuestion, target_questions

Asked = tuple[str, str]  # a stakeholder type, and the code of an indicator


def with_follow_ups(framework: Framework, questions: Collection[Asked]) -> frozenset[Asked]:
    """Return questions with those whose `asked_if` names the column of one of them, and what follows those."""
    every, found = tuple(target_questions(framework)), frozenset(questions)
    while True:
        columns = {
            (_interview(framework, each), column)
            for each in every
            if _asked(each) in found
            for column in (each.column, *each.names)
        }
        following = (e for e in every if e.condition)
        more = found | {
            _asked(each)
            for each in following
            if (_interview(framework, each), each.condition) in columns
        }
        if more == found:
            return found
        found = more


def _asked(question: TargetQuestion) -> Asked:
    return question.stakeholder_type, question.indicator.code


def _interview(framework: Framework, question: TargetQuestion) -> str:
    """Return what tells interviews apart whose columns have the same names: of shape 1 the type that each is about."""
    return question.stakeholder_type if framework.form.shape == 1 else ""
