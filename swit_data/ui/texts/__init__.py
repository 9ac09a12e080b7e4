"""The parts of the page on which owners write: narratives, asks and promises, and what of it will be shown."""

from swit_data.ui.texts.asks import write_asks
from swit_data.ui.texts.desk import Desk, choose_desk
from swit_data.ui.texts.narratives import write_narratives
from swit_data.ui.texts.preview import show_texts

__all__ = ["Desk", "choose_desk", "show_texts", "write_asks", "write_narratives"]
