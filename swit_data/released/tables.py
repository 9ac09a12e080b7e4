"""The columns of a release and its reason codes: what every reader of a release may rely on."""

import pyarrow as pa

# `worst` and `best`: what is missing where the question applies is worth 0, or 100; not in rows of a split.
SCORINGS = ("standard", "middle_low", "middle_high", "dont_know_zero", "worst", "best")
ALL = "all"

REASONS = (
    "not_asked",
    "no_answers",
    "too_few_people",
    "too_few_answers",
    "too_little_answered",
    "most_do_not_know",
    "mostly_not_applicable",
    "split_refused",
    "personal",
    "no_consent",
    "not_scored",
    "not_comparable",  # pairs: too little in common
    "kept_back",  # the community read it before the release, and does not tell it
)
KEPT_BACK = REASONS[-1]

# What a number is about, and what each side of a pair is.
KEYS = ("pilot", "round", "respondent_class", "stakeholder_type", "target", "item", "split")
SIDES = tuple(f"{side}_{name}" for side in "ab" for name in ("class", "stakeholder_type", "target"))


def _texts(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string()) for name in names]


SCORES = pa.schema(
    [
        *_texts(*KEYS),
        ("scoring", pa.string()),
        ("score", pa.float64()),  # 0-100
        ("low", pa.float64()),  # 95 % limits, 0-100
        ("high", pa.float64()),
        ("effective_n", pa.float64()),
        ("degrees", pa.int32()),  # of the t quantile; missing: the normal quantile
        ("weight_have", pa.int64()),
        ("weight_all", pa.int64()),
        ("basis", pa.string()),  # hash of the counted indicators and weights
        ("respondents", pa.int32()),  # people with a scored answer (groups: groups)
        ("answered", pa.int32()),  # answers of any kind
        ("coverage", pa.float64()),  # answered / expected, 0-1
        ("dont_know", pa.float64()),  # share of answered, 0-1
        ("may_be_clear", pa.bool_()),  # three known branches or more
        ("withheld", pa.string()),
    ]
)

ANSWER_COUNTS = pa.schema(
    [
        *_texts(*KEYS),
        ("answer", pa.string()),
        ("count", pa.int32()),
        ("share", pa.float64()),  # of answered, 0-1
        ("withheld", pa.string()),
    ]
)

STATEMENTS = pa.schema(
    [
        ("pilot", pa.string()),
        ("round", pa.string()),
        ("kind", pa.string()),  # fact | institution
        ("stakeholder_type", pa.string()),
        ("target", pa.string()),
        ("indicator", pa.string()),
        ("answer", pa.string()),
        ("count", pa.int32()),  # informants; missing for facts
        ("source", pa.string()),
        ("month", pa.string()),
    ]
)

_SIDE_NUMBERS = [
    (f"{side}_{name}", SCORES.field(name).type)
    for side in "ab"
    for name in ("score", "low", "high", "effective_n", "degrees", "respondents")
]

PAIRS = pa.schema(
    [
        *_texts("pilot", "round", "item", *SIDES, "scoring"),
        *_SIDE_NUMBERS,
        ("rho", pa.float64()),  # -1 to 1
        ("difference", pa.float64()),  # a - b, points
        ("low", pa.float64()),
        ("high", pa.float64()),
        # three known branches or more, and 10 informants of an institution
        ("may_be_clear", pa.bool_()),
        ("clear", pa.bool_()),
        ("left_one_out", pa.string()),  # holds | does_not_hold
        ("withheld", pa.string()),
    ]
)

PILOT = pa.schema(
    [
        ("pilot", pa.string()),
        ("round", pa.string()),
        ("title", pa.string()),
        ("provenance", pa.string()),  # illustrative | collected
        ("month", pa.string()),
        ("set", pa.string()),
        ("mode", pa.string()),
        ("recruitment", pa.string()),
        ("branches", pa.int32()),  # 0: unknown
        ("translation", pa.string()),
        ("framework", pa.string()),
        ("shown_to", pa.string()),
        ("organisation", pa.string()),
        ("community", pa.int32()),
        ("groups", pa.int32()),
        ("participants", pa.int32()),
        ("informants", pa.int32()),
        ("informants_without_consent", pa.bool_()),
        ("withheld", pa.string()),
    ]
)

NARRATIVES = pa.schema(
    [
        *_texts("pilot", "round", "section", "stakeholder_type", "target", "part"),
        *_texts("language", "text", "source"),
    ]
)

# One row per ask and language. `code` ties the languages of an ask together; everything but ask, promise, promised_by
# and verdict is the same in each of them.
ASKS = pa.schema(
    [
        *_texts("pilot", "round", "code", "language", "stakeholder_type", "target"),
        *_texts("indicators"),  # their codes, with commas between them
        *_texts("ask", "promise", "promised_by", "promised_month", "due", "status", "verdict"),
    ]
)

TABLES = {
    "scores": SCORES,
    "answer_counts": ANSWER_COUNTS,
    "statements": STATEMENTS,
    "pairs": PAIRS,
    "pilot": PILOT,
    "narratives": NARRATIVES,
    "asks": ASKS,
}
TEXTS = ("narratives", "asks")  # what the owner wrote and approved; no number is made of it
