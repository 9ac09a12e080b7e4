"""Where most do not know is a result, and said as one."""

from __future__ import annotations

from swit_data.findings import unknown_lines
from swit_data.released.rows import score_rows
from tests.findings.drawn_release import drawn, labels_of


def test_a_question_that_most_do_not_know_is_named_with_the_share() -> None:
    release = drawn(
        """
        pilot type item score dont_know withheld
        KEN   ngo  C1   50    0.1       -
        IDN   ngo  C1   -     0.64      most_do_not_know
        KEN   ngo  C1a  -     0.7       most_do_not_know
        UKR   ngo  C1a  -     -         most_do_not_know
        IDN   ngo  C1a  -     0.2       too_little_answered
        """
    )
    rows = score_rows(release, ["C1", "C1a"], chosen_round="1", stakeholder_types=("ngo",))
    everywhere = unknown_lines(rows, release.pilots, labels_of(release))
    assert everywhere == (
        "In Indonesia (64%), most do not know when asked on “C1”. That is a result too.",
        "In Kenya (70%) and in Ukraine, most do not know when asked on “C1a?”. That is a result too.",
    )
    assert len(unknown_lines(rows, ("UKR",), labels_of(release))) == 1
    assert unknown_lines(rows, ("SUR",), labels_of(release)) == ()
