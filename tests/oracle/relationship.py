"""A relationship with its two sides, and what is remembered of an ended one."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim import streams
from sim.constructs.commitment import goal_factor
from sim.constructs.expectation import first_expectation
from sim.constructs.trust import first_trust
from tests.oracle.organisations import Buyer, Complementor, Government, Organisation, Seller, single

if TYPE_CHECKING:
    from tests.oracle.model import Oracle
    from tests.oracle.month import Month

MEAN_GOAL_OVERLAP = 0.772199  # of two vectors from U(0, 1)^5
DISTANCES = ("social_distance", "cultural_distance", "technological_distance", "time_distance", "geographic_distance")


@dataclass
class Side:
    """One side's view: what it feels, holds and knows."""

    expectation: float
    satisfaction: float
    trust: float
    commitment: float
    calculative: float
    outcome: float
    dependence: float
    deception: float = 0.0
    investment: float = 0.0
    memory: float = 0.0
    shared_memory: float = 0.0
    conflict: float = 0.0
    peak: float = 0.0
    velocity: float = 0.0
    performance_mean: float = 0.0
    performance_variance: float = 0.0
    opportunism: float = 0.0
    flexibility: float = 0.5
    review_alternative: float | None = None
    failed_in: list[bool] = field(default_factory=list)
    """The last twelve months, the latest first: whether the delivery was a failure."""


@dataclass
class Memento:
    """What two organisations keep of an ended relationship (2.3b.5): distances, knowledge, memory of deception."""

    partner: Organisation
    distances: list[float]
    sides: list[tuple[float, float, float]]


class Relationship:
    """Two organisations that deal with each other; side 0 is the owner's, side 1 the partner's."""

    def __init__(self, model: Oracle, owner: Organisation, partner: Organisation, start: int) -> None:
        p = model.p
        self.model, self.owner, self.partner, self.start = model, owner, partner, start
        taken = {one.place for one in owner.relationships.values()}
        self.place = next(place for place in range(len(taken) + 1) if place not in taken)
        distances, self.value_overlap = owner.first_sight(partner)
        dot = sum_in_order(a * b for a, b in zip(owner.goals, partner.goals, strict=True))
        mine = sum_in_order(a * a for a in owner.goals)
        theirs = sum_in_order(b * b for b in partner.goals)
        overlap = dot / math.sqrt(max(mine * theirs, 1e-12))
        self.goal_factor = goal_factor(overlap, p.commitment.goal_floor, MEAN_GOAL_OVERLAP)
        self.honeymoon = p.honeymoon.start
        self.price = partner.list_price
        self.wallet_share = p.volume.start if owner.relationships else 1.0
        self.sides = (self._first_view(0), self._first_view(1))
        self.deliveries = self.age = self.dwell = self.plateau = 0
        self.contract_left = int(p.contract.months)
        self.stage = self.previous_stage = self.highest_stage = 0
        self.month: Month = None  # type: ignore[assignment]
        for k, name in enumerate(DISTANCES):
            setattr(self, name, distances[k])
        self._remember()
        owner.relationships[partner] = self

    def _first_view(self, me: int) -> Side:
        p = self.model.p
        organisation, other = (self.owner, self.partner) if me == 0 else (self.partner, self.owner)
        promise = p.expectation.seller_promise if me == 0 else p.expectation.buyer_promise
        luck = self.model.luck.of_pair(streams.OPENING + me, self.start, self.owner, self.partner)
        expectation = first_expectation(
            p.expectation.prior,
            other.reputation,
            promise,
            p.expectation.noise_sd * luck.normal,
            p.expectation.reputation_weight,
        )
        trust = first_trust(
            other.reputation,
            self.value_overlap,
            organisation.country.institutional_trust,
            p.trust.start,
            p.trust.start_reputation,
            p.trust.start_values,
            p.trust.start_institutions,
        )
        return Side(
            expectation=expectation,
            satisfaction=p.satisfaction.start,
            trust=trust,
            commitment=p.commitment.start,
            calculative=p.commitment.calculative_start,
            outcome=p.outcome.start,
            dependence=p.outcome.dependence_start,
            peak=single(p.commitment.start),
            performance_mean=single(expectation),
            performance_variance=single(p.delivering.noise_sd * p.delivering.noise_sd),
        )

    @property
    def relation(self) -> int:
        """0 market, 1 complement, 2 between governments, 3 with a supplier, 4 between two buyers."""
        if isinstance(self.owner, Government):
            return 2
        if isinstance(self.owner, Seller):
            return 1 if isinstance(self.partner, Complementor) else 3
        return 4 if isinstance(self.partner, Buyer) else 0

    @property
    def row(self) -> int:
        return self.owner.first_row + self.place

    @property
    def dyad(self) -> int:
        return (self.owner.uid << 32) | self.partner.uid

    def review_is_due(self) -> bool:
        every = int(self.model.p.review.every)
        return every > 0 and (self.age + 1) % every == 0

    def end(self) -> None:
        """Part; keep what outlives a relationship."""
        del self.owner.relationships[self.partner]
        self.owner.mementos.append(
            Memento(
                self.partner,
                [single(getattr(self, name)) for name in DISTANCES[:4]],
                [(single(s.memory), single(s.shared_memory), single(s.deception)) for s in self.sides],
            )
        )

    def _remember(self) -> None:
        past = self.owner.mementos
        for k, memento in enumerate(past):
            if memento is None or memento.partner is not self.partner:
                continue
            past[k] = None
            for name, distance in zip(DISTANCES[:4], memento.distances, strict=True):
                setattr(self, name, distance)
            for side, (memory, shared, deception) in zip(self.sides, memento.sides, strict=True):
                side.memory, side.shared_memory, side.deception = memory, shared, deception


def sum_in_order(numbers: object) -> float:
    """Return a sum taken strictly from left to right (``sum`` compensates from Python 3.12 on)."""
    total = 0.0
    for number in numbers:  # type: ignore[attr-defined]
        total += number
    return total
