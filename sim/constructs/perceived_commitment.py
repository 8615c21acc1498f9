"""How the partner's commitment is seen (E5)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def perceived_commitment(
    commitment: float,
    partner_investment: float,
    own_investment: float,
    leniency: float,
    noise: float,
    visibility: float,
    pledge_visibility: float,
    discount: float,
) -> float:
    """Return the partner's affective commitment as this side sees it, in [0, 1].

    Notes
    -----
    Claim : commitment shows through pledges [@anderson_weitz_1992]; an unmatched own investment makes the partner look
        less committed [@jap_ganesan_2000].
    Form  : E5, the commitment times its visibility, plus the onlooker's leniency and error, less a discount.
    Holds : is the commitment itself at visibility 1, no leniency, no noise and no discount.
    """
    visible = min(visibility + pledge_visibility * partner_investment, 1.0)
    unmatched = own_investment if partner_investment < own_investment else 0.0
    return share(commitment * visible + leniency + noise - discount * unmatched)
