"""Releases of several owners put side by side, as they allow."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from swit_data.errors import ReleaseError, Sentence, listed, say
from swit_data.release.swap import put_folder
from swit_data.release.trust import of_pilot, trusted
from swit_data.released.folder import pilot_of, standing
from swit_data.released.gathering import (
    gather,
    holds_release,
    kept_apart,
    pilot_folders,
    refuse_twice,
)
from swit_data.released.pilot_release import HEAD, PilotRelease, content_of, head, mark
from swit_data.released.place import Place
from swit_data.released.signature import SIGNATURE


@dataclass(frozen=True)
class Joined:
    """The folders that were written, who made each of them as far as is known, and why others were left out."""

    folders: tuple[Path, ...]
    problems: tuple[ReleaseError, ...]
    made_by: tuple[Sentence, ...] = ()


def join(folders: Iterable[Place], out: Path, only: Collection[str] = ()) -> Joined:
    """Copy pilot releases side by side, as their owners allow; answers are never touched.

    A release that is damaged, or that a key that was learnt here speaks against, is left out and told. `only`: the
    pilots to copy, as for a meeting about one of them; none named: all.

    Raises:
        ReleaseError: none can be copied, a pilot stands twice or is not there, or its owner keeps it for its own
            meeting.
    """
    named = tuple(folders)
    if only:
        _refuse_only([path for folder in named for path in pilot_folders(folder)], only, out)
    gathered = [gather(folder, trusted) for folder in named]
    problems = [problem for found in gathered for problem in found.problems]
    releases = [one for found in gathered for one in found.releases if _wanted(one[1], only)]
    refuse_twice(releases)
    if not releases:
        raise ReleaseError(*(sentence for problem in problems for sentence in problem.sentences))
    _refuse_apart([release for _, release in releases] + _there_already(releases, out))
    written = tuple(_copy(path, release.pilot, out) for path, release in releases)
    made_by = tuple(of_pilot(release).said for _, release in releases)
    return Joined(written, () if only else tuple(problems), made_by)


def _wanted(release: PilotRelease, only: Collection[str]) -> bool:
    return not only or release.pilot in only


def _whose(path: Place) -> str:
    """Return the pilot of a release folder: as it says, or where it cannot be read, as it is called."""
    return mark(path, "pilot") or pilot_of(path)


def _refuse_only(sources: Iterable[Place], only: Collection[str], out: Path) -> None:
    """Refuse pilots that are not there, and a folder that holds others already."""
    there = {_whose(path) for path in sources}
    missing = sorted(set(only) - there)
    if missing:
        text = "{missing}: no such pilot in these releases; there are: {there}. Choose one of them."
        found = listed(sorted(there))
        raise ReleaseError(say(text, missing=", ".join(missing), there=found))
    others = sorted({_whose(path) for path in standing(out)} - set(only))
    if others:
        text = "{out} holds other pilots already ({others}). Name a folder of its own for this meeting."
        raise ReleaseError(say(text, out=out, others=", ".join(others)))


def _there_already(releases: Iterable[tuple[Place, PilotRelease]], out: Path) -> list[PilotRelease]:
    """Return the releases in a folder that joining would leave as they are."""
    coming = {release.pilot for _, release in releases}
    there = gather(out).releases if holds_release(out) else ()
    return [release for _, release in there if release.pilot not in coming]


def _refuse_apart(together: list[PilotRelease]) -> None:
    for release in together:
        if kept_apart(release, together):
            text = (
                "{pilot}: its owner shows it in its own meeting only (shown_to = own_meeting), not beside other "
                "pilots. Leave it out, or ask the owner."
            )
            raise ReleaseError(say(text, pilot=release.pilot))


def _copy(path: Place, pilot: str, out: Path) -> Path:
    told, _ = head(path)
    names = [*(str(row["file"]) for row in told["files"]), HEAD]
    names += [SIGNATURE] if (path / SIGNATURE).exists() else []
    try:
        return put_folder(out, pilot, {name: content_of(path, name) for name in names})
    except OSError as error:
        text = (
            "{out}: the releases could not be put together ({why}). Check that the disk is not full and that the "
            "folder may be written."
        )
        raise ReleaseError(say(text, out=out, why=error.strerror or "")) from error
