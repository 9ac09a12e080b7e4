"""How a number is made, in the sentences of the wording: on the Method page, in files, under every view."""

from collections.abc import Iterator

from swit_data.released.labels import Labels
from swit_data.released.thresholds import k_of

# How many sentences each section of data/wording has.
METHOD = {"score": 5, "missing": 4, "sure": 3, "rules": 4, "unknown": 2}


def method_sentences(section: str, labels: Labels) -> tuple[str, ...]:
    """Return a section's sentences, with the framework's thresholds put in."""
    values = {"k": labels.framework.k, "k0": labels.framework.k0}
    said = [
        labels.wording.text(f"method.{section}.{number}", **values)
        for number in range(1, METHOD[section] + 1)
    ]
    return (*said, *(_sensitive(labels) if section == "missing" else ()))


def _sensitive(labels: Labels) -> Iterator[str]:
    """Give a sentence for each characteristic of which a split needs more people than others."""
    for code in labels.framework.sensitive:
        values = {"what": labels.characteristic(code), "k": k_of(labels.framework, code)}
        yield labels.wording.text("method.missing.sensitive", **values)
