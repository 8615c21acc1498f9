"""People who leave, and those who come: what is lost, what stays, and whom a record recommends."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation, play
from sim.mechanisms.accounts import Accounts
from sim.mechanisms.accounts import tables as t
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.scenario.interventions import Intervention
from sim.scenario.mechanism_metrics import ACCOUNTS
from sim.state import columns as c

WORLD = {
    "population.buyers": 24, "population.sellers": 4, "people.per_seller": 3, "ordering.cycle": 3.0,
    "ordering.unprompted": 0.4, "relationship_memory.pass_on": 0.1, "exit.exogenous": 0.0,
}  # fmt: skip


def world(**changes: float) -> Simulation:
    values = WORLD | {key.replace("__", "."): value for key, value in changes.items()}
    return Simulation(with_values(Parameters(), values), 5)


def accounts(simulation: Simulation) -> Accounts:
    (mechanism,) = simulation.mechanisms
    assert isinstance(mechanism, Accounts)
    return mechanism


def knowledge(simulation: Simulation, rows: np.ndarray) -> float:
    return float(simulation.world.relationships.directed[c.MEMORY, 1, rows].mean())


@pytest.mark.parametrize(("capture", "kind"), [(0.0, 1), (0.9, 1), (0.0, 2)])
def test_what_only_the_person_knew_leaves_with_the_person(capture: float, kind: int) -> None:
    simulation = world(crm__capture=capture, departures__replacement=kind)
    simulation.advance(24)
    r, mechanism = simulation.world.relationships, accounts(simulation)
    rows = np.flatnonzero((mechanism.customers.post == 0) & (r.stages[c.STAGE] >= 0))
    before, shared = r.directed[c.MEMORY, 1, rows].copy(), r.directed[c.SHARED_MEMORY, 1, rows].copy()
    trust = r.directed[c.TRUST, 0, rows].copy()
    mechanism.posts.leaving[0] = True
    mechanism.before(25)
    kept = 0.5 if kind == 2 else 0.0
    assert np.allclose(r.directed[c.MEMORY, 1, rows], shared + kept * (before - shared))
    assert np.allclose(r.directed[c.TRUST, 0, rows], trust * (1.0 - 0.3 * (before - shared) / before))
    assert mechanism.posts.generation[0] == 1
    assert mechanism.posts.vacant[0] == 1
    assert (mechanism.customers.whole[t.LEFT, rows] == 25).all()
    others = mechanism.customers.post != 0
    assert (mechanism.customers.whole[t.LEFT, others] != 25).all()


def test_a_database_keeps_more_for_who_comes() -> None:
    held = []
    for capture in (0.0, 0.9):
        simulation = world(crm__capture=capture)
        simulation.advance(24)
        mechanism = accounts(simulation)
        mechanism.posts.leaving[:] = True
        mechanism.before(25)
        held.append(knowledge(simulation, np.flatnonzero(mechanism.customers.post >= 0)))
    assert held[1] > 2.0 * held[0]


def test_who_leaves_on_a_date_is_drawn_by_the_persons_own_luck() -> None:
    """Half of the posts, and the same ones whatever else happens; only of the sellers that are named."""
    left = []
    for share, which in ((0.5, None), (1.0, None), (1.0, (1,))):
        simulation = world()
        mechanism = accounts(simulation)
        mechanism.let_go(share, which, 1)
        left.append(mechanism.posts.leaving.copy())
    assert 0 < left[0].sum() < 12
    assert left[1].all()
    assert np.flatnonzero(left[2]).tolist() == [3, 4, 5]


def test_the_intervention_reaches_the_people() -> None:
    item = Intervention.model_validate({"at": 6, "action": "manager_departure", "share": 1.0})
    steps = play(with_values(Parameters(), WORLD), months=8, seed=1, interventions=(item,)).steps
    assert steps["account_departures"].tolist() == [0, 0, 0, 0, 0, 12, 0, 0]
    assert set(ACCOUNTS) <= set(steps)


def test_a_record_is_skill_and_luck() -> None:
    """Without luck in it the best record is the ablest of five; with much of it hardly better than anybody."""
    means = {}
    for noise in (0.0, 5.0):
        simulation = world(departures__rate=1.0, departures__replacement=3.0, departures__record_noise=noise)
        means[noise] = []
        for _ in range(12):
            simulation.advance()
            means[noise].append(accounts(simulation).posts.skill.mean())
    assert np.mean(means[0.0][1:]) > np.mean(means[5.0][1:]) + 0.04


def test_nobody_contacts_while_the_post_is_empty() -> None:
    simulation = world(departures__vacancy=3)
    simulation.advance(3)
    mechanism = accounts(simulation)
    mechanism.posts.leaving[4] = True
    mechanism.before(4)
    mine = mechanism.customers.post == 4
    assert mine.any()
    assert (mechanism.customers.real[t.REACHED, mine] == 0.0).all()
    assert (mechanism.customers.real[t.REACHED, ~mine & (mechanism.customers.post >= 0)] > 0.0).any()


def test_no_more_is_bought_than_is_needed() -> None:
    """Pitches and discounts move orders: over four years customers buy no more than they need and hold in stock."""
    simulation = world(account_pay__turnover_weight=1.0, volume__rate=0.0)
    simulation.advance(48)
    fill = simulation.steps()["account_fill"]
    assert fill.max() > 1.1
    assert np.nanmean(fill) < 1.06


@pytest.mark.parametrize("rule", [0, 1, 2])
def test_the_tiers_of_the_pyramid_add_up(rule: int) -> None:
    """Customers, sales and hours by tier are all there are; by tier, hours are divided as the firm says."""
    simulation = world(pyramid__rule=rule, pyramid__a_customers=0.2, pyramid__b_customers=0.3)
    simulation.advance(12)
    steps, people = simulation.steps(), simulation.parameters.people
    for total, parts in (("account_customers", "customers"), ("account_sales", "sales")):
        assert sum(steps[f"{parts}_{tier}"] for tier in "abc") == pytest.approx(steps[total])
    hours = np.array([steps[f"hours_{tier}"] for tier in "abc"])
    free = hours.sum(axis=0)
    most = people.hours * accounts(simulation).posts.seller.size * 2.0
    assert (free > 0.0).all() and (free <= most).all()
    if rule == 2:
        assert hours[0] / free == pytest.approx(simulation.parameters.pyramid.a_hours, abs=0.1)
