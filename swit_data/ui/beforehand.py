"""What the first reader will see: loaded, opened and made while the browser loads its own scripts."""

from swit_data.figures import Canvas
from swit_data.released.labels import Labels
from swit_data.ui import frame, sources  # noqa: F401 - frame: what every page needs
from swit_data.views.choices import choices_of
from swit_data.views.overview import overview
from swit_data.wording import SOURCE, Wording


def make() -> None:
    """Open what was chosen, and make the page that opens; what it found is there for every language.

    Raises:
        SwitError: what was chosen cannot be shown.
    """
    release = sources.opened_beforehand()
    labels = Labels(release, Wording.of(SOURCE))
    overview(Canvas(labels), choices_of(release).default)
