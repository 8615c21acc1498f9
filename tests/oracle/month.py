"""One month of one relationship, in the order of the theory (2.2, 2.3b.9): both sides from last month's state."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim import streams
from sim._jit import clip, logistic, share
from sim.constructs.attractiveness import attractiveness
from sim.constructs.commitment import calculative_target, commitment_after, commitment_target
from sim.constructs.conflict import conflict_after
from sim.constructs.continuity import honeymoon_after, leaving_log_odds
from sim.constructs.delivery import blame, effort, linked_performance, performance
from sim.constructs.dependence import dependence
from sim.constructs.distance import distance_after, whole_distance
from sim.constructs.expectation import expectation_after
from sim.constructs.investment import investment_after
from sim.constructs.opportunism import detection_probability, opportunism_probability
from sim.constructs.outcome import buyer_payoff, outcome_after, seller_payoff
from sim.constructs.perceived_commitment import perceived_commitment
from sim.constructs.recovery import recovered_satisfaction, satisfaction_for_trust, voice_probability
from sim.constructs.relationship_memory import memory_after, memory_gain, sharing
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise, satisfaction_after
from sim.constructs.switching_costs import switching_cost
from sim.constructs.trust import deception_after, loss_ratio, trust_after, trust_after_breach, trust_ceiling
from sim.state.columns import LEVERS
from tests.oracle.endings import cause, initiator
from tests.oracle.organisations import DeliveryByThird, Government
from tests.oracle.reading import competition_of, cooperation_of, keep_moments, read_stage
from tests.oracle.relationship import DISTANCES, Relationship

if TYPE_CHECKING:
    from tests.oracle.organisations import Organisation

MARKET = 0

AT_REST = {lever.name: (lever.empty, lever.empty) for lever in LEVERS}
"""Levers that change nothing."""


@dataclass(frozen=True)
class Decision:
    """What a custom agent decided for one side of one relationship; None leaves it to the theory."""

    effort: float | None = None
    cheats: float | None = None
    leaves: bool | None = None


class Month:
    """What happens between two organisations in a month; lists are by side: who feels, knows, does."""

    def __init__(self, it: Relationship) -> None:
        self.it = it
        self.p = it.model.p
        self.who: tuple[Organisation, Organisation] = (it.owner, it.partner)
        self.was = tuple(copy.copy(side) for side in it.sides)
        self.stage_was = it.stage
        self.n_own = len(it.owner.relationships)
        self.levers = it.model.levers.get(it.dyad, AT_REST)
        self.volume = it.owner.demand * it.wallet_share * self.lever("orders", 0)
        self.price = share(it.price + self.lever("discount", 0))
        self.distance = whole_distance(*(getattr(it, name) for name in DISTANCES), *it.model.distance_weights)
        self.reviewed = it.review_is_due()
        self.between_governments = isinstance(it.owner, Government)
        self.search_cost = 0.0 if self.reviewed or self.between_governments else self.p.search.cost
        self.alternatives = [self._alternative(me) for me in (0, 1)]
        self.thirds = [self._third(me) for me in (0, 1)]
        usual = (self.p.monitoring.buyer_intensity, self.p.monitoring.seller_intensity)
        self.watching = [share(usual[me] + self.lever("watching", me)) for me in (0, 1)]
        self.bargaining = [share(self.who[me].bargaining + self.lever("hardness", me)) for me in (0, 1)]
        decisions = it.model.decisions
        self.decided = [decisions.get((it.dyad, me), Decision()) for me in (0, 1)]
        self.left = [False, False]
        self.fated = False

    def lever(self, name: str, me: int) -> float:
        """Return what a mechanism around the core changes this month."""
        return self.levers[name][me]

    def _alternative(self, me: int) -> float:
        """Return the best alternative less the cost of searching (2.3b.3); governments have none (2.3b.14)."""
        if self.between_governments:
            return 0.0
        known = self.who[me].alternatives[me].best
        if self.reviewed:
            review = self.it.sides[me].review_alternative
            assert review is not None
            known = review
        return known - self.search_cost

    def _third(self, me: int) -> DeliveryByThird | None:
        """Return what somebody else delivers on behalf of a side: only to its customers (2.3b.13)."""
        return self.who[me].third if self.it.relation == MARKET else None

    def _luck(self, purpose: int) -> list[streams.Any]:
        it = self.it
        return [it.model.luck.of_pair(purpose + me, it.model.month, it.owner, it.partner) for me in (0, 1)]

    def play(self) -> None:
        it = self.it
        self.luck_delivery = self._luck(streams.DELIVERY)
        self.luck_perception = self._luck(streams.PERCEPTION)
        self.luck_leaving = self._luck(streams.LEAVING)
        self.fate = it.model.luck.of_pair(streams.FATE, it.model.month, it.owner, it.partner)
        p, was = self.p, self.was
        for me in (0, 1):
            was[me].expectation = share(was[me].expectation + self.lever("promise", me))
        memory_p = p.relationship_memory
        self.shared = [
            clip(
                sharing(was[me].trust, was[me].commitment, memory_p.openness, memory_p.sharing_floor)
                * self.lever("openness", me),
                -1.0,
                1.0,
            )
            for me in (0, 1)
        ]
        self.cheated = [self._cheats(me) for me in (0, 1)]
        self.received = [self._delivered_by(1 - me) for me in (0, 1)]
        self.blame = [self._blame(me) for me in (0, 1)]
        self.breach = [self._notices(me) for me in (0, 1)]
        self.failed, self.voiced, self.recovered, self.felt = [0.0] * 2, [0.0] * 2, [0.0] * 2, [0.0] * 2
        for me in (0, 1):
            self._appraise(me)
        it.deliveries += 1
        self.seen = [self._perceived(me) for me in (0, 1)]
        for me in (0, 1):
            self._trust(me)
            self._outcome(me)
            cost = self._switching_cost(me)
            self._hold_against_alternatives(me, cost)
            self._learn(me)
        sought = (
            p.forming.buyer_contact * self.lever("contact", 0),
            p.forming.seller_contact * self.lever("contact", 1),
        )
        contact = 0.5 * (sought[0] + sought[1])
        for name in DISTANCES[:4]:  # the map stays as it is
            rate = getattr(p.distance, name.replace("distance", "rate"))
            setattr(it, name, distance_after(getattr(it, name), rate, contact))
        for me in (0, 1):
            self._quarrel(me)
            keep_moments(self, me)
        self.settled = read_stage(self)
        # Indices before leaving and before purchases are split anew.
        self.together = [cooperation_of(self, me) for me in (0, 1)]
        self.against = [competition_of(self, me) for me in (0, 1)]
        self._leave()
        contract = p.contract
        if it.contract_left == 1:
            it.contract_left = int(contract.months) if contract.renew > 0.5 else 0
        elif it.contract_left > 1:
            it.contract_left -= 1

    # ------------------------------------------------------------ delivering, watching

    def _cheats(self, me: int) -> float:
        p = self.p.opportunism
        if self.decided[me].cheats is not None:
            return self.decided[me].cheats
        chance = opportunism_probability(
            self.who[me].opportunism,
            self.was[1 - me].dependence,
            self.was[me].commitment,
            self.watching[1 - me],
            self.who[me].country.institutional_trust,
            p.intercept,
            p.propensity,
            p.commitment,
            p.monitoring,
            p.institutions,
            p.norm - self.lever("temptation", me),
        )
        return 1.0 if self.luck_delivery[me].second < chance else 0.0

    def _delivered_by(self, me: int) -> float:
        p, side, organisation = self.p.delivering, self.was[me], self.who[me]
        shift = clip(organisation.effort_shift + self.lever("effort", me), -1.0, 1.0)
        known = share(side.memory - self.lever("unreached", me) * side.shared_memory)
        if self.decided[me].effort is not None:
            shift = self.decided[me].effort - (p.effort_base + p.effort_commitment * side.commitment)
        own = share(
            performance(
                clip(organisation.competence + organisation.shock + self.lever("quality", me), -2.0, 2.0),
                effort(side.commitment, p.effort_base, p.effort_commitment, shift),
                known,
                side.investment,
                self.distance,
                self.cheated[me],
                p.noise_sd * self.luck_delivery[me].normal,
                p.effort_weight,
                p.effort_reference,
                p.memory,
                p.investment,
                p.distance,
                p.opportunism,
            )
        )
        third, linking = self.thirds[me], self.p.linking
        if third is None:
            return own
        return linked_performance(own, third.performance, linking.controlled_share, linking.coordination, third.known)

    def _blame(self, me: int) -> float:
        linking = self.p.linking
        if self.thirds[1 - me] is None:
            return 1.0
        return blame(self.was[me].memory, linking.controlled_share, linking.blame_base, linking.blame_memory)

    def _notices(self, me: int) -> float:
        p = self.p.monitoring
        chance = detection_probability(
            self.watching[me], self.p.government.audit_rate, p.detection_base, p.detection_slope
        )
        return self.cheated[1 - me] if self.luck_leaving[me].second < chance else 0.0

    # ------------------------------------------------------------ experience

    def _appraise(self, me: int) -> None:
        """E3, E14, E1: surprise against the expectation held before; deliveries counted before this one."""
        p, r = self.p.satisfaction, self.p.recovery
        was, now = self.was[me], self.it.sides[me]
        surprise = self.received[me] - was.expectation
        if surprise < -r.threshold:
            self.failed[me] = 1.0
            chance = voice_probability(was.commitment, r.voice_intercept, r.voice_commitment)
            self.voiced[me] = 1.0 if self.luck_perception[me].second < chance else 0.0
        usual = r.seller_quality if me == 0 else r.buyer_quality
        quality = share(usual + self.lever("recovery", 1 - me))
        first_in_a_year = not any(was.failed_in[:11])
        if self.voiced[me] and quality > 0.0 and first_in_a_year:
            self.recovered[me] = 1.0
        now.failed_in = [bool(self.failed[me]), *was.failed_in][:12]
        worth = felt_surprise(surprise, p.loss_aversion, p.indifference)
        before = episode_satisfaction(self.received[me], worth, p.quality, p.disconfirmation)
        after = recovered_satisfaction(before, quality * self.recovered[me], r.lift)
        now.satisfaction = satisfaction_after(was.satisfaction, after, float(self.it.deliveries), p.rate_floor)
        now.expectation = expectation_after(was.expectation, self.received[me], self.p.expectation.rate)
        felt = 2.0 * satisfaction_for_trust(after, before, r.to_trust) - 1.0
        self.felt[me] = felt * self.lever("warmth" if felt >= 0.0 else "resentment", me)

    def _perceived(self, me: int) -> float:
        p, mine, theirs = self.p.perception, self.was[me], self.was[1 - me]
        blur = p.noise_sd * (1.0 - p.empathy_effect * p.empathy)
        return perceived_commitment(
            theirs.commitment,
            theirs.investment,
            mine.investment,
            self.who[me].leniency,
            blur * clip(self.luck_perception[me].normal * self.lever("clarity", me), -10.0, 10.0),
            p.visibility,
            p.pledge_visibility,
            p.own_investment_discount,
        )

    def _trust(self, me: int) -> None:
        p, was, now = self.p.trust, self.was[me], self.it.sides[me]
        felt = self.felt[me] if self.felt[me] >= 0.0 else self.felt[me] * self.blame[me]
        loss = p.gain * loss_ratio(p.loss_ratio, self.it.value_overlap, p.value_shield)
        trust = trust_after(was.trust, felt, p.gain, loss, trust_ceiling(was.deception, p.ceiling_loss))
        trust = trust - self.p.monitoring.crowding_out * self.watching[1 - me] * trust * trust
        if self.breach[me]:
            institutions = self.who[me].country.institutional_trust
            trust = trust_after_breach(trust, p.breach_loss, self.p.government.remedy, institutions)
            if self.fate.second < self.p.opportunism.lie_share:
                now.deception = deception_after(was.deception, p.deception_memory)
        now.trust = share(trust + self.lever("trust", me))

    # ------------------------------------------------------------ bonding

    def _outcome(self, me: int) -> None:
        p, was = self.p.outcome, self.was[me]
        paid = (buyer_payoff if me == 0 else seller_payoff)(self.received[me], self.price)
        payoff = (
            paid
            + p.intrinsic * was.commitment
            - p.cost
            + self.p.opportunism.gain * self.cheated[me]
            - self.p.government.fine * self.breach[1 - me]
        )
        outcome = outcome_after(was.outcome, payoff, p.rate)
        self.it.sides[me].outcome = clip(outcome + p.rate * self.lever("payoff", me), -5.0, 5.0)

    def _switching_cost(self, me: int) -> float:
        """E8, from knowledge and investment as they are at the moment."""
        p, side = self.p.switching_costs, self.it.sides[me]
        return switching_cost(
            side.investment, side.memory, float(self.it.contract_left), p.base, p.investment, p.memory, p.contract
        )

    def _hold_against_alternatives(self, me: int, cost: float) -> None:
        """E6, E9, E7, E8: dependence, attractiveness, investment by last month's commitment, then commitment."""
        p, c, i = self.p.outcome, self.p.commitment, self.p.investment
        was, now = self.was[me], self.it.sides[me]
        alternative = self.alternatives[me]
        now.dependence = dependence(now.outcome, alternative, cost, p.dependence_slope, p.dependence_offset)
        pull = attractiveness(now.outcome, self.who[me].slow_level, p.attractiveness_slope)
        usual = i.buyer_willingness if me == 0 else i.seller_willingness
        willingness = clip(usual * self.lever("investing", me), -10.0, 10.0)
        now.investment = investment_after(
            was.investment,
            was.commitment,
            self.seen[me],
            willingness,
            self.p.government.subsidy,
            i.rate,
            i.decay,
            i.unmatched,
        )
        target = commitment_target(
            now.trust,
            now.satisfaction,
            pull,
            self.it.value_overlap,
            self.seen[me],
            was.conflict,
            self.it.goal_factor,
            c.trust,
            c.satisfaction,
            c.attractiveness,
            c.values,
            c.pledge,
            c.conflict,
        )
        commitment = commitment_after(was.commitment, target, c.rate)
        now.commitment = share(commitment + c.rate * self.lever("bond", me))
        gross = alternative + self.search_cost  # E8 holds the alternative against it gross of search cost
        bound = calculative_target(now.outcome - gross, cost, c.calculative_scale)
        now.calculative = commitment_after(was.calculative, bound, c.rate)

    def _learn(self, me: int) -> None:
        p, was, now = self.p.relationship_memory, self.was[me], self.it.sides[me]
        usual = p.buyer_effort if me == 0 else p.seller_effort
        eagerness = clip(usual * self.lever("learning", me), -10.0, 10.0)
        passing = clip(p.pass_on * self.lever("passing", me), -1.0, 1.0)
        gain = memory_gain(was.memory, self.shared[1 - me], eagerness, p.rate)
        now.memory = memory_after(was.memory, gain, p.decay)
        now.shared_memory = memory_after(was.shared_memory, passing * gain, p.decay)

    def _quarrel(self, me: int) -> None:
        p, was, now = self.p.conflict, self.was[me], self.it.sides[me]
        conflict = conflict_after(
            was.conflict,
            max(-self.felt[me], 0.0) * self.blame[me],
            self.breach[me],
            self.bargaining[0] * self.bargaining[1],
            now.trust,
            p.dissatisfaction,
            p.breach,
            p.bargaining,
            p.resolution,
            p.trust_resolution,
        )
        now.conflict = share(conflict * (1.0 - self.lever("resolving", me)))

    # ------------------------------------------------------------ leaving

    def _leave(self) -> None:
        """E16 on end-of-month values; the honeymoon halves afterwards."""
        p, it = self.p.exit, self.it
        self.costs = [self._switching_cost(me) for me in (0, 1)]
        for me, now in enumerate(it.sides):
            odds = leaving_log_odds(
                self.alternatives[me],
                now.outcome,
                self.costs[me],
                now.commitment,
                it.honeymoon,
                now.calculative,
                p.intercept + clip(self.lever("leaving", me), -50.0, 50.0),
                p.advantage,
                p.commitment,
                p.commitment_reference,
                self.p.honeymoon.effect,
                p.calculative,
            )
            self.left[me] = self.luck_leaving[me].first < logistic(odds)
            if self.decided[me].leaves is not None:
                self.left[me] = self.decided[me].leaves
        self.fated = self.fate.first < p.exogenous
        it.honeymoon = honeymoon_after(it.honeymoon, self.p.honeymoon.half_life)

    @property
    def ended(self) -> bool:
        return self.left[0] or self.left[1] or self.fated

    @property
    def initiator(self) -> int:
        return initiator(self)

    @property
    def cause(self) -> int:
        return cause(self)
