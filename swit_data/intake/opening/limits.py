"""How large a file may be."""

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """Bytes of a file once it is unpacked.

    A page-size workbook (5 MB to upload, 50 MB unpacked) holds about 4,000 interviews of 500 columns.
    """

    unpacked: int  # a workbook, or all files of a zip together
    json: int  # Python needs 4 times the size of such a file, 15 times where names and answers are short

    def seconds(self, unpacked: int) -> float:
        """Return how long a workbook may keep a processor busy: 10 s, and 1 s for every 5 MB over a page's size.

        Measured: 49 MB, 2 million cells, in 4 s.
        """
        return 10 + max(0, unpacked - PAGE.unpacked) / (5 * MEGABYTE)

    def memory(self, unpacked: int) -> int:
        """Return how much memory a workbook may take: 1 GB, and four times what is over a page's size."""
        return 1024 * MEGABYTE + 4 * max(0, unpacked - PAGE.unpacked)


PAGE = Limits(unpacked=50 * MEGABYTE, json=20 * MEGABYTE)
TERMINAL = Limits(unpacked=1024 * MEGABYTE, json=100 * MEGABYTE)
