"""What governments do to firms once more, with countries, buyers and relationships as objects; rules and luck are the
product's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim import streams
from sim.constructs import relationship_memory, ritual, statecraft
from sim.life_cycle.stages import FINAL
from sim.life_cycle.transitions import routine
from sim.mechanisms.governments.luck import MISSIONS, SCANDALS, TENDERS
from sim.parameters import Parameters
from sim.state import columns as c
from tests.levers import Levers
from tests.mechanisms.governments.twin import bits

CERTAIN = np.float32(50.0)
YEAR = 12
GLANCES = 64
"""Sellers that a mission may draw while it looks for some abroad."""


@dataclass
class Investment:
    """What two sides had invested before a month, and whether what they add is paid for."""

    before: tuple[float, float]
    paid: bool


@dataclass
class Buyer:
    """A buyer: whether it is a public body, when it calls for tenders, and whom it hears of at home."""

    who: int
    uid: int
    country: int
    values: list[float]
    home: tuple[int, int]
    public: bool = False
    turn: int = 0
    rows: range = range(0)


@dataclass
class PolicyTwin:
    """All that the governments of one world do to firms."""

    world: Any
    p: Parameters
    seed: int
    buyers: list[Buyer] = field(default_factory=list)
    kept: dict[int, Investment] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)
    known: dict[tuple[int, int], float] = field(default_factory=dict)
    strangers: dict[int, float] = field(default_factory=dict)
    """Deliveries after which somebody who had kept a relationship up was gone, by row."""

    def __post_init__(self) -> None:
        o, _ = self.world
        for who in np.flatnonzero(o.kind == c.BUYER):
            buyer = Buyer(
                int(who), int(o.uid[who]), int(o.government[who]), o.place[who, : c.N_VALUES].astype(float).tolist(),
                (int(o.supply[who, 0]), int(o.supply[who, 1])), rows=range(int(o.first[who]), int(o.first[who + 1])),
            )  # fmt: skip
            luck = bits(self.seed, TENDERS, 0, buyer.uid)
            buyer.public = streams.uniform(luck) < self.p.procurement.public
            buyer.turn = int(streams.second_uniform(luck) * self.p.procurement.cycle)
            self.buyers.append(buyer)

    def _alive(self, world: Any) -> Iterator[tuple[Buyer, int, bool]]:
        """Yield every relationship of a buyer: whose it is, its row, and whether it crosses a border."""
        o, r = world
        for buyer in self.buyers:
            for row in buyer.rows:
                if r.stages[c.STAGE, row] >= 0:
                    yield buyer, row, buyer.country != int(o.government[r.partner[row]])

    def before(self, world: Any, month: int) -> None:
        """Change the world as governments would, each office after the other."""
        o, r = world
        self._scandals(o, month)
        self._mission(world, month)
        for buyer, row, across in self._alive(world):
            self._regulate(r, row)
            self._subsidise(r, row, across)
            if buyer.public:
                self._procure(r, buyer, row, month)
        if self.p.regulator.price_cap < 1.0:
            for who in range(o.uid.size):
                o.standing[who, c.LIST_PRICE] = min(o.standing[who, c.LIST_PRICE], self.p.regulator.price_cap)
        self.told["n_tenders"] = float(
            sum(buyer.public and buyer.turn == month % self.p.procurement.cycle for buyer, _, _ in self._alive(world))
        )
        if self.p.ritual.renewed:
            self._look_who_is_gone(r, 0.0)
        self._go_through_the_motions(r)

    def _scandals(self, o: Any, month: int) -> None:
        p, broken = self.p.institutions, 0
        for country in range(o.institutions.size):
            trust = float(o.institutions[country])
            if streams.uniform(bits(self.seed, SCANDALS, month, country)) < p.scandal_rate:
                broken += 1
                o.institutions[country] = max(trust - p.scandal_loss, 0.0)
            else:
                o.institutions[country] = min(trust + p.recovery, 1.0)
        self.told["n_scandals"] = float(broken)

    def _mission(self, world: Any, month: int) -> None:
        o, r = world
        p = self.p.facilitator
        left = 1.0 - statecraft.mission_effect(p.budget, p.nearness)
        for _, row, across in self._alive(world):
            if not across:
                continue
            r.dyadic[c.SOCIAL_DISTANCE, row] *= left
            r.dyadic[c.CULTURAL_DISTANCE, row] *= left
            if r.counts[c.AGE, row] < YEAR:
                Levers(r)[c.LEVER_PAYOFF, :, row] += np.float32(statecraft.mission_effect(p.budget, p.pilot))
        invited = statecraft.mission_effect(p.budget, p.invited)
        travelling = 0
        for buyer in self.buyers:
            if not buyer.home[1] or streams.uniform(bits(self.seed, MISSIONS, month, buyer.uid)) >= invited:
                continue
            met = self._best_abroad(o, buyer, month)
            if met is not None:
                o.supply[buyer.who] = (met, 1)
                travelling += 1
        self.told["n_travelling"] = float(travelling)

    def _best_abroad(self, o: Any, buyer: Buyer, month: int) -> int | None:
        start, size = buyer.home
        seen: list[tuple[float, int]] = []
        for glance in range(GLANCES):
            luck = bits(self.seed, MISSIONS, month, streams.nth(np.uint64(buyer.uid), glance))
            seller = start + int(streams.index(luck, size))
            if int(o.government[seller]) == buyer.country or seller == buyer.who:
                continue
            apart = 0.0
            for mine, theirs in zip(buyer.values, o.place[seller, : c.N_VALUES].astype(float).tolist(), strict=True):
                apart += (mine - theirs) * (mine - theirs)
            seen.append((apart, seller))
            if len(seen) == self.p.search.sample:
                break
        return min(seen, key=lambda one: one[0])[1] if seen else None  # the first of equals

    def _regulate(self, r: Any, row: int) -> None:
        p = self.p.regulator
        if p.price_cap < 1.0:
            r.dyadic[c.PRICE, row] = min(float(r.dyadic[c.PRICE, row]), p.price_cap)
        if p.contract_limit:
            r.counts[c.CONTRACT_LEFT, row] = min(int(r.counts[c.CONTRACT_LEFT, row]), p.contract_limit)
        if p.review_every and (int(r.counts[c.AGE, row]) + 1) % p.review_every == 0:
            Levers(r)[c.LEVER_WATCHING, :, row] += np.float32(p.review_watching)

    def _subsidise(self, r: Any, row: int, across: bool) -> None:
        paid = across or not self.p.subsidiser.abroad
        if paid:
            Levers(r)[c.LEVER_INVESTING, :, row] *= np.float32(1.0 + self.p.subsidiser.share)
        mine, theirs = r.directed[c.INVESTMENT, :, row].astype(np.float32).tolist()
        self.kept[row] = Investment((mine, theirs), paid)

    def _procure(self, r: Any, buyer: Buyer, row: int, month: int) -> None:
        p = self.p.procurement
        Levers(r)[c.LEVER_HARDNESS, 0, row] += np.float32(p.hardness)
        Levers(r)[c.LEVER_DISCOUNT, 0, row] += np.float32(0.5 - float(r.dyadic[c.PRICE, row]))
        if buyer.turn != month % p.cycle:
            Levers(r)[c.LEVER_LEAVING, 0, row] -= CERTAIN
        elif p.rotation:
            Levers(r)[c.LEVER_LEAVING, 0, row] += CERTAIN

    def _look_who_is_gone(self, r: Any, decay: float) -> None:
        for row in range(r.partner.size):
            if r.stages[c.STAGE, row] < 0 or r.counts[c.AGE, row] == 0:
                self.strangers.pop(row, None)
            for me in (0, 1):
                knows = float(r.directed[c.MEMORY, me, row])
                if r.stages[c.STAGE, row] < 0:
                    self.known.pop((me, row), None)
                    continue
                known = self.known.get((me, row), 0.0)
                if r.counts[c.AGE, row] > 0 and ritual.has_left(known, knows, decay):
                    self.strangers[row] = float(r.counts[c.DELIVERIES, row])
                self.known[me, row] = knows

    def _go_through_the_motions(self, r: Any) -> None:
        total, there = 0.0, 0
        stages, memory = self.p.life_cycle, self.p.relationship_memory
        for row in range(r.partner.size):
            if r.stages[c.STAGE, row] < 0:
                continue
            unevenness = float(max(r.read_out[c.PERFORMANCE_VARIANCE, :, row]))
            deliveries = float(r.counts[c.DELIVERIES, row])
            kept = ritual.kept_up(deliveries, self.strangers.get(row, 0.0), self.p.ritual.renewed)
            settled = routine(kept, unevenness, stages.routine_experience, stages.routine_scale)
            shared = [
                relationship_memory.sharing(
                    float(r.directed[c.TRUST, me, row]), float(r.directed[c.COMMITMENT, me, row]), memory.openness,
                    memory.sharing_floor,
                )
                for me in (0, 1)
            ]  # fmt: skip
            index = ritual.ritual(settled, 0.5 * shared[0] + 0.5 * shared[1])
            total, there = total + index, there + 1
            if r.stages[c.STAGE, row] == FINAL:
                Levers(r)[c.LEVER_LEAVING, :, row] += np.float32(self.p.ritual.fragility * index)
        self.told["mean_ritual"] = total / there if there else float("nan")

    def after(self, world: Any) -> None:
        """Come home, and keep account of what was invested and paid for."""
        o, r = world
        if self.p.ritual.renewed:
            self._look_who_is_gone(r, self.p.relationship_memory.decay)
        for buyer in self.buyers:
            o.supply[buyer.who] = buyer.home
        made = spent = 0.0
        decay, share = self.p.investment.decay, self.p.subsidiser.share
        for row, one in self.kept.items():
            if r.counts[c.AGE, row] == 0 or r.traces[c.TRACE_PERFORMANCE, 0, row] < 0.0:
                continue  # ended this month, and perhaps somebody else's by now
            for before, now in zip(one.before, r.directed[c.INVESTMENT, :, row].tolist(), strict=True):
                made += max(now - (1.0 - decay) * before, 0.0)
                spent += statecraft.subsidised_part(before, now, decay, share) if one.paid else 0.0
        self.kept.clear()
        self.told |= {"investment_made": made, "subsidy_spent": spent}
