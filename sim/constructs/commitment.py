"""The wish to continue: affective (E7) and calculative (E8)."""

from __future__ import annotations

from sim._jit import exp, rule, share


@rule
def goal_factor(goal_overlap: float, floor: float, mean_overlap: float) -> float:
    """Return what common goals make of the commitment target; about 1 on average.

    Notes
    -----
    Claim : commitment needs shared as well as own goals [@morgan_hunt_1994].
    Form  : E7 and 2.3b.7, linear, divided by its mean over the distribution of goals.
    Holds : is 1 at floor 1; rises with the overlap.
    """
    return (floor + (1.0 - floor) * goal_overlap) / (floor + (1.0 - floor) * mean_overlap)


@rule
def commitment_target(
    trust: float,
    satisfaction: float,
    attractiveness: float,
    values: float,
    pledge: float,
    conflict: float,
    goals: float,
    w_trust: float,
    w_satisfaction: float,
    w_attractiveness: float,
    w_values: float,
    w_pledge: float,
    w_conflict: float,
) -> float:
    """Return the affective commitment to which this state of affairs leads.

    Notes
    -----
    Claim : trust and shared values feed commitment [@morgan_hunt_1994], satisfaction does [@geyskens_1999], the
        partner's pledges do [@anderson_weitz_1992]; conflict harms where there is no trust.
    Form  : E7, weighted sum times the goal factor, less conflict times missing trust.
    Holds : rises with each source; falls with conflict unless trust is full.
    """
    drawn = (
        w_trust * trust
        + w_satisfaction * satisfaction
        + w_attractiveness * attractiveness
        + w_values * values
        + w_pledge * pledge
    )
    return goals * drawn - w_conflict * conflict * (1.0 - trust)


@rule
def commitment_after(commitment: float, target: float, rate: float) -> float:
    """Return commitment after a month, in [0, 1].

    Notes
    -----
    Claim : commitment grows and fades slowly [@geyskens_1999].
    Form  : E7, exponential smoothing towards the target.
    Holds : stays in [0, 1]; moves towards the target.
    """
    return share(commitment + rate * (target - commitment))


@rule
def calculative_target(advantage: float, switching_cost: float, scale: float) -> float:
    """Return the calculative commitment to which costs and advantage lead, in [0, 1).

    Notes
    -----
    Claim : total interdependence raises calculation as well as affection [@geyskens_1996].
    Form  : E8, saturating in switching cost plus advantage over the alternative.
    Holds : is 0 without either; rises with both.
    """
    return 1.0 - exp(-(switching_cost + max(advantage, 0.0)) / scale)
