"""What is read out of a relationship: running moments, the stage of its life, its types (E17, E18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim._jit import share
from sim.constructs.competition import competition, multi_sourcing
from sim.constructs.cooperation import cooperation, joint_action
from sim.life_cycle.transitions import is_declining, next_stage, routine
from sim.typologies.captivity import is_captive
from sim.typologies.donaldson_otoole import action, belief, four_type
from sim.typologies.hines import three_type
from tests.oracle.organisations import single

if TYPE_CHECKING:
    from tests.oracle.month import Month
    from tests.oracle.relationship import Relationship

SIX_MONTHS, TWELVE_MONTHS = 2.0 / 7.0, 2.0 / 13.0  # decision 0004: weights of the running windows
FLEXIBILITY_RATE = 0.1
DECLINE = 5


def keep_moments(month: Month, me: int) -> None:
    """Move peak, velocity, moments of performance, own opportunism and own flexibility."""
    was, now = month.was[me], month.it.sides[me]
    now.peak = single(max(was.peak, now.commitment))
    now.velocity = single(was.velocity + SIX_MONTHS * (now.commitment - was.commitment - was.velocity))
    difference = month.received[me] - was.performance_mean
    step = TWELVE_MONTHS * difference
    now.performance_mean = single(was.performance_mean + step)
    now.performance_variance = single((1.0 - TWELVE_MONTHS) * (was.performance_variance + difference * step))
    now.opportunism = single(was.opportunism + SIX_MONTHS * (month.cheated[me] - was.opportunism))
    if month.failed[me]:
        now.flexibility = single(was.flexibility + FLEXIBILITY_RATE * (month.voiced[me] - was.flexibility))


def _declines(relationship: Relationship, me: int) -> bool:
    p, side = relationship.model.p.life_cycle, relationship.sides[me]
    return bool(is_declining(side.commitment, side.peak, side.velocity, p.decline_ratio, p.decline_change))


def read_stage(month: Month) -> float:
    """Move the stage and what goes with it; return routine (2.3b.12)."""
    it, p = month.it, month.p.life_cycle
    a, b = it.sides
    settled = routine(
        float(it.deliveries), max(a.performance_variance, b.performance_variance), p.routine_experience, p.routine_scale
    )
    stands_still = abs(0.5 * (a.velocity + b.velocity)) < p.plateau_velocity
    it.plateau = it.plateau + 1 if stands_still else 0
    it.age += 1
    it.dwell += 1
    owner_part = it.wallet_share * float(month.n_own)
    partner_part = min(month.volume / max(it.partner.volume, 1e-12), 1.0) * it.partner.n_buyers
    stage = next_stage(
        it.stage,
        it.previous_stage,
        it.deliveries,
        it.dwell,
        min(a.commitment, b.commitment),
        min(a.trust, b.trust),
        min(a.investment, b.investment),
        owner_part >= p.mutual_share and partner_part >= p.mutual_share,
        settled,
        it.plateau,
        _declines(it, 0) or _declines(it, 1),
        all(side.commitment >= p.recovery_ratio * side.peak for side in it.sides),
        p.development_commitment,
        p.development_trust,
        p.long_term_commitment,
        p.long_term_trust,
        p.long_term_investment,
        p.development_leave,
        p.long_term_leave,
        p.final_routine,
        p.plateau_months,
        p.dwell,
    )
    if stage != it.stage:
        if stage == DECLINE:
            it.previous_stage = it.stage
        else:
            it.highest_stage = max(it.highest_stage, stage)
        it.stage = stage
        it.dwell = 0
    return settled


def captive(relationship: Relationship) -> bool:
    """Return whether either side is captive."""
    p = relationship.model.p.typologies
    return any(
        is_captive(side.calculative, side.commitment, p.captive_calculative, p.captive_affective)
        for side in relationship.sides
    )


def four(relationship: Relationship, shared: list[float]) -> int:
    """Return Donaldson and O'Toole's type."""
    p, (a, b) = relationship.model.p.typologies, relationship.sides
    believed = belief(0.5 * (a.trust + b.trust), relationship.value_overlap, 0.5 * (a.commitment + b.commitment))
    together = joint_action(a.investment, b.investment)
    acted = action(together, 0.5 * (a.investment + b.investment), 0.5 * (shared[0] + shared[1]))
    return four_type(believed, acted, p.belief, p.action)


def three(relationship: Relationship) -> int:
    """Return Hines' type."""
    p, (a, b) = relationship.model.p.typologies, relationship.sides
    return three_type(
        a.dependence - b.dependence,
        min(a.investment, b.investment),
        min(a.commitment, b.commitment),
        relationship.stage,
        p.one_sided_gap,
        p.alliance_investment,
        p.alliance_commitment,
    )


def cooperation_of(month: Month, me: int) -> float:
    """Return how far a side cooperates (E15)."""
    together = joint_action(month.it.sides[0].investment, month.it.sides[1].investment)
    risk = share(month.p.risk_sharing.share + month.lever("risk", me))
    return cooperation(month.shared[me], together, month.it.sides[me].flexibility, risk)


def competition_of(month: Month, me: int) -> float:
    """Return how far a side competes (E15)."""
    it, now = month.it, month.it.sides[me]
    partner = it.partner
    if me == 0:
        spread = multi_sourcing(it.wallet_share, float(month.n_own))
    else:
        spread = multi_sourcing(min(month.volume / max(partner.volume, 1e-12), 1.0), partner.n_buyers)
    pressure = 2.0 * abs(month.price - 0.5)
    return competition(month.bargaining[me], pressure, spread, now.opportunism, now.conflict)
