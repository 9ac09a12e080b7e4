"""A framework drafted from the form of another survey, with what is left to decide marked."""

from swit_data.drafting.choosing import Wishes
from swit_data.drafting.drafts import Draft, draft
from swit_data.drafting.forms import form_of

__all__ = ["Draft", "Wishes", "draft", "form_of"]
