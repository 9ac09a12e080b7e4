"""Where a release lies: in a folder of this computer, or in object storage."""

import re
from pathlib import Path
from typing import TypeVar

from swit_data.released.bucket import Bucket, bucket_of

Place = Path | Bucket
Lies = TypeVar("Lies", bound=Place)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def place_of(text: str) -> Place:
    """Return the place that a text names: a folder, or s3://bucket/folder.

    Raises:
        SwitError: it is an address, and of no object storage.
    """
    return bucket_of(text) if _ADDRESS.match(text) else Path(text)
