"""A release in object storage (S3 and what speaks it), in the words of pathlib that a reader of releases uses.

Nothing of it is written to a disk: releases have a few megabytes and are read once, when they are opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from swit_data.errors import StorageError, SwitError, UnreachableError, say, shown

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_STEP = re.compile(r"[\w.+ -]+")
_ENDPOINT = re.compile(r"([A-Za-z0-9.-]+)(:[1-9][0-9]{0,4})?")
_OPTIONS = ("region", "endpoint_override", "scheme")
_HERE = ("127.0.0.1", "localhost")
_CODE = re.compile(r"AWS Error ([A-Z_]+)")
_GONE = ("NO_SUCH_BUCKET", "NO_SUCH_KEY", "RESOURCE_NOT_FOUND")
# What passes by itself. Everything else, above all a key that is no longer valid, is a refusal: what is shown ends.
_PASSING = (
    *("NETWORK_CONNECTION", "SERVICE_UNAVAILABLE", "SLOW_DOWN", "THROTTLING"),
    *("REQUEST_TIMEOUT", "INTERNAL_FAILURE"),
)
_PATIENCE = 5.0  # s to be connected, tried twice


@dataclass(frozen=True)
class Bucket:
    """A folder or file in object storage."""

    path: PurePosixPath  # the bucket's name first
    options: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return its address, without options."""
        return f"s3://{self.path}"

    def __truediv__(self, name: str) -> Bucket:
        """Return what lies in it under a name."""
        return Bucket(self.path / name, self.options)

    def __lt__(self, other: Bucket) -> bool:
        """Order by path."""
        return self.path < other.path

    @property
    def name(self) -> str:
        """Return the last part of its path."""
        return self.path.name

    @property
    def stem(self) -> str:
        """Return its name without the ending."""
        return self.path.stem

    @property
    def suffix(self) -> str:
        """Return the ending of its name."""
        return self.path.suffix

    def exists(self) -> bool:
        """Say whether something lies there."""
        return self._kind() != "NotFound"

    def is_file(self) -> bool:
        """Say whether a file lies there."""
        return self._kind() == "File"

    def is_dir(self) -> bool:
        """Say whether it is a folder: object storage knows folders by what lies in them."""
        return self._kind() == "Directory"

    def iterdir(self) -> Iterator[Bucket]:
        """Give what lies right in it.

        Raises:
            StorageError: the storage refuses, or cannot be reached.
        """
        from pyarrow.fs import FileSelector  # noqa: PLC0415 - only where a release lies in object storage

        with _spoken(self):
            found = _storage(self.options).get_file_info(
                FileSelector(str(self.path), allow_not_found=True)
            )
        yield from (self / info.base_name for info in found)

    def content(self, most: int) -> bytes | None:
        """Return a file, or nothing where it has more than so many bytes: its size is asked for first.

        Raises:
            FileNotFoundError: there is none.
            StorageError: the storage refuses, or cannot be reached.
        """
        with _spoken(self), _storage(self.options).open_input_file(str(self.path)) as file:
            if file.size() > most:
                return None
            content: bytes = file.read(most + 1)
        return content if len(content) <= most else None

    def _kind(self) -> str:
        with _spoken(self):
            kind: str = _storage(self.options).get_file_info(str(self.path)).type.name
        return kind


def bucket_of(address: str) -> Bucket:
    """Return the folder that an address names: s3://bucket/folder, with ?region= or ?endpoint_override=host:port.

    Raises:
        SwitError: it names none; a key in it is not repeated.
    """
    told = urlsplit(address)
    if "@" in told.netloc:
        raise _not_so("a key before @")
    options = dict(parse_qsl(told.query, keep_blank_values=True, errors="strict"))
    _check_options(options)
    steps = [step for step in told.path.split("/") if step]
    wrong = [step for step in steps if step in {".", ".."} or not _STEP.fullmatch(step)]
    if told.scheme != "s3" or told.fragment or not _BUCKET.fullmatch(told.netloc) or wrong:
        raise _not_so(shown(address.partition("?")[0]))
    return Bucket(PurePosixPath(told.netloc, *steps), tuple(sorted(options.items())))


def _check_options(options: dict[str, str]) -> None:
    """Refuse an option that is unknown, and a way without TLS beyond this computer."""
    for name in set(options) - set(_OPTIONS):
        raise _not_so(f"the option {shown(name)}")
    endpoint = _ENDPOINT.fullmatch(options.get("endpoint_override", "amazonaws.com"))
    scheme = options.get("scheme", "https")
    if endpoint is None:
        raise _not_so(f"endpoint_override={shown(options['endpoint_override'])}")
    if scheme not in ("http", "https") or (scheme == "http" and endpoint[1] not in _HERE):
        raise _not_so(f"scheme={shown(scheme)}")


def _not_so(found: str) -> SwitError:
    return SwitError(
        f"This is no address of a release in object storage: {found}. Write s3://bucket/folder, where needed with "
        "?region=eu-west-1 or ?endpoint_override=host:port (scheme=http only to 127.0.0.1). Keys stand in "
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, never in the address."
    )


@lru_cache(maxsize=4)
def _storage(options: tuple[tuple[str, str], ...]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    from pyarrow import fs  # noqa: PLC0415 - only where a release lies in object storage

    # Else a computer without keys asks 169.254.169.254 for some; who wants that says "false".
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    return fs.S3FileSystem(
        **dict(options),
        connect_timeout=_PATIENCE,
        request_timeout=_PATIENCE,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=2),
    )


@contextmanager
def _spoken(place: Bucket) -> Iterator[None]:
    """Say in a sentence why the storage gives nothing: its code, never its message, which may name a key."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        found = _CODE.search(str(error))
        code = found[1] if found else type(error).__name__
        if code in _GONE:
            raise FileNotFoundError(code) from None
        raise _refusal(place, code) from None


def _refusal(place: Bucket, code: str) -> StorageError:
    where = "/".join(place.path.parts[1:]) or place.name  # the bucket's name is nothing for readers
    if code in _PASSING:
        text = (
            "{place}: the storage in which this release lies cannot be reached now ({code}). Try again in a minute; "
            "if it stays so, tell whoever looks after this address."
        )
        return UnreachableError(say(text, place=where, code=code))
    text = (
        "{place}: the storage refuses to give this release ({code}). Whoever looks after this address should check "
        "its key, what the key may read, and the address."
    )
    return StorageError(say(text, place=where, code=code))
