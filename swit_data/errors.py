"""Errors whose message is meant for people, in sentences that can be said in their language."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_LETTERS = 60  # of what stands in a file, in a sentence


@dataclass(frozen=True)
class Sentence:
    """A sentence for people: its English text with names in braces, and what stands there.

    A value may be a sentence itself. `str` gives it in English, Wording.sentence in another language.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.text.format_map(dict(self.values)) if self.values else self.text


def say(text: str, **values: object) -> Sentence:
    """Return a sentence; the text is a literal, so that translators find it (data/wording/sentences.*.po)."""
    return Sentence(text, tuple(values.items()))


class SwitError(Exception):
    """Shown as it is, without a traceback: where, what was found, what is allowed, what to do."""

    def __init__(self, *sentences: Sentence | str) -> None:
        """Hold the sentences; each is a line."""
        self.sentences = tuple(s if isinstance(s, Sentence) else Sentence(s) for s in sentences)
        super().__init__("\n".join(map(str, self.sentences)))


def of_disk(error: OSError) -> SwitError | None:
    """Return the sentence of an error of the disk; nothing where the system did not name it: another's mistake."""
    if error.errno is None:
        return None
    text = (
        "{file}: the disk refused this ({why}). Check that it is not full and that the file may be opened and written, "
        "and do it again."
    )
    return SwitError(say(text, file=error.filename or "-", why=error.strerror or ""))


class FrameworkError(SwitError):
    """The framework file cannot be used."""


class IntakeError(SwitError):
    """A file from the field cannot be taken in."""


class OtherSurveyError(IntakeError):
    """None of a file's columns is a question of the survey it was read with."""


class UnknownLabelsError(IntakeError):
    """A file's header holds labels of a form that was not given."""


class DatasetError(SwitError):
    """A dataset cannot be read or written."""


class LockedError(DatasetError):
    """A dataset lies in a vault that is not open."""


class WrongPassphraseError(LockedError):
    """A passphrase, or a code of a recovery sheet, opens nothing here."""


class ReleaseError(SwitError):
    """A release cannot be made, joined or read."""


class KeyringError(SwitError):
    """A key that signs, or the keys that a person knows, cannot be read or written."""


class WordingError(SwitError):
    """A translation file cannot be used."""


class QuestionnaireError(SwitError):
    """A form cannot be made from a framework."""


class StorageError(SwitError):
    """Object storage refuses to give a release. No damage of one pilot: nothing of it is shown."""


class UnreachableError(StorageError):
    """Object storage cannot be reached now; what was opened before still holds."""


class MeetingError(SwitError):
    """A meeting's file cannot be opened."""


class DocumentError(SwitError):
    """A document cannot be made or checked."""


def listed(values: object, most: int = 12) -> str:
    """Return the allowed values of a sentence, in their own order, cut after `most`."""
    if not isinstance(values, Iterable) or isinstance(values, str):
        return str(values)
    words = [str(value) for value in values]
    if not words:
        return "none"
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def shown(text: str) -> str:
    """Return a text of a file as it may stand in a sentence: short, no control characters."""
    cut = text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"
    # isprintable is false for line ends, terminal codes, zero-width signs and changes of direction.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
