"""What is stated without a score: facts with their public source, and what institutions say of themselves."""

from collections.abc import Sequence

import pandas as pd

from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release
from swit_data.released.rows import by_answer, in_order, picked


@kept_while_open
def statement_rows(
    release: Release,
    kind: str,
    indicators: Sequence[str],
    *,
    chosen_round: str,
    pilots: Sequence[str] = (),
    stakeholder_types: Sequence[str] = (),
) -> pd.DataFrame:
    """Return one row per fact, or per institution, question and answer; columns as in tables.STATEMENTS.

    `kind`: fact or institution. In the fixed order of questions, pilots, stakeholder types and institutions; `of`: how
    many informants of the institution answered the question. No pilots or no types named: all of them.
    """
    rows = picked(
        release.frame("statements"),
        kind=kind,
        round=chosen_round,
        indicator=indicators,
        pilot=pilots or None,
        stakeholder_type=stakeholder_types or None,
    )
    kinds = release.framework.stakeholder_types
    places: dict[str, Sequence[str]] = {
        "indicator": indicators,
        "pilot": release.pilots,
        "stakeholder_type": [*kinds],
        "target": [target.code for each in kinds.values() for target in each.targets],
    }
    rows = in_order(by_answer(release, rows, "indicator"), **places)
    rows = rows.astype(dict.fromkeys(("answer", "source", "month"), "str"))
    question = rows.groupby([*places], sort=False)
    rows["of"] = question["count"].transform("sum", min_count=1)
    return rows
