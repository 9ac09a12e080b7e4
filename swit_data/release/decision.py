"""A release before its owners decide on it: what it would publish, withhold, change and must not do."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from swit_data import store
from swit_data.dataset import Dataset
from swit_data.errors import ReleaseError, Sentence, say
from swit_data.release import (
    approved_texts,
    kept_back,
    ledger,
    lost_splits,
    subtraction,
    unanimity,
)
from swit_data.release import writing as folders
from swit_data.release.engine import Computed
from swit_data.release.engines import DUCKDB
from swit_data.release.kept_back import Kept, Questions
from swit_data.release.ledger import Entry
from swit_data.release.making import computed_of, of_tables, with_texts
from swit_data.release.signing import signer
from swit_data.release.steps import Progress, unwatched
from swit_data.release.summary import ShownSplit, summary
from swit_data.release.unanimity import GroupQuestion
from swit_data.released import reading
from swit_data.released.gathering import gather, holds_release
from swit_data.released.reading import Reading
from swit_data.released.release import Release
from swit_data.released.tables import KEYS
from swit_data.store import Stored


@dataclass(frozen=True)
class Decision:
    """Everything that the owners of a dataset decide on."""

    stored: Stored
    computed: Computed
    tables: Mapping[str, pa.Table]
    refusals: tuple[Sentence, ...]
    published: frozenset[GroupQuestion] = frozenset()  # by group, though a group is of one mind
    kept: Kept = field(default_factory=Kept)  # back, as the community decided, now and before

    @property
    def kept_back(self) -> Questions:
        """Return the questions of which nothing is told."""
        return self.kept.questions

    @property
    def withheld(self) -> tuple[GroupQuestion, ...]:
        """Return the questions that are not shown by group because a group is of one mind."""
        return tuple(q for q in unanimity.withheld(self.computed.alike) if q not in self.published)

    def draft(self) -> Release:
        """Return what would be released, to be read by the community: a draft, written nowhere.

        Raises:
            ReleaseError: a rule forbids the release; then it is not shown as a draft either.
        """
        if self.refusals:
            raise ReleaseError(*self.refusals)
        return of_tables(self.stored.dataset, self.tables, draft=True)

    def lines(self, out: Path) -> Iterator[Sentence]:
        """Give what is published, what is withheld and why, each unanimous result, and what changes."""
        yield from summary(self.tables)
        yield from self._splits()
        yield from kept_back.sentences(self.kept, self.stored.dataset)
        yield from unanimity.sentences(self.computed.alike, self.stored.dataset, self.published)
        yield from _changes(self.tables["scores"], out)
        yield from approved_texts.sentences(self.stored.dataset, self.kept_back)

    def _splits(self) -> Iterator[Sentence]:
        for split in self.computed.splits.to_pylist():
            place = ShownSplit(self.stored.dataset, split)
            if split["rank"] == ledger.REFUSED:
                text = "Split refused, in this round for good once it is released: {place}."
                yield say(text, place=place)
            else:
                yield say("Split shown: {place}.", place=place)

    def approve(
        self,
        out: Path,
        community_read: str = "",
        readings: Mapping[str, Reading] = MappingProxyType({}),
    ) -> tuple[Path, ...]:
        """Write the release, signed, and its entry in the ledger, and return its folders.

        `readings`: what the community said of each pilot; of the others the month alone is written down.

        Raises:
            ReleaseError: a rule forbids it, the month in which the community read it is missing, or what is said of the
                reading cannot be written down; or the key that signs it is gone.
            KeyringError: the key that signs it is damaged.
        """
        if self.refusals:
            raise ReleaseError(*self.refusals)
        dataset = self.stored.dataset
        if dataset.provenance == "illustrative":
            return folders.write(out, dataset, self.tables, engine=self.computed.engine)
        of_month = {row.pilot: Reading(community_read) for row in dataset.rounds}
        said = {code: self._counted(code, each) for code, each in (of_month | {**readings}).items()}
        self._refuse_reading(community_read, said.values())
        sign = signer(self.stored.folder, out, {row.pilot for row in dataset.rounds})
        kept = [astuple(question) for question in self.kept.decided]
        # The ledger first: a release that the ledger does not know could be subtracted later.
        ledger.record(self.stored, self.computed, community_read, kept, self.kept.lifted)
        # An “Agree” of this reading is not one to what a later draft says.
        store.forget_reading(self.stored.folder)
        return folders.write(out, dataset, self.tables, said, sign, engine=self.computed.engine)

    def _counted(self, pilot: str, reading: Reading) -> Reading:
        return replace(reading, kept_back=sum(q.pilot == pilot for q in self.kept_back))

    def _refuse_reading(self, month: str, readings: Iterable[Reading]) -> None:
        if not month:
            raise ReleaseError(
                say(
                    "A release of collected answers is read by the community first. Say in which month: "
                    "--approve --community-read 2026-11."
                )
            )
        problems = dict.fromkeys(line for said in readings for line in reading.problems(said))
        if problems:
            raise ReleaseError(*problems)


def decide(
    stored: Stored,
    unanimous: Collection[str] = (),
    keep_back: Collection[str] = (),
    tell: Collection[str] = (),
    *,
    engine: str = DUCKDB,
    progress: Progress = unwatched,
) -> Decision:
    """Return what may be released of a dataset, after everything that was released before.

    `unanimous`: questions (KEN 1 government C1_effect) that are shown by group although a group is of one mind.
    `keep_back`: questions, parts or dimensions of which nothing is told; `tell`: of what was kept back before, what is
    told now. `engine`: what runs the SQL; the ledger is compared on this computer, whichever it is. `progress`: is told
    meanwhile what is being done, and how much of it is done.

    Raises:
        DatasetError: a file of the ledger is missing or damaged.
        ReleaseError: a name is of no such question, the dataset is larger than memory allows, or the engine cannot
            be used for it.
    """
    entries = ledger.read_entries(stored.folder)
    kept = kept_back.kept_of(entries, stored.dataset, keep_back, tell)
    frozen, hidden = ledger.frozen(entries), [astuple(question) for question in kept.questions]
    # Nothing is kept of illustrative data.
    with_groups = stored.dataset.provenance != "illustrative" or subtraction.compares(
        entries, stored.dataset
    )
    told = partial(computed_of, stored, frozen, kept_back=hidden, engine=engine)
    compute = partial(told, with_groups=with_groups, progress=progress)
    computed = compute()
    published = unanimity.questions_named(unanimous, computed.alike)
    if published:
        chosen = [astuple(question) for question in published]
        computed = compute(unanimous=chosen)
    tables = with_texts(stored, computed.tables)
    # A damaged pilot would leave the release, and its folder with it.
    refused = (*stored.damaged, *_refusals(entries, computed, stored.dataset, kept))
    return Decision(stored, computed, tables, refused, published, kept)


def _refusals(
    entries: Sequence[Entry], computed: Computed, dataset: Dataset, kept: Kept
) -> Iterator[Sentence]:
    """Give a sentence for each rule that forbids a release."""
    k = max((framework.k for framework in dataset.frameworks.values()), default=5)
    yield from subtraction.refusals(entries, computed, dataset, k)
    yield from lost_splits.refusals(entries, computed, dataset)
    yield from approved_texts.refusals(dataset, kept.questions)


def _changes(scores: pa.Table, out: Path) -> Iterator[Sentence]:
    """Give how the scores differ from the release that lies in the folder, pilot by pilot."""
    now = _published_scores(scores)
    # A release there that is damaged is no reason not to make another: it is written over.
    for _, before in gather(out).releases if holds_release(out) else ():
        then = _published_scores(before.tables["scores"])
        here = {key: score for key, score in now.items() if key[0] == before.pilot}
        changed = sum(then[key] != score for key, score in here.items() if key in then)
        yield say(
            "{pilot}, against the release in {out}: {new} scores new, {gone} no longer shown, {changed} changed.",
            pilot=before.pilot,
            out=out,
            new=len(here.keys() - then.keys()),
            gone=len(then.keys() - here.keys()),
            changed=changed,
        )


def _published_scores(scores: pa.Table) -> dict[tuple[str, ...], float]:
    """Return each published score by its keys; by column, since a dictionary a row takes five times the memory."""
    shown = scores.filter(pa.compute.equal(scores["withheld"], ""))
    keys = zip(*(shown[name].to_pylist() for name in (*KEYS, "scoring")), strict=True)
    return dict(zip(keys, shown["score"].to_pylist(), strict=True))
