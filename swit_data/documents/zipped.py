"""Files in one zip, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Iterable

_SAME_ALWAYS = (2026, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of files, each with its name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, made in files:
            packed.writestr(zipfile.ZipInfo(name, _SAME_ALWAYS), made, zipfile.ZIP_DEFLATED)
    return out.getvalue()
