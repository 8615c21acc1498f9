"""Tiers and rivals as plain objects, by the theory page, pull the same levers as the mechanisms to the last bit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import streams
from sim.constructs import rivalry as rules
from sim.mechanisms.chain.rivalry import Spells
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.world import World
from tests.mechanisms.watched import Pulled, Watched, living

BUYERS = 10
RESTLESS = {"population.buyers": BUYERS, "exit.intercept": -2.5, "search.rate": 0.9}
TIERS = RESTLESS | {"population.sellers": 7, "chain.suppliers": 3}
FIRMS = RESTLESS | {"population.sellers": 1, "chain.peers": 1, "population.partners": 3, "rivalry.future": 0.6}
WORLDS = {
    "passing on": TIERS | {"chain.input": 0.5, "chain.buffer": 0.4},
    "planning together": TIERS | {"chain.scope": 1},
    "a chain": TIERS | {"chain.scope": 2, "chain.input": 0.2},
    "one database": TIERS | {"chain.scope": 3, "chain.leak": 2.0},
    "rivals": FIRMS | {"rivalry.win": 0.5},
    "rivals under a norm": FIRMS | {"rivalry.win": 0.5, "relational_norm.level": 0.7},
    "a norm": FIRMS | {"relational_norm.level": 0.4},
}


class Twin:
    """What tiers hold in stock, and who fights."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.p, self.seed = parameters, np.uint64(seed)
        self.tier = range(BUYERS, BUYERS + parameters.population.sellers - parameters.chain.suppliers)
        self.stock = dict.fromkeys(self.tier, parameters.chain.usual)
        self.fights: dict[int, float] = {}

    def __call__(self, world: World, month: int) -> Pulled:
        pulled = Pulled()
        if self.p.chain.suppliers or self.p.chain.scope:
            self.chain(pulled, world, month)
        if self.p.rivalry.win > 0.0:
            self.fight(pulled, world, month)
        if self.p.relational_norm.level > 0.0:
            norm = self.p.relational_norm
            for owner in range(len(world.organisations.uid)):
                for one in living(world, owner):
                    for side in (0, 1):
                        pulled.push("temptation", side, one.row, -norm.restraint * norm.level)
        return pulled

    def chain(self, pulled: Pulled, world: World, month: int) -> None:
        p = self.p.chain
        market = [one for buyer in range(BUYERS) for one in living(world, buyer)]
        supply = [one for seller in self.tier for one in living(world, seller)]
        if month > 1:
            for seller in self.tier:
                delivered = bought = 0.0
                for one in supply:
                    if one.owner == seller and one.received >= 0.0:
                        delivered += one.wallet * one.received
                        bought += one.wallet
                fresh = delivered / bought if bought > 0.0 else p.without
                self.stock[seller] = rules.stock_after(self.stock[seller], fresh, p.buffer)
        if p.input > 0.0:
            for one in market:
                pulled.push("quality", 1, one.row, rules.passed_on(self.stock[one.partner], p.usual, p.input))
        together = [*market, *(supply if p.scope >= 2 else [])] if p.scope >= 1 else []
        for one in together:
            for side in (0, 1):
                pulled.scale("learning", side, one.row, 1.0 + p.planning)
                pulled.push("payoff", side, one.row, -p.planning_cost)
        if p.scope == 3:
            for seller in self.tier:
                customers = [one for one in market if one.partner == seller]
                total = 0.0
                for one in customers:
                    total += one.known
                pool = total / max(float(len(customers)), 1.0)
                for one in supply:
                    if one.owner == seller:
                        pulled.push("quality", 1, one.row, p.pooled * pool)
                        pulled.push("temptation", 1, one.row, p.leak * pool)

    def _word(self, purpose: int, month: int, who: int) -> np.uint64:
        return np.uint64(streams.word(np.uint64(streams.key(self.seed, purpose, month)), np.uint64(who)))

    def fight(self, pulled: Pulled, world: World, month: int) -> None:
        p, norm, o = self.p.rivalry, self.p.relational_norm, world.organisations
        shelves = [living(world, buyer) for buyer in range(BUYERS)]
        seen: dict[int, float] = {}
        rivals: dict[int, float] = {}
        for shelf in shelves:
            fighting = sum(self.fights.get(one.partner, 0.0) for one in shelf)
            for one in shelf:
                others = fighting - self.fights.get(one.partner, 0.0)
                seen[one.partner] = seen.get(one.partner, 0.0) + others
                rivals[one.partner] = rivals.get(one.partner, 0.0) + len(shelf) - 1.0
        future = rules.future_under_norm(p.future, norm.level, norm.horizon)
        counted = rules.months_that_count(future, p.war)
        everybody = streams.normal(self._word(131, month, 0xFFFFFFFFFFFFFFFF))
        self.fights = {}
        for who, number in rivals.items():
            if number <= 0.0:
                continue
            own = streams.normal(self._word(131, month, int(o.uid[who])))
            haze = p.haze * (math.sqrt(p.common) * everybody + math.sqrt(1.0 - p.common) * own)
            sight = min(1.0, max(0.0, seen[who] / number + haze))
            pays = rules.fighting_pays(float(o.standing[who, c.LIST_PRICE]) - 0.3, p.cut, p.win, sight, counted)
            luck = streams.uniform(self._word(130, month, int(o.uid[who])))
            self.fights[who] = 1.0 if luck < rules.fighting_probability(pays, p.slope) else 0.0
        for shelf in shelves:
            total = held = 0.0
            for one in shelf:
                held += one.wallet
                total += one.wallet * (1.0 + p.win * self.fights.get(one.partner, 0.0))
            for one in shelf:
                fought = self.fights.get(one.partner, 0.0)
                pulled.scale("orders", 0, one.row, (1.0 + p.win * fought) * held / max(total, 1e-12))
                pulled.push("discount", 0, one.row, -p.cut * fought)
                pulled.push("hardness", 1, one.row, p.hardness * fought)
                pulled.scale("openness", 1, one.row, 1.0 - p.withhold * fought)
                pulled.scale("investing", 1, one.row, 1.0 - p.withhold * fought)


@pytest.mark.parametrize("name", WORLDS)
def test_tiers_and_rivals_as_objects_pull_the_same_levers(name: str) -> None:
    parameters = with_values(Parameters(), WORLDS[name])
    simulation = Watched(parameters, 23, twin=Twin(parameters, 23))
    simulation.advance(30)
    assert simulation.asked == 30
    if parameters.rivalry.win > 0.0:
        fought = simulation.steps()["fighting_share"]
        assert fought.max() > 0.0 and fought.min() < 1.0


def test_who_fights_takes_orders_from_others_and_nobody_buys_more() -> None:
    parameters = with_values(Parameters(), WORLDS["rivals"])
    simulation = Watched(parameters, 23, twin=Twin(parameters, 23))
    simulation.advance(12)
    served = [buyer for buyer in range(BUYERS) if living(simulation.before, buyer)]
    demand = simulation.world.organisations.conduct[served, c.DEMAND].sum()
    assert simulation.steps()["volume"][-1] == pytest.approx(demand)


def test_a_norm_gives_those_who_begin_more_in_common_once() -> None:
    parameters = with_values(Parameters(), WORLDS["a norm"])
    plain = Watched(with_values(parameters, {"relational_norm.values": 0.0}), 23, twin=Twin(parameters, 23))
    normed = Watched(parameters, 23, twin=Twin(parameters, 23))
    for simulation in (plain, normed):
        simulation.advance(1)
    rows = plain.world.relationships.partner == normed.world.relationships.partner
    old = plain.before.relationships.stages[c.STAGE] >= 0
    before = plain.before.relationships.dyadic[c.VALUE_OVERLAP][rows & old]
    after = normed.world.relationships.dyadic[c.VALUE_OVERLAP][rows & old]
    np.testing.assert_allclose(after, before + (1.0 - before) * 0.3 * 0.4)
    known = normed.world.relationships.dyadic[c.VALUE_OVERLAP].copy()
    still = normed.world.relationships.stages[c.STAGE] >= 0
    aged = normed.world.relationships.counts[c.AGE] > 0
    normed.advance(1)
    same = still & aged & (normed.world.relationships.stages[c.STAGE] >= 0)
    assert np.array_equal(normed.world.relationships.dyadic[c.VALUE_OVERLAP][same], known[same])


def test_spells_count_what_followed_what() -> None:
    spells = Spells()
    for peace, price in ((True, 0.5), (True, 0.5), (False, 0.4), (False, 0.46), (False, 0.4), (True, 0.5)):
        spells.add(peace, price)
    assert spells.persistence(True) == pytest.approx(1 / 2)
    assert spells.persistence(False) == pytest.approx(2 / 3)
    assert spells.premium() == pytest.approx(0.08)
    assert math.isnan(Spells().persistence(True)) and math.isnan(Spells().premium())
