"""The parts of the Data page: what is shown, files from the field, stages, release, history, forms."""

from swit_data.ui.data.choosing import choose_data
from swit_data.ui.data.forms import offer_forms
from swit_data.ui.data.history import show_history
from swit_data.ui.data.importing import import_file
from swit_data.ui.data.releasing import decide_release
from swit_data.ui.data.stages import show_stages
from swit_data.ui.data.steps import show_steps

__all__ = [
    "choose_data",
    "decide_release",
    "import_file",
    "offer_forms",
    "show_history",
    "show_stages",
    "show_steps",
]
