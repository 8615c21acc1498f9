"""Firms as plain objects, by the theory page, pull the same levers as the mechanism to the last bit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import streams
from sim.constructs import within as rules
from sim.mechanisms import MECHANISMS
from sim.mechanisms.organisation.within import Within
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state.columns import COMPETENCE, DEMAND, LINKED
from sim.state.world import World
from tests.mechanisms.watched import Pulled, Row, Watched, living

BUYERS, SELLERS = 10, 6
SMALL = {"population.buyers": BUYERS, "population.sellers": SELLERS, "exit.intercept": -2.5, "search.rate": 0.9}
LED = {"leadership.strength": 0.7, "leadership.turnover": 0.1, "culture.weight": 1.0}
NEW_CULTURE = {
    "relationship_management.level": 3,
    "relationship_management.upheaval_months": 8,
    "internal_service.weight": 1.0,
}
WORLDS = {
    "led": SMALL | LED,
    "mission": SMALL | {"mission.effort": 0.4, "mission.gap": 0.02, "leadership.strength": 0.5},
    "database": SMALL | {"relationship_management.level": 1, "relationship_management.start": 4},
    "analytics": SMALL | {"relationship_management.level": 2},
    "new culture": SMALL | LED | NEW_CULTURE,
    "internal service": SMALL | {"internal_service.weight": 0.8, "internal_service.care": 0.2},
    "split of effort": SMALL
    | {
        "effort_budget.weight": 0.7,
        "effort_budget.firms": 3,
        "effort_budget.sell": 0.4,
        "effort_budget.form": 0.05,
        "effort_budget.deliver": 0.2,
        "effort_budget.link": 0.1,
        "effort_budget.learn": 0.25,
        "effort_budget.monitor": 0.0,
        "population.complementors": 3,
    },
}


class Firm:
    """A seller from within."""

    def __init__(self, twin: Twin, number: int) -> None:
        self.twin, self.number, self.uid = twin, number, np.uint64((1 << 29) + number)
        p = twin.p
        self.leader = self._normal(121, 0)
        self.pursues = True
        self.orientation = p.leadership.origin
        self.culture = [
            rules.share(p.culture.start + p.culture.spread * self._normal(122, 0, ordinal)) for ordinal in range(4)
        ]
        self.first_culture = list(self.culture)
        self.service = self.usual_service = rules.share(0.5 + p.internal_service.spread * self._normal(123, 0))
        self.alignment = 0.0

    def _bits(self, purpose: int, month: int, ordinal: int | None = None) -> np.uint64:
        who = self.uid if ordinal is None else np.uint64(streams.nth(self.uid, ordinal))
        return np.uint64(streams.word(np.uint64(streams.key(self.twin.seed, purpose, month)), who))

    def _normal(self, purpose: int, month: int, ordinal: int | None = None) -> float:
        return float(streams.normal(self._bits(purpose, month, ordinal)))

    def align(self, values: list[float]) -> None:
        """T27: 1 less the mean distance of the four unit vectors."""

        def length(vector: list[float]) -> float:
            total = 0.0
            for x in vector:
                total += x * x
            return math.sqrt(max(total, 1e-12))

        divergence, common = self.twin.p.mission.divergence, length(values)
        elements = []
        for e in range(4):
            lucks = [self._normal(124, 0, 5 * e + k) for k in range(5)]
            vector = [v / common + divergence * luck / math.sqrt(5.0) for v, luck in zip(values, lucks, strict=True)]
            size = length(vector)
            elements.append([x / size for x in vector])
        apart = 0.0
        for e in range(4):
            for f in range(e):
                squared = 0.0
                for a, b in zip(elements[e], elements[f], strict=True):
                    squared += (a - b) * (a - b)
                apart += math.sqrt(squared)
        self.alignment = rules.share(1.0 - apart / 6.0)

    def reforming(self, month: int) -> bool:
        programme = self.twin.p.relationship_management
        return programme.level == 3 and month >= programme.start and self.pursues

    def live(self, month: int) -> None:
        p = self.twin.p
        led = p.leadership
        fate = self._bits(120, month)
        if streams.uniform(fate) < led.turnover:
            self.pursues = bool(streams.second_uniform(fate) < led.continuity)
            self.leader = self._normal(121, month)
        strength = rules.share(led.strength * (1.0 + led.spread * self.leader))
        target = led.target if self.pursues else led.origin
        self.orientation = rules.orientation_after(
            self.orientation, strength, target, led.origin, led.rate, led.backslide
        )
        come = rules.gained(self.orientation, led.origin)
        for k, first in enumerate(self.first_culture):
            if self.reforming(month):
                goal, rate = p.culture.ideal, rules.rate_of_half_life(p.culture.half_life)
            else:
                goal, rate = first + come * (1.0 - first), p.culture.inertia
            self.culture[k] = rules.culture_after(self.culture[k], goal, rate)
        inner = p.internal_service
        goal = (
            self.usual_service
            + inner.care
            + inner.leadership * come
            + inner.culture * (self.culture[1] - self.first_culture[1])
        )
        luck = inner.noise * self._normal(125, month)
        self.service = rules.internal_service_after(self.service, goal, inner.rate, luck)


class Twin:
    """All firms, and the levers they pull."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.p, self.seed = parameters, np.uint64(seed)
        self.firms = [Firm(self, number) for number in range(SELLERS)]
        self.aligned = False

    def __call__(self, world: World, month: int) -> Pulled:
        if not self.aligned:
            for firm in self.firms:
                firm.align([float(x) for x in world.organisations.place[BUYERS + firm.number, :5]])
            self.aligned = True
        for firm in self.firms:
            firm.live(month)
        pulled = Pulled()
        dyads = [one for buyer in range(BUYERS) for one in living(world, buyer)]
        for one in dyads:
            self.show(pulled, world, month, one, [other for other in dyads if other.partner == one.partner])
        if self.p.effort_budget.weight > 0.0:
            for one in dyads:
                self.split(pulled, world, one)
        return pulled

    def show(self, pulled: Pulled, world: World, month: int, one: Row, customers: list[Row]) -> None:
        p, firm = self.p, self.firms[one.partner - BUYERS]
        programme, culture, row = p.relationship_management, p.culture, one.row
        come = rules.gained(firm.orientation, p.leadership.origin)
        begun = programme.level >= 1 and month >= programme.start
        in_use = min(1.0, (month - programme.start + 1.0) / programme.introduction) if begun else 0.0
        effort = p.leadership.effort * come
        effort += rules.extra_effort(firm.alignment, firm.orientation, p.mission.effort)
        effort += culture.weight * culture.care * (firm.culture[1] - 0.5)
        if firm.reforming(month) and month < programme.start + programme.upheaval_months:
            effort -= programme.upheaval
        if begun and programme.level >= 2:
            total = 0.0
            for other in customers:
                total += other.satisfaction
            effort += programme.attention * (total / len(customers) - one.satisfaction)
        pulled.push("effort", 1, row, effort)
        competence = float(world.organisations.conduct[one.partner, COMPETENCE])
        served = rules.delivered_competence(competence, firm.service, p.internal_service.weight)
        pulled.push("quality", 1, row, served + programme.order * in_use)
        more = max(0.0, 1.0 + p.leadership.budget * come)
        proper = 1.0 + culture.weight * culture.overtures * (firm.culture[2] - 0.5)
        pulled.scale("contact", 1, row, more * max(0.0, proper))
        pulled.scale("investing", 1, row, more)
        pulled.scale("learning", 1, row, more * (1.0 + programme.learning * in_use))
        pulled.push("payoff", 1, row, -p.leadership.cost * come)
        rests = rules.identification(one.overlap, float(one.deliveries))
        warm = culture.weight * culture.warmth * (firm.culture[0] - 0.5) * rests
        pulled.scale("warmth", 0, row, max(0.0, 1.0 + warm))
        said = 0.0
        if one.age == 0:
            said -= 2.0 * p.expectation.seller_promise * culture.weight * (firm.culture[3] - 0.5)
        if one.age < 6:
            said += p.mission.gap * (1.0 - firm.alignment)
        pulled.push("promise", 0, row, said)

    def split(self, pulled: Pulled, world: World, one: Row) -> None:
        p, row = self.p.effort_budget, one.row
        if one.partner - BUYERS >= p.firms:
            return
        gain = {
            name: rules.yield_of_effort(getattr(p, name))
            for name in ("sell", "form", "deliver", "link", "learn", "monitor")
        }
        pulled.push("promise", 0, row, p.weight * p.pitch * gain["sell"])
        pulled.scale("warmth", 0, row, 1.0 + p.weight * gain["sell"])
        pulled.scale("contact", 1, row, 1.0 + p.weight * gain["form"])
        usual = self.p.delivering.effort_base + self.p.delivering.effort_commitment * one.commitment
        pulled.push("effort", 1, row, p.weight * rules.added_effort(usual, gain["deliver"]))
        linked = float(world.organisations.standing[one.partner, LINKED]) > 0.5
        pulled.push("quality", 1, row, p.weight * (p.links * gain["link"] if linked else 0.0))
        pulled.scale("learning", 1, row, 1.0 + p.weight * gain["learn"])
        pulled.push("watching", 1, row, p.weight * p.watching * gain["monitor"])


@pytest.mark.parametrize("name", WORLDS)
def test_firms_as_objects_pull_the_same_levers(name: str) -> None:
    parameters = with_values(Parameters(), WORLDS[name])
    simulation = Watched(parameters, 17, twin=Twin(parameters, 17))
    simulation.advance(30)
    assert simulation.asked == 30
    (mechanism,) = simulation.mechanisms
    assert isinstance(mechanism, Within)
    firms = simulation.twin.firms
    assert [firm.service for firm in firms] == mechanism.inside.service.tolist()
    assert [firm.orientation for firm in firms] == mechanism.inside.orientation.tolist()
    assert [firm.culture for firm in firms] == mechanism.inside.culture.tolist()


def test_selling_moves_shares_of_wallet_and_they_add_up() -> None:
    parameters = with_values(Parameters(), WORLDS["split of effort"])
    simulation = Watched(parameters, 17, twin=Twin(parameters, 17))
    simulation.advance(3)
    before = simulation.before
    budget = parameters.effort_budget
    for buyer in range(BUYERS):
        its = living(before, buyer)
        claimed = [
            rules.wallet_after_selling(one.wallet, rules.yield_of_effort(budget.sell), budget.weight * budget.orders)
            if one.partner - BUYERS < budget.firms
            else one.wallet
            for one in its
        ]
        assert all(new >= one.wallet for new, one in zip(claimed, its, strict=True))
    demand = simulation.world.organisations.conduct[:BUYERS, DEMAND].sum()
    served = [buyer for buyer in range(BUYERS) if living(before, buyer)]
    volume = simulation.steps()["volume"][-1]
    assert volume == pytest.approx(simulation.world.organisations.conduct[served, DEMAND].sum())
    assert volume <= demand + 1e-9


NULLS = {
    "leadership": {"leadership.turnover": 0.2, "leadership.effort": 0.9, "leadership.budget": 2.0},
    "culture": {"culture.care": 1.0, "culture.warmth": 3.0},
    "mission": {"mission.divergence": 3.0},
    "split": {"effort_budget.sell": 0.5, "effort_budget.monitor": 0.0},
}


@pytest.mark.parametrize("name", NULLS)
def test_nothing_moves_firms_whose_mechanisms_are_at_their_nulls(name: str) -> None:
    parameters = with_values(Parameters(), SMALL | NULLS[name])
    assert not any(mechanism.is_at_work(parameters) for mechanism in MECHANISMS)


def test_an_even_split_changes_nothing() -> None:
    parameters = with_values(Parameters(), SMALL)
    even = with_values(parameters, {"effort_budget.weight": 1.0})
    from sim.engine import Simulation

    plain, split = Simulation(parameters, 5), Simulation(even, 5)
    plain.advance(24)
    split.advance(24)
    for name, column in plain.steps().items():
        np.testing.assert_allclose(column, split.steps()[name], rtol=1e-9)
