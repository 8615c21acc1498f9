"""How an imported relationship starts: from what was ordered to what is felt and held.

The signs follow the theory; every number is an assumption (decision 0005).  Depth rises with experience and tempo,
silence cools; knowledge and investment are what the model's own equations E11 and E9 would have left behind.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.parameters import Parameters
from sim.portfolio.customers import Ints
from sim.portfolio.measures import History, depth, honeymoon_left, stock_after, volume_rank, warmth
from sim.portfolio.portable import exp
from sim.portfolio.readings import Floats
from sim.portfolio.rules import PortfolioRules

SURVEYED = ("trust", "satisfaction", "commitment")
SIDES = ("buyer", "seller")


@dataclass(frozen=True)
class StartingStates:
    """States of month 0, one entry per relationship; all in [0, 1] but ``honeymoon``; buyer's and seller's view."""

    satisfaction_buyer: Floats
    satisfaction_seller: Floats
    trust_buyer: Floats
    trust_seller: Floats
    commitment_buyer: Floats
    commitment_seller: Floats
    calculative_buyer: Floats
    calculative_seller: Floats
    memory_buyer: Floats
    memory_seller: Floats
    investment_buyer: Floats
    investment_seller: Floats
    deliveries: Ints
    honeymoon: Floats


def starting_states(
    history: History, parameters: Parameters | None = None, rules: PortfolioRules | None = None
) -> StartingStates:
    """Derive the states in which imported relationships start.

    Parameters
    ----------
    history : History
        One entry per relationship; tempo and silence are measured against the whole of it.
    parameters : Parameters, optional
        Those of the run (starting values, E9, E11, E16); the defaults otherwise.
    rules : PortfolioRules, optional
        The defaults otherwise.

    Returns
    -------
    StartingStates

    Notes
    -----
    Claim : what a partner did tells what it feels: recency, frequency and volume each matter; what it said in a survey
            tells more.
    Form  : ours (decision 0005).  With new = the value of a new relationship, d = depth, w = warmth:
            trust and satisfaction = new + (deepest − new)·d·w, which silence brings back to that of strangers;
            commitment = w·(new + (deepest − new)·d), which silence brings to 0.  Survey scores take their place.
            Knowledge and investment follow E11 and E9 at the values before cooling (or those of the survey).
    Holds : all within range; commitment, trust, satisfaction, knowledge and investment never rise with recency, and
            rise with frequency at equal silence; the seller's, and investment on both sides, rise with volume.
    """
    p = Parameters() if parameters is None else parameters
    rules = PortfolioRules() if rules is None else rules
    new_trust = min(
        1.0,
        p.trust.start
        + p.trust.start_reputation * p.organisations.reputation_start
        + p.trust.start_institutions * p.government.institutional_trust,
    )
    warm = warmth(history, rules.dropout_odds)
    now: dict[str, Floats] = {}
    then: dict[str, Floats] = {}
    for side in SIDES:
        deep = depth(history, rules, side)
        # Custom that starts above what the rules call deepest (a scenario may say so) is not taken away by depth.
        for name, new, deepest in (
            ("trust", new_trust, max(rules.trust, new_trust)),
            ("satisfaction", p.satisfaction.start, max(rules.satisfaction, p.satisfaction.start)),
            ("commitment", p.commitment.start, max(rules.commitment, p.commitment.start)),
        ):
            key = f"{name}_{side}"
            before = new + (deepest - new) * deep
            after = warm * before if name == "commitment" else new + (before - new) * warm
            said = history.survey.get(key, np.full(len(warm), np.nan))
            then[key] = np.where(np.isnan(said), before, said)
            now[key] = np.where(np.isnan(said), after, said)

    e11, e9, costs = p.relationship_memory, p.investment, p.switching_costs
    tilt = 1.0 + rules.volume_investment * (2.0 * volume_rank(history.volume) - 1.0)
    held: dict[str, Floats] = {}
    for side, other, effort, willing in (
        ("buyer", "seller", e11.buyer_effort, e9.buyer_willingness),
        ("seller", "buyer", e11.seller_effort, e9.seller_willingness),
    ):
        shared = then[f"trust_{other}"] * (e11.sharing_floor + (1.0 - e11.sharing_floor) * then[f"commitment_{other}"])
        memory = stock_after(history, e11.rate * effort * e11.openness * shared, e11.decay)
        # Choice (decision 0005): pledges are seen as they are without investment, whose history is not known.
        seen = e9.unmatched + (1.0 - e9.unmatched) * p.perception.visibility * then[f"commitment_{other}"]
        investment = stock_after(history, e9.rate * willing * then[f"commitment_{side}"] * seen * tilt, e9.decay)
        cost = costs.base + costs.investment * investment + costs.memory * memory
        held[f"memory_{side}"], held[f"investment_{side}"] = memory, investment
        held[f"calculative_{side}"] = 1.0 - exp(-cost / p.commitment.calculative_scale)  # E8, alternatives as good

    return StartingStates(
        **now,
        **held,
        deliveries=history.order_months,
        honeymoon=honeymoon_left(history.age, p.honeymoon.start, p.honeymoon.half_life),
    )
