"""How a number must be written, worked out again: by decimals, and not by the code that writes it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

LIMITS = (40, 70)
UNDER = {
    "en": "just under",
    "es": "casi",
    "fr": "presque",
    "id": "hampir",
    "nl": "net onder",
    "ru": "почти",
    "sw": "chini kidogo ya",
    "uk": "майже",
}
_OVER = {"en": "just over", "uk": "трохи більше ніж"}


def whole(value: float) -> int:
    """Return the whole number that stands for a value."""
    return int(Decimal(repr(float(value))).quantize(Decimal(1), ROUND_HALF_EVEN))


def plain_score(score: float, language: str = "en") -> str:
    """Return a score as it must stand everywhere: whole, in words where a whole number would change its band."""
    for limit in LIMITS:
        if limit - 0.5 <= score < limit and whole(score) == limit:
            return f"{UNDER[language]} {limit}"
    return str(whole(score))


def plain_points(points: float, language: str = "en") -> str:
    """Return a difference, or a limit of it, above 0."""
    return f"{_OVER[language]} 0" if 0 < points <= 0.5 else str(whole(points))
