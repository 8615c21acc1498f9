"""What the market in NumPy begins with, and its two little functions."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
STATES = (
    *("expectation", "satisfaction", "trust", "deception", "commitment", "calculative"),
    *("investment", "memory", "conflict", "outcome", "dependence"),
)


def logistic(x: Array) -> Array:
    """Return 1 / (1 + e^-x)."""
    return 1.0 / (1.0 + np.exp(-x))


def share(x: Array) -> Array:
    """Return x cut to [0, 1]."""
    return np.clip(x, 0.0, 1.0)


def draw_organisations(p: Any, rng: np.random.Generator, n: int, mean: float, spread: float) -> dict[str, Array]:
    """Return the columns of so many organisations of one kind."""
    traits = p.organisations
    low, high = p.conflict.bargaining_low, p.conflict.bargaining_high
    return {
        "competence": np.clip(rng.normal(mean, spread, n), traits.competence_low, traits.competence_high),
        "opportunism": rng.beta(1.0, p.opportunism.shape, n),
        "bargaining": rng.uniform(low, high, n),
        "leniency": rng.normal(0.0, p.perception.leniency_sd, n),
        "values": rng.random((n, 5)),
        "goals": rng.random((n, 5)),
        "place": rng.random((n, 2)),
        "reputation": np.full(n, traits.reputation_start),
        "level": np.full(n, p.outcome.level_start),
        "alternative": np.zeros(n),
        "partners": np.zeros(n),
        "volume": np.zeros(n),
    }
