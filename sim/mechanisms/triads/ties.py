"""What the mechanism of third parties keeps, besides the world."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]
Singles = npt.NDArray[np.float32]

NOBODY = -1
NEITHER, FIRST_WEAKER, SECOND_WEAKER = range(3)
"""Whether a tie is failing, and which of two: of customer and principal, or of principal and complementor."""
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


class Direct(NamedTuple):
    """Customers whom a complementor serves without a principal: K of them and those to come, in order of customer."""

    owner: Whole
    """(K,) the customer."""
    third: Whole
    """(K,) by whom it is served; -1 for nobody (any more, or yet)."""
    trust: Singles
    """(K,) trust in it."""
    expected: Singles
    """(K,) what is expected of it."""
    volume: Singles
    """(K,) volume that goes there."""
    used: npt.NDArray[np.int64]
    """(1,) how many there are; what comes after them is room."""


def with_room(direct: Direct, more: int) -> Direct:
    """Return those who are still served, and room for so many more."""
    served = np.flatnonzero(direct.third != NOBODY)
    served = served[np.argsort(direct.owner[served], kind="stable")]
    nobody, nothing = np.full(more, NOBODY, np.int32), np.zeros(more, np.float32)
    return Direct(
        owner=np.concatenate((direct.owner[served], nobody)),
        third=np.concatenate((direct.third[served], nobody)),
        trust=np.concatenate((direct.trust[served], nothing)),
        expected=np.concatenate((direct.expected[served], nothing)),
        volume=np.concatenate((direct.volume[served], nothing)),
        used=np.array([served.size], np.int64),
    )


def nobody_served() -> Direct:
    """Return the state of a world in which nobody has gone direct."""
    whole, real, none = np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(1, np.int64)
    return Direct(owner=whole, third=whole, trust=real, expected=real, volume=real, used=none)


class Ties(NamedTuple):
    """State of its own; M are the buyers' rows of the world's relationships."""

    third: Whole
    """(M,) the complementor behind the partner of a customer's row, -1 for none so far."""
    third_trust: Singles
    """(M,) the customer's trust in it."""
    blame: Singles
    """(M,) share of a shortfall for which the customer would blame the principal this month; -1 without a third."""
    expected: Singles
    """(M,) what the customer expected before the month."""
    failing: npt.NDArray[np.int8]
    """(M,) whether one of the two ties that can end was failing before the month, and which was the weaker."""
    wallet: Singles
    """(M,) share of the customer's demand before the month."""
    crossing: npt.NDArray[np.bool_]
    """(M,) whether the third takes the customer over in the coming month."""
    joined: npt.NDArray[np.bool_]
    """(M,) whether the third brings the other two together in the coming month."""
    direct: Direct
    told: Floats
    """(N_TOLD,)"""
    tallies: Floats
    """(N_TALLIES,)"""


def new_ties(rows: int) -> Ties:
    """Return the state of a world in which nobody has met a third party yet."""
    return Ties(
        third=np.full(rows, NOBODY, np.int32),
        third_trust=np.zeros(rows, np.float32),
        blame=np.full(rows, -1.0, np.float32),
        expected=np.zeros(rows, np.float32),
        failing=np.full(rows, NEITHER, np.int8),
        wallet=np.zeros(rows, np.float32),
        crossing=np.zeros(rows, np.bool_),
        joined=np.zeros(rows, np.bool_),
        direct=nobody_served(),
        told=np.zeros(N_TOLD),
        tallies=np.zeros(N_TALLIES),
    )
