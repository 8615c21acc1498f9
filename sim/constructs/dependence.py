"""Dependence on the partner (E6)."""

from __future__ import annotations

from sim._jit import logistic, rule


@rule
def dependence(outcome: float, alternative: float, switching_cost: float, slope: float, offset: float) -> float:
    """Return dependence on the partner, in (0, 1).

    Notes
    -----
    Claim : dependence is what one gets here beyond what one could get elsewhere [@emerson_1962; @anderson_narus_1990].
    Form  : E6, logistic in outcome less alternative plus switching cost.
    Holds : rises with outcome and switching cost, falls with the alternative.
    """
    return logistic(slope * (outcome - alternative + switching_cost) - offset)
