"""What the twin of account management is made of: luck, people, posts and customers as objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim import streams
from sim._jit import share
from sim.constructs import account_management as rules
from sim.engine import Simulation
from sim.state import columns as c

WORD = 0xFFFFFFFFFFFFFFFF
PEOPLE, ORDERING, LEAVING, JUDGING, CONTRADICTING, OUTSOURCING, SIGHT, FITTING, STOCK, RECORD = range(100, 110)


class Luck:
    def __init__(self, seed: int) -> None:
        self.seed = np.uint64(seed & WORD)

    def bits(self, purpose: int, month: int, identity: Any) -> Any:
        return np.uint64(streams.word(np.uint64(streams.key(self.seed, purpose, month)), np.uint64(identity)))

    def uniform(self, purpose: int, month: int, identity: Any) -> float:
        return float(streams.uniform(self.bits(purpose, month, identity)))

    def normal(self, purpose: int, month: int, identity: Any) -> float:
        return float(streams.normal(self.bits(purpose, month, identity)))


def nth(identity: Any, k: int) -> Any:
    return np.uint64(streams.nth(np.uint64(identity), np.uint64(k)))


@dataclass
class Person:
    skill: list[float]
    quality: list[float]
    empathy: float
    congruence: float
    regard: float

    @staticmethod
    def candidate(luck: Luck, p: Any, identity: Any) -> Person:
        mean = [p.people.skill] * 13 + [p.people.competency] * 3
        drawn = [
            float(rules.trait(float(mean[k]), p.people.skill_sd, luck.normal(PEOPLE, 0, nth(identity, k))))
            for k in range(16)
        ]
        return Person(drawn[:7], drawn[7:13], *drawn[13:])


@dataclass
class Post:
    firm: int
    seller: int
    number: int
    address: Any
    person: Person
    generation: int = 0
    vacant: int = 0


@dataclass
class Customer:
    owner: int
    seller: int
    since: int
    post: Post
    cover: float
    unfit: float
    tier: int = 2
    since_order: int = 999
    unattended: int = 0
    since_dialogue: int = 6
    attention: float = 0.5
    moved: float = 0.0
    contact: str = ""
    talked: float = 0.0
    reached: float = 0.0
    ordered: float = 0.0
    left: int = -1
    base: float = 0.0
    sales: dict[int, float] = field(default_factory=dict)


class Surroundings:
    """What the twin sees of the engine's world."""

    simulation: Simulation
    luck: Luck
    posts: list[Post]
    customers: dict[int, Customer]
    memory: Any

    @property
    def p(self) -> Any:
        return self.simulation.parameters

    @property
    def o(self) -> Any:
        return self.simulation.world.organisations

    @property
    def r(self) -> Any:
        return self.simulation.world.relationships

    def team(self, firm: int) -> list[Post]:
        return [post for post in self.posts if post.firm == firm]

    def pair(self, one: Customer) -> Any:
        return streams.pair(self.o.uid[one.owner], self.o.uid[one.seller])

    def of(self, post: Post) -> Iterator[tuple[int, Customer]]:
        return ((row, one) for row, one in sorted(self.customers.items()) if one.post is post)

    def volume(self, row: int, one: Customer) -> float:
        return float(self.o.conduct[one.owner, c.DEMAND]) * float(self.r.dyadic[c.WALLET_SHARE, row])

    def known(self, row: int) -> float:
        reach = self.p.crm.sales * self.p.crm.quality * (1.0 if self.p.ownership.owned else self.p.ownership.pooling)
        return float(share(float(self.memory[row]) - (1.0 - reach) * float(self.r.directed[c.SHARED_MEMORY, 1, row])))
