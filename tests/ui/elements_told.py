"""What our own elements on a page are told."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def elements_told(app: AppTest) -> list[Any]:
    """Return what each element is told, in the order of the page; one that is told nothing is left out."""
    found = [each.proto for each in app.get("bidi_component")]
    return [json.loads(proto.bytes or proto.json) for proto in found if proto.bytes or proto.json]
