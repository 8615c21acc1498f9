"""The axis of competition (E15)."""

from __future__ import annotations

from sim._jit import rule


@rule
def multi_sourcing(share_of_business: float, partners: float) -> float:
    """Return how far business is spread beyond an even split, in [0, 1].

    Notes
    -----
    Claim : who keeps several irons in the fire competes for advantage [@wilkinson_young_1997].
    Form  : 2.3b.12, 1 less the share times the number of partners.
    Holds : is 0 for an only partner; falls with the share.
    """
    return max(0.0, 1.0 - share_of_business * partners)


@rule
def competition(
    bargaining: float, price_pressure: float, multi_sourcing: float, opportunism: float, conflict: float
) -> float:
    """Return competition, in [0, 1].

    Notes
    -----
    Claim : competitiveness is measured apart from cooperativeness [@wilkinson_young_1997].
    Form  : E15, mean of bargaining, price pressure, multi-sourcing, opportunism and conflict.
    Holds : rises with each; shares no term with cooperation.
    """
    return 0.2 * (bargaining + price_pressure + multi_sourcing + opportunism + conflict)
