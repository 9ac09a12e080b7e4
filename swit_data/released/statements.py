"""What is stated without a score: facts with their public source, and what institutions say of themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from swit_data.released.memory import kept_while_open
from swit_data.released.release import Release


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
    frame = release.frame("statements")
    keep = (frame["kind"] == kind) & (frame["round"] == chosen_round)
    wanted = {"indicator": indicators, "pilot": pilots, "stakeholder_type": stakeholder_types}
    for name, values in wanted.items():
        if values or name == "indicator":
            keep &= frame[name].isin(list(values))
    names = ["indicator", "pilot", "stakeholder_type", "target", "answer"]
    rows = frame.loc[keep].astype(dict.fromkeys([*names, "source", "month"], "str"))
    places = _places(release, indicators)
    rows = rows.assign(**{f"_{name}": rows[name].map(places[name]) for name in names[:4]})
    rows["_answer"] = [
        places["answer"].get((i, a), len(places["answer"]))
        for i, a in zip(rows["indicator"], rows["answer"], strict=True)
    ]
    rows = rows.sort_values([f"_{name}" for name in names], kind="stable")
    rows = rows.drop(columns=[f"_{name}" for name in names]).reset_index(drop=True)
    question = rows.groupby(["indicator", "pilot", "stakeholder_type", "target"], sort=False)
    rows["of"] = question["count"].transform("sum", min_count=1)
    return rows


def _places(release: Release, indicators: Sequence[str]) -> dict[str, dict[object, int]]:
    framework = release.framework
    targets = [t.code for kind in framework.stakeholder_types.values() for t in kind.targets]
    answers = [
        (code, answer)
        for code in indicators
        for answer in framework.scales[framework.indicators[code].scale].codes
    ]
    listed: dict[str, Sequence[object]] = {
        "indicator": list(indicators),
        "pilot": release.pilots,
        "stakeholder_type": list(framework.stakeholder_types),
        "target": targets,
        "answer": answers,
    }
    return {name: {code: n for n, code in enumerate(codes)} for name, codes in listed.items()}
