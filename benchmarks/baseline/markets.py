"""A market: desks that buy, desks that sell, and the relationships between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.baseline.desks import Candidate
from benchmarks.baseline.distances import Distances
from benchmarks.baseline.organisations import value_overlap
from benchmarks.baseline.relationship import Relationship

if TYPE_CHECKING:
    from benchmarks.baseline.desks import Desk
    from benchmarks.baseline.model import BaselineModel


@dataclass
class Keepsake:
    """What a pair keeps of a relationship that has ended, should they meet again (2.3b.5)."""

    distances: Distances
    memories: list[tuple[float, float]]
    breach_memories: list[float]


class Market:
    """Where buying desks and selling desks meet."""

    def __init__(self, model: BaselineModel, name: str, buying: list[Desk], selling: list[Desk], capacity: int) -> None:
        self.model = model
        self.name = name
        self.buying = buying
        self.selling = selling
        self.capacity = capacity
        self.relationships: list[Relationship] = []
        self.proposals: list[Candidate] = []
        self.agreed: list[Candidate] = []
        self.keepsakes: dict[tuple[Desk, Desk], Keepsake] = {}
        self.formed = self.ended = 0
        for desk in buying:
            desk.market, desk.counterparts = self, selling
        for desk in selling:
            desk.market, desk.counterparts = self, buying

    def distances(self, one: Desk, other: Desk) -> Distances:
        """Return the distances of a pair: those they had when they parted, else those of strangers."""
        pair = (one, other) if one.counterparts is self.selling else (other, one)
        if pair in self.keepsakes:
            return self.keepsakes[pair].distances
        return Distances(one.owner, other.owner, value_overlap(one.owner, other.owner))

    def found(self, buying: Desk, partners: list[Desk]) -> None:
        """Open the relationships that a desk has at the start, with equal shares of wallet."""
        for selling in partners:
            if self.has_room(selling):
                self.open(Candidate(buying, selling, self.distances(buying, selling)), month=0)
        for r in buying.relationships.values():
            r.share = 1.0 / len(buying.relationships)

    def has_room(self, selling: Desk, taken: int = 0) -> bool:
        """Return whether a selling desk can serve one more partner."""
        return self.capacity == 0 or len(selling.relationships) + taken < self.capacity

    def agree(self) -> None:
        """Let sellers take the proposals made to them, the best first where there is not room for all."""
        taken: dict[Desk, int] = {}
        if self.capacity > 0:
            self.proposals.sort(key=lambda c: -c.selling.expected_outcome(c.buying, c.distances.mean))
        for candidate in self.proposals:
            n = taken.get(candidate.selling, 0)
            if self.has_room(candidate.selling, n):
                taken[candidate.selling] = n + 1
                self.agreed.append(candidate)
        self.proposals = []

    def deliver(self) -> None:
        """Let both sides of every relationship perform."""
        for relationship in self.relationships:
            relationship.deliver()

    def respond(self) -> None:
        """Let both sides of every relationship feel, and change, what came of it."""
        for relationship in self.relationships:
            relationship.respond()

    def part(self) -> None:
        """End relationships whose sides want to leave, or that end for reasons outside them."""
        for relationship in self.relationships:
            relationship.end_or_go_on()
        ending = [r for r in self.relationships if r.over]
        for relationship in ending:
            self.close(relationship)
        self.relationships = [r for r in self.relationships if not r.over]
        self.ended = len(ending)

    def close(self, r: Relationship) -> None:
        """Take a relationship off both desks and write down its life."""
        buying, selling = r.buyer.desk, r.seller.desk
        del buying.relationships[selling]
        del selling.relationships[buying]
        self.keepsakes[buying, selling] = Keepsake(
            r.distances,
            [(side.personal_memory, side.organisational_memory) for side in r.sides],
            [side.breach_memory for side in r.sides],
        )
        initiator = "none" if not r.ended_by else "mutual" if len(r.ended_by) == 2 else self.role_of(r, r.ended_by[0])
        self.model.datacollector.add_table_row(
            "ended",
            {
                "market": self.name,
                "buyer": buying.owner.unique_id,
                "seller": selling.owner.unique_id,
                "start": r.start,
                "end": self.model.steps,
                "highest_stage": r.stage_record.highest,
                "initiator": initiator,
                "at_review": r.in_review,
            },
        )

    @staticmethod
    def role_of(r: Relationship, side: object) -> str:
        """Return the role that a side plays."""
        return "buyer" if side is r.buyer else "seller"

    def shift_shares(self) -> None:
        """E16: buyers shift their shares of wallet to the partners in the best standing."""
        v = self.model.parameters.volume
        for desk in self.buying:
            relationships = list(desk.relationships.values())
            standings = [
                math.exp(v.slope * (r.buyer.outcome + r.buyer.switching_cost + v.commitment * r.buyer.affective))
                for r in relationships
            ]
            total = sum(standings)
            for r, standing in zip(relationships, standings, strict=True):
                r.share += v.rate * (standing / total - r.share)
            share_of_all = sum(r.share for r in relationships)
            for r in relationships:
                r.share /= share_of_all

    def trade(self) -> None:
        """E19: buyers order what they need, in proportion to the shares of wallet."""
        for desk in self.buying + self.selling:
            desk.volume = 0.0
        for r in self.relationships:
            buying, selling = r.buyer.desk, r.seller.desk
            r.volume = buying.owner.demand * r.share
            buying.volume += r.volume
            selling.volume += r.volume

    def open_agreed(self) -> None:
        """Open what was agreed this month; the first delivery is next month."""
        for candidate in self.agreed:
            self.open(candidate, self.model.steps)
        self.formed = len(self.agreed)
        self.agreed = []

    def open(self, candidate: Candidate, month: int) -> None:
        """Open a relationship, with what the pair remembers of an earlier one."""
        buying, selling = candidate.buying, candidate.selling
        r = Relationship(candidate, month)
        keepsake = self.keepsakes.pop((buying, selling), None)
        if keepsake is not None:
            for side, memory, breaches in zip(r.sides, keepsake.memories, keepsake.breach_memories, strict=True):
                side.personal_memory, side.organisational_memory = memory
                side.breach_memory = breaches
        others = list(buying.relationships.values())
        r.share = self.model.parameters.volume.start if others else 1.0
        for other in others:
            other.share /= 1.0 + r.share
        if others:
            r.share /= 1.0 + r.share
        buying.relationships[selling] = r
        selling.relationships[buying] = r
        self.relationships.append(r)
        r.update_indices()
        r.update_types()
