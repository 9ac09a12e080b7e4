"""A release in object storage as readers see it: read when it is opened, and looked at again every half minute."""

import logging
import time
from collections.abc import Callable
from threading import Lock

from swit_data.errors import ReleaseError, SwitError, UnreachableError
from swit_data.release.trust import trusted
from swit_data.released.bucket import Bucket
from swit_data.released.gathering import pilot_folders
from swit_data.released.pilot_release import head
from swit_data.released.place import Place
from swit_data.released.release import Release, open_release

Opened = tuple[Release, tuple[str, ...]]  # and a sentence for each pilot that cannot be shown
EVERY = 30.0  # s between two looks, whatever the number of readers
_LOGGER = logging.getLogger("swit_data")


class Watched:
    """The release at an address: a newer one is taken up; while the storage is away, the one that was opened stays.

    A key that is no longer valid, or a release that was taken away, ends what is shown.
    """

    def __init__(self, place: Bucket, clock: Callable[[], float] = time.monotonic) -> None:
        """Watch a place that nobody has looked at yet."""
        self._place, self._clock = place, clock
        self._looking = Lock()
        self._next = clock()
        self._stamp: tuple[tuple[str, str], ...] = ()
        self._opened: Opened | None = None
        self._refusal: SwitError | None = None

    def opened(self) -> Opened:
        """Return the release; one reader looks whether it is the newest, the others go on with what there is.

        Raises:
            SwitError: there is none, or the storage refuses or cannot be reached.
        """
        if self._looking.acquire(blocking=self._opened is None):
            try:
                self._look()
            finally:
                self._looking.release()
        found, refusal = self._opened, self._refusal
        if found is None and refusal:
            raise type(refusal)(*refusal.sentences)
        return found or self.opened()

    def _look(self) -> None:
        if self._clock() < self._next:
            return
        try:
            self._open()
            self._refusal = None
        except SwitError as error:
            self._refused(error)
        self._next = self._clock() + EVERY

    def _refused(self, error: SwitError) -> None:
        if isinstance(error, UnreachableError) and self._opened:
            _LOGGER.warning("%s What was opened before is still shown.", str(error))
            return
        self._refusal = error
        self._opened = None

    def _open(self) -> None:
        """Open the release if it is another one, or was not whole: it may have been on its way into the storage."""
        stamp = tuple((str(own), _mark(own)) for own in pilot_folders(self._place))
        if stamp != self._stamp or self._opened is None or self._opened[1]:
            before, self._opened = self._opened, open_release(self._place, trusted)
            self._stamp = stamp
            if before:
                before[0].let_go()


def _mark(folder: Place) -> str:
    """Return what changes when a pilot's release is another one."""
    try:
        return head(folder)[1]
    except ReleaseError:  # opening it says so
        return ""
