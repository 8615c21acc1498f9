"""One side's view of a relationship: the directed equations E1 to E9 and E11 to E14."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.baseline.formulas import clip, logistic

if TYPE_CHECKING:
    from benchmarks.baseline.desks import Desk
    from benchmarks.baseline.relationship import Relationship

SIX_MONTHS = 2.0 / 7.0  # rates of running means that stand for moving windows
TWELVE_MONTHS = 2.0 / 13.0
FLEXIBILITY_RATE = 0.1


class Side:
    """What one organisation feels, holds and does towards one partner."""

    other: Side

    def __init__(self, relationship: Relationship, desk: Desk, partner: Desk) -> None:
        owner = desk.owner
        p = owner.model.parameters
        self.parameters = p
        self.random = owner.random
        self.relationship = relationship
        self.desk = desk
        self.owner = owner
        self.role = desk.role
        weight = p.expectation.reputation_weight
        self.expectation = clip(
            (1.0 - weight) * p.expectation.prior
            + weight * partner.owner.reputation
            + partner.role.promise
            + self.random.gauss(0.0, p.expectation.noise_sd)
        )
        self.satisfaction = p.satisfaction.start
        self.trust = clip(
            p.trust.start
            + p.trust.start_reputation * partner.owner.reputation
            + p.trust.start_values * relationship.value_overlap
            + p.trust.start_institutions * owner.institutional_trust
        )
        self.breach_memory = 0.0
        self.affective = p.commitment.start
        self.calculative = p.commitment.calculative_start
        self.attractiveness = 0.5
        self.dependence = p.outcome.dependence_start
        self.investment = 0.0
        self.personal_memory = 0.0
        self.organisational_memory = 0.0
        self.conflict = 0.0
        self.outcome = p.outcome.start
        self.flexibility = 0.5
        self.opportunism_frequency = 0.0
        self.velocity = 0.0
        self.peak = self.affective
        self.performance_mean = 0.0
        self.performance_variance = 0.0
        self.last_failure: int | None = None
        self.cheated = self.caught = self.lied = self.failed = False
        self.blame = 1.0
        self.received = 0.0
        self.sharing = 0.0
        self.alternative = 0.0
        self.search_cost = p.search.cost

    @property
    def memory(self) -> float:
        """Knowledge of the partner, of people and organisation together, in [0, 1]."""
        return self.personal_memory + self.organisational_memory

    @property
    def vigilance(self) -> float:
        """How closely the partner is watched; half as closely once the relationship is an institution."""
        return self.role.monitoring * (0.5 if self.relationship.stage == 4 else 1.0)

    @property
    def detection(self) -> float:
        """Chance of noticing an opportunistic act."""
        m = self.parameters.monitoring
        return clip(m.detection_base + m.detection_slope * self.vigilance)

    @property
    def switching_cost(self) -> float:
        """E8: what leaving would cost, per unit of volume."""
        s = self.parameters.switching_costs
        years = self.relationship.contract_left / 12.0
        return s.base + s.investment * self.investment + s.memory * self.memory + s.contract * years

    def choose_opportunism(self) -> None:
        """E12: take advantage of the partner or not, and be caught or not."""
        o = self.parameters.opportunism
        victim = self.other
        self.cheated = self.random.random() < logistic(
            o.intercept
            + o.propensity * self.owner.opportunism * (1.0 + victim.dependence)
            - o.commitment * self.affective
            - o.monitoring * victim.vigilance
            - o.norm
            - o.institutions * self.owner.institutional_trust
        )
        self.caught = self.lied = False
        if self.cheated:
            self.caught = self.random.random() < victim.detection
            government = self.owner.government
            if not self.caught and government is not None:
                self.caught = self.random.random() < government.audit_rate
            self.lied = self.random.random() < o.lie_share

    def own_performance(self) -> float:
        """E2: what this side delivers by itself."""
        d = self.parameters.delivering
        effort = d.effort_base + d.effort_commitment * self.affective
        return clip(
            self.owner.competence
            + d.effort_weight * (effort - d.effort_reference)
            + d.memory * self.memory
            + d.investment * self.investment
            - d.distance * self.relationship.distances.mean
            - d.opportunism * self.cheated
            + self.random.gauss(0.0, d.noise_sd)
        )

    def look_at_partner(self) -> None:
        """E5, E11: keep what this month's equations need of the end of last month."""
        q = self.parameters.perception
        other = self.other
        self.affective_before = self.affective
        seen = other.affective * (q.visibility + q.pledge_visibility * other.investment) + self.owner.leniency
        seen += self.random.gauss(0.0, q.noise_sd * (1.0 - q.empathy_effect * q.empathy))
        if other.investment < self.investment:
            seen -= q.own_investment_discount * self.investment
        self.perceived_commitment = clip(seen)
        m = self.parameters.relationship_memory
        self.sharing = self.trust * (m.sharing_floor + (1.0 - m.sharing_floor) * self.affective) * m.openness

    def experience(self) -> None:
        """E3, E14, E1: feel the delivery, complain of a failure, learn what to expect."""
        p = self.parameters
        surprise = self.received - self.expectation
        felt = 0.0 if abs(surprise) < p.satisfaction.indifference else surprise
        if felt < 0.0:
            felt *= p.satisfaction.loss_aversion
        episode = logistic(p.satisfaction.quality * (self.received - 0.5) + p.satisfaction.disconfirmation * felt)
        self.failed = surprise < -p.recovery.threshold
        recovered = False
        if self.failed:
            voiced = self.random.random() < logistic(
                p.recovery.voice_intercept + p.recovery.voice_commitment * self.affective
            )
            self.flexibility += FLEXIBILITY_RATE * (voiced - self.flexibility)
            quality = self.other.role.recovery_quality
            recovered = voiced and not self.failed_lately and quality > 0.0
            if recovered:
                episode = clip(episode + p.recovery.lift * quality)
            self.last_failure = self.relationship.age
        self.mood = 2.0 * episode - 1.0
        if recovered and self.mood > 0.0:
            self.mood *= p.recovery.to_trust
        rate = max(p.satisfaction.rate_floor, 1.0 / (self.relationship.deliveries + 3))
        self.satisfaction = clip(self.satisfaction + rate * (episode - self.satisfaction))
        self.expectation = clip(self.expectation + p.expectation.rate * surprise)

    @property
    def failed_lately(self) -> bool:
        """Whether there was a failure in the eleven months before this one."""
        return self.last_failure is not None and self.relationship.age - self.last_failure <= 11

    def update_trust(self) -> None:
        """E4: gain slowly, lose fast, remember deception."""
        t = self.parameters.trust
        if self.mood >= 0.0:
            ceiling = 1.0 - t.ceiling_loss * self.breach_memory
            trust = self.trust + t.gain * self.mood * max(0.0, ceiling - self.trust)
        else:
            ratio = 1.0 + (t.loss_ratio - 1.0) * (1.0 - t.value_shield * self.relationship.value_overlap)
            trust = self.trust + t.gain * ratio * self.blame * self.mood * self.trust
        if self.other.caught:
            if self.other.lied:
                self.breach_memory = clip(self.breach_memory + t.deception_memory * (1.0 - self.breach_memory))
            remedy = self.parameters.government.remedy * self.owner.institutional_trust
            trust *= 1.0 - t.breach_loss * (1.0 - remedy)
        trust *= 1.0 - self.parameters.monitoring.crowding_out * self.other.vigilance
        self.trust = clip(trust)

    def update_outcome(self) -> None:
        """E6: what the relationship yields, and against what it is held."""
        p = self.parameters
        target = self.received - self.role.pay + p.outcome.intrinsic * self.affective - p.outcome.cost
        if self.cheated:
            target += p.opportunism.gain
        if self.caught and self.owner.government is not None:
            target -= self.owner.government.fine
        self.outcome += p.outcome.rate * (target - self.outcome)
        self.attractiveness = logistic(
            p.outcome.attractiveness_slope * (self.outcome - self.owner.slow_comparison_level)
        )
        if self.relationship.in_review:
            self.alternative, self.search_cost = self.desk.best_of_full_market(), 0.0
        else:
            self.alternative, self.search_cost = self.desk.best_alternative(), p.search.cost
        advantage = self.outcome - (self.alternative - self.search_cost) + self.switching_cost
        self.dependence = logistic(p.outcome.dependence_slope * advantage - p.outcome.dependence_offset)

    def update_commitment(self) -> None:
        """E7, E8: the wish and the need to continue."""
        c = self.parameters.commitment
        wish = self.relationship.goal_factor * (
            c.trust * self.trust
            + c.satisfaction * self.satisfaction
            + c.attractiveness * self.attractiveness
            + c.values * self.relationship.value_overlap
            + c.pledge * self.perceived_commitment
        ) - c.conflict * self.conflict * (1.0 - self.trust)
        self.affective = clip(self.affective + c.rate * (wish - self.affective))
        bond = self.switching_cost + max(0.0, self.outcome - self.alternative)
        need = 1.0 - math.exp(-bond / c.calculative_scale)
        self.calculative = clip(self.calculative + c.rate * (need - self.calculative))

    def invest(self) -> None:
        """E9: tie resources to the partner, a little more where the government adds to it."""
        i = self.parameters.investment
        inflow = i.rate * self.affective_before * (i.unmatched + (1.0 - i.unmatched) * self.perceived_commitment)
        inflow *= self.role.investment_willingness * (1.0 - self.investment)
        if self.owner.government is not None:
            inflow *= 1.0 + self.owner.government.subsidy
        self.investment = clip((1.0 - i.decay) * self.investment + inflow)

    def learn(self) -> None:
        """E11: get to know the partner as far as it opens up; part stays with the contact person."""
        m = self.parameters.relationship_memory
        learnt = m.rate * self.role.learning_effort * self.other.sharing * (1.0 - self.memory)
        self.personal_memory = (1.0 - m.decay) * self.personal_memory + (1.0 - m.pass_on) * learnt
        self.organisational_memory = (1.0 - m.decay) * self.organisational_memory + m.pass_on * learnt

    def lose_contact_person(self) -> None:
        """E11: what only the contact person knew is gone, and some trust with it."""
        if self.memory > 0.0:
            share = self.personal_memory / self.memory
            self.trust *= 1.0 - self.parameters.relationship_memory.departure_trust * share
        self.personal_memory = 0.0

    def update_conflict(self) -> None:
        """E13: dissatisfaction, breaches and hard bargaining add conflict, trust resolves it."""
        c = self.parameters.conflict
        inflow = c.dissatisfaction * max(0.0, -self.mood) * self.blame
        inflow += c.breach * self.other.caught
        inflow += c.bargaining * self.owner.bargaining * self.other.owner.bargaining
        outflow = (c.resolution + c.trust_resolution * self.trust) * self.conflict
        self.conflict = clip(self.conflict + inflow * (1.0 - self.conflict) - outflow)

    def update_running_moments(self) -> None:
        """E17: the change of commitment over six months, the spread of performance over twelve."""
        self.velocity += SIX_MONTHS * (self.affective - self.affective_before - self.velocity)
        self.opportunism_frequency += SIX_MONTHS * (self.cheated - self.opportunism_frequency)
        self.peak = max(self.peak, self.affective)
        if self.relationship.deliveries == 1:
            self.performance_mean = self.received
        difference = self.received - self.performance_mean
        self.performance_mean += TWELVE_MONTHS * difference
        self.performance_variance = (1.0 - TWELVE_MONTHS) * (
            self.performance_variance + TWELVE_MONTHS * difference * difference
        )

    def wants_to_leave(self) -> bool:
        """E16: draw whether this side ends the relationship."""
        e = self.parameters.exit
        gap = self.alternative - self.search_cost - self.outcome - self.switching_cost
        return self.random.random() < logistic(
            e.intercept
            + e.advantage * gap
            - e.commitment * (self.affective - e.commitment_reference)
            - e.calculative * self.calculative
            - self.parameters.honeymoon.effect * self.relationship.honeymoon
        )
