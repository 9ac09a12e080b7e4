"""What the community read before a release and does not tell: questions, each about a stakeholder type.

A part or a dimension is kept back as all its questions: from them anybody could work it out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from swit_data.dataset import Dataset, Round
from swit_data.errors import ReleaseError, Sentence, say
from swit_data.framework import Framework
from swit_data.framework.follow_ups import with_follow_ups
from swit_data.release.ledger import Entry, Question
from swit_data.release.unanimity import GroupQuestion
from swit_data.released.labels import names_of
from swit_data.wording import Wording

Questions = frozenset[GroupQuestion]


@dataclass(frozen=True)
class Kept:
    """What a release keeps back of a dataset and why, and what it tells all the same."""

    decided: Questions = frozenset()  # by the community, now or before
    follow_ups: Questions = frozenset()  # asked only after certain answers to those
    told: Questions = frozenset()  # kept back before, told from now on
    told_here: Questions = frozenset()  # kept back in another round of the pilot
    lifted: tuple[tuple[str, Question], ...] = ()  # as Entry.told

    @property
    def questions(self) -> Questions:
        """Return every question of which nothing is told."""
        return self.decided | self.follow_ups


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
        return wording.labelled(of_type, names.item(self.question.indicator))


def before(entries: Sequence[Entry]) -> Questions:
    """Return what releases kept back, and none told again since.

    Telling lifts what the releases kept back that it knew: another, merged from a copy of the dataset, still holds.
    """
    told = {each for entry in entries for each in entry.told}
    return frozenset(
        GroupQuestion(*question)
        for entry in entries
        for question in entry.kept_back
        if (entry.release, question) not in told
    )


def kept_of(
    entries: Sequence[Entry], dataset: Dataset, keep_back: Collection[str], tell: Collection[str]
) -> Kept:
    """Return what is kept back after earlier releases and what the community says now, by the names of its owner.

    Raises:
        ReleaseError: a name is of no such question.
    """
    asked = frozenset(each for found in named_questions(dataset).values() for each in found)
    ever = before(entries)
    now = questions_named(keep_back, dataset)
    told = (ever & asked & questions_named(tell, dataset)) - now
    kept = (ever & asked - told) | now
    lifted = [
        (entry.release, question)
        for entry in entries
        for question in entry.kept_back
        if GroupQuestion(*question) in told
    ]
    follow_ups = _with_follow_ups(kept, dataset) & asked - kept
    elsewhere = {(q.pilot, q.stakeholder_type, q.indicator) for q in ever - told | kept}
    others = {q for q in asked if (q.pilot, q.stakeholder_type, q.indicator) in elsewhere}
    return Kept(kept, follow_ups, told, frozenset(others - kept - follow_ups - told), tuple(lifted))


def _with_follow_ups(kept: Questions, dataset: Dataset) -> Questions:
    found: set[GroupQuestion] = set()
    for row in dataset.rounds:
        place = (row.pilot, row.round)
        own = [q for q in kept if (q.pilot, q.round) == place]
        asked = [(q.stakeholder_type, q.indicator) for q in own]
        every = with_follow_ups(dataset.frameworks[row.framework], asked)
        found |= {GroupQuestion(*place, of_type, code) for of_type, code in every}
    return frozenset(found)


def questions_named(named: Collection[str], dataset: Dataset) -> Questions:
    """Return the questions behind names such as “KEN 1 government C1_effect”, or C1 for all of a part or a dimension.

    Raises:
        ReleaseError: one names nothing that is asked.
    """
    known = named_questions(dataset) if named else {}
    wanted = {" ".join(name.split()): name for name in named}
    for name in wanted.keys() - known.keys():
        raise ReleaseError(_unknown(wanted[name], dataset))
    return frozenset(question for name in wanted for question in known[name])


def _unknown(name: str, dataset: Dataset) -> Sentence:
    code = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    found = (f.indicators[code] for f in dataset.frameworks.values() if code in f.indicators)
    if any(indicator.kind == "fact" for indicator in found):
        text = (
            "“{name}” is a fact with its source, which nobody was asked: it cannot be kept back. To leave it out, take "
            "it out of facts.toml."
        )
        return say(text, name=name)
    text = (
        "“{name}” names no question of this dataset. Write the pilot, the round, the stakeholder type and the "
        "question, part or dimension by their codes, as in: KEN 1 government C1."
    )
    return say(text, name=name)


def named_questions(dataset: Dataset) -> Mapping[str, Questions]:
    """Return every name of a question, part or dimension, with the questions behind it."""
    known: dict[str, set[GroupQuestion]] = {}
    for row in dataset.rounds:
        for name, question in _names(row, dataset.frameworks[row.framework]):
            known.setdefault(name, set()).add(question)
    return {name: frozenset(questions) for name, questions in known.items()}


def _names(row: Round, framework: Framework) -> Iterator[tuple[str, GroupQuestion]]:
    for indicator in framework.in_set(row.set):
        if indicator.kind == "fact":
            continue
        part = framework.parts[indicator.part]
        for of_type in indicator.stakeholder_types:
            question = GroupQuestion(row.pilot, row.round, of_type, indicator.code)
            for code in (indicator.code, part.code, part.dimension):
                yield str(GroupQuestion(row.pilot, row.round, of_type, code)), question


def sentences(kept: Kept, dataset: Dataset) -> Iterator[Sentence]:
    """Give a line for each question that is kept back or told again, with the name by which that is undone."""
    for each in sorted(kept.decided):
        text = "Kept back, as the community decided ({question}): {pilot} round {round}, {asked}"
        yield say(text, **_said(each, dataset))
    for each in sorted(kept.follow_ups):
        text = (
            "Kept back with it, since it is asked only after certain answers to it and how many were asked would tell "
            "them ({question}): {pilot} round {round}, {asked}"
        )
        yield say(text, **_said(each, dataset))
    for each in sorted(kept.told):
        text = "Told again, as the community agreed ({question}): {pilot} round {round}, {asked}"
        yield say(text, **_said(each, dataset))
    for each in sorted(kept.told_here):
        text = "Told in this round, though kept back in another ({question}): {pilot} round {round}, {asked}"
        yield say(text, **_said(each, dataset))


def _said(each: GroupQuestion, dataset: Dataset) -> dict[str, object]:
    asked = _Asked(dataset.framework_of(each.pilot, each.round), each)
    return {"question": each, "pilot": each.pilot, "round": each.round, "asked": asked}
