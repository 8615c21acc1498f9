"""Designs: which points of the space of factors are played.

Sampling is SciPy's (Latin hypercube, Sobol') and SALib's (Saltelli, Morris); here only the unit cube is mapped onto
ranges, whole numbers and lists of values.
"""

from __future__ import annotations

import itertools
import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.scenario import Design, Factor

Floats = NDArray[np.float64]

ON_LEVELS = frozenset({"morris"})
"""Designs whose coordinates are levels from 0 to 1, both included, and not draws between them."""


def number_of_points(design: Design) -> int:
    """Return how many points a design has, before any is made."""
    n, k = design.n or 1, len(design.factors)
    if design.kind == "none":
        return 1
    if design.kind == "list":
        return len(next(iter(design.factors.values())).values or ())
    if design.kind == "grid":
        return math.prod(len(one.values) if one.values else one.steps or 1 for one in design.factors.values())
    return {"saltelli": n * (k + 2), "morris": n * (k + 1)}.get(design.kind, n)


def points_of(design: Design, seed: int, whole: frozenset[str]) -> Floats:
    """Return the points of a design.

    Parameters
    ----------
    design : Design
        Valid.
    seed : int
        Root of the luck of sampled designs.
    whole : frozenset of str
        Factors that take whole numbers only.

    Returns
    -------
    (points, factors) float64
        In the order that the analysis of the design needs; a point may occur more than once.
    """
    factors = design.factors
    if design.kind == "none":
        return np.zeros((1, 0))
    if design.kind == "list":
        return np.array([factor.values for factor in factors.values()], dtype=float).T
    if design.kind == "grid":
        axes = [_axis(factor, key in whole) for key, factor in factors.items()]
        return np.array(list(itertools.product(*axes)), dtype=float)
    unit = _unit(design, seed)
    levels = design.kind in ON_LEVELS
    columns = [
        _mapped(unit[:, column], factor, key in whole, levels) for column, (key, factor) in enumerate(factors.items())
    ]
    return np.stack(columns, axis=1)


def _axis(factor: Factor, whole: bool) -> list[float]:
    if factor.values is not None:
        return list(factor.values)
    low, high = factor.ends()
    steps = np.linspace(low, high, factor.steps or 2)
    # Equal steps without the dust of binary fractions: 0.3, not 0.30000000000000004.
    return list(dict.fromkeys(float(round(x)) if whole else float(f"{x:.12g}") for x in steps))


def _unit(design: Design, seed: int) -> Floats:
    """Return the design in the unit cube."""
    n, names = design.n or 1, list(design.factors)
    luck = np.random.default_rng(seed)
    if design.kind == "lhs":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(len(names), seed=luck).random(n))
    if design.kind == "sobol":
        from scipy.stats import qmc

        return np.asarray(qmc.Sobol(len(names), seed=luck).random(n))
    problem: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if design.kind == "saltelli":
            from SALib.sample import sobol

            # First-order and total indices; those of pairs would double the number of runs.
            return np.asarray(sobol.sample(problem, n, calc_second_order=False, seed=_small(seed)))
        from SALib.sample import morris

        return np.asarray(morris.sample(problem, n, num_levels=design.levels, seed=_small(seed)))


def _small(seed: int) -> int:
    """Return the seed as the 32 bits that SALib's generators take."""
    return (seed ^ (seed >> 32)) & 0xFFFFFFFF


def _mapped(unit: Floats, factor: Factor, whole: bool, levels: bool) -> Floats:
    """Map [0, 1] onto what a factor is varied over."""
    if factor.values is not None:
        values = np.array(factor.values, dtype=float)
        last = len(values) - 1
        place = np.rint(unit * last) if levels else np.minimum(np.floor(unit * (last + 1)), last)
        return np.asarray(values[place.astype(int)])
    low, high = factor.ends()
    if not whole:
        return low + (high - low) * unit
    return np.rint(low + (high - low) * unit) if levels else np.minimum(low + np.floor(unit * (high - low + 1)), high)
