"""E17: the stages of the life cycle, read from what can be observed and never fed back but for vigilance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.baseline.relationship import Relationship

PRE_RELATIONSHIP, EARLY, DEVELOPMENT, LONG_TERM, FINAL, DECLINE = range(6)


class StageRecord:
    """The stage of a relationship, with the memory that hysteresis needs."""

    def __init__(self) -> None:
        self.stage = PRE_RELATIONSHIP
        self.highest = PRE_RELATIONSHIP
        self.before_decline = PRE_RELATIONSHIP
        self.months_in_stage = 0
        self.months_on_plateau = 0

    def update(self, r: Relationship) -> None:
        """Move on, fall back or decline; at most one stage up a month."""
        velocity = (r.buyer.velocity + r.seller.velocity) / 2.0
        still = abs(velocity) < r.parameters.life_cycle.plateau_velocity
        self.months_on_plateau = self.months_on_plateau + 1 if still else 0
        self.months_in_stage += 1
        new = self.next_stage(r)
        if new != self.stage:
            if new == DECLINE:
                self.before_decline = self.stage
            else:
                self.highest = max(self.highest, new)
            self.stage = new
            self.months_in_stage = 0

    def next_stage(self, r: Relationship) -> int:
        """Return the stage after this month: decline before down before up."""
        cuts = r.parameters.life_cycle
        stage = self.stage
        if stage == PRE_RELATIONSHIP:
            return EARLY if r.deliveries >= 1 else PRE_RELATIONSHIP
        if stage in (DEVELOPMENT, LONG_TERM, FINAL) and declines(r):
            return DECLINE
        if self.months_in_stage < cuts.dwell:
            return stage
        commitment = min(r.buyer.affective, r.seller.affective)
        trust = min(r.buyer.trust, r.seller.trust)
        if stage == EARLY:
            rises = commitment >= cuts.development_commitment and trust >= cuts.development_trust
            return DEVELOPMENT if rises else EARLY
        if stage == DEVELOPMENT:
            if commitment < cuts.development_leave:
                return EARLY
            rises = (
                commitment >= cuts.long_term_commitment
                and trust >= cuts.long_term_trust
                and min(r.buyer.investment, r.seller.investment) >= cuts.long_term_investment
                and mutually_important(r)
            )
            return LONG_TERM if rises else DEVELOPMENT
        if stage == LONG_TERM:
            if commitment < cuts.long_term_leave:
                return DEVELOPMENT
            rises = self.months_on_plateau >= cuts.plateau_months and routine(r) >= cuts.final_routine
            return FINAL if rises else LONG_TERM
        if stage == FINAL:
            return LONG_TERM if commitment < cuts.long_term_leave else FINAL
        recovered = all(side.affective >= cuts.recovery_ratio * side.peak for side in r.sides)
        return self.before_decline if recovered else DECLINE


def declines(r: Relationship) -> bool:
    """Return whether either side's commitment is well below its peak and falling."""
    cuts = r.parameters.life_cycle
    return any(
        side.affective <= cuts.decline_ratio * side.peak and 6.0 * side.velocity < -cuts.decline_change
        for side in r.sides
    )


def mutually_important(r: Relationship) -> bool:
    """Return whether each side has a good part of the other's business."""
    cut = r.parameters.life_cycle.mutual_share
    return all(r.share_of_business(side) >= cut / len(side.desk.relationships) for side in r.sides)


def routine(r: Relationship) -> float:
    """Return how settled deliveries are, in [0, 1], on the side where they are less so."""
    cuts = r.parameters.life_cycle
    spread = math.sqrt(max(side.performance_variance for side in r.sides))
    return r.deliveries / (r.deliveries + cuts.routine_experience) * (1.0 - min(1.0, spread / cuts.routine_scale))
