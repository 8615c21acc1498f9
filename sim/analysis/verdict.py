"""Whether repetitions bear out a claim: one rule, the same everywhere.

A claim states which values are allowed: above or below 0, at least or at most something, a band.  Runs are paired by
luck, and their mean (of a difference between two arms, or of one arm) has a 95 % t-interval.

1. The mean must be an allowed value.
2. Where two arms are compared, or a sign is stated, there is a null: 0.  If 0 is not allowed, the interval must exclude
   it.  If 0 is allowed (a claim that two arms do not differ by more than so much), no interval can exclude it, and the
   whole interval must lie within the allowed values.

A share of one arm ("in at least 90 % of the runs") has no null: its mean decides, and its interval is shown.
Fewer than two pairs or runs bear out nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.analysis.comparison import Interval, PairedDifference, mean_interval, paired_difference
from sim.scenario.claims import Claim, Expect

ROUNDING = 1e-12
"""So that thirty runs of exactly 0.9 have a mean of at least 0.9."""


@dataclass(frozen=True)
class Verdict:
    """What a claim expected and what was found.

    Attributes
    ----------
    expected : str
        In words: ``> 0 and ≥ 0.05``.
    found, low, high : float
        Mean over pairs of runs, or over runs, and its 95 % interval.
    holds : bool
    n, missing : int
        Pairs or runs that have the statistic, and those that do not.
    n_independent : float
        Runs per arm that separate luck would have needed for the same interval; nan for a claim about one arm.
    """

    expected: str
    found: float
    low: float
    high: float
    holds: bool
    n: int
    missing: int
    n_independent: float


def judge(claim: Claim, values_by_arm: Mapping[str, Sequence[float]]) -> Verdict:
    """Judge a claim.

    Parameters
    ----------
    claim : Claim
        With `expect` and the `sides` that it compares.
    values_by_arm : mapping
        Name of the arm → the claim's statistic in each replication (nan where a run does not have it); the same
        position in two arms is the same luck.  The first arm is the one meant where a claim names none.

    Raises
    ------
    KeyError
        When a named arm was not played.
    """
    arm, reference = claim.sides
    values = values_by_arm[arm if arm is not None else next(iter(values_by_arm))]
    found = mean_interval(values) if reference is None else paired_difference(values, values_by_arm[reference])
    needed = found.n_independent if isinstance(found, PairedDifference) else math.nan
    holds = _holds(claim.expect, found, compared=reference is not None)
    missing = len(values) - found.n
    return Verdict(in_words(claim.expect), found.mean, found.low, found.high, holds, found.n, missing, needed)


def in_words(expect: Expect) -> str:
    """Return what is expected, for people: ``> 0 and ≥ 0.05``."""
    words = [{"+": "> 0", "-": "< 0"}[expect.sign]] if expect.sign else []
    words += [f"≥ {_number(expect.at_least)}"] if expect.at_least is not None else []
    words += [f"≤ {_number(expect.at_most)}"] if expect.at_most is not None else []
    words += [f"{_number(expect.between[0])} to {_number(expect.between[1])}"] if expect.between is not None else []
    return " and ".join(words)


def _holds(expect: Expect, found: Interval, *, compared: bool) -> bool:
    """Apply the rule."""
    if found.n < 2 or not _allows(expect, found.mean):
        return False
    if not compared and expect.sign is None:
        return True
    if _allows(expect, 0.0):
        return _allows(expect, found.low) and _allows(expect, found.high)
    return found.low > 0.0 or found.high < 0.0


def _allows(expect: Expect, value: float) -> bool:
    """Say whether a value meets everything that is stated."""
    low, high = expect.between or (-math.inf, math.inf)
    low = max(low, expect.at_least if expect.at_least is not None else -math.inf)
    high = min(high, expect.at_most if expect.at_most is not None else math.inf)
    sign = {"+": value > 0.0, "-": value < 0.0, None: True}[expect.sign]
    return sign and low - ROUNDING <= value <= high + ROUNDING


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")
