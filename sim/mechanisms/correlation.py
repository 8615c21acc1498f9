"""How two columns of a month go together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's r; nan where either does not vary or fewer than three pairs are there."""
    if x.size < 3 or x.std() < 1e-12 or y.std() < 1e-12:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])
