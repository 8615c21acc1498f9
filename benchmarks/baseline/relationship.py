"""A relationship: two sides, what lies between them, and one month of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.baseline.formulas import clip
from benchmarks.baseline.organisations import Complementor, Seller, goal_overlap, value_overlap
from benchmarks.baseline.side import Side
from benchmarks.baseline.stages import StageRecord
from benchmarks.baseline.typologies import donaldson_otoole, hines

if TYPE_CHECKING:
    from benchmarks.baseline.desks import Candidate, Desk

MEAN_GOAL_OVERLAP = 0.772199  # mean cosine of two vectors drawn from U(0, 1)^5
STRANGER_TRUST = 0.4


class Relationship:
    """A buying and a selling organisation that deal with each other."""

    def __init__(self, candidate: Candidate, month: int) -> None:
        buying, selling = candidate.buying, candidate.selling
        p = buying.owner.model.parameters
        self.parameters = p
        self.random = buying.owner.random
        self.value_overlap = value_overlap(buying.owner, selling.owner)
        floor = p.commitment.goal_floor
        overlap = goal_overlap(buying.owner, selling.owner)
        self.goal_factor = (floor + (1.0 - floor) * overlap) / (floor + (1.0 - floor) * MEAN_GOAL_OVERLAP)
        self.distances = candidate.distances
        self.honeymoon = p.honeymoon.start
        self.start = month
        self.age = 0
        self.deliveries = 0
        self.contract_left = p.contract.months
        self.price = buying.role.pay
        self.share = 0.0
        self.volume = 0.0
        self.stage_record = StageRecord()
        self.complementor: Complementor | None = None
        self.trust_in_complementor = STRANGER_TRUST
        self.buyer = Side(self, buying, selling)
        self.seller = Side(self, selling, buying)
        self.buyer.other, self.seller.other = self.seller, self.buyer
        self.sides = (self.buyer, self.seller)
        self.ended_by: list[Side] = []
        self.over = False

    def side_of(self, desk: Desk) -> Side:
        """Return the side that a desk has in it."""
        return self.buyer if self.buyer.desk is desk else self.seller

    @property
    def stage(self) -> int:
        """Stage of the life cycle, 0 to 5."""
        return self.stage_record.stage

    @property
    def in_review(self) -> bool:
        """Whether the relationship is looked at from outside this month."""
        every = self.parameters.review.every
        return every > 0 and self.age % every == 0

    def deliver(self) -> None:
        """Both sides perform what they do, honestly or not."""
        self.age += 1
        self.buyer.choose_opportunism()
        self.seller.choose_opportunism()
        self.seller.received = self.buyer.own_performance()
        self.buyer.received = self.seller.own_performance()
        link = self.seller.owner.link if isinstance(self.seller.owner, Seller) else None
        if link is None:
            self.buyer.blame = 1.0
        else:
            self.deliver_together(link)
        for side in self.sides:
            side.owner.performances.append(side.other.received)

    def deliver_together(self, link: Relationship) -> None:
        """3.1: mix in what the complementor delivers, and attribute what goes wrong."""
        p = self.parameters.linking
        own = p.controlled_share
        missing = 1.0 - link.buyer.memory
        self.buyer.received = clip(
            own * self.buyer.received + (1.0 - own) * link.buyer.received - p.coordination * missing
        )
        insight = p.blame_base + p.blame_memory * self.buyer.memory
        self.buyer.blame = insight * own + (1.0 - insight) / 2.0
        if self.complementor is not link.seller.owner:
            self.complementor = link.seller.owner
            self.trust_in_complementor = STRANGER_TRUST
        breach_seen = link.seller.cheated and self.random.random() < self.buyer.detection * (1.0 - self.buyer.blame)
        if breach_seen:
            self.trust_in_complementor *= 1.0 - self.parameters.trust.breach_loss

    def respond(self) -> None:
        """Both sides perceive, trust, value, commit, invest, learn and quarrel; both from last month's partner."""
        for side in self.sides:
            side.look_at_partner()
        for side in self.sides:
            side.experience()
        self.deliveries += 1
        for side in self.sides:
            side.update_trust()
        if self.complementor is not None:
            self.update_trust_in_complementor()
        for side in self.sides:
            side.update_outcome()
        for side in self.sides:
            side.update_commitment()
        for side in self.sides:
            side.invest()
            side.learn()
        self.distances.shrink((self.buyer.role.contact + self.seller.role.contact) / 2.0)
        for side in self.sides:
            side.update_conflict()
            side.update_running_moments()
        self.update_indices()
        self.stage_record.update(self)
        self.update_types()

    def update_trust_in_complementor(self) -> None:
        """E4 for the onlooker: the part of the blame that the seller does not get."""
        t = self.parameters.trust
        mood, trust = self.buyer.mood, self.trust_in_complementor
        if mood >= 0.0:
            trust += t.gain * mood * (1.0 - trust)
        else:
            ratio = 1.0 + (t.loss_ratio - 1.0) * (1.0 - t.value_shield * self.value_overlap)
            trust += t.gain * ratio * (1.0 - self.buyer.blame) * mood * trust
        self.trust_in_complementor = clip(trust)

    def share_of_business(self, side: Side) -> float:
        """Return what part of a side's business the partner has, in [0, 1]."""
        if side is self.buyer:
            return self.share
        return self.volume / side.desk.volume if side.desk.volume > 0.0 else 0.0

    def update_indices(self) -> None:
        """E15: cooperation and competition, two axes without a common term."""
        self.joint_action = math.sqrt(self.buyer.investment * self.seller.investment)
        self.cooperation = sum(self.cooperation_of(side) for side in self.sides) / 2.0
        self.competition = sum(self.competition_of(side) for side in self.sides) / 2.0

    def cooperation_of(self, side: Side) -> float:
        """Return how far one side works with the other, in [0, 1]."""
        return (side.sharing + self.joint_action + side.flexibility + self.parameters.risk_sharing.share) / 4.0

    def competition_of(self, side: Side) -> float:
        """Return how far one side works against the other, in [0, 1]."""
        pressure = 2.0 * abs(self.price - 0.5)
        elsewhere = max(0.0, 1.0 - self.share_of_business(side) * len(side.desk.relationships))
        return (side.owner.bargaining + pressure + elsewhere + side.opportunism_frequency + side.conflict) / 5.0

    def update_types(self) -> None:
        """E18: read the type off the state."""
        self.donaldson_otoole = donaldson_otoole(self)
        self.hines = hines(self)

    def end_or_go_on(self) -> None:
        """E16: let either side, or something outside, end it; else use up a month of what it started with."""
        self.ended_by = [side for side in self.sides if side.wants_to_leave()]
        outside = self.random.random() < self.parameters.exit.exogenous
        self.over = outside or bool(self.ended_by)
        self.honeymoon *= 0.5 ** (1.0 / self.parameters.honeymoon.half_life)
        if self.contract_left > 0:
            self.contract_left -= 1
            if self.contract_left == 0 and self.parameters.contract.renew:
                self.contract_left = self.parameters.contract.months
