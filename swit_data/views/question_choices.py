"""What may be chosen on Questions: a question among those that are found, and about whom it was asked."""

import re
from collections.abc import Callable
from dataclasses import replace

from swit_data.findings.question_search import OWN, about_itself, found
from swit_data.framework.model import KINDS, SETS
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.selection import Choices, Selection
from swit_data.views import choices

FILTERS = ("pilots", "stakeholder_types", "round", "target")
FINDING = ("parts", "kind", "set", "source")
CUT = 90  # letters of a question in the list to choose from


@kept_while_open
def choices_of(labels: Labels) -> Choices:
    """Return every id that the page lets choose, its questions and their source codes among them."""
    framework = labels.framework
    indicators = tuple(framework.indicators.values())
    kinds = [kind for kind in KINDS if any(i.kind == kind for i in indicators)]
    own = [OWN] if any(about_itself(i, framework) for i in indicators) else []
    options = choices.choices_of(labels.release)
    codes = tuple(framework.indicators)
    return replace(
        options,
        parts=tuple(p for p in framework.parts if any(i.part == p for i in indicators)),
        indicators=codes,
        kinds=(*kinds, *own),
        sets=tuple(s for s in SETS if any(i.set == s for i in indicators)),
        sources=tuple(sorted({s for i in indicators for s in i.source}, key=_natural)),
        start=replace(options.start, indicator=codes[0]),
    )


def narrowed(labels: Labels, words: str, chosen: Selection, options: Choices) -> Choices:
    """Return how the questions offered narrow to those that are found, and institutions to the type chosen."""
    types = [labels.framework.stakeholder_types[code] for code in chosen.stakeholder_types[:1]]
    targets = tuple(target.code for kind in types for target in kind.targets)
    return replace(options, indicators=found(labels, chosen, words), targets=targets)


def named(labels: Labels) -> Callable[[str, str], str]:
    """Return what an id of a filter of the page is called."""
    of_others = choices.named(labels)

    def name(field: str, code: str) -> str:
        said = of_others(field, code)
        return said if len(said) <= CUT else f"{said[:CUT].rstrip()}…"

    return name


def _natural(code: str) -> tuple[str, int, str]:
    letters, number, rest = re.fullmatch(r"(\D*)(\d*)(.*)", code, re.DOTALL).groups()  # type: ignore[union-attr]
    return letters, int(number or 0), rest
