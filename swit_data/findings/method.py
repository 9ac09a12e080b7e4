"""How a number is made, in the sentences of the wording: on the Method page, in files, under every view."""

from swit_data.released.labels import Labels

# How many sentences each section of data/wording has.
METHOD = {"score": 5, "missing": 4, "sure": 3, "rules": 4, "unknown": 2}


def method_sentences(section: str, labels: Labels) -> tuple[str, ...]:
    """Return a section's sentences, with the framework's thresholds put in."""
    values = {"k": labels.framework.k, "k0": labels.framework.k0}
    return tuple(
        labels.wording.text(f"method.{section}.{number}", **values)
        for number in range(1, METHOD[section] + 1)
    )
