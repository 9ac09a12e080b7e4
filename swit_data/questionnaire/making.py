"""Everything that goes out to the field, as files: form, groups, paper, showcard, workbook."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from swit_data.framework import Framework
from swit_data.questionnaire.paper import paper
from swit_data.questionnaire.plan import Plan, make_plan
from swit_data.questionnaire.rows import Given
from swit_data.questionnaire.showcard import showcard
from swit_data.questionnaire.spoken import chosen_languages
from swit_data.questionnaire.workbook import workbook_of
from swit_data.questionnaire.xlsform import xlsform

GROUP = "group"


@dataclass(frozen=True)
class Order:
    """What an organisation asks for; without languages: in those of the pilot, without a pilot in all."""

    framework: Framework
    chosen_set: str = "core"
    languages: tuple[str, ...] = ()
    given: Given = field(default_factory=Given)
    audio: bool = False

    @property
    def spoken(self) -> tuple[str, ...]:
        """Return the languages that its files are in.

        Raises:
            QuestionnaireError: a language that no questionnaire is whole in.
        """
        return chosen_languages(self.languages, self.given.pilot)

    @property
    def stem(self) -> str:
        """Return how the names of its files begin."""
        parts = (self.framework.code, self.given.pilot, self.given.round, self.chosen_set)
        return "-".join(filter(None, parts))


@dataclass(frozen=True)
class Made:
    """A file for the field: its name, and its bytes, which are made when they are asked for."""

    file: str
    maker: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """Return its bytes."""
        return self.maker()


def make(order: Order, kind: str) -> Iterator[Made]:
    """Give the files of a kind (one of KINDS, or `all` that fit the framework).

    Raises:
        QuestionnaireError: the framework names what no form can hold, or there is no such language.
    """
    for name in _fitting(order.framework) if kind == "all" else (kind,):
        yield from KINDS[name](order)


def _fitting(framework: Framework) -> tuple[str, ...]:
    """Return the kinds that a framework has respondents for."""
    classes = set(framework.form.classes)
    missing = {"groups"} if GROUP not in classes else {"xlsform"} if classes == {GROUP} else set()
    return tuple(kind for kind in KINDS if kind not in missing)


def _plan(order: Order, *classes: str) -> Plan:
    return make_plan(order.framework, order.chosen_set, order.spoken, classes, order.given)


def _xlsform(order: Order) -> Iterator[Made]:
    # For people interviewed one by one, community and institutions.
    single = [code for code in order.framework.form.classes if code != GROUP]
    plan = _plan(order, *(single or ("community",)))
    yield Made(f"{order.stem}-form.xlsx", partial(xlsform, plan, audio=order.audio))


def _groups(order: Order) -> Iterator[Made]:
    # Participants are counted, and share one answer a question.
    plan = _plan(order, GROUP)
    yield Made(f"{order.stem}-groups.xlsx", partial(xlsform, plan, audio=order.audio))


def _paper(order: Order) -> Iterator[Made]:
    for people in order.framework.form.classes:
        plan = _plan(order, people)
        for language in plan.languages:
            yield Made(
                f"{order.stem}-paper-{people}.{language}.pdf", partial(paper, plan, language)
            )


def _showcard(order: Order) -> Iterator[Made]:
    plan = _plan(order)
    for language in plan.languages:
        # The same for every pilot and round.
        file = f"{order.framework.code}-{order.chosen_set}-card.{language}.pdf"
        yield Made(file, partial(showcard, plan, language))


def _workbook(order: Order) -> Iterator[Made]:
    yield Made(f"{order.stem}-workbook.xlsx", partial(workbook_of, _plan(order)))


KINDS: dict[str, Callable[[Order], Iterator[Made]]] = {
    "xlsform": _xlsform,
    "groups": _groups,
    "paper": _paper,
    "showcard": _showcard,
    "workbook": _workbook,
}
