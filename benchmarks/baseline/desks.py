"""Alternatives, search and agreement: one organisation's dealings on one side of one market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.baseline.formulas import logistic

if TYPE_CHECKING:
    from benchmarks.baseline.distances import Distances
    from benchmarks.baseline.markets import Market
    from benchmarks.baseline.organisations import Organisation
    from benchmarks.baseline.relationship import Relationship


class Role(NamedTuple):
    """In what buying and selling differ."""

    pay: float
    promise: float
    monitoring: float
    contact: float
    investment_willingness: float
    learning_effort: float
    recovery_quality: float


@dataclass
class Candidate:
    """A pair that is looking at each other."""

    buying: Desk
    selling: Desk
    distances: Distances


class Desk:
    """Whom an organisation deals with in one role, and whom else it has heard of."""

    market: Market

    def __init__(self, owner: Organisation, role: Role, wanted: int) -> None:
        self.owner = owner
        self.role = role
        self.wanted = wanted
        self.counterparts: list[Desk] = []
        self.relationships: dict[Desk, Relationship] = {}
        self.heard_of: dict[Desk, float] = {}
        self.full_market: float | None = None
        self.volume = 0.0  # bought or sold last month

    def strangers(self, n: int) -> list[Desk]:
        """Return up to n counterparts, drawn at random, with whom there is no relationship."""
        luck = self.owner.random
        if len(self.counterparts) - len(self.relationships) <= 2 * n:
            strangers = [desk for desk in self.counterparts if desk not in self.relationships]
            return strangers if len(strangers) <= n else luck.sample(strangers, n)
        found: dict[Desk, None] = {}
        while len(found) < n:
            desk = luck.choice(self.counterparts)
            if desk not in self.relationships:
                found[desk] = None
        return list(found)

    def expected_outcome(self, other: Desk, distance: float) -> float:
        """Return the outcome to expect of a counterpart, per unit of volume (2.3b.3)."""
        p = self.owner.model.parameters
        weight = p.expectation.reputation_weight
        expected = (1.0 - weight) * p.expectation.prior + weight * other.owner.reputation
        return expected - self.role.pay - p.delivering.distance * distance

    def look_at(self, others: list[Desk]) -> dict[Desk, float]:
        """Return the outcomes to expect of some counterparts."""
        market = self.market
        return {other: self.expected_outcome(other, market.distances(self, other).mean) for other in others}

    def hear_of_alternatives(self) -> None:
        """Hear of some counterparts by chance."""
        self.heard_of = self.look_at(self.strangers(self.owner.model.parameters.search.hears_of))
        self.full_market = None

    def best_alternative(self, but: Desk | None = None) -> float:
        """Return the comparison level for alternatives (E6), gross of search costs; 0 where none is known."""
        return max((outcome for desk, outcome in self.heard_of.items() if desk is not but), default=0.0)

    def best_of_full_market(self) -> float:
        """Return the same as a review finds it; an organisation looks at the whole market once a month."""
        if self.full_market is None:
            n = self.owner.model.parameters.review.hears_of
            self.full_market = max(self.look_at(self.strangers(n)).values(), default=0.0)
        return self.full_market

    def search(self) -> None:
        """Contact the best of a few candidates, where a partner is missing."""
        p = self.owner.model.parameters
        luck = self.owner.random
        if len(self.relationships) >= self.wanted or luck.random() >= p.search.rate:
            return
        sample = self.strangers(p.search.sample)
        if not sample:
            return
        candidates = [Candidate(self, desk, self.market.distances(self, desk)) for desk in sample]
        best = max(candidates, key=lambda c: self.expected_outcome(c.selling, c.distances.mean))
        contact = logistic(
            p.selling.intercept
            + p.selling.effort * p.selling.effort_share
            + p.selling.reputation * self.owner.reputation
            - p.selling.distance * best.distances.mean
        )
        if luck.random() < contact and self.accepts(best) and best.selling.accepts(best):
            self.market.proposals.append(best)

    def accepts(self, candidate: Candidate) -> bool:
        """Return whether the candidate is about as good as the best alternative besides it."""
        other = candidate.selling if candidate.buying is self else candidate.buying
        expected = self.expected_outcome(other, candidate.distances.mean)
        return expected >= self.best_alternative(but=other) - self.owner.model.parameters.search.tolerance
