"""Numbers as people read them: as many digits as count, a true minus, and ``–`` where there is none."""

from __future__ import annotations

import math
from typing import Any

MINUS = "\N{MINUS SIGN}"
NOTHING = "–"


def number(value: Any) -> str:
    """Return a number with about three digits that count; ``–`` where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOTHING
    if isinstance(value, float) and math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if isinstance(value, int):
        return f"{value:,}".replace("-", MINUS)
    size = abs(value)
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 10 else 3
    text = f"{value:.2g}" if 0 < size < 0.0095 else f"{value:,.{decimals}f}"
    return text.replace("-", MINUS)


def count(value: float | None) -> str:
    """Return a number of things that may be a broken one, rounded up; ``–`` where there is none."""
    if value is None or math.isnan(value) or math.isinf(value):
        return number(value)
    return f"{math.ceil(value - 1e-9):,}"


def interval(low: float | None, high: float | None) -> str:
    """Return the two ends of an interval, both with as many decimals as the wider end needs; ``–`` without one."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return NOTHING
    largest = max(abs(low), abs(high))
    if largest < 1e-5:
        return f"{number(low)} … {number(high)}"
    least = 0 if largest >= 1000 else 1 if largest >= 100 else 2 if largest >= 1 else 3
    decimals = max(least, 1 - math.floor(math.log10(largest)))
    for end in (low, high):  # on which side of 0 an end lies must be seen
        decimals += 0 < abs(end) < 0.5 * 10**-decimals
    return f"{low:,.{decimals}f} … {high:,.{decimals}f}".replace("-", MINUS)


def percent(share: float | None) -> str:
    """Return a share in per cent; ``–`` where there is none."""
    return NOTHING if share is None or math.isnan(share) else f"{100 * share:.0f} %"
