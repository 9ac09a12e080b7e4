"""Going back to the state before: a new commit that lists older files."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from swit_data.dataset import SHOWN_TO
from swit_data.errors import DatasetError, say
from swit_data.store import description
from swit_data.store import manifest as manifests
from swit_data.store.commits import Saved, mend, said, save
from swit_data.store.ledger_files import known_files
from swit_data.store.lock import held
from swit_data.store.manifest import Manifest
from swit_data.store.stored import latest_of, state_of
from swit_data.store.vault_only import refuse_plain


def undo(folder: Path, number: int = 0, who: str = "") -> Saved:
    """Make an older state the last one again: that of a number, else the one before the last.

    How far a pilot may be shown never becomes wider by this, and who was withdrawn stays out.

    Raises:
        DatasetError: the older state is not kept any more, or is damaged; or the folder cannot be written.
    """
    latest_of(folder)  # no folder is made where there is none
    with held(folder):
        mend(folder)
        last = latest_of(folder)
        known = {n: manifest for n, manifest in manifests.readable(folder) if manifest}
        if last in known:
            description.refuse_edited(folder, known[last])
        older = known.get(number or _before_last(known, last))
        if older is None or older.number >= last:
            raise DatasetError(say("{folder}: there is no state to go back to.", folder=folder))
        _refuse_gone(folder, older, max(manifest.floor for manifest in known.values()))
        refuse_plain(folder, state_of(folder, older).dataset.frameworks.values())
        back = carried_on(folder, older, list(known.values()))
        history = said("undo", who, of=older.number)
        return save(folder, replace(back, number=last + 1, said=history))


def _before_last(known: Mapping[int, Manifest], last: int) -> int:
    """Return the number of the state before; a release changes none, so it is passed over."""
    now = known[last].state if last in known else ()
    return max((n for n in known if n < last and known[n].state != now), default=0)


def _refuse_gone(folder: Path, older: Manifest, floor: int) -> None:
    if older.number >= floor and not state_of(folder, older).broken:
        return
    text = (
        "{folder}: number {n} cannot be brought back: only the last two states are kept, and none from before a "
        "withdrawal. Restore a backup, or import the files again."
    )
    raise DatasetError(say(text, folder=folder, n=older.number))


def carried_on(folder: Path, older: Manifest, since: list[Manifest]) -> Manifest:
    """Return an older state with what must not be undone: withdrawals, releases, how far pilots may be shown."""
    withdrawn = {respondent for manifest in (older, *since) for respondent in manifest.withdrawn}
    return replace(
        older,
        description=_narrowed(folder, older, since[-1]) if since else older.description,
        withdrawn=tuple(sorted(withdrawn)),
        floor=max((manifest.floor for manifest in since), default=1),
        ledger=known_files(folder, *since),
    )


def _narrowed(folder: Path, older: Manifest, last: Manifest) -> dict[str, str]:
    dataset = state_of(folder, older).dataset
    now_shown = {(r.pilot, r.round): r.shown_to for r in state_of(folder, last).dataset.rounds}
    rounds = []
    for row in dataset.rounds:
        shown = (row.shown_to, now_shown.get((row.pilot, row.round), row.shown_to))
        rounds.append(replace(row, shown_to=min(shown, key=SHOWN_TO.index)))
    narrowed = replace(dataset, rounds=tuple(rounds))
    if narrowed.rounds == dataset.rounds:
        return dict(older.description)
    return {**older.description, "dataset.toml": description.written(narrowed)["dataset.toml"]}
