"""What a change does: arms, or values of a factor, against a reference, on the same luck.

Runs are paired by their seed and by everything else that was varied.  Pairs that share a seed are not independent of
one another, therefore they are first averaged: the interval is over seeds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.comparison import PairedDifference, paired_difference
from sim.analysis.studies import Study
from sim.analysis.tables import keys

Floats = NDArray[np.float64]
MOST_REPLICATIONS = 10**7


@dataclass(frozen=True)
class Effect:
    """One statistic in one level (an arm, a value of a factor) against the reference.

    Attributes
    ----------
    metric : str
    level, reference : str or number
    mean, reference_mean : float
        Over the same seeds, those that have both.
    difference : PairedDifference
        Level − reference; `n` is the number of seeds.
    missing : int
        Seeds that lack one of the two.
    enough : float
        Replications at which the interval would exclude 0 (or be as narrow as was asked), if mean and spread of the
        differences are what they seem; nan where that cannot be told.
    """

    metric: str
    level: object
    reference: object
    mean: float
    reference_mean: float
    difference: PairedDifference
    missing: int
    enough: float


def levels_of(study: Study, key: str) -> tuple[object, ...]:
    """Return the arms in the order of the scenario, or the values of a factor from the least."""
    if key == "arm":
        return study.arms
    return tuple(value.item() for value in np.unique(study.factor(key)))


def effects(
    study: Study,
    values: Mapping[str, Floats],
    key: str,
    levels: Sequence[object],
    *,
    within: float | None = None,
) -> list[Effect]:
    """Compare each level with the first, for every statistic.

    Parameters
    ----------
    study : Study
    values : mapping
        Statistic → its value in each run of the study.
    key : str
        ``arm`` or a factor.
    levels : sequence
        Its values, the reference first.
    within : float, optional
        Half-width of the interval that is wanted; `enough` tells how many replications it takes.
    """
    level = study.factor(key)
    others = [name for name in ("arm", *study.factors) if name != key]
    luck = study.runs["seed"]
    cell = keys({"seed": luck, **{name: study.factor(name) for name in others}}, "seed", *others)
    found = []
    for metric, column in values.items():
        reference = _by_cell(column, cell, level == levels[0])
        for other in levels[1:]:
            arm, base, missing = _by_luck(_by_cell(column, cell, level == other), reference, cell, luck)
            difference = paired_difference(arm, base)
            found.append(
                Effect(
                    metric, other, levels[0], _mean(arm), _mean(base), difference, missing,
                    replications_for(difference, within=within),
                )
            )  # fmt: skip
    return found


def _by_cell(column: Floats, cell: NDArray[np.int64], chosen: NDArray[np.bool_]) -> dict[int, float]:
    """Return cell → mean of the chosen runs in it; nan where one of them lacks the statistic."""
    found: dict[int, list[float]] = {}
    for place, value in zip(cell[chosen].tolist(), column[chosen].tolist(), strict=True):
        found.setdefault(place, []).append(value)
    return {place: sum(values) / len(values) for place, values in found.items()}


def _by_luck(
    arm: dict[int, float], base: dict[int, float], cell: NDArray[np.int64], luck: NDArray[np.uint64]
) -> tuple[Floats, Floats, int]:
    """Average, for each seed, the cells that both have; return both sides and how many seeds lack one."""
    seed_of = dict(zip(cell.tolist(), luck.tolist(), strict=True))
    pairs: dict[int, list[tuple[float, float]]] = {}
    for place in arm.keys() | base.keys():
        mine, other = arm.get(place, math.nan), base.get(place, math.nan)
        both = pairs.setdefault(seed_of[place], [])
        if not math.isnan(mine) and not math.isnan(other):
            both.append((mine, other))
    means = [np.mean(both, axis=0) for _, both in sorted(pairs.items()) if both]
    table = np.array(means, dtype=float).reshape(-1, 2)
    return table[:, 0], table[:, 1], len(pairs) - len(table)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else math.nan


def replications_for(difference: PairedDifference, *, within: float | None = None) -> float:
    """Return how many pairs an interval takes that excludes 0, or that is ± `within`, at the spread that was seen.

    Parameters
    ----------
    difference : PairedDifference
        From at least two pairs.
    within : float, optional
        Half-width that is wanted, in the statistic's unit, > 0; the distance of the mean from 0 unless stated.

    Returns
    -------
    float
        2 or more; nan with fewer than two pairs; inf where no number of pairs up to ten million does it.
    """
    n, target = difference.n, abs(difference.mean) if within is None else within
    if n < 2 or math.isnan(difference.low):
        return math.nan
    spread = (difference.high - difference.mean) / float(stdtrit(n - 1, 0.975)) * math.sqrt(n)
    if spread == 0.0:
        return 2.0 if target > 0 else math.inf

    def wide(pairs: int) -> bool:
        return float(stdtrit(pairs - 1, 0.975)) * spread / math.sqrt(pairs) >= target

    if wide(MOST_REPLICATIONS):
        return math.inf
    low, high = 1, 2
    while wide(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wide(middle) else (low, middle)
    return float(high)
