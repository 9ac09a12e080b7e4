"""A file that was examined, and the dataset it goes into: what it would change, and keeping it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from swit_data import intake, store
from swit_data.dataset import Dataset
from swit_data.errors import Sentence, say
from swit_data.intake.checking.people import respondent_of

_MOST_ROWS = 1000  # of one submission's repeat


@dataclass(frozen=True)
class Changes:
    """What keeping a file would do to the respondents of a dataset."""

    new: int
    same: int  # there already, with the same answers
    updated: int  # there already, with other answers
    gone: int  # there, and now without consent or rejected
    problems: tuple[Sentence, ...] = ()  # respondents who stand in another pilot or round already
    people: Mapping[tuple[str, str], int] = field(default_factory=dict)  # community by pilot, round

    def sentences(self) -> Iterator[Sentence]:
        """Give the changes, line by line."""
        if (self.same or self.updated or self.gone) and not self.problems:
            yield say(
                "In the dataset already: {same} respondents with the same answers; {updated} with other answers, which "
                "this file replaces; {new} are new.",
                same=self.same,
                updated=self.updated,
                new=self.new,
            )
        if self.gone:
            yield say(
                "{n} of the respondents in the dataset are now without consent or rejected; this file takes them out "
                "again.",
                n=self.gone,
            )

    def needed(self, k0: int) -> Iterator[Sentence]:
        """Give how many more people of the community are needed before anything of a pilot and round can be shown."""
        for (pilot, number), people in sorted(self.people.items()):
            place = {"pilot": pilot, "round": number, "k0": k0}
            if people < k0:
                text = (
                    "{pilot} round {round}: {more} more interviews with sex workers are needed before anything can be "
                    "shown ({k0} at least)."
                )
                yield say(text, more=k0 - people, **place)
            else:
                text = (
                    "{pilot} round {round}: {n} interviews with sex workers, enough for the whole to be shown ({k0} at "
                    "least). A number needs enough people who have an opinion, a split enough in each of its groups: "
                    "the release says which can be shown."
                )
                yield say(text, n=people, **place)


def key_of(folder: Path) -> intake.Key:
    """Return the key of a dataset's folder; a new one, not yet written, where there is no dataset.

    Raises:
        DatasetError: the dataset is there and its key is missing or damaged.
    """
    return intake.Key(store.key_of(folder))


def changes(folder: Path, taken: intake.Intake) -> Changes:
    """Return what keeping a file would change.

    Raises:
        DatasetError: the dataset there is damaged.
    """
    if not store.exists(folder):
        people = taken.tables["respondents"]
        return Changes(len(people), 0, 0, 0, people=_community([people], ()))
    stored = store.open_dataset(folder)
    people, now = stored.table("respondents"), taken.tables["respondents"]
    said_before = _said(people, stored.table("answers"))
    said_now = _said(now, taken.tables["answers"])
    known = said_before.keys() & said_now.keys()
    same = sum(said_before[respondent] == said_now[respondent] for respondent in known)
    gone = taken.left_out & said_before.keys()
    new, updated = len(said_now) - len(known), len(known) - same
    elsewhere = store.standing_elsewhere(stored, now)
    return Changes(new, same, updated, len(gone), elsewhere, _community([people, now], gone))


def community(stored: store.Stored) -> dict[tuple[str, str], int]:
    """Return how many people of the community are in each pilot and round of a dataset."""
    return _community([stored.table("respondents")], ())


def _community(tables: Sequence[pa.Table], gone: Collection[str]) -> dict[tuple[str, str], int]:
    """Return how many people of the community are in each pilot and round, each counted once."""
    places = {
        row["respondent"]: (row["pilot"], row["round"])
        for table in tables
        for row in table.select(["respondent", "pilot", "round", "class"]).to_pylist()
        if row["class"] == "community"
    }
    return dict(Counter(place for who, place in places.items() if who not in gone))


def keep(folder: Path, taken: intake.Intake, reading: intake.Reading, who: str = "") -> bool:
    """Keep the answers of a file, and return whether anything changed: the same file twice changes nothing.

    Raises:
        DatasetError: the dataset is of another kind, is being written, or cannot be written; or it is plain, and the
            framework asks what endangers people.
    """
    framework = reading.framework
    store.refuse_plain(folder, [framework])
    store.keep_key(folder, reading.key.secret)
    dataset = Dataset(
        title=framework.title["en"],
        provenance="collected",
        shape=framework.form.shape,
        rounds=taken.rounds,
        frameworks={framework.hash: framework},
    )
    saved = store.add(
        folder,
        dataset,
        taken.tables,
        taken.left_out,
        source=taken.fingerprint,
        round_given=reading.round,
        who=who,
    )
    return saved.changed


def withdraw(folder: Path, submission: str, who: str = "") -> store.Saved:
    """Take out for good whoever a submission is of: `submission` is the id that the collecting tool gave it.

    A submission that is about several institutions in a repeat holds several rows of the same person; all leave.

    Raises:
        DatasetError: nobody of this submission is in the dataset, or the dataset is damaged or cannot be written.
    """
    key = key_of(folder)
    known = submission.strip().removeprefix("uuid:")
    rows = [known, *(f"{known}#{number}" for number in range(1, _MOST_ROWS))]
    return store.withdraw(folder, [respondent_of(key, f"id\0{row}") for row in rows], who)


def _said(people: pa.Table, answers: pa.Table) -> dict[str, int]:
    """Return for each respondent a fingerprint of who they are and what they said, for comparing only."""
    found = dict(zip(people["respondent"].to_pylist(), _hashes(people), strict=True))
    for respondent, said in zip(answers["respondent"].to_pylist(), _hashes(answers), strict=True):
        found[respondent] = found.get(respondent, 0) ^ said
    return found


def _hashes(table: pa.Table) -> list[int]:
    columns = [c for c in table.column_names if c != "round"]
    text = [pc.fill_null(table[c].cast(pa.string()), "") for c in sorted(columns)]
    joined = pc.binary_join_element_wise(*text, "\x1f") if len(table) else pa.array([], pa.string())
    return [hash(value) for value in joined.to_pylist()]
