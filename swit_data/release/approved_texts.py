"""The owner's approved texts of a release: no number is made of them, but they may tell one that is kept back."""

from collections.abc import Iterator

from swit_data.dataset import Ask, Dataset, Narrative
from swit_data.dataset.asks import APPROVED
from swit_data.errors import Sentence, say
from swit_data.release.kept_back import Questions
from swit_data.release.unanimity import GroupQuestion


def sentences(dataset: Dataset, kept: Questions) -> Iterator[Sentence]:
    """Give how many texts go with each round, and each that is to be read again since something there is kept back."""
    for row in dataset.rounds:
        place = (row.pilot, row.round)
        own = [n for n in dataset.narratives if (n.pilot, n.round) == place]
        asks = [a for a in dataset.asks if (a.pilot, a.round) == place]
        states = [n.status for n in own] + [a.approval for a in asks]
        if states:
            shown = states.count(APPROVED)
            text = "{pilot} round {round}: {n} approved texts go with it; {drafts} drafts stay in the dataset."
            found = {"pilot": row.pilot, "round": row.round}
            yield say(text, n=shown, drafts=len(states) - shown, **found)
        if any((q.pilot, q.round) == place for q in kept):
            yield from (_again(each) for each in own if each.status == APPROVED)
            yield from (_again(each) for each in asks if each.approval == APPROVED)


def _again(text: Ask | Narrative) -> Sentence:
    file = "asks.toml" if isinstance(text, Ask) else "narratives.toml"
    name = text.code if isinstance(text, Ask) else text.section
    words = text.ask if isinstance(text, Ask) else text.text
    said = (
        "Read this text again: it goes with the release, and something of its round is kept back ({pilot} round "
        "{round}, {file}, {name}, {language}): {words}"
    )
    found = {
        "file": file,
        "name": name,
        "language": text.language,
        "words": " ".join(words.split()),
    }
    return say(said, pilot=text.pilot, round=text.round, **found)


def refusals(dataset: Dataset, kept: Questions) -> Iterator[Sentence]:
    """Give a sentence for each question that is kept back and that an approved ask is about."""
    for ask in dataset.asks:
        if ask.approval == APPROVED:
            for code in ask.indicators:
                question = GroupQuestion(ask.pilot, ask.round, ask.stakeholder_type, code)
                if question in kept:
                    text = (
                        "{pilot} round {round}: the approved ask {ask} ({language}) is about {question}, which is kept "
                        "back. Take the question out of the ask, make the ask a draft again, or tell the question."
                    )
                    found = {"ask": ask.code, "language": ask.language, "question": question}
                    yield say(text, pilot=ask.pilot, round=ask.round, **found)
