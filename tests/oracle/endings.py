"""Who ended a relationship, and why: read out of the month in which it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.month import Month


def initiator(month: Month) -> int:
    """Return 0 for the buyer, 1 for the seller, 2 for both, 3 for nobody inside the relationship."""
    return {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}[tuple(month.left)]


def cause(month: Month) -> int:
    """Return why it ended: what pushed the leaver (the buyer, where both left) most in E16; 4 from outside."""
    if not any(month.left):
        return 4
    me = 0 if month.left[0] else 1
    p, now = month.p.exit, month.it.sides[me]
    better = p.advantage * (month.alternatives[me] - now.outcome - month.costs[me])
    cool = p.commitment * (p.commitment_reference - now.commitment)
    if max(better, cool) <= 0.0:
        return 3
    return 1 if better >= cool else 2
