"""What mechanisms tell of: the kinds of event that the core does not know, and how one is told.

The numbers are those of ``sim.recording.codes.Event``, where stored tables find their words.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from sim.processes import chronicle

RECOVERY = int(chronicle.RECOVERY)
(
    CONTACT, PITCH, VISIT, DEPARTURE, CELEBRATION, MANDATORY_REVIEW, REVIEW_KEEP, REVIEW_ADJUST, REVIEW_GROW,
    REVIEW_END,
) = range(7, 17)  # fmt: skip
"""Dialogue after silence, a sales pitch after silence, a state visit, the contact person of a side leaves, an
anniversary is celebrated, the law has both looked at closely, and what a review by one of them decides."""

OWNER, PARTNER, BOTH, NOBODY = (
    int(side) for side in (chronicle.BUYER_SIDE, chronicle.SELLER_SIDE, chronicle.BOTH_SIDES, chronicle.NO_SIDE)
)
"""Who does it; ``NOBODY`` where it comes from outside the relationship."""

Rows = npt.NDArray[np.int64]


class Telling(Protocol):
    """Writes down what happens to relationships in the month that is being played."""

    def __call__(self, event: int, rows: Rows, side: int) -> None:
        """Write one event of this kind, by this side, for each of these rows (n,), as they are now."""
