"""The four kinds of organisation as Mesa agents that own objects, not rows."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim import streams
from sim._jit import clip, exp, log, normal_quantile
from sim.constructs.distance import value_overlap, whole_distance
from sim.constructs.expectation import expectation_after
from sim.constructs.outcome import expected_outcome, level_after

if TYPE_CHECKING:
    from tests.oracle.model import Oracle
    from tests.oracle.relationship import Memento, Relationship

AS_OWNER, AS_PARTNER = 0, 1
KEPT_MEMENTOS = 2
DISTINCT_IN_MARKETS_BELOW = 512


def single(x: float) -> float:
    """Return x as a column of single precision holds it."""
    return float(np.float32(x))


@dataclass
class Country:
    """A government's realm; organisations without any government share one."""

    institutional_trust: float


@dataclass
class Knowledge:
    """What an organisation heard of this month, in one role."""

    best: float = 0.0
    second: float = 0.0
    who: Organisation | None = None

    def bar(self, besides: Organisation) -> float:
        """Return the best alternative other than somebody."""
        return self.second if self.who is besides else self.best


@dataclass
class DeliveryByThird:
    """What a complementor delivered on behalf of its principal this month."""

    performance: float
    known: float
    cheated: float


class Organisation(mesa.Agent):
    """Whoever has relationships: its traits, its standing, and the relationships that it owns by partner."""

    kind = -1
    competence_of = ""

    def __init__(self, model: Oracle, number: int, country: Country) -> None:
        super().__init__(model)
        self.number, self.country = number, country
        self.uid = (self.kind << 29) + number
        self.supply: list[Organisation] = []
        self.custom: list[Organisation] = []
        self.wanted = 0
        self.first_row = 0
        self.relationships: dict[Organisation, Relationship] = {}
        self.mementos: deque[Memento | None] = deque(maxlen=KEPT_MEMENTOS)
        self.shock = self.effort_shift = 0.0
        self.alternatives = (Knowledge(), Knowledge())
        self.third: DeliveryByThird | None = None
        self.n_buyers = self.volume = 0.0
        self.draw_traits()

    def _founding(self, ordinal: int) -> Any:
        return self.model.luck.of_nth(streams.FOUNDING, 0, self, ordinal)

    def draw_traits(self) -> None:
        p = self.model.p
        traits = p.organisations
        mean = getattr(traits, self.competence_of)
        spread = getattr(traits, f"{self.competence_of}_sd")
        luck = self._founding(0)
        self.competence = clip(mean + spread * luck.normal, traits.competence_low, traits.competence_high)
        self.opportunism = clip(1.0 - exp(log(1.0 - luck.second) / p.opportunism.shape), 0.0, 1.0)
        luck = self._founding(1)
        low, high = p.conflict.bargaining_low, p.conflict.bargaining_high
        self.bargaining = low + (high - low) * luck.first
        self.leniency = clip(p.perception.leniency_sd * normal_quantile(luck.second), -1.0, 1.0)
        self.demand = 1.0
        draws = [self._founding(3 + k) for k in range(5)]
        self.values = [single(draw.first) for draw in draws]
        self.goals = [single(draw.second) for draw in draws]
        place = self._founding(8)
        self.place = (single(place.first), single(place.second))
        self.reputation = traits.reputation_start
        self.list_price = p.price.level
        self.level = self.slow_level = p.outcome.level_start

    # ------------------------------------------------------------ what it knows

    def by_place(self) -> list[Relationship]:
        """Return its relationships in the order of their places."""
        return sorted(self.relationships.values(), key=lambda one: one.place)

    def first_sight(self, partner: Organisation) -> tuple[list[float], float]:
        """Return the five distances to a stranger that it would own a relationship to, and the value overlap."""
        p = self.model.p.distance
        squared = 0.0
        for mine, theirs in zip(self.values, partner.values, strict=True):
            squared += (mine - theirs) * (mine - theirs)
        overlap = value_overlap(squared, 5)
        luck = self.model.luck.of_pair(streams.FIRST_SIGHT, 0, self, partner)
        dx, dy = self.place[0] - partner.place[0], self.place[1] - partner.place[1]
        distances = [
            p.social_start,
            p.cultural_scale * (1.0 - overlap),
            p.technological_low + (p.technological_high - p.technological_low) * luck.first,
            p.time_low + (p.time_high - p.time_low) * luck.second,
            p.geographic_scale * math.sqrt(0.5 * (dx * dx + dy * dy)),
        ]
        return distances, overlap

    def hearsay(self, stranger: Organisation, role: int) -> float:
        """Return what it expects a stranger to yield (2.3b.3)."""
        p = self.model.p
        owner, partner = (self, stranger) if role == AS_OWNER else (stranger, self)
        distances, _ = owner.first_sight(partner)
        d = whole_distance(*distances, *self.model.distance_weights)
        payment = partner.list_price if role == AS_OWNER else 1.0 - partner.list_price
        return expected_outcome(
            p.expectation.prior,
            stranger.reputation,
            payment,
            d,
            p.expectation.reputation_weight,
            p.delivering.distance,
        )

    def _strangers(self, purpose: int, month: int, role: int, how_many: int) -> list[Organisation]:
        """Return the non-partners that it hears of: everybody in a small market, else a random sample."""
        pool = self.supply if role == AS_OWNER else self.custom

        def is_stranger(other: Organisation) -> bool:
            owner, partner = (self, other) if role == AS_OWNER else (other, self)
            return other is not self and partner not in owner.relationships

        if len(pool) <= how_many:
            return [other for other in pool if is_stranger(other)]
        heard: list[Organisation] = []
        for attempt in range(3 * how_many):
            if len(heard) == how_many:
                break
            other = pool[self.model.luck.of_nth(purpose, month, self, attempt).among(len(pool))]
            if is_stranger(other) and (len(pool) >= DISTINCT_IN_MARKETS_BELOW or other not in heard):
                heard.append(other)
        return heard

    def look_around(self, purpose: int, role: int, how_many: float) -> Knowledge:
        """Return the best two of those it hears of; nobody at 0 where there are none."""
        heard = self._strangers(purpose, self.model.month, role, int(how_many))
        ranked = sorted(((self.hearsay(other, role), other) for other in heard), key=lambda one: -one[0])
        if not ranked:
            return Knowledge()
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        return Knowledge(ranked[0][0], second, ranked[0][1])

    def hear(self) -> None:
        """Hear of alternatives in either role; look at the market where a review is due."""
        p = self.model.p
        as_owner, as_partner = self.alternatives
        if self.wanted > 0:
            as_owner = self.look_around(streams.HEARING, AS_OWNER, p.search.hears_of)
        if self.custom:
            as_partner = self.look_around(streams.HEARING + 1, AS_PARTNER, p.search.hears_of)
        self.alternatives = (as_owner, as_partner)
        for one in self.relationships.values():
            if one.review_is_due():
                mine = self.look_around(streams.REVIEW, AS_OWNER, p.review.hears_of)
                theirs = one.partner.look_around(streams.REVIEW + 1, AS_PARTNER, p.review.hears_of)
                one.sides[0].review_alternative = single(mine.best)
                one.sides[1].review_alternative = single(theirs.best)

    # ------------------------------------------------------------ what a month leaves

    def take_stock(self, lived: list[tuple[Relationship, int]]) -> None:
        """Move reputation and comparison levels by this month's relationships, given with its own side in each."""
        p = self.model.p
        served = [one for one, side in lived if side == AS_PARTNER]
        self.n_buyers = float(len(served))
        self.volume = self.model.in_units(sum(self.model.fixed(one.month.volume) for one in served))
        self.shock = 0.0
        if not lived:
            return
        n = len(lived)
        outcomes = sum(self.model.fixed(one.sides[side].outcome) for one, side in lived)
        performed = sum(self.model.fixed(one.month.received[1 - side]) for one, side in lived)
        mean = self.model.in_units(outcomes) / n
        self.level = level_after(self.level, mean, p.outcome.level_rate)
        self.slow_level = level_after(self.slow_level, mean, p.outcome.slow_level_rate)
        self.reputation = expectation_after(
            self.reputation, self.model.in_units(performed) / n, p.organisations.reputation_rate
        )


class Buyer(Organisation):
    kind = 0
    competence_of = "buyer_competence"

    def draw_traits(self) -> None:
        super().draw_traits()
        self.demand = exp(self.model.p.organisations.demand_log_sd * self._founding(2).normal)


class Seller(Organisation):
    kind = 1
    competence_of = "seller_competence"


class Complementor(Organisation):
    kind = 2
    competence_of = "complementor_competence"


class Government(Organisation):
    kind = 3
    competence_of = "government_competence"
