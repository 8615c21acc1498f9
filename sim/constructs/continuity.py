"""Leaving, and what keeps from it (E16)."""

from __future__ import annotations

from sim._jit import exp, logistic, rule


@rule
def leaving_log_odds(
    net_alternative: float,
    outcome: float,
    switching_cost: float,
    commitment: float,
    honeymoon: float,
    calculative: float,
    intercept: float,
    per_advantage: float,
    per_commitment: float,
    commitment_reference: float,
    per_honeymoon: float,
    per_calculative: float,
) -> float:
    """Return the log-odds of leaving this month.

    Notes
    -----
    Claim : people leave for better alternatives; commitment [@morgan_hunt_1994] and starting assets
        [@fichman_levinthal_1991] keep them.
    Form  : E16, linear in the alternative's net advantage, affective commitment and honeymoon.
    Holds : rises with the alternative; falls with outcome, switching cost, commitment and honeymoon.
    """
    pulled = per_advantage * (net_alternative - outcome - switching_cost)
    kept = (
        per_commitment * (commitment - commitment_reference) + per_honeymoon * honeymoon + per_calculative * calculative
    )
    return intercept + pulled - kept


@rule
def honeymoon_after(honeymoon: float, half_life: float) -> float:
    """Return the starting assets left after a month.

    Notes
    -----
    Claim : relationships start with a stock of goodwill that is used up [@fichman_levinthal_1991].
    Form  : E16, halves every half-life.
    Holds : falls; stays at 0.
    """
    return honeymoon * exp(-0.6931471805599453 / half_life)


@rule
def partner_standing(outcome: float, switching_cost: float, commitment: float, per_commitment: float) -> float:
    """Return a partner's standing when purchases are split, value per unit of volume.

    Notes
    -----
    Claim : business goes where it pays, where it is bound and where the heart is [@thibaut_1959].
    Form  : E16, a sum.
    Holds : rises with each.
    """
    return outcome + switching_cost + per_commitment * commitment


@rule
def contact_probability(
    effort: float,
    reputation: float,
    distance: float,
    intercept: float,
    per_effort: float,
    per_reputation: float,
    per_distance: float,
) -> float:
    """Return the probability that a first contact succeeds.

    Notes
    -----
    Claim : effort and reputation open doors, distance keeps them shut [@geersbro_ritter_2013].
    Form  : T02, logistic.
    Holds : rises with effort and reputation, falls with distance.
    """
    return logistic(intercept + per_effort * effort + per_reputation * reputation - per_distance * distance)
