"""What the mechanism of third parties keeps, besides the world."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]
Singles = npt.NDArray[np.float32]

NOBODY = -1
(
    TOLD_TRIADS,
    TOLD_THIRD_TRUST,
    TOLD_BLAME,
    TOLD_EFFORT,
    TOLD_PRINCIPALS,
    TOLD_LOSS,
    TOLD_COMMITMENT,
    TOLD_DELIVERED,
    TOLD_DIRECT,
    TOLD_CLOSED,
    TOLD_BALANCED,
) = range(11)
N_TOLD = 11
"""Sums of a month."""
(
    BROKEN,
    BROKEN_FIRST,
    WEAK_FIRST,
    BROKEN_WEAKER,
    THOUGHT_TRUSTED,
    CROSSED_TRUSTED,
    THOUGHT_OTHER,
    CROSSED_OTHER,
) = range(8)
N_TALLIES = 8
"""Counts since the beginning: triads that lost one of their two ties, and complementors who thought of going direct."""


class Ties(NamedTuple):
    """State of its own; R are the rows of the world's relationships."""

    third: Whole
    """(R,) the complementor behind the partner of a customer's row, -1 for none so far."""
    third_trust: Singles
    """(R,) the customer's trust in it."""
    blame: Singles
    """(R,) share of a shortfall for which the customer would blame the principal this month; -1 without a third."""
    expected: Singles
    """(R,) what the customer expected before the month."""
    first_sign: Singles
    """(R,) sign of the tie of customer and principal before the month."""
    second_sign: Singles
    """(R,) sign of the tie of principal and complementor before the month."""
    wallet: Singles
    """(R,) share of the customer's demand before the month."""
    crossing: npt.NDArray[np.bool_]
    """(R,) whether the third takes the customer over in the coming month."""
    joined: npt.NDArray[np.bool_]
    """(R,) whether the third brings the other two together in the coming month."""
    direct: Whole
    """(R,) places for customers served directly, in their owner's segment: by whom, -1 for nobody."""
    direct_trust: Singles
    """(R,) trust in it."""
    direct_expected: Singles
    """(R,) what is expected of it."""
    direct_volume: Singles
    """(R,) volume that goes there."""
    told: Floats
    """(N_TOLD,)"""
    tallies: Floats
    """(N_TALLIES,)"""


def new_ties(rows: int) -> Ties:
    """Return the state of a world in which nobody has met a third party yet."""
    nobody = np.full(rows, NOBODY, np.int32)
    return Ties(
        third=nobody,
        third_trust=np.zeros(rows, np.float32),
        blame=np.full(rows, -1.0, np.float32),
        expected=np.zeros(rows, np.float32),
        first_sign=np.zeros(rows, np.float32),
        second_sign=np.zeros(rows, np.float32),
        wallet=np.zeros(rows, np.float32),
        crossing=np.zeros(rows, np.bool_),
        joined=np.zeros(rows, np.bool_),
        direct=nobody.copy(),
        direct_trust=np.zeros(rows, np.float32),
        direct_expected=np.zeros(rows, np.float32),
        direct_volume=np.zeros(rows, np.float32),
        told=np.zeros(N_TOLD),
        tallies=np.zeros(N_TALLIES),
    )
