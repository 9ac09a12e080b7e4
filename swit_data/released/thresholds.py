"""How many people, answers and points every rule asks for, each named once; k and k0 stand in the framework."""

from fractions import Fraction

from swit_data.framework import Framework

# A number may rest on so many people and more (k), of so many in the round (k0): no framework may ask for fewer.
LEAST_K, LEAST_K0 = 5, 10
# Of a split by what endangers people if it is known of them (framework/sensitive.py) k is never less.
SENSITIVE_K = 10
# An aggregate, or a difference, rests on so much of the weight that was asked.
ENOUGH_WEIGHT = Fraction(2, 3)
# Focus groups are counted from so many groups, and so many participants in them, on.
GROUPS_FROM, PARTICIPANTS_FROM = 3, 10
# From so many respondents on a score has an interval.
INTERVAL_FROM = 10
# Under so many informants nothing about an institution is clear.
ENOUGH_INFORMANTS = 10
# Through fewer known branches of recruitment than these nothing is clear.
BRANCHES_FROM = 3
# So far from 0, or from the limit of a band, must a whole interval lie: an interval knows chance, and answers that are
# missing for a reason move a score by about so many points (docs/intervals.md).
MARGIN = 5
# Beyond this share of "don't know" among the answers no band is named.
MANY_DO_NOT_KNOW = 1 / 3
SMALLEST_CHANGE = 10  # points between two rounds

# As the files of release/sql name them.
PARAMETERS = {
    "enough_part": ENOUGH_WEIGHT.numerator,
    "enough_whole": ENOUGH_WEIGHT.denominator,
    "groups_from": GROUPS_FROM,
    "participants_from": PARTICIPANTS_FROM,
    "interval_from": INTERVAL_FROM,
    "enough_informants": ENOUGH_INFORMANTS,
    "branches_from": BRANCHES_FROM,
    "margin": MARGIN,
}


def k_of(framework: Framework, characteristic: str) -> int:
    """Return how many people each group of a split by this characteristic has at least."""
    return max(framework.k, SENSITIVE_K) if characteristic in framework.sensitive else framework.k
