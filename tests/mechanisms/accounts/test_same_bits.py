"""Whatever people, pay, databases and pyramids there are: arrays and objects pull the same levers to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine import Simulation
from sim.mechanisms.accounts import Accounts
from sim.mechanisms.accounts import tables as t
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import rest_levers
from tests.levers import Levers
from tests.mechanisms.accounts.twin import Twin

SMALL: dict[str, float] = {"population.buyers": 9, "population.sellers": 4, "population.partners": 2}
RHYTHM = {"ordering.cycle": 3.0, "ordering.unprompted": 0.4}
WORLDS: dict[str, dict[str, float]] = {
    "plain": {"people.per_seller": 2},
    "turnover": {"people.per_seller": 2, "people.hours": 8.0, "account_pay.turnover_weight": 1.0, **RHYTHM},
    "mixed": {"people.per_seller": 3, "people.firms": 2, "account_pay.turnover_weight": 0.5, **RHYTHM},
    "leaving": {
        "people.per_seller": 2, "departures.rate": 0.15, "departures.replacement": 2, "crm.capture": 0.7, **RHYTHM,
    },
    "stars": {"people.per_seller": 1, "departures.rate": 0.2, "departures.replacement": 3, "departures.vacancy": 2},
    "nearly": {"people.per_seller": 1, "departures.rate": 0.2, "departures.replacement": 0, **RHYTHM},
    "everything": {
        "people.per_seller": 3, "pyramid.rule": 2, "pyramid.a_customers": 0.3, "pyramid.b_customers": 0.3,
        "account_team.size": 2, "account_team.missing": 4, "crm.capture": 0.5, "crm.quality": 0.6, "crm.service": 0.0,
        "crm.blur": 0.8, "ownership.owned": 0, "ownership.outsourced": 0.5, "departures.rate": 0.05,
        "customisation.effort": 0.1, "customisation.fit_effect": 0.2, "crm_elements.identification": 0.1,
        "crm_elements.attraction": 0.1, "crm_elements.retention": 0.1, "crm_elements.development": 0.1, **RHYTHM,
    },
    "evenly": {"people.per_seller": 2, "pyramid.rule": 1, "departures.rate": 0.1, **RHYTHM},
}  # fmt: skip
MONTHS = 26


def differing(simulation: Simulation, levers: Any, memory: Any, trust: Any) -> list[str]:
    """Return what the mechanism did otherwise than the twin."""
    r = simulation.world.relationships
    pulled = Levers(r).table()
    found = [
        f"{lever.name}, side {side}, row {row}: mechanism {pulled[k, side, row]!r}, twin {levers[k, side, row]!r}"
        for k, lever in enumerate(c.LEVERS)
        for side in (0, 1)
        for row in np.flatnonzero(pulled[k, side] != levers[k, side])
    ]
    found += [f"memory of row {row}" for row in np.flatnonzero(r.directed[c.MEMORY, 1] != memory)]
    return found + [f"trust of row {row}" for row in np.flatnonzero(r.directed[c.TRUST, 0] != trust)]


@pytest.mark.parametrize("name", WORLDS)
def test_arrays_and_objects_pull_the_same_levers(name: str) -> None:
    seed = 7
    simulation = Simulation(with_values(Parameters(), SMALL | WORLDS[name]), seed)
    (mechanism,) = simulation.mechanisms
    assert isinstance(mechanism, Accounts)
    twin = Twin(simulation, seed)
    moved = np.zeros(len(c.LEVERS), bool)
    original = mechanism.before

    def before(month: int) -> None:
        r = simulation.world.relationships
        levers, memory, trust = Levers(r).table(), r.directed[c.MEMORY, 1].copy(), r.directed[c.TRUST, 0].copy()
        rested = levers.copy()
        twin.before(month, levers, memory, trust)
        original(month)
        found = differing(simulation, levers, memory, trust)
        assert not found, f"month {month}\n" + "\n".join(found[:6])
        moved[:] |= (levers != rested).any(axis=(1, 2))

    mechanism.before = before  # type: ignore[method-assign]
    for month in range(1, MONTHS + 1):
        simulation.advance()
        twin.after(month)
        assert {row: one.left for row, one in twin.customers.items() if one.left >= 0} == {
            row: int(mechanism.customers.whole[t.LEFT, row])
            for row in twin.customers
            if mechanism.customers.whole[t.LEFT, row] >= 0
        }
    assert moved.sum() >= 6
    rest_levers(simulation.world)


def test_without_people_nothing_is_built() -> None:
    assert Simulation(Parameters(), 1).mechanisms == ()


def test_people_without_effect_leave_the_month_as_it_is() -> None:
    """Everything at its null but the people: the core plays the same month to the last bit."""
    null = {
        "people.per_seller": 2, "people.skill_effect": 0.0, "people.competency_effect": 0.0,
        "account_contact.care": 0.0, "account_contact.warmth": 0.0, "account_contact.aftercare": 0.0,
    }  # fmt: skip
    # What is left to people who do nothing is resolving conflict, and that takes skill or regard.
    plain = Simulation(with_values(Parameters(), SMALL), 3)
    peopled = Simulation(with_values(Parameters(), SMALL | null), 3)
    plain.advance(24)
    peopled.advance(24)
    mine, theirs = plain.world.relationships, peopled.world.relationships
    assert np.array_equal(mine.directed, theirs.directed, equal_nan=True)
    assert np.array_equal(mine.dyadic, theirs.dyadic, equal_nan=True)
