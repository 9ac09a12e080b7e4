"""Nothing of a program that crashes is written to the disk: its memory holds answers and keys."""

import contextlib


def none_is_written() -> None:
    """Let the system write no core dump of this program, where it asks; Windows writes none unless it was told to."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Windows has none

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
