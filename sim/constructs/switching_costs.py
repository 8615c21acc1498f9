"""What leaving would cost (E8)."""

from __future__ import annotations

from sim._jit import rule


@rule
def switching_cost(
    investment: float,
    memory: float,
    contract_months: float,
    base: float,
    per_investment: float,
    per_memory: float,
    per_contract_year: float,
) -> float:
    """Return the cost of leaving, value per unit of volume.

    Notes
    -----
    Claim : what is invested and known here is lost elsewhere; contracts bind [@geyskens_1996].
    Form  : E8, a sum.
    Holds : rises with investment, memory and contract left; is the base without them.
    """
    return base + per_investment * investment + per_memory * memory + per_contract_year * contract_months / 12.0
