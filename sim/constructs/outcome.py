"""What the relationship yields, and what it is held against (E6, E19)."""

from __future__ import annotations

from sim._jit import clip, rule


@rule
def buyer_payoff(performance: float, price: float) -> float:
    """Return the buyer's net payoff per unit of volume.

    Notes
    -----
    Claim : what is received less what is paid [@thibaut_1959].
    Form  : E6 with E19.
    Holds : rises with performance, falls with price.
    """
    return performance - price


@rule
def seller_payoff(performance: float, price: float) -> float:
    """Return the seller's net payoff per unit of volume.

    Notes
    -----
    Claim : what is paid, less what a bad customer costs [@thibaut_1959].
    Form  : E6 with E19: price less the shortfall of the buyer's custom.
    Holds : rises with the buyer's custom and with price.
    """
    return price - (1.0 - performance)


@rule
def outcome_after(outcome: float, payoff: float, rate: float) -> float:
    """Return the smoothed net outcome, value per unit of volume.

    Notes
    -----
    Claim : relationships are judged on what they yield over time [@thibaut_1959].
    Form  : E6, exponential smoothing.
    Holds : lies between the old outcome and the payoff.
    """
    return clip(outcome + rate * (payoff - outcome), -5.0, 5.0)


@rule
def level_after(level: float, outcome: float, rate: float) -> float:
    """Return the comparison level after a month, value per unit of volume.

    Notes
    -----
    Claim : people get used to what they have [@thibaut_1959].
    Form  : E6 and 2.3b.11, exponential smoothing towards the mean outcome.
    Holds : lies between the old level and the outcome.
    """
    return clip(level + rate * (outcome - level), -5.0, 5.0)


@rule
def expected_outcome(
    prior: float, reputation: float, payment: float, distance: float, reputation_weight: float, distance_loss: float
) -> float:
    """Return what a stranger is expected to yield, value per unit of volume.

    Notes
    -----
    Claim : alternatives are judged by hearsay [@thibaut_1959].
    Form  : 2.3b.3: half prior, half reputation, less payment, less what distance costs.
    Holds : rises with reputation, falls with payment and distance.
    """
    return (1.0 - reputation_weight) * prior + reputation_weight * reputation - payment - distance_loss * distance
