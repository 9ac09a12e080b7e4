"""What stands out: three to five sentences with their numbers; beside each how sure it is."""

from collections.abc import Iterable, Sequence

from swit_data.findings.scene import Finding, Scene
from swit_data.findings.spoken_points import spoken_difference
from swit_data.released.contributions import Number, numbers_in, side_of
from swit_data.released.differences import Difference, between_sides, clear_pair
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import Row, by_scoring, records
from swit_data.released.spoken_names import called, on, where, whom
from swit_data.released.tables import ALL, SIDES
from swit_data.released.thresholds import MANY_DO_NOT_KNOW
from swit_data.released.written_scores import written_score

MOST_STATEMENTS = 5
Clear = tuple[str, Row, Difference]  # of what kind, the pair, and its difference


@kept_while_open
def stands_out(scene: Scene, labels: Labels) -> tuple[Finding, ...]:
    """Return three to five statements with their numbers and, beside, their interval, the largest of each kind first.

    One clear difference a pilot, the clearest contradiction inside one type, the clearest perception gap, and where
    many do not know. Decided at the Bonferroni level of all pairs that the page compares.
    """
    level = scene.comparisons()
    clear = [found for pilot in scene.pilots for found in _clear_pairs(scene, pilot, level)]
    findings: list[Finding] = []
    for kind, most in (("types", 2), ("targets", 1), ("gap", 1)):
        of_kind = sorted(
            (c for c in clear if c[0] == kind),
            key=lambda c: (-abs(c[2].points or 0), c[1]["pilot"]),
        )
        findings += [
            _difference(kind, row, d, level, labels)
            for kind, row, d in _one_a_pilot(of_kind)[:most]
        ]
    findings += _many_do_not_know(scene, labels)
    return tuple(findings[:MOST_STATEMENTS])


def _one_a_pilot(
    found: Sequence[Clear],
) -> list[Clear]:
    firsts: dict[str, Clear] = {}
    for each in found:
        firsts.setdefault(each[1]["pilot"], each)
    return list(firsts.values())


def _clear_pairs(scene: Scene, pilot: str, level: int) -> Iterable[Clear]:
    """Give (kind, row, difference) of each pair of a pilot that is clear under every scoring needed."""
    for _, scorings in sorted(by_scoring(scene.pairs(pilot), *SIDES).items()):
        row = scorings["standard"]
        gap = row["b_class"] == "institution"
        if clear_pair(scorings, level):
            same = row["a_stakeholder_type"] == row["b_stakeholder_type"]
            kind = "gap" if gap else "targets" if same else "types"
            if not gap or row["a_target"] == ALL:
                yield kind, row, between_sides(row, level)


def _difference(kind: str, row: Row, d: Difference, level: int, labels: Labels) -> Finding:
    """Return the sentence of one clear difference: higher side first; beside it how large and how sure."""
    first, second = ("a", "b") if (d.points or 0.0) > 0 else ("b", "a")
    d = d if first == "a" else d.turned
    said = spoken_difference(row[f"{first}_score"], row[f"{second}_score"], d, labels, level)
    values = {
        "pilots": where(row["pilot"], labels),
        "item": on(row["item"], labels),
        **(_gap if kind == "gap" else _two)(row, (first, second), labels),
        "first_score": said["higher"],
        "second_score": said["lower"],
    }
    beside = {
        "pilot": labels.pilot(row["pilot"]),
        "type": labels.stakeholder_type(row["a_stakeholder_type"]),
        "first": _side_name(kind, row, first, labels),
        "second": _side_name(kind, row, second, labels),
        **{name: said[name] for name in ("points", "interval")},
    }
    about = {"pilot": row["pilot"], "points": d.points, "low": d.low, "high": d.high}
    text, wording = labels.wording.text(f"stands_out.{kind}", **values), labels.wording
    sure = wording.text(f"stands_out.{kind}.sure", **beside)
    numbers = tuple(Number(**side_of(row, side)) for side in (first, second))
    return Finding(kind, wording.opening(text), about, sure, numbers)


def _two(row: Row, sides: tuple[str, str], labels: Labels) -> dict[str, str]:
    """Return the words for two types, or for two institutions of one type."""
    first, second = (
        whom(row[f"{side}_stakeholder_type"], row[f"{side}_target"], labels) for side in sides
    )
    one = called(row["a_stakeholder_type"], labels, "subject")
    return {"first": first, "second": second, "type": one}


def _gap(row: Row, _: tuple[str, str], labels: Labels) -> dict[str, str]:
    """Return the words for what the community says of institutions, and what these say of themselves."""
    return {
        "type": called(row["a_stakeholder_type"], labels),
        "community": written_score(row["a_score"], labels),
        "institution": written_score(row["b_score"], labels),
    }


def _side_name(kind: str, row: Row, side: str, labels: Labels) -> str:
    code = row[f"{side}_stakeholder_type"]
    return (
        labels.target(code, row[f"{side}_target"])
        if kind == "targets"
        else labels.stakeholder_type(code)
    )


def _many_do_not_know(scene: Scene, labels: Labels) -> list[Finding]:
    rows, wording = scene.scores(), labels.wording
    many = rows.loc[rows["dont_know"] > MANY_DO_NOT_KNOW].sort_values(
        ["dont_know", "pilot"], ascending=[False, True]
    )
    found = []
    for row in records(many.head(2)):
        said = wording.text(
            "stands_out.dont_know",
            pilots=where(row["pilot"], labels),
            type=whom(row["stakeholder_type"], scene.target, labels),
            item=on(scene.item, labels),
            share=wording.percent(row["dont_know"]),
        )
        about = {"pilot": row["pilot"], "share": row["dont_know"]}
        found.append(Finding("dont_know", wording.opening(said), about, numbers=numbers_in([row])))
    return found
