"""Errors whose message is meant for people."""


class SwitError(Exception):
    """Shown as it is, without a traceback: where, what was found, what is allowed, what to do."""


class FrameworkError(SwitError):
    """The framework file cannot be used."""


class IntakeError(SwitError):
    """A file from the field cannot be taken in."""


class DatasetError(SwitError):
    """A dataset cannot be read or written."""


class ReleaseError(SwitError):
    """A release cannot be made, joined or read."""


class WordingError(SwitError):
    """A translation file cannot be used."""


def listed(values: object, most: int = 12) -> str:
    """Return the allowed values of a sentence, in their own order, cut after `most`."""
    if not isinstance(values, (list, tuple, set, frozenset, dict)):
        return str(values)
    words = [str(value) for value in values]
    if not words:
        return "none"
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
