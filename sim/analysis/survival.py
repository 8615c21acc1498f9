"""How long relationships last.

Time is the age of a relationship in whole months.  A relationship that is older than the run (an imported one) is
watched from the age that it had in month 0 and counts only from then on (late entry); without that, long relationships
would seem to be the rule, because the short ones of the same year are gone.  SciPy's estimators know no late entry,
therefore the counting is ours; the tests hold it against SciPy where both apply.

Intervals take relationships as independent of one another.  Those of one run share their world: for a statement about
arms use paired runs (`sim.analysis.comparison`), not these intervals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, length, partnerships
from sim.recording.codes import Cause

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Lifetimes:
    """How old relationships became while they were watched, and why they ended.

    Attributes
    ----------
    age : (n,) int, months
        Age at the end, or in the last month that was watched.
    cause : (n,) int
        0 = still alive, else the code of the cause.
    entry : (n,) int, months
        Age when the watching began; -1 for one that was watched from its first month.
    """

    age: Ints
    cause: Ints
    entry: Ints

    def __len__(self) -> int:
        """Return the number of relationships."""
        return len(self.age)

    @property
    def n_ended(self) -> int:
        """How many were seen to end."""
        return int(np.count_nonzero(self.cause))


@dataclass(frozen=True)
class SurvivalCurve:
    """Share of relationships that outlive each age, with its interval; one entry for each month of age from 0.

    Attributes
    ----------
    month, at_risk, ended : (m,) int
    probability, low, high : (m,) float
    n, n_late : int
        Relationships, and those among them that entered late.
    """

    month: Ints
    at_risk: Ints
    ended: Ints
    probability: Floats
    low: Floats
    high: Floats
    n: int
    n_late: int = 0

    def at(self, month: int) -> float:
        """Return the share that outlives this age; nan where nobody was watched long enough to tell."""
        if len(self.month) == 0:
            return math.nan
        if month > self.month[-1]:
            return 0.0 if self.probability[-1] == 0.0 else math.nan
        return float(self.probability[month])

    def median(self) -> float:
        """Return the age that half of them outlive, in months; nan where more than half still live at the end."""
        below = np.flatnonzero(self.probability <= 0.5)
        return float(self.month[below[0]]) if len(below) else math.nan


def lifetimes(dyads: Table) -> Lifetimes:
    """Read the lifetimes of partnerships from a table of relationships (columns start, end, censored, cause)."""
    dyads = partnerships(dyads)
    if length(dyads) == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Lifetimes(nothing, nothing, nothing)
    start = dyads["start"].astype(np.int64)
    cause = np.where(dyads["censored"].astype(bool), Cause.NONE, codes(dyads, "cause"))
    age, entry = dyads["end"].astype(np.int64) - start, np.where(start < 0, -start, -1)
    watched = age > entry
    return Lifetimes(age[watched], cause[watched], entry[watched])


def risk_and_endings(lives: Lifetimes) -> tuple[Ints, Ints]:
    """Return for every age from 0 the number at risk (entry < age <= last age) and the number ended."""
    size = int(lives.age.max(initial=-1)) + 1
    if size == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    leaving = np.bincount(lives.age, minlength=size)
    entering = np.bincount(np.minimum(lives.entry + 1, size), minlength=size + 1)[:size]
    left_before = np.concatenate(([0], np.cumsum(leaving)[:-1]))
    return np.cumsum(entering) - left_before, np.bincount(lives.age[lives.cause > 0], minlength=size)


def kaplan_meier(lives: Lifetimes, *, level: float = 0.95) -> SurvivalCurve:
    """Estimate the share that outlives each age, with Greenwood's variance on the log-log scale.

    Returns
    -------
    SurvivalCurve
        The interval is (1, 1) before the first ending and nan once nobody is left, where it does not exist.
    """
    at_risk, ended = risk_and_endings(lives)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(at_risk > 0, 1.0 - ended / np.maximum(at_risk, 1), 1.0)
        probability = np.cumprod(kept, dtype=float)
        variance = np.cumsum(np.where(ended > 0, ended / (at_risk * (at_risk - ended).astype(float)), 0.0))
        spread = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(variance) / np.log(probability)
        low, high = probability ** np.exp(-spread), probability ** np.exp(spread)
    none_yet, none_left = np.cumsum(ended) == 0, probability <= 0.0
    for bound in (low, high):
        bound[none_yet], bound[none_left] = 1.0, math.nan
    n_late = int(np.count_nonzero(lives.entry >= 0))
    return SurvivalCurve(np.arange(len(at_risk)), at_risk, ended, probability, low, high, len(lives), n_late)
