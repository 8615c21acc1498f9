"""The rules of professed and practised values, and of the agreement (T24, T36)."""

from __future__ import annotations

from sim._jit import rule


@rule
def deeds_seen(deliveries: float, half: float) -> float:
    """Return the weight of deeds in what one sees of the partner's values, in [0, 1).

    Notes
    -----
    Claim : professed values are believed at first, practised ones once they are seen [@cormier].
    Form  : T36, n / (n + 6).
    Holds : is 0 at first and rises with experience.
    """
    return deliveries / (deliveries + half)


@rule
def gap_after(gap: float, mentoring: float) -> float:
    """Return the distance between professed and practised values after a month.

    Notes
    -----
    Claim : mentoring brings practice nearer to what is professed [@cormier].
    Form  : T36, closes a share of the gap.
    Holds : never grows; stays at 0.
    """
    return gap * (1.0 - mentoring)


@rule
def belief_step(trust: float, kept: float, rate: float, ceiling: float) -> float:
    """Return what a month inside (``kept`` 1) or outside the agreement (0) adds to trust.

    Notes
    -----
    Claim : trust is the expectation that the other stays within the agreement [@cormier].
    Form  : T24, a share of the way to 1, or what remembered deception leaves of it, or to 0.
    Holds : has the sign of what is missing; is 0 at rate 0.
    """
    return rate * (kept * ceiling - trust)
