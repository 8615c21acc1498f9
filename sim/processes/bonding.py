"""Bonding: outcomes, dependence, commitment, investment and conflict (E5–E9, E13)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.constructs.attractiveness import attractiveness
from sim.constructs.commitment import calculative_target, commitment_after, commitment_target
from sim.constructs.conflict import conflict_after
from sim.constructs.dependence import dependence
from sim.constructs.investment import investment_after
from sim.constructs.outcome import buyer_payoff, outcome_after, seller_payoff
from sim.constructs.perceived_commitment import perceived_commitment
from sim.constructs.switching_costs import switching_cost
from sim.processes import block
from sim.state.columns import (
    CALCULATIVE,
    COMMITMENT,
    CONFLICT,
    CONTRACT_LEFT,
    DEPENDENCE,
    GOAL_FACTOR,
    INVESTMENT,
    MEMORY,
    OUTCOME,
    SATISFACTION,
    TRUST,
    VALUE_OVERLAP,
)


@kernel
def perceive(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let each side see the other's commitment of last month, as well as it can."""
    blur = p.noise_sd * (1.0 - p.empathy_effect * p.empathy)
    for me in range(2):
        you = 1 - me
        commitment = r.directed[COMMITMENT, you, lo : lo + n]
        theirs = r.directed[INVESTMENT, you, lo : lo + n]
        mine = r.directed[INVESTMENT, me, lo : lo + n]
        leniency = s[block.LENIENCY + me, :n]
        noise = s[block.BLUR + me, :n]
        seen = s[block.SEEN + me, :n]
        for i in range(n):
            seen[i] = perceived_commitment(
                commitment[i],
                theirs[i],
                mine[i],
                leniency[i],
                blur * noise[i],
                p.visibility,
                p.pledge_visibility,
                p.own_investment_discount,
            )


@kernel
def yield_outcomes(r: Any, s: Any, p: Any, gain: float, fine: float, lo: int, n: int) -> None:
    """Smooth what the relationship yields to each side."""
    price = s[block.PRICE, :n]
    for me in range(2):
        you = 1 - me
        outcome = r.directed[OUTCOME, me, lo : lo + n]
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        received = s[block.PERFORMANCE + me, :n]
        cheated = s[block.CHEATED + me, :n]
        caught = s[block.BREACH + you, :n]
        for i in range(n):
            paid = buyer_payoff(received[i], price[i]) if me == 0 else seller_payoff(received[i], price[i])
            payoff = paid + p.intrinsic * commitment[i] - p.cost + gain * cheated[i] - fine * caught[i]
            outcome[i] = outcome_after(outcome[i], payoff, p.rate)


@kernel
def weigh_costs(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Add up what leaving would cost each side."""
    contract = r.counts[CONTRACT_LEFT, lo : lo + n]
    for me in range(2):
        investment = r.directed[INVESTMENT, me, lo : lo + n]
        memory = r.directed[MEMORY, me, lo : lo + n]
        cost = s[block.COST + me, :n]
        for i in range(n):
            cost[i] = switching_cost(
                investment[i], memory[i], float(contract[i]), p.base, p.investment, p.memory, p.contract
            )


@kernel
def depend(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Hold the outcome against alternatives and against the comparison level."""
    for me in range(2):
        outcome = r.directed[OUTCOME, me, lo : lo + n]
        held = r.directed[DEPENDENCE, me, lo : lo + n]
        alternative = s[block.ALTERNATIVE + me, :n]
        level = s[block.LEVEL + me, :n]
        cost = s[block.COST + me, :n]
        pull = s[block.PULL + me, :n]
        for i in range(n):
            held[i] = dependence(outcome[i], alternative[i], cost[i], p.dependence_slope, p.dependence_offset)
            pull[i] = attractiveness(outcome[i], level[i], p.attractiveness_slope)


@kernel
def invest(r: Any, s: Any, p: Any, subsidy: float, lo: int, n: int) -> None:
    """Let each side adapt to the other, by last month's commitment."""
    for me in range(2):
        willingness = s[block.WILLING + me, :n]
        investment = r.directed[INVESTMENT, me, lo : lo + n]
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        seen = s[block.SEEN + me, :n]
        for i in range(n):
            investment[i] = investment_after(
                investment[i], commitment[i], seen[i], willingness[i], subsidy, p.rate, p.decay, p.unmatched
            )


@kernel
def commit(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Move affective and calculative commitment towards where trust, satisfaction, values and costs lead them."""
    values = r.dyadic[VALUE_OVERLAP, lo : lo + n]
    goals = r.dyadic[GOAL_FACTOR, lo : lo + n]
    search_cost = s[block.SEARCH_COST, :n]
    for me in range(2):
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        trust = r.directed[TRUST, me, lo : lo + n]
        satisfaction = r.directed[SATISFACTION, me, lo : lo + n]
        conflict = r.directed[CONFLICT, me, lo : lo + n]
        pull = s[block.PULL + me, :n]
        seen = s[block.SEEN + me, :n]
        for i in range(n):
            target = commitment_target(
                trust[i],
                satisfaction[i],
                pull[i],
                values[i],
                seen[i],
                conflict[i],
                goals[i],
                p.trust,
                p.satisfaction,
                p.attractiveness,
                p.values,
                p.pledge,
                p.conflict,
            )
            commitment[i] = commitment_after(commitment[i], target, p.rate)
        calculative = r.directed[CALCULATIVE, me, lo : lo + n]
        outcome = r.directed[OUTCOME, me, lo : lo + n]
        alternative = s[block.ALTERNATIVE + me, :n]
        cost = s[block.COST + me, :n]
        for i in range(n):
            # The alternative is gross of search cost here, net of it in dependence and in leaving (2.3b.3).
            gross = alternative[i] + search_cost[i]
            bound = calculative_target(outcome[i] - gross, cost[i], p.calculative_scale)
            calculative[i] = commitment_after(calculative[i], bound, p.rate)


@kernel
def quarrel(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let dissatisfaction, breaches and hard bargaining feed conflict, and trust resolve it."""
    mine = s[block.BARGAINING, :n]
    theirs = s[block.BARGAINING + 1, :n]
    for me in range(2):
        conflict = r.directed[CONFLICT, me, lo : lo + n]
        trust = r.directed[TRUST, me, lo : lo + n]
        felt = s[block.EPISODE + me, :n]
        blamed = s[block.BLAME + me, :n]
        breach = s[block.BREACH + me, :n]
        for i in range(n):
            conflict[i] = conflict_after(
                conflict[i],
                max(-felt[i], 0.0) * blamed[i],
                breach[i],
                mine[i] * theirs[i],
                trust[i],
                p.dissatisfaction,
                p.breach,
                p.bargaining,
                p.resolution,
                p.trust_resolution,
            )
