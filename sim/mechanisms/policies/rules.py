"""The rules of policies: who has which, what a price to the limit is, what a review decides (T08, T35, T37, T38)."""

from __future__ import annotations

from sim._jit import clip, exp, int64, log, rule, share

NONE, TRANSACTIONAL, RELATIONAL, ADAPTIVE, PILOT, SQUEEZE, STRICT_EQUITY = (int64(k) for k in range(7))
"""Policies; ``SQUEEZE`` is PRICE_TO_LIMIT of a seller and BEAT_DOWN of a buyer: to the other's leaving point."""

END, ADJUST, GROW = (int64(k) for k in range(3))
"""What a review decides."""


@rule
def policy_of(
    u: float, transactional: float, relational: float, adaptive: float, pilot: float, squeeze: float, equity: float
) -> int:
    """Return the policy of an organisation whose luck is ``u`` in (0, 1).

    Notes
    -----
    Claim : parties relate by transactional, relational or adaptive logics [@cormier], piloting or traditional defaults.
    Form  : ours; the shares cut (0, 1] in the order of the arguments, the rest has none.
    Holds : with one share at 1 everybody has that policy; with all at 0 nobody has any.
    """
    code = NONE
    top = transactional
    if u < top:
        code = TRANSACTIONAL
    top += relational
    if code == NONE and u < top:
        code = RELATIONAL
    top += adaptive
    if code == NONE and u < top:
        code = ADAPTIVE
    top += pilot
    if code == NONE and u < top:
        code = PILOT
    top += squeeze
    if code == NONE and u < top:
        code = SQUEEZE
    top += equity
    if code == NONE and u < top:
        code = STRICT_EQUITY
    return code


@rule
def relating_after(relating: float, trust: float, on: float, off: float) -> float:
    """Return whether an adaptive party relates (1) or only trades (0), after looking at its own trust.

    Notes
    -----
    Claim : an adaptive party deals by what the other has earned [@cormier].
    Form  : T08, two thresholds: what began at one goes on until the other.
    Holds : is 1 from ``on``, 0 below ``off``, and what it was in between.
    """
    kept = relating if trust >= off else 0.0
    return 1.0 if trust >= on else kept


@rule
def price_led_push(alternative: float, outcome: float, slope: float) -> float:
    """Return the log-odds of leaving that a better alternative adds for who only trades.

    Notes
    -----
    Claim : who only trades goes where the price is better [@cormier].
    Form  : T08, linear in the advantage; what leaving costs in knowledge and adaptation is not looked at.
    Holds : is at least 0; is 0 where nothing better is known.
    """
    return slope * max(alternative - outcome, 0.0)


@rule
def price_to_limit(
    received: float, alternative: float, switching_cost: float, margin: float, low: float, high: float
) -> float:
    """Return the price at which a customer just does not leave, within bounds.

    ``alternative`` is net of the cost of searching; a buyer gets what it receives less the price.

    Notes
    -----
    Claim : the traditional default towards customers is to charge just below the leaving point [@cormier].
    Form  : T38, from E6 and E16: received - price = alternative - switching cost + margin.
    Holds : falls with the alternative, rises with switching costs; lies within the bounds.
    """
    return clip(received - (alternative - switching_cost) - margin, low, high)


@rule
def beaten_down_price(
    received: float, alternative: float, switching_cost: float, margin: float, low: float, high: float
) -> float:
    """Return the price at which a supplier just does not leave, within bounds.

    A seller gets the price less what the buyer's custom falls short of (E6): price - (1 - received).

    Notes
    -----
    Claim : the traditional default towards suppliers is take it or leave it [@cormier].
    Form  : T38, from E6 and E16: price - (1 - received) = alternative - switching cost + margin.
    Holds : rises with the alternative, falls with switching costs; lies within the bounds.
    """
    return clip(1.0 - received + (alternative - switching_cost) + margin, low, high)


@rule
def attainment(joint_value: float, velocity: float, goal: float, per_velocity: float) -> float:
    """Return how far a relationship has got, 1 where it reached its goal and stands still.

    Notes
    -----
    Claim : a review weighs tracked value against the goal, and whether commitment grows [@cormier].
    Form  : T37, joint value over goal, plus commitment's growth; ours.
    Holds : rises with joint value and velocity.
    """
    return joint_value / goal + per_velocity * velocity


@rule
def verdict(attained: float, end_below: float, grow_from: float) -> int:
    """Return what a review decides: end, adjust or grow.

    Notes
    -----
    Claim : a review grows, changes or ends the relationship [@cormier].
    Form  : T37, two cuts.
    Holds : more attained never ends what less attained would have kept.
    """
    if attained < end_below:
        return END
    return GROW if attained >= grow_from else ADJUST


@rule
def shock_after(shock: float, news: float, persistence: float) -> float:
    """Return an organisation's shock after a month.

    Notes
    -----
    Claim : costs and demand move for reasons outside the relationship, and stay for a while; ours.
    Form  : T35, first-order autoregression.
    Holds : without news, shrinks towards 0.
    """
    return persistence * shock + news


@rule
def felt_shock(own: float, theirs: float, taken_by_me: float, taken_by_you: float) -> float:
    """Return what shocks cost or bring a side, once both have taken over a share of the other's.

    Notes
    -----
    Claim : partners who share risk carry a part of each other's shocks [@cormier].
    Form  : T35, linear.
    Holds : the two sides' sum is the sum of the shocks; without sharing it is one's own.
    """
    return own * (1.0 - taken_by_you) + theirs * taken_by_me


@rule
def practical_intimacy(sharing: float, risk_share: float, values: float) -> float:
    """Return practical intimacy, in [0, 1]; ``risk_share`` lies in [0, 0.5], of which one half is all.

    Notes
    -----
    Claim : intimacy in business is shared values, information and risk, and wants all three [@cormier].
    Form  : T35, geometric mean.
    Holds : is 0 where one of the three is missing; rises with each.
    """
    product = sharing * min(2.0 * risk_share, 1.0) * values
    root = exp(log(max(product, 1e-30)) / 3.0)
    return share(root) if product > 0.0 else 0.0


@rule
def competence_after(competence: float, feedback: float, rate: float, high: float) -> float:
    """Return competence after a month of feedback from partners.

    Notes
    -----
    Claim : deep feedback corrects what one does [@cormier].
    Form  : T35, linear up to what is humanly possible.
    Holds : never falls; feedback never lifts it above the bound.
    """
    return max(competence, min(competence + rate * feedback, high))
