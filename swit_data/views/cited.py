"""The line with which a picture or a table of a page is quoted: of the rounds and pilots whose numbers stand in it."""

from collections.abc import Sequence
from datetime import date

from swit_data import findings
from swit_data.released.contributions import number_at
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.selection import Selection
from swit_data.views import choices


@kept_while_open
def cited(
    title: str, doors: Sequence[str], labels: Labels, chosen: Selection | None, on: date
) -> str:
    """Return the line, saved on a day; `doors`: the addresses of the numbers in it, else it is about what is chosen."""
    release = labels.release
    found = [number for each in doors if (number := number_at(release, each))]
    rounds, pilots = _about(chosen, labels)
    if found:
        rounds = tuple(each for each in release.rounds if each in {n.round for n in found})
        pilots = tuple(each for each in release.pilots if each in {n.pilot for n in found})
    return findings.cited_view(title, labels, rounds, pilots, on)


def _about(chosen: Selection | None, labels: Labels) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rounds and pilots of a choice; without one, all of them."""
    release = labels.release
    if chosen is None:
        return release.rounds, release.pilots
    pilots = (chosen.pilot,) if chosen.pilot else choices.shown_pilots(release, chosen)
    return (chosen.round,) if chosen.round else release.rounds, pilots
