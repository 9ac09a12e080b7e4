"""The release of illustrative data: nobody has to approve it, so it is made where it is shown, or comes ready made."""

from functools import lru_cache
from pathlib import Path

from swit_data import store
from swit_data.errors import ReleaseError
from swit_data.release.making import make, of_tables
from swit_data.released.release import Release, open_release
from swit_data.released.stamps import stamp

FOLDER = Path(__file__).parents[2] / "data" / "illustrative"
# What is made of it, as `python -m swit_data release data/illustrative data/illustrative_released --approve` writes it:
# it opens in 1 s, where making it takes 5 to 7 s. tests/test_illustrative.py makes it again and compares.
READY = FOLDER.with_name("illustrative_released")


def illustrative(folder: Path = FOLDER) -> Release:
    """Return the release of an illustrative dataset; opened or made once while its files stay as they are.

    Raises:
        ReleaseError: the dataset holds collected answers, or nothing.
        DatasetError: it cannot be opened.
    """
    if folder == FOLDER:
        return _opened(stamp(READY, "release.toml"))
    return _made(folder, _manifests(folder))


def _manifests(folder: Path) -> tuple[tuple[str, int], ...]:
    return stamp(folder / "manifests", *(path.name for path in folder.glob("manifests/*.json")))


@lru_cache(maxsize=1)
def _opened(stamped: tuple[tuple[str, int], ...]) -> Release:
    del stamped  # the cache's key: what lies in the folder
    try:
        ready, problems = open_release(READY)
    except ReleaseError:
        return _made(FOLDER, _manifests(FOLDER))
    # Three pilots of four would be another release, and nobody would be told.
    return _made(FOLDER, _manifests(FOLDER)) if problems else ready


@lru_cache(maxsize=2)
def _made(folder: Path, stamped: tuple[tuple[str, int], ...]) -> Release:
    del stamped
    stored = store.open_dataset(folder)
    if stored.dataset.provenance != "illustrative":
        raise ReleaseError(
            f"{folder}: collected answers are shown only through a release that their owners approved. Make one "
            "with python -m swit_data release, and open it with SWIT_RELEASE."
        )
    return of_tables(stored.dataset, make(stored))
