"""Rule 6 of docs/privacy.md: answers on which all, or all but one, of the people shown together agree.

Whoever knows that somebody took part knows the answer then. The community reads them one by one before a release; of a
group of a split they are withheld, unless the owner publishes the question all the same.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from swit_data.dataset import Dataset
from swit_data.errors import ReleaseError, Sentence, listed, say
from swit_data.framework import Framework
from swit_data.released.labels import names_of
from swit_data.released.tables import ALL
from swit_data.wording import Wording

Row = Mapping[str, object]


@dataclass(frozen=True, order=True)
class GroupQuestion:
    """An indicator asked about a stakeholder type in a pilot and round."""

    pilot: str
    round: str
    stakeholder_type: str
    indicator: str

    def __str__(self) -> str:
        """Return it as an owner writes it."""
        return " ".join((self.pilot, self.round, self.stakeholder_type, self.indicator))


@dataclass(frozen=True)
class OneMind:
    """What a group was asked about an institution and what it said, in whatever language a sentence is said in."""

    framework: Framework
    row: Row

    def __str__(self) -> str:
        """Return it in English."""
        return self.said_in(Wording.of("en"))

    def said_in(self, wording: Wording) -> str:
        """Return it in a language: group, institution, question and answer, by their labels."""
        names = names_of(self.framework, wording)
        of_type, target, indicator, split, answer = (
            str(self.row[name])
            for name in ("stakeholder_type", "target", "indicator", "split", "answer")
        )
        whom = [names.split(split)] if split != ALL else []
        whom.append(names.stakeholder_type(of_type))
        whom += [names.target(of_type, target)] if target != ALL else []
        question = f"{names.item(indicator)} - {names.answer(indicator, answer)}"
        return f"{', '.join(whom)}: {question}"


def sentences(
    alike: pa.Table, dataset: Dataset, published: Collection[GroupQuestion]
) -> Iterator[Sentence]:
    """Give a line for each result on which all, or all but one, agree; groups of a split first, none left out."""
    for row in alike.to_pylist():
        said = {
            "pilot": row["pilot"],
            "round": row["round"],
            "asked": OneMind(dataset.framework_of(row["pilot"], row["round"]), row),
            "same": row["same"],
            "people": row["people"],
        }
        if row["same"] < row["people"]:
            yield say(
                "All but one said the same: {pilot} round {round}, {asked} ({same} of {people} people).",
                **said,
            )
        elif row["split"] == ALL:
            yield say(
                "Everybody said the same: {pilot} round {round}, {asked} ({same} of {people} people).",
                **said,
            )
        else:
            yield _of_group(row, said, published)


def _of_group(
    row: Row, said: Mapping[str, object], published: Collection[GroupQuestion]
) -> Sentence:
    question = _question(row)
    if question in published:
        text = (
            "Everybody in a group said the same, and it is published as you asked: {pilot} round {round}, {asked} "
            "({same} of {people} people)."
        )
        return say(text, **said)
    text = (
        "Everybody in a group said the same, so this question is not shown by group: {pilot} round {round}, {asked} "
        "({same} of {people} people). To publish it all the same, for all its groups: {question}."
    )
    return say(text, question=question, **said)


def withheld(alike: pa.Table) -> tuple[GroupQuestion, ...]:
    """Return the questions that are not shown by group because a group is of one mind."""
    rows = alike.to_pylist()
    found = {_question(row) for row in rows if row["split"] != ALL and row["same"] == row["people"]}
    return tuple(sorted(found))


def _question(row: Row) -> GroupQuestion:
    return GroupQuestion(
        *(str(row[name]) for name in ("pilot", "round", "stakeholder_type", "indicator"))
    )


def questions_named(named: Collection[str], alike: pa.Table) -> frozenset[GroupQuestion]:
    """Return the questions that an owner wants to publish by group although a group is of one mind.

    Raises:
        ReleaseError: one is no question that is withheld for this reason.
    """
    known = {str(question): question for question in withheld(alike)}
    for name in named:
        if " ".join(name.split()) not in known:
            text = (
                "“{name}” is no question on which everybody in a group said the same. Those that are withheld for this "
                "reason: {known}."
            )
            raise ReleaseError(say(text, name=name, known=listed(sorted(known), len(known))))
    return frozenset(known[" ".join(name.split())] for name in named)
