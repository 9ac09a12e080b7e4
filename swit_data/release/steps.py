"""The steps in which a release is computed, and how far it is."""

from collections.abc import Callable

# The files of sql/ in the order in which one needs the other, by what a person who waits is told. A name that ends with
# _lot is run for one lot of people after the other: what grows with people, and not with numbers, then takes the
# memory of one lot.
STEPS = {
    "answers": ("macros", "places", "people", "items", "given"),
    "people": ("stances_lot", "stances", "person_stances_lot", "person_scores"),
    "scores": ("target_patterns", "indicators", "aggregates", "item_scores"),
    "groups": ("split_rooms", "split_patterns", "unanimous", "splits"),
    "certainty": ("pair_members", "sets", "together_lot", "products", "intervals"),
    "comparison": ("pair_sides", "pair_left_out", "pairs"),
    "tables": ("scores", "answer_counts", "statements", "pilot"),
}
LEDGER = "ledger"  # what follows them: who stands in which published group

Progress = Callable[[str, float], None]  # the step, and how much of all is done


def unwatched(_step: str, _done: float) -> None:
    """Tell nobody how far a release is."""
