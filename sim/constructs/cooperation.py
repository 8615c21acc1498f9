"""The axis of cooperation (E15)."""

from __future__ import annotations

import math

from sim._jit import rule


@rule
def joint_action(own_investment: float, partner_investment: float) -> float:
    """Return joint action, in [0, 1].

    Notes
    -----
    Claim : what both sides have adapted they act on together [@hallen_1991].
    Form  : E15, geometric mean of the two investments.
    Holds : is 0 where one side has invested nothing.
    """
    return math.sqrt(own_investment * partner_investment)


@rule
def cooperation(sharing: float, joint_action: float, flexibility: float, risk_sharing: float) -> float:
    """Return cooperation, in [0, 1].

    Notes
    -----
    Claim : cooperativeness is measured apart from competitiveness [@wilkinson_young_1997].
    Form  : E15, mean of sharing, joint action, flexibility and risk sharing.
    Holds : rises with each; shares no term with competition.
    """
    return 0.25 * (sharing + joint_action + flexibility + risk_sharing)
