"""What a headline names stands first in its picture, so that a reader finds it there."""

from __future__ import annotations

from itertools import product

import pytest

from swit_data.release.illustrative import illustrative
from swit_data.released.item_order import in_order
from swit_data.released.spoken_names import on
from swit_data.selection import Selection
from swit_data.views.compare import of_one_type
from tests.findings.drawn_release import labels_of

TYPES = tuple(kind.code for kind in illustrative().framework.external_types)


@pytest.mark.parametrize(
    ("kind", "dimension", "number", "who"),
    [*product(TYPES, ("rollout", "participation"), "12", ("community", "institution"))],
)
def test_compare_draws_first_what_its_headline_says(
    kind: str, dimension: str, number: str, who: str
) -> None:
    chosen = Selection(
        round=number, dimension=dimension, stakeholder_types=(kind,), respondent_class=who
    )
    release = illustrative()
    labels = labels_of(release)
    scene = of_one_type(release, chosen)
    first = in_order(scene.rows(scene.parts), "spread")[0]
    assert on(first, labels) in scene.headline(labels)
