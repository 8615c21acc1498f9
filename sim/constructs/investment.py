"""Relationship-specific investment (E9)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def investment_after(
    investment: float,
    commitment: float,
    pledge: float,
    willingness: float,
    subsidy: float,
    rate: float,
    decay: float,
    unmatched: float,
) -> float:
    """Return relationship-specific investment after a month, in [0, 1].

    Notes
    -----
    Claim : the committed invest, the more so where they see the other committed [@anderson_weitz_1992;
        @williamson_1985].
    Form  : E9, a share wears off, a share of the missing part is added.
    Holds : stays in [0, 1]; only wears off without commitment or willingness.
    """
    added = rate * commitment * (unmatched + (1.0 - unmatched) * pledge) * willingness * (1.0 + subsidy)
    return share((1.0 - decay) * investment + added * (1.0 - investment))
