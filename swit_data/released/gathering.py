"""The pilots' releases of a folder: those that can be read, and a refusal for each of the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from swit_data.errors import ReleaseError, say
from swit_data.released.folder import pilot_of, standing
from swit_data.released.pilot_release import HEAD, PilotRelease, read_release
from swit_data.released.place import Place


@dataclass(frozen=True)
class Gathered:
    """What stands in a folder: damage of one pilot is told, and never stops the others."""

    releases: tuple[tuple[Place, PilotRelease], ...]
    problems: tuple[ReleaseError, ...]


def gather(folder: Place, opened: Callable[[Place], PilotRelease] = read_release) -> Gathered:
    """Return the releases of a folder; `opened` reads one of them.

    Raises:
        ReleaseError: there is none at all.
    """
    found: list[tuple[Place, PilotRelease]] = []
    problems: list[ReleaseError] = []
    for path in pilot_folders(folder):
        try:
            found.append((path, opened(path)))
        except ReleaseError as error:
            problems.append(error)
    return Gathered(*_once(found, problems))


def _once(
    found: list[tuple[Place, PilotRelease]], problems: list[ReleaseError]
) -> tuple[tuple[tuple[Place, PilotRelease], ...], tuple[ReleaseError, ...]]:
    """Return the releases of the pilots that stand once, or twice as the same; two others cannot both hold."""
    places: dict[str, list[tuple[Place, PilotRelease]]] = {}
    for path, release in found:
        places.setdefault(release.pilot, []).append((path, release))
    kept: list[tuple[Place, PilotRelease]] = []
    for pilot, several in places.items():
        own = sorted(several, key=lambda one: pilot_of(one[0]) != pilot)
        if len({release.fingerprint for _, release in several}) == 1:
            kept.append(own[0])
        problems += [_twice(pilot, own[0][0], path) for path, _ in own[1:]]
    return tuple(one for one in found if one in kept), tuple(problems)


def _twice(pilot: str, place: Place, other: Place) -> ReleaseError:
    text = "{pilot} stands in {place} and in {other}. Leave one of them out."
    return ReleaseError(say(text, pilot=pilot, place=place, other=other))


def refuse_twice(releases: Iterable[tuple[Place, PilotRelease]]) -> None:
    """Refuse two releases of one pilot: nobody could say which of them holds.

    Raises:
        ReleaseError: a pilot stands twice.
    """
    seen: dict[str, Place] = {}
    for path, release in releases:
        if release.pilot in seen:
            raise _twice(release.pilot, seen[release.pilot], path)
        seen[release.pilot] = path


def holds_release(folder: Place) -> bool:
    """Say whether a folder is a release, or holds one folder a pilot."""
    return _is_one(folder) or bool(standing(folder))


def pilot_folders(folder: Place) -> tuple[Place, ...]:
    """Return the pilot folders under a release folder, or itself if it is one.

    Raises:
        ReleaseError: there is none.
    """
    folders = (*([folder] if _is_one(folder) else []), *standing(folder))
    if not folders:
        text = (
            "{folder}: there is no release here (no folder with a release.toml). Make one with python -m swit_data "
            "release DATASET OUT --approve."
        )
        raise ReleaseError(say(text, folder=folder))
    return folders


def _is_one(folder: Place) -> bool:
    try:
        return (folder / HEAD).is_file()
    except OSError:  # a folder that may not be opened
        return False


def kept_apart(release: PilotRelease, beside: Iterable[PilotRelease]) -> bool:
    """Say whether an owner keeps a pilot for its own meeting, and somebody else's would stand beside it."""
    return release.shown_to == "own_meeting" and any(o.dataset != release.dataset for o in beside)
