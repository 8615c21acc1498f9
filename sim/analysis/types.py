"""Types of relationship over time, as the two typologies read them out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, length

Floats = NDArray[np.float64]

TYPOLOGIES: dict[str, dict[str, str]] = {
    "Donaldson and O'Toole": {
        "partnership": "n_partnership",
        "friendship": "n_friendship",
        "adversarial": "n_adversarial",
        "detachment": "n_detachment",
    },
    "Hines": {
        "strategic alliance": "n_alliance",
        "functional partnership": "n_functional",
        "one-sided partnership": "n_one_sided",
    },
}
"""Typology → its types and the step metrics that count them."""
REST = "none of these yet"


@dataclass(frozen=True)
class TypeShares:
    """Shares of the relationships alive, month by month.

    Attributes
    ----------
    typology : str
    month : (m,) int
        Months in which some relationship was alive.
    share : dict of (m,) float
        Type → its share, in [0, 1]; where a typology leaves some out, the rest is a type of its own.
    living : (m,) float
        Relationships alive, mean over runs.
    n_runs : int
    """

    typology: str
    month: NDArray[np.int64]
    share: dict[str, Floats]
    living: Floats
    n_runs: int


def type_shares(steps: Table, typology: str) -> TypeShares:
    """Return the shares of a typology's types, over all runs of the table.

    Parameters
    ----------
    steps : Table
    typology : str
        A key of `TYPOLOGIES`.
    """
    names = TYPOLOGIES[typology]
    if length(steps) == 0 or any(name not in steps for name in (*names.values(), "n_relationships")):
        return TypeShares(typology, np.zeros(0, np.int64), {}, np.zeros(0), 0)
    month, inverse, runs = np.unique(steps["month"], return_inverse=True, return_counts=True)
    living = np.bincount(inverse, weights=steps["n_relationships"])
    some = living > 0
    share, rest = {}, living[some].copy()
    for word, column in names.items():
        count = np.bincount(inverse, weights=steps[column])[some]
        share[word] = count / living[some]
        rest -= count
    if rest.max(initial=0.0) > 1e-9:
        share[REST] = np.maximum(rest, 0.0) / living[some]
    return TypeShares(typology, month[some].astype(np.int64), share, (living / runs)[some], int(runs.max()))
