"""Is a release whole, and does it keep every rule that can be seen from outside? The rules of docs/privacy.md."""

from collections.abc import Callable, Iterator
from functools import partial

import pandas as pd

from swit_data.dataset import Ask
from swit_data.dataset.asks import APPROVED, checked
from swit_data.errors import ReleaseError, SwitError
from swit_data.framework import Framework
from swit_data.framework.follow_ups import with_follow_ups
from swit_data.release.trust import of_pilot, trusted
from swit_data.released.gathering import gather
from swit_data.released.pilot_release import PilotRelease, read_release
from swit_data.released.place import Place
from swit_data.released.tables import ALL, KEPT_BACK, REASONS, TABLES
from swit_data.released.thresholds import LEAST_K, LEAST_K0, k_of

_POINTS = 1e-6  # numbers are published to 1e-6


def verify(folder: Place) -> list[str]:
    """Return a line for each pilot's release under a folder: it is whole and keeps the rules.

    Raises:
        ReleaseError: a file is missing, damaged or changed, or a rule is broken; a sentence for each pilot.
    """
    lines, problems = verdicts(folder)
    if problems:
        raise ReleaseError(*(sentence for problem in problems for sentence in problem.sentences))
    return lines


def verdicts(folder: Place) -> tuple[list[str], tuple[ReleaseError, ...]]:
    """Return a line for each release that is whole and keeps the rules, and a refusal for each of the others.

    The line says who made it, as far as this computer can tell.

    Raises:
        ReleaseError: there is no release at all.
    """
    found = gather(folder, partial(trusted, opened=sound))
    return [f"{_line(one)} {of_pilot(one).said}" for _, one in found.releases], found.problems


def sound(folder: Place) -> PilotRelease:
    """Return the release of one pilot, if it is whole and keeps the rules.

    Raises:
        ReleaseError: it is not.
    """
    release = read_release(folder)
    for rule, broken in _RULES.items():
        for problem in broken(release):
            raise ReleaseError(
                f"{release.pilot}: this release breaks a rule ({rule}): {problem}. Do not show it; ask its owner "
                "for a release made with python -m swit_data release."
            )
    return release


def _line(release: PilotRelease) -> str:
    numbers = int((_rows(release, "scores")["withheld"] == "").sum())
    return (
        f"{release.pilot}: whole and safe. Every file is as it was approved (release {release.fingerprint}); "
        f"{numbers} scores are published and {len(_RULES)} rules hold."
    )


def _rows(release: PilotRelease, table: str) -> pd.DataFrame:
    """Return a table with its texts as texts: grouped by categories, pandas counts those of other tables too."""
    rows: pd.DataFrame = release.tables[table].cast(TABLES[table]).to_pandas()
    return rows


def _thresholds(release: PilotRelease) -> Iterator[str]:
    for framework in release.frameworks.values():
        if framework.k < LEAST_K or framework.k0 < LEAST_K0:
            yield f"k is {framework.k} and k0 is {framework.k0}"


def _community(release: PilotRelease, table: str) -> pd.DataFrame:
    rows = _rows(release, table)
    return rows.loc[(rows["respondent_class"] == "community") & (rows["withheld"] == "")]


def _k(release: PilotRelease) -> int:
    return max(framework.k for framework in release.frameworks.values())


def _least(release: PilotRelease, chosen: str, split: str) -> int:
    """Return how many people a number of a round may rest on, or a group of a split by what it is told apart by."""
    return max(_k(release), k_of(_measured(release)[chosen], split.partition("=")[0]))


def _people(release: PilotRelease) -> Iterator[str]:
    rows = _community(release, "scores")
    least = [
        _least(release, place, split)
        for place, split in zip(rows["round"], rows["split"], strict=True)
    ]
    for row in rows.loc[rows["respondents"] < pd.Series(least, rows.index)].to_dict("records"):
        yield f"{row['item']} about {row['stakeholder_type']} rests on {row['respondents']:.0f} people"
    pairs = _rows(release, "pairs")
    pairs = pairs.loc[pairs["withheld"] == ""]
    for side in ("a", "b"):
        few = (pairs[f"{side}_class"] == "community") & (pairs[f"{side}_respondents"] < _k(release))
        for row in pairs.loc[few].to_dict("records"):
            yield f"a difference on {row['item']} rests on {row[f'{side}_respondents']} people"


def _beside(release: PilotRelease, chosen: str, of_type: str) -> int:
    """Return how many people an answer rests on beside the splits that are shown with it."""
    rows = _rows(release, "scores")
    shown = (rows["round"] == chosen) & (rows["split"] != ALL) & (rows["withheld"] == "")
    if _measured(release)[chosen].form.shape == 1:
        shown &= rows["stakeholder_type"] == of_type
    splits = set(rows.loc[shown, "split"])
    return max([_k(release), *(_least(release, chosen, split) for split in splits)])


def _base(release: PilotRelease) -> Iterator[str]:
    pilots = _rows(release, "pilot")
    small = set(pilots.loc[pilots["withheld"] != "", "round"])
    rows = _community(release, "scores")
    for chosen in sorted(small & set(rows["round"])):
        yield f"round {chosen} has too few people, and numbers"


def _withheld(release: PilotRelease) -> Iterator[str]:
    rows = _rows(release, "scores")
    hidden = rows["withheld"] != ""
    numbers = ["score", "low", "high", "effective_n"]
    if rows.loc[hidden, numbers].notna().any(axis=None):
        yield "a withheld score has a number"
    if rows.loc[~hidden, "score"].isna().any():
        yield "a published score has no number"
    if not set(rows["withheld"]) <= {"", *REASONS}:
        yield "a number is withheld for a reason that nobody knows"


def _range(release: PilotRelease) -> Iterator[str]:
    rows = _rows(release, "scores")
    scores = rows["score"].dropna()
    if not scores.between(0, 100).all():
        yield "a score is not between 0 and 100"
    limits = rows.dropna(subset=["low", "high"])
    within = (limits["low"] <= limits["score"] + _POINTS) & (
        limits["score"] <= limits["high"] + _POINTS
    )
    if not within.all():
        yield "a score lies outside its interval"


def _splits(release: PilotRelease) -> Iterator[str]:
    rows = _rows(release, "scores")
    split = rows.loc[rows["split"] != ALL].copy()
    if split[["low", "high", "effective_n"]].notna().any(axis=None):
        yield "a split carries an interval"
    if (split["target"] != ALL).any():
        yield "a split is shown of one target"
    split["characteristic"] = split["split"].str.split("=").str[0]
    dimension = {
        code: framework.dimension_of(code)
        for framework in release.frameworks.values()
        for code in framework.indicators
    }
    split["dimension"] = split["item"].map(dimension)
    several = split.groupby(["round", "stakeholder_type", "dimension"])["characteristic"].nunique()
    if (several > 1).any():
        yield "a dimension is split by two characteristics"


def _personal(release: PilotRelease) -> Iterator[str]:
    personal = {
        code
        for framework in release.frameworks.values()
        for code, indicator in framework.indicators.items()
        if indicator.kind == "personal"
    }
    counts = _community(release, "answer_counts")
    counts = counts.loc[counts["item"].isin(personal)]
    for (chosen, of_type), those in counts.groupby(["round", "stakeholder_type"]):
        if (those["count"] < _beside(release, str(chosen), str(of_type))).any():
            yield "a personal question is shown with a small side"
    if (counts["split"] != ALL).any():
        yield "a personal question is split"
    scores = _rows(release, "scores")
    if (
        not scores.loc[scores["item"].isin(personal), "withheld"]
        .isin(["personal", KEPT_BACK])
        .all()
    ):
        yield "a personal question has a score"


def _kept_back(release: PilotRelease) -> Iterator[str]:
    about = ["round", "stakeholder_type", "item"]
    hidden = _hidden(release)
    scores = _rows(release, "scores")
    statements = _rows(release, "statements").rename(columns={"indicator": "item"})
    for name, rows in (
        ("a score", scores.loc[scores["withheld"] == ""]),
        ("a count", _rows(release, "answer_counts").query("withheld == ''")),
        ("a statement", statements.loc[statements["kind"] == "institution"]),
    ):
        if not hidden.isdisjoint(rows[about].itertuples(index=False, name=None)):
            yield f"{name} is told of a question that the community keeps back"
    for row in release.tables["asks"].to_pylist():
        place = (row["round"], row["stakeholder_type"])
        if any((*place, code) in hidden for code in (row["indicators"] or "").split(",")):
            yield "an ask is about a question that the community keeps back"


def _hidden(release: PilotRelease) -> set[tuple[str, str, str]]:
    """Return round, stakeholder type and question of all that is kept back, and what is asked only after it."""
    scores = _rows(release, "scores")
    kept = scores.loc[scores["withheld"] == KEPT_BACK].drop_duplicates(
        ["round", "stakeholder_type", "item"]
    )
    return {
        (chosen, of_type, item)
        for chosen, framework in _measured(release).items()
        for of_type, item in with_follow_ups(
            framework,
            {
                (row["stakeholder_type"], row["item"])
                for row in kept.loc[kept["round"] == chosen].to_dict("records")
                if row["item"] in framework.indicators
            },
        )
    }


def _measured(release: PilotRelease) -> dict[str, Framework]:
    """Return the framework of each round."""
    rows = release.tables["pilot"].to_pylist()
    return {row["round"]: release.frameworks[row["framework"]] for row in rows}


def _asks(release: PilotRelease) -> Iterator[str]:
    measured = _measured(release)
    for row in release.tables["asks"].to_pylist():
        asked = {name: value for name, value in row.items() if name != "indicators"}
        codes = tuple(filter(None, (row["indicators"] or "").split(",")))
        frameworks = {(release.pilot, chosen): framework for chosen, framework in measured.items()}
        try:
            checked((Ask(**asked, indicators=codes, approval=APPROVED),), frameworks)
        except SwitError as error:
            yield str(error)


_RULES: dict[str, Callable[[PilotRelease], Iterator[str]]] = {
    "thresholds may only be raised": _thresholds,
    "every group has k people": _people,
    "no numbers under the least number of people": _base,
    "a withheld number is missing": _withheld,
    "numbers are in their range": _range,
    "one split a dimension, without intervals": _splits,
    "personal questions": _personal,
    "asks and promises": _asks,
    "nothing is told of what the community keeps back": _kept_back,
}
