"""The catalogues as those who translate work with them: what is translated, what is wrong, and a better wording."""

from swit_data.catalogues.ease import Ease, ease
from swit_data.catalogues.faults import Fault, faults_of_language, faults_of_text
from swit_data.catalogues.pages import Pair, chapters_of, pairs
from swit_data.catalogues.rewriting import Change, rewritten
from swit_data.catalogues.sentences import spoken
from swit_data.catalogues.template import template
from swit_data.catalogues.texts import Text, file_of, room_of, texts

__all__ = [
    "Change",
    "Ease",
    "Fault",
    "Pair",
    "Text",
    "chapters_of",
    "ease",
    "faults_of_language",
    "faults_of_text",
    "file_of",
    "pairs",
    "rewritten",
    "room_of",
    "spoken",
    "template",
    "texts",
]
