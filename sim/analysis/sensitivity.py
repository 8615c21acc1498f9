"""Which factors decide an outcome: SALib's measures, with runs missing and with what that takes for granted.

Sobol' indices and Morris' elementary effects need whole groups of points (a base sample with its variations, a
trajectory); a group with a point that has no value is left out.  That is right if whether a run fails has nothing to
do with the outcome.  PAWN takes the points that are there, whatever their design.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.analysis.points import Floats, Points, varying
from sim.errors import DyadsError

Method = Literal["sobol", "morris", "pawn"]
DUMMY = "(a dummy)"
"""A factor that does nothing: what it scores is what chance alone gives."""
FEWEST = 20
SLICES = 10
UNEVEN = (6, 9)
"""Numbers of slices whose borders SALib rounds beyond the last value: one slice fewer serves."""
RESAMPLES = 1000
SEED = 20130615
"""Of resampling and of the dummy: the same results give the same table."""


@dataclass(frozen=True)
class Sensitivity:
    """What one method says of one metric.

    Attributes
    ----------
    metric, method : str
    rows : list of dict
        One per factor, the most important first; `low` and `high` bounds are 95 % by resampling.
    used, planned : int
        Groups of points (or points) that it rests on, and those of the design.
    group : str
        What is counted: ``base samples of 6 points``, ``points``.
    """

    metric: str
    method: Method
    rows: list[dict[str, Any]]
    used: int
    planned: int
    group: str


def method_for(kind: str) -> Method:
    """Return the method that a design was made for; PAWN for all that were made for none."""
    made_for: dict[str, Method] = {"saltelli": "sobol", "morris": "morris"}
    return made_for.get(kind, "pawn")


def sensitivity(points: Points, metric: str, method: Method, *, base: int = 0, levels: int = 4) -> Sensitivity:
    """Say how much each factor decides a metric.

    Parameters
    ----------
    points : Points
        Of one arm.
    metric : str
        One of ``points.y``.
    method : {"sobol", "morris", "pawn"}
    base : int
        Base samples of a Saltelli design, or trajectories of a Morris design.
    levels : int
        Levels of a Morris design.

    Raises
    ------
    DyadsError
        The design does not fit the method, or too few points have a value.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about pandas and about divisions; what matters is looked at here
        if method == "sobol":
            return _sobol(points, metric, base)
        return _morris(points, metric, base, levels) if method == "morris" else _pawn(points, metric)


def _whole_groups(points: Points, metric: str, base: int, sizes: tuple[int, ...], word: str) -> tuple[Any, int]:
    """Return which rows lie in groups without a gap, and how many points a group has."""
    n = len(points)
    size = n // base if base else 0
    if base < 1 or n != base * size or size not in sizes:
        raise DyadsError(
            f"{n:,} points are no {word}: with {len(points.factors)} factors it has {' or '.join(map(str, sizes))} "
            f"points for each of its {base:,}",
            "  --method pawn    takes any points",
        )
    there = ~np.isnan(points.y[metric]).reshape(base, size)
    whole = there.all(axis=1)
    if whole.sum() < 2:
        raise DyadsError(
            f"{metric}: {int(whole.sum())} of {base:,} groups of {size} points are whole; it takes 2 or more",
            "  --method pawn    takes any points",
        )
    keep = np.repeat(whole, size)
    varying(points, metric, keep)
    return keep, size


def _problem(points: Points, *, dummy: bool = False) -> dict[str, Any]:
    low, high = points.x.min(axis=0), points.x.max(axis=0)
    names, bounds = list(points.factors), [[float(a), float(b)] for a, b in zip(low, high, strict=True)]
    if dummy:
        names, bounds = [*names, DUMMY], [*bounds, [0.0, 1.0]]
    return {"num_vars": len(names), "names": names, "bounds": bounds}


def _sobol(points: Points, metric: str, base: int) -> Sensitivity:
    from SALib.analyze import sobol

    d = len(points.factors)
    keep, size = _whole_groups(points, metric, base, (d + 2, 2 * d + 2), "Saltelli design")
    pairs = size == 2 * d + 2
    found = sobol.analyze(
        _problem(points), points.y[metric][keep], calc_second_order=pairs, num_resamples=RESAMPLES, seed=SEED
    )
    rows = [
        {
            "factor": name,
            **_with_interval("total", found["ST"][k], found["ST_conf"][k]),
            **_with_interval("first", found["S1"][k], found["S1_conf"][k]),
        }
        for k, name in enumerate(points.factors)
    ]
    group = f"base samples of {size} points"
    return Sensitivity(metric, "sobol", _ordered(rows, "total"), int(keep.sum()) // size, base, group)


def _morris(points: Points, metric: str, base: int, levels: int) -> Sensitivity:
    from SALib.analyze import morris

    d = len(points.factors)
    keep, size = _whole_groups(points, metric, base, (d + 1,), "Morris design")
    found = morris.analyze(
        _problem(points), points.x[keep], points.y[metric][keep], num_resamples=RESAMPLES, num_levels=levels, seed=SEED
    )
    rows = [
        {
            "factor": name,
            **_with_interval("mu_star", found["mu_star"][k], found["mu_star_conf"][k]),
            "mu": float(found["mu"][k]),
            "sigma": float(found["sigma"][k]),
        }
        for k, name in enumerate(points.factors)
    ]
    group = f"trajectories of {size} points"
    return Sensitivity(metric, "morris", _ordered(rows, "mu_star"), int(keep.sum()) // size, base, group)


def _given(points: Points, metric: str) -> tuple[Floats, Floats]:
    """Return ranks of the factors and of a dummy, ties broken by lot, and the values of the points that have one.

    Of ranks, because SALib's slices leave out the greatest value of a factor: of a few levels, a whole one.
    """
    there = ~np.isnan(points.y[metric])
    if there.sum() < FEWEST:
        raise DyadsError(f"{metric}: {int(there.sum())} points have a value; it takes {FEWEST} or more")
    varying(points, metric, there)
    lot = np.random.default_rng(SEED)
    x, n = points.x[there], int(there.sum())
    ranks = [np.argsort(np.lexsort((lot.random(n), column))) for column in (*x.T, lot.random(n))]
    return (np.column_stack(ranks) + 0.5) / n, points.y[metric][there]


def _pawn(points: Points, metric: str) -> Sensitivity:
    from SALib.analyze import pawn

    x, y = _given(points, metric)
    slices = min(SLICES, max(len(y) // 10, 2))
    slices -= slices in UNEVEN
    found = pawn.analyze(_problem(points, dummy=True), x, y, S=slices, seed=SEED)
    rows = [
        {
            "factor": name,
            "median": float(found["median"][k]),
            "low": float(found["minimum"][k]),
            "high": float(found["maximum"][k]),
        }
        for k, name in enumerate([*points.factors, DUMMY])
    ]
    return Sensitivity(metric, "pawn", _ordered(rows, "median"), len(y), len(points), "points")


def _with_interval(name: str, value: float, half: float) -> dict[str, float]:
    low, high = float(value) - float(half), float(value) + float(half)
    return {name: float(value), f"{name}_low": low, f"{name}_high": high}


def _ordered(rows: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["factor"] == DUMMY, -np.nan_to_num(row[by], nan=-np.inf)))
