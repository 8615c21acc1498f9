"""What ends relationships, at what age, and in which of two groups sooner."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from sim.analysis.survival import Floats, Ints, Lifetimes, kaplan_meier, risk_and_endings
from sim.recording.codes import CAUSE_WORDS

AGE_CLASSES = (0, 6, 12, 24, 36, 48, 72, 120)
"""Borders of the classes of age, months."""


@dataclass(frozen=True)
class Incidence:
    """Share of relationships that have ended for each cause by each age (Aalen–Johansen).

    ``by_cause`` maps the cause's words to a column of shares; together with survival they sum to 1 at every age.
    """

    month: Ints
    by_cause: dict[str, Floats]
    n: int
    n_ended: int


@dataclass(frozen=True)
class Hazard:
    """Rate of ending per month in classes of age, ``from_age`` < age <= ``to_age``, with a Wilson interval."""

    from_age: Ints
    to_age: Ints
    ended: Ints
    months_at_risk: Ints
    rate: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class LogRank:
    """Log-rank comparison of two groups; `z` > 0 says that the first group ends sooner than if both were alike."""

    z: float
    p_value: float
    expected: float
    ended: int


def cumulative_incidence(lives: Lifetimes) -> Incidence:
    """Estimate, for each cause that occurs, the share that it has ended by each age (Aalen–Johansen).

    Taking one minus Kaplan–Meier cause by cause would count as lost to a cause what another one took first.
    """
    curve = kaplan_meier(lives)
    before = np.concatenate(([1.0], curve.probability[:-1]))[: len(curve.month)]
    by_cause = {}
    for code in np.unique(lives.cause[lives.cause > 0]):
        ended = np.bincount(lives.age[lives.cause == code], minlength=len(curve.month))
        by_cause[CAUSE_WORDS[code]] = np.cumsum(before * ended / np.maximum(curve.at_risk, 1))
    return Incidence(curve.month, by_cause, curve.n, lives.n_ended)


def hazard_by_age(lives: Lifetimes, edges: tuple[int, ...] = AGE_CLASSES, *, level: float = 0.95) -> Hazard:
    """Estimate the monthly rate of ending in classes of age.

    Parameters
    ----------
    edges : ascending ages, months
        From 0; class k holds edges[k] < age <= edges[k + 1], and a last class whatever is older.  Classes that
        nobody reached are left out.
    """
    at_risk, ended = risk_and_endings(lives)
    if len(at_risk) and ended[0] == 0:
        at_risk[0] = 0  # the month of forming is none at risk, unless one can end in it
    oldest = max(len(at_risk) - 1, 1)
    bounds = [edge for edge in edges if edge < oldest]
    bounds.append(next((edge for edge in edges if edge >= oldest), oldest))
    rows = []
    for low_age, high_age in zip(bounds[:-1], bounds[1:], strict=True):
        inside = slice(low_age + 1 if low_age > 0 else 0, high_age + 1)
        rows.append((low_age, high_age, int(ended[inside].sum()), int(at_risk[inside].sum())))
    table = np.array([row for row in rows if row[3] > 0], dtype=np.int64).reshape(-1, 4)
    d, n = table[:, 2], table[:, 3].astype(float)
    low, high = wilson(d, n, level=level)
    return Hazard(table[:, 0], table[:, 1], d, table[:, 3], d / n, low, high)


def wilson(successes: Ints, trials: Floats, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return Wilson's score interval of a share, which stays inside [0, 1] and is honest at 0 and at few trials."""
    z2 = NormalDist().inv_cdf(0.5 + level / 2) ** 2
    share = successes / trials
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = np.sqrt(z2 * (share * (1 - share) / trials + z2 / (4 * trials**2))) / (1 + z2 / trials)
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def logrank(first: Lifetimes, second: Lifetimes) -> LogRank:
    """Compare the survival of two groups of relationships, two-sided; nan where neither lost a relationship."""
    groups = [risk_and_endings(lives) for lives in (first, second)]
    size = max(len(at_risk) for at_risk, _ in groups)
    (n1, d1), (n2, d2) = (tuple(np.pad(part, (0, size - len(part))).astype(float) for part in pair) for pair in groups)
    n, d = n1 + n2, d1 + d2
    expected = float(np.sum(d * n1 / np.maximum(n, 1)))
    variance = float(np.sum(d * n1 * n2 * (n - d) / np.maximum(n * n * (n - 1), 1)))
    ended = int(d1.sum())
    z = (ended - expected) / math.sqrt(variance) if variance > 0 else math.nan
    return LogRank(z, math.erfc(abs(z) / math.sqrt(2)), expected, ended)
