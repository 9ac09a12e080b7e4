"""What stands out: three to five statements, each with its number and its interval."""

from collections.abc import Iterable, Sequence

from swit_data.findings.scene import Finding, Scene
from swit_data.findings.spoken_points import spoken_difference
from swit_data.released.differences import Difference, between_sides, clear_pair
from swit_data.released.labels import Labels
from swit_data.released.memory import kept_while_open
from swit_data.released.rows import Row, by_scoring, records
from swit_data.released.tables import ALL, SIDES
from swit_data.released.thresholds import MANY_DO_NOT_KNOW

MOST_STATEMENTS = 5
Clear = tuple[str, Row, Difference]  # of what kind, the pair, and its difference


@kept_while_open
def stands_out(scene: Scene, labels: Labels) -> tuple[Finding, ...]:
    """Return three to five statements with their number and interval, the largest of each kind first.

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
    """Return the sentence of one clear difference: higher side first, interval quoted as positive numbers."""
    first, second = ("a", "b") if (d.points or 0.0) > 0 else ("b", "a")
    d = d if first == "a" else d.turned
    said = spoken_difference(row[f"{first}_score"], row[f"{second}_score"], d, labels, level)
    values = {
        "pilot": labels.pilot(row["pilot"]),
        "first": _side_name(kind, row, first, labels),
        "second": _side_name(kind, row, second, labels),
        "first_score": said["higher"],
        "second_score": said["lower"],
        **{name: said[name] for name in ("points", "interval")},
        "type": labels.stakeholder_type(row["a_stakeholder_type"]),
    }
    about = {"pilot": row["pilot"], "points": d.points, "low": d.low, "high": d.high}
    return Finding(kind, labels.wording.text(f"stands_out.{kind}", **values), about)


def _side_name(kind: str, row: Row, side: str, labels: Labels) -> str:
    code = row[f"{side}_stakeholder_type"]
    if kind == "types":
        return labels.stakeholder_type(code)
    if kind == "targets":
        return labels.target(code, row[f"{side}_target"])
    return labels.wording.text(f"class.{row[f'{side}_class']}")


def _many_do_not_know(scene: Scene, labels: Labels) -> list[Finding]:
    rows = scene.scores()
    many = rows.loc[rows["dont_know"] > MANY_DO_NOT_KNOW].sort_values(
        ["dont_know", "pilot"], ascending=[False, True]
    )
    return [
        Finding(
            "dont_know",
            labels.wording.text(
                "stands_out.dont_know",
                pilot=labels.pilot(row["pilot"]),
                type=labels.stakeholder_type(row["stakeholder_type"]),
                share=labels.wording.percent(row["dont_know"]),
            ),
            {"pilot": row["pilot"], "share": row["dont_know"]},
        )
        for row in records(many.head(2))
    ]
