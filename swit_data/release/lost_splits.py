"""A split that was shown and could not be shown any more: of its smallest group fewer than k people would be told."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from swit_data.dataset import Dataset
from swit_data.errors import Sentence, say
from swit_data.release import ledger
from swit_data.release.engine import Computed
from swit_data.release.ledger import Entry
from swit_data.release.summary import ShownSplit
from swit_data.released.tables import ALL

_QUESTION = ("pilot", "round", "stakeholder_type", "item")


def refusals(entries: Sequence[Entry], computed: Computed, dataset: Dataset) -> Iterator[Sentence]:
    """Give a sentence for each split that the ledger shows and that this release could not show."""
    before = ledger.frozen(entries)
    for split in computed.splits.to_pylist():
        shown = before.get((split["scope"], split["dimension"]), ledger.REFUSED) != ledger.REFUSED
        if shown and split["rank"] == ledger.REFUSED:
            yield _lost(split, entries, computed, dataset)


def _lost(
    split: Mapping[str, object], entries: Sequence[Entry], computed: Computed, dataset: Dataset
) -> Sentence:
    every = _told(computed.groups, split, dataset)
    known = {name for entry in entries for name in _told(entry.groups, split, dataset)}
    named = sorted(every - known) or sorted(every)
    text = (
        "{place}: this split was shown before, and with what is new a group of it is too small. If it vanished, that "
        "would tell whose answers are missing. Wait for more interviews, or keep these questions back: {questions}."
    )
    return say(text, place=ShownSplit(dataset, split), questions=", ".join(named))


def _told(groups: pa.Table, split: Mapping[str, object], dataset: Dataset) -> set[str]:
    """Return the names of the questions that were published of a split's dimension and scope."""
    framework = dataset.framework_of(str(split["pilot"]), str(split["round"]))
    rows = groups.filter(pc.equal(groups["split"], ALL)).group_by([*_QUESTION]).aggregate([])
    names = {tuple(row[name] for name in _QUESTION) for row in rows.to_pylist()}
    return {
        " ".join(name)
        for name in names
        if f"{' '.join(name)} ".startswith(f"{split['scope']} ")
        and name[-1] in framework.indicators
        and framework.dimension_of(name[-1]) == split["dimension"]
    }
