"""Where a dataset may lie: its default place, and places that endanger it."""

import ctypes
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath, PureWindowsPath

from platformdirs import user_data_path

from swit_data.errors import Sentence, say

_APP = "swit-dashboard"
# As the sync programs name their folders; "OneDrive - Name of an organisation", "Dropbox (Team)".
_SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|googledrive|my drive|icloud\w*|nextcloud|owncloud|pcloud|mega|box sync)\b.*"
    r"|mobile documents|cloudstorage|com~apple~clouddocs|box",
    re.IGNORECASE,
)
_SYNCED_BY_VARIABLE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afpfs|webdav|davfs|9p|afs|ceph|lustre|glusterfs|fuse\.(sshfs|rclone|davfs\w*|gvfsd-fuse)"
)
_NAME = 40  # letters
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
_LONGEST = 259 - 100  # Windows' paths, less /parquet/.respondents-<64>.parquet.new and a margin
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def default_folder() -> Path:
    """Return where people's datasets lie when nobody says otherwise; never in the program's folder."""
    named = os.environ.get("SWIT_HOME")
    return (Path(named) if named else user_data_path(_APP, appauthor=False)) / "datasets"


def folder_name(name: str) -> str:
    """Return a plain name for a folder, on every system, from what a person typed."""
    plain = re.sub(r"[^\w-]+", "-", name.strip())[:_NAME].strip("-")
    return f"{plain}-" if _DEVICES.fullmatch(plain) else plain or "dataset"


def place_warning(folder: Path) -> Sentence | None:
    """Return why a folder is no good place for a dataset, or nothing."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - a link is looked at too, not only where it leads
    places = {whole, Path(os.path.realpath(folder))}
    return next((warning for place in sorted(places) for warning in _warnings(place)), None)


def _warnings(place: Path) -> Iterator[Sentence]:
    if is_synchronised(place, os.environ):
        yield say(
            "{folder} is synchronised with a service on the internet: answers would leave this computer, and a "
            "half-synchronised dataset is a damaged one. Choose a folder that is not.",
            folder=place,
        )
    if is_network(place, _mounts()):
        yield say(
            "{folder} is on the network: others may read it, and two computers could write at once. Choose a folder "
            "on this computer.",
            folder=place,
        )
    if any((above / ".git").exists() for above in (place, *place.parents)):
        yield say(
            "{folder} is inside a folder under version control: answers could be published with it. Choose another.",
            folder=place,
        )
    if os.name == "nt" and is_outside(place, Path.home()):
        yield say(
            "{folder} is outside your own folder ({home}): Windows may let other accounts of this computer read it. "
            "Choose a folder inside it.",
            folder=place,
            home=Path.home(),
        )
    if is_bad_on_windows(place, windows=os.name == "nt"):
        yield say(
            "{folder}: this path is too long for Windows, or has a name that Windows keeps for itself (CON, NUL, a dot "
            "or blank at the end). Choose a shorter, plainer one.",
            folder=place,
        )


def is_synchronised(place: PurePath, environment: Mapping[str, str]) -> bool:
    """Say whether a sync program looks after a folder."""
    above = (place, *place.parents)
    roots = [environment[name] for name in _SYNCED_BY_VARIABLE if environment.get(name)]
    return any(_SYNCED.fullmatch(part) for part in place.parts) or any(
        type(place)(root) in above for root in roots
    )


def is_network(place: PurePath, mounts: Mapping[str, str]) -> bool:
    r"""Say whether a folder is on another computer: \\server, a mapped drive, a mount of the network."""
    if isinstance(place, PureWindowsPath):
        return place.drive.startswith("\\\\") or mounts.get(place.drive.upper()) == "remote"
    above = (str(path) for path in (place, *place.parents))
    kind = next((mounts[path] for path in above if path in mounts), "")
    return _NETWORK.fullmatch(kind) is not None


def is_outside(place: PurePath, home: PurePath) -> bool:
    """Say whether a folder lies outside a person's own: Windows closes that one alone to other accounts."""
    return home not in (place, *place.parents)


def is_bad_on_windows(place: PurePath, *, windows: bool) -> bool:
    """Say whether Windows cannot have a path."""
    if not windows:
        return False
    names = place.parts[1:]
    odd = any(_DEVICES.fullmatch(name) or name[-1] in ". " for name in names)
    return odd or len(str(place)) > _LONGEST


def _mounts() -> dict[str, str]:
    """Return what each place of this computer is: the file system of a mount; on Windows, which drives are remote.

    macOS tells it to no program without a further library: there a network volume is not recognised.
    """
    if os.name == "nt":
        drives = [f"{letter}:" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        kind = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined, unused-ignore]
        return {drive: "remote" for drive in drives if kind(f"{drive}\\") == _REMOTE}
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8").splitlines()
    except OSError:
        return {}
    fields = [line.split() for line in lines]
    return {row[1].replace("\\040", " "): row[2] for row in fields}
