"""What properties of rules are said with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

ROUNDING = 1e-12
APART = 0.01
"""Arguments further apart than this must show in the result, where a rule is said to rise or fall."""

Curve = Callable[[float], float]


@pytest.fixture(scope="session")
def rises() -> Callable[..., None]:
    """Assert that a curve rises between two arguments; ``flat=True`` where it may be cut at a bound."""

    def check(curve: Curve, ends: tuple[float, float], *, flat: bool = False) -> None:
        low, high = sorted(ends)
        before, after = curve(low), curve(high)
        assert after >= before - ROUNDING
        if not flat and high - low > APART:
            assert after > before

    return check


@pytest.fixture(scope="session")
def falls(rises: Callable[..., None]) -> Callable[..., None]:
    """Assert that a curve falls between two arguments."""

    def check(curve: Curve, ends: tuple[float, float], *, flat: bool = False) -> None:
        rises(lambda x: -curve(x), ends, flat=flat)

    return check


@pytest.fixture(scope="session")
def lies_between() -> Callable[[float, float, float], None]:
    """Assert that a value lies between two others, in whatever order."""

    def check(value: float, one: float, other: float) -> None:
        assert min(one, other) - ROUNDING <= value <= max(one, other) + ROUNDING

    return check
