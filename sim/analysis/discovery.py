"""Which region of the factors leads to an outcome: boxes found by CART (scikit-learn) or PRIM (ema_workbench)."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.points import Floats, Points, varying
from sim.errors import DyadsError

Method = Literal["cart", "prim"]
Flags = NDArray[np.bool_]
FEWEST = 30
SMALLEST_LEAF = 5
DENSE = 0.8
"""Density that a box of PRIM is peeled down to, where it can be had."""
MOST_BOXES = 3
_WHERE = re.compile(r"\s*(\w+)\s*(<=|>=|<|>|≤|≥)\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*", re.ASCII)


@dataclass(frozen=True)
class Outcome:
    """What is looked for: points at which a metric lies above or below a threshold.

    Attributes
    ----------
    name, metric : str
    above : bool
    threshold : float
        In the metric's unit; nan where the share of points is given instead.
    share : float
        The points in which it is strongest, as a share of all; used where there is no threshold.
    """

    name: str
    metric: str
    above: bool
    threshold: float = math.nan
    share: float = 0.25

    def at(self, values: Floats) -> tuple[Flags, float]:
        """Return which points have it, and the threshold."""
        line = self.threshold
        if math.isnan(line):
            line = float(np.quantile(values, 1 - self.share if self.above else self.share))
        return (values > line) if self.above else (values < line), line


@dataclass(frozen=True)
class Limit:
    """One side of a box: a factor, and from where to where; infinite where it is open."""

    factor: str
    low: float
    high: float


@dataclass(frozen=True)
class Box:
    """A region.

    Attributes
    ----------
    limits : list of Limit
        All must hold; factors without one may be anything.
    n : int
        Points inside.
    density : float
        Share of them that have the outcome.
    coverage : float
        Share of all points with the outcome that lie inside.
    """

    limits: list[Limit]
    n: int
    density: float
    coverage: float


@dataclass(frozen=True)
class Discovery:
    """Boxes, the best first, and how far to trust them.

    Attributes
    ----------
    outcome : Outcome
    threshold : float
    n, n_with : int
        Points, and those with the outcome.
    boxes : list of Box
    unseen : float
        Share of points told apart rightly of which neither they nor near-duplicates had been shown (mean of both
        kinds; 0.5 is guessing); nan for PRIM.
    names : list of str
        Factors, and arms as ``arm = name``.
    x : (n, names) float
    with_it : (n,) bool
    """

    outcome: Outcome
    threshold: float
    n: int
    n_with: int
    boxes: list[Box]
    unseen: float
    names: list[str]
    x: Floats
    with_it: Flags


def parse_where(text: str, name: str = "") -> Outcome | None:
    """Return the outcome that ``captive_share > 0.3`` describes, or None where it describes none."""
    match = _WHERE.fullmatch(text.replace("−", "-"))
    if match is None:
        return None
    return Outcome(name or text.strip(), match[1], match[2] in (">", ">=", "≥"), float(match[3]))


def discover(points: Points, outcome: Outcome, method: Method = "cart", *, depth: int = 3) -> Discovery:
    """Find boxes of points that have an outcome.

    Parameters
    ----------
    points : Points
        Of one arm, or of several: then the arm is a factor, too.
    outcome : Outcome
    method : {"cart", "prim"}
    depth : int
        Questions that a tree may ask one after another, 1 or more.

    Raises
    ------
    DyadsError
        Too few points, or all or none have the outcome.
    """
    there = ~np.isnan(points.y[outcome.metric])
    n = int(there.sum())
    if n < FEWEST:
        raise DyadsError(f"{outcome.metric}: {n} points have a value; it takes {FEWEST} or more to find a region")
    varying(points, outcome.metric, there)
    values = points.y[outcome.metric][there]
    with_it, threshold = outcome.at(values)
    if not SMALLEST_LEAF <= with_it.sum() <= n - SMALLEST_LEAF:
        raise DyadsError(
            f"{outcome.name}: {int(with_it.sum())} of {n:,} points have it; between {SMALLEST_LEAF} and "
            f"{n - SMALLEST_LEAF:,} must, or there is nothing to tell apart",
            f"  values reach from {values.min():.3g} to {values.max():.3g}",
        )
    names, x = _features(points, there)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if method == "cart":
            boxes, unseen = _cart(x, with_it, names, depth, points.group[there])
        else:
            boxes, unseen = _prim(x, with_it, names), math.nan
    return Discovery(outcome, threshold, n, int(with_it.sum()), boxes, unseen, names, x, with_it)


def _features(points: Points, there: Flags) -> tuple[list[str], Floats]:
    """Return the columns that a region is made of: factors, and one for each arm where there are several."""
    names, columns = list(points.factors), [points.x[there]]
    arms = list(dict.fromkeys(points.arm.tolist()))
    if len(arms) > 1:
        names += [f"arm = {arm}" for arm in arms]
        columns.append((points.arm[there][:, None] == np.array(arms)).astype(float))
    return names, np.hstack(columns)


def _cart(
    x: Floats, with_it: Flags, names: Sequence[str], depth: int, group: NDArray[np.int64]
) -> tuple[list[Box], float]:
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_score
    from sklearn.tree import DecisionTreeClassifier

    leaf = max(SMALLEST_LEAF, len(x) // 25)
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, class_weight="balanced", random_state=0)
    # Points that resemble each other stay in one part, or the tree would be asked what it had been told.
    parts = min(5, len(np.unique(group[with_it])), len(np.unique(group[~with_it])))
    unseen = math.nan
    if parts > 1:
        folds = StratifiedGroupKFold(parts, shuffle=True, random_state=0)
        scores = cross_val_score(tree, x, with_it, groups=group, cv=folds, scoring="balanced_accuracy")
        unseen = float(np.mean(scores))
    tree.fit(x, with_it)
    boxes = [
        _box(limits, x, with_it, names)
        for limits in _leaves(tree.tree_, x.shape[1])
        if _inside(limits, x)[with_it].mean() > _inside(limits, x)[~with_it].mean()
    ]
    return sorted(boxes, key=lambda box: (-box.density, -box.coverage)), unseen


def _leaves(tree: Any, n: int) -> list[Floats]:
    """Return the box of every leaf: (n, 2) lower (excluded) and upper (included) limits."""
    found, todo = [], [(0, np.tile([-np.inf, np.inf], (n, 1)))]
    while todo:
        node, limits = todo.pop()
        if tree.children_left[node] < 0:
            found.append(limits)
            continue
        at, line = tree.feature[node], tree.threshold[node]
        below, above = limits.copy(), limits.copy()
        below[at, 1], above[at, 0] = line, line
        todo += [(tree.children_left[node], below), (tree.children_right[node], above)]
    return found


def _inside(limits: Floats, x: Floats) -> Flags:
    return np.asarray(((x > limits[:, 0]) & (x <= limits[:, 1])).all(axis=1))


def _box(limits: Floats, x: Floats, with_it: Flags, names: Sequence[str]) -> Box:
    """Describe a box by the values that occur in it: limits lie at points, not between them."""
    inside = _inside(limits, x)
    sides = []
    for at, name in enumerate(names):
        low, high = limits[at]
        if np.isfinite(low) or np.isfinite(high):
            column = x[inside, at]
            ends = (float(column.min()) if np.isfinite(low) else -math.inf, float(column.max()))
            sides.append(Limit(name, ends[0], ends[1] if np.isfinite(high) else math.inf))
    n, hits = int(inside.sum()), int((inside & with_it).sum())
    return Box(sides, n, hits / max(n, 1), hits / int(with_it.sum()))


def _prim(x: Floats, with_it: Flags, names: Sequence[str]) -> list[Box]:
    import logging

    import pandas as pd
    from ema_workbench.analysis import prim

    logging.getLogger("EMA").setLevel(logging.ERROR)
    table = pd.DataFrame(x, columns=list(names))
    search = prim.Prim(table, with_it, threshold=min(DENSE, max(0.99 * with_it.mean(), 0.5)), peel_alpha=0.05)
    boxes: list[Box] = []
    left = np.ones(len(x), dtype=bool)
    for _ in range(MOST_BOXES):
        found = search.find_box()
        if found is None:
            break
        trajectory = found.peeling_trajectory
        dense = np.flatnonzero(trajectory["density"].to_numpy() >= DENSE)
        chosen = int(dense[0]) if len(dense) else int(trajectory["density"].to_numpy().argmax())
        found.select(chosen)
        limits = np.array([found.box_lims[chosen][name].to_numpy(dtype=float) for name in names])
        limits = np.where([[limits[k, side] == (x[:, k].min(), x[:, k].max())[side] for side in (0, 1)]
                           for k in range(len(names))], (-np.inf, np.inf), limits)  # fmt: skip
        limits[:, 0] = np.nextafter(limits[:, 0], -np.inf)
        box = _box(limits, x[left], with_it[left], names)
        hits = round(box.density * box.n)
        if box.n < SMALLEST_LEAF or hits == 0:
            break
        boxes.append(Box(box.limits, box.n, box.density, hits / int(with_it.sum())))
        left &= ~_inside(limits, x)
        if with_it[left].sum() < SMALLEST_LEAF:
            break
    return boxes
