"""Who did what to a dataset, and when: counts only, never an answer or anything of a file."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from swit_data.store import manifest as manifests
from swit_data.store.commits import SNAPSHOTS, kept_before
from swit_data.store.manifest import Manifest
from swit_data.store.rows import Place, whole
from swit_data.store.stored import latest_of

CURRENT, KEPT, GONE, DAMAGED = "current", "kept", "gone", "damaged"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Count:
    """How many respondents and answers a pilot and round had."""

    pilot: str
    round: str
    respondents: int
    answers: int


@dataclass(frozen=True)
class Commit:
    """One state of a dataset."""

    number: int
    when: str = ""  # UTC, to the minute; empty where it is not kept
    who: str = ""  # as they gave it
    what: str = UNKNOWN  # create, import, edit, undo, restore, withdraw, release; unknown: its manifest is damaged
    of: int = 0  # the number that was gone back to
    source: str = ""  # sha256 of the file that came in
    counts: tuple[Count, ...] = ()
    state: str = DAMAGED  # current and kept can be opened; gone: its files were deleted
    damaged: tuple[Place, ...] = ()  # pilots and rounds whose files are not whole

    @property
    def respondents(self) -> int:
        """Return how many respondents it had."""
        return sum(count.respondents for count in self.counts)

    @property
    def answers(self) -> int:
        """Return how many answers it had."""
        return sum(count.answers for count in self.counts)

    @property
    def restorable(self) -> bool:
        """Say whether undo can go back to it."""
        return self.state == KEPT


def history(folder: Path) -> tuple[Commit, ...]:
    """Return every state of a dataset, the oldest first.

    Raises:
        DatasetError: there is no dataset.
    """
    latest_of(folder)
    found = list(manifests.readable(folder))
    return tuple(_commits(folder, found, _kept(folder, found)))


def _kept(folder: Path, found: list[tuple[int, Manifest | None]]) -> set[int]:
    """Return the numbers of the states whose files are there still."""
    number, last = found[-1]
    if last is None:
        floor = max((manifest.floor for _, manifest in found if manifest), default=1)
        return set(range(max(floor, number - SNAPSHOTS + 1), number))
    return {number, *(manifest.number for manifest in kept_before(folder, last))}


def _commits(
    folder: Path, found: list[tuple[int, Manifest | None]], kept: set[int]
) -> Iterator[Commit]:
    for number, manifest in found:
        if manifest is None:
            yield Commit(number)
        elif number not in kept:
            yield _commit(manifest, GONE)
        else:
            broken = tuple((r.pilot, r.round) for r in manifest.rounds if not whole(folder, r))
            state = CURRENT if number == found[-1][0] else KEPT
            yield _commit(manifest, DAMAGED if broken else state, broken)


def _commit(manifest: Manifest, state: str, damaged: tuple[Place, ...] = ()) -> Commit:
    return Commit(
        number=manifest.number,
        **asdict(manifest.said),
        counts=tuple(Count(r.pilot, r.round, r.respondents, r.answers) for r in manifest.rounds),
        state=state,
        damaged=damaged,
    )
