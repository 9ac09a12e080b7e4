"""What the community read before a release and does not tell: questions, each about a stakeholder type.

A part or a dimension is kept back as all its questions: from them anybody could work it out.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from swit_data.dataset import Dataset, Round
from swit_data.errors import ReleaseError, Sentence, say
from swit_data.framework import Framework
from swit_data.release.ledger import Entry
from swit_data.release.unanimity import GroupQuestion
from swit_data.released.labels import names_of
from swit_data.wording import Wording

Questions = frozenset[GroupQuestion]


@dataclass(frozen=True)
class _Asked:
    """About whom a question was asked, and its words, in whatever language a sentence is said in."""

    framework: Framework
    question: GroupQuestion

    def __str__(self) -> str:
        """Return it in English."""
        return self.said_in(Wording.of("en"))

    def said_in(self, wording: Wording) -> str:
        """Return it in a language."""
        names = names_of(self.framework, wording)
        of_type = names.stakeholder_type(self.question.stakeholder_type)
        return f"{of_type}: {names.item(self.question.indicator)}"


def before(entries: Sequence[Entry]) -> Questions:
    """Return what was kept back in the last release of each pilot and round."""
    found: set[GroupQuestion] = set()
    for entry in entries:
        places = entry.places()
        found = {each for each in found if (each.pilot, each.round) not in places}
        found |= {GroupQuestion(*each) for each in entry.kept_back}
    return frozenset(found)


def questions_named(named: Collection[str], dataset: Dataset) -> Questions:
    """Return the questions behind names such as “KEN 1 government C1_effect”, or C1 for all of a part or a dimension.

    Raises:
        ReleaseError: one names nothing that is asked.
    """
    if not named:
        return frozenset()
    known: dict[str, set[GroupQuestion]] = {}
    for row in dataset.rounds:
        for name, question in _names(row, dataset.frameworks[row.framework]):
            known.setdefault(name, set()).add(question)
    found: set[GroupQuestion] = set()
    for name in named:
        if " ".join(name.split()) not in known:
            text = (
                "“{name}” names no question of this dataset. Write the pilot, the round, the stakeholder type and the "
                "question, part or dimension by their codes, as in: KEN 1 government C1."
            )
            raise ReleaseError(say(text, name=name))
        found |= known[" ".join(name.split())]
    return frozenset(found)


def _names(row: Round, framework: Framework) -> Iterator[tuple[str, GroupQuestion]]:
    for indicator in framework.in_set(row.set):
        if indicator.kind == "fact":
            continue
        part = framework.parts[indicator.part]
        for of_type in indicator.stakeholder_types:
            question = GroupQuestion(row.pilot, row.round, of_type, indicator.code)
            for code in (indicator.code, part.code, part.dimension):
                yield str(GroupQuestion(row.pilot, row.round, of_type, code)), question


def sentences(kept: Questions, dataset: Dataset) -> Iterator[Sentence]:
    """Give a line for each question that is kept back, with the name by which it is told again."""
    for each in sorted(kept):
        asked = _Asked(dataset.framework_of(each.pilot, each.round), each)
        text = "Kept back, as the community decided ({question}): {pilot} round {round}, {asked}"
        yield say(text, pilot=each.pilot, round=each.round, asked=asked, question=each)
