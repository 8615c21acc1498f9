"""What mechanisms tell of is in the table of events exactly when it happens, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine import Simulation
from sim.engine.interventions import apply
from sim.mechanisms.accounts import tables as t
from sim.mechanisms.accounts.accounts import Accounts
from sim.parameters import Parameters
from sim.recording.codes import Event, Side
from sim.scenario import Intervention, with_values
from sim.state import columns as c

MONTHS = 40
STATES = {
    "population.governments": 3, "population.buyers": 9, "population.sellers": 5, "population.complementors": 4,
    "population.partners": 2, "diplomacy.at_work": 1, "diplomacy.counterparts": 2, "diplomacy.celebrate": 1,
    "diplomacy.treaty": 0.5, "programme.budget": 2.0, "visits.every": 5, "leaders.median_spell": 9.0,
}  # fmt: skip
FIRMS = {"population.buyers": 12, "population.sellers": 5, "population.partners": 2}
PEOPLE = {**FIRMS, "people.per_seller": 2, "departures.rate": 0.05, "departures.replacement": 1}


def play(values: dict[str, Any], seed: int = 5, **named: Any) -> Simulation:
    simulation = Simulation(with_values(Parameters(), values), seed, **named)
    simulation.advance(MONTHS)
    return simulation


def told(simulation: Simulation, *events: Event) -> set[tuple[int, int, int]]:
    """Return month, pair and side of all events of these kinds; no two may be the same."""
    table = simulation.events()
    rows = np.flatnonzero(np.isin(table["event"], events))
    found = [(int(table["month"][k]), int(table["dyad"][k]), int(table["side"][k])) for k in rows]
    assert len(set(found)) == len(found)
    return set(found)


def ages(simulation: Simulation, relation: int) -> list[tuple[int, int, int]]:
    """Return (month, pair, age before the month) of every month that a relationship of a kind began to live through."""
    table = simulation.dyads()
    return [
        (month, int(table["dyad"][k]), month - 1 - int(table["start"][k]))
        for k in np.flatnonzero(table["relation"] == relation)
        for month in range(int(table["start"][k]) + 1, int(table["end"][k]) + 1)
    ]


@pytest.fixture(scope="module")
def states() -> Simulation:
    return play(STATES)


def test_anniversaries_are_celebrated_where_they_fall_and_nowhere_else(states: Simulation) -> None:
    lived = ages(states, c.DIPLOMATIC)
    expected = {(month, dyad, int(Side.BOTH)) for month, dyad, age in lived if age >= 12 and age % 12 == 0}
    assert told(states, Event.CELEBRATION) == expected
    assert expected


def test_visits_come_in_the_months_of_the_calendar(states: Simulation) -> None:
    lived = ages(states, c.DIPLOMATIC)
    assert told(states, Event.VISIT) == {(month, dyad, int(Side.BOTH)) for month, dyad, _ in lived if month % 5 == 0}


def test_every_yearly_review_has_one_outcome_or_someone_against(states: Simulation) -> None:
    due = {(month, dyad) for month, dyad, age in ages(states, c.DIPLOMATIC) if (age + 1) % 12 == 0}
    kept = told(states, Event.REVIEW_KEEP, Event.REVIEW_GROW)
    against = told(states, Event.REVIEW_END)
    assert {one[:2] for one in kept | against} == due
    assert not {one[:2] for one in kept} & {one[:2] for one in against}
    assert {side for *_, side in kept} == {int(Side.BOTH)}
    assert {side for *_, side in against} <= {int(Side.BUYER), int(Side.SELLER)}


def test_a_leader_who_leaves_is_told_to_all_counterparts(states: Simulation) -> None:
    """The number of leavers of a month is a metric; who left is the country on that side of every line."""
    table, steps = states.events(), states.steps()
    rows = np.flatnonzero(table["event"] == Event.DEPARTURE)
    who = np.where(table["side"][rows] == Side.BUYER, table["buyer"][rows], table["seller"][rows])
    assert rows.size
    for month in range(1, MONTHS + 1):
        leavers = set(who[table["month"][rows] == month].tolist())
        assert len(leavers) <= steps["n_leader_changes"][month - 1]
    lives = [(month, dyad) for month, dyad, _ in ages(states, c.DIPLOMATIC)]
    left = {(month, dyad) for month, dyad, _ in told(states, Event.DEPARTURE)}
    assert left <= set(lives)


def test_what_was_told_holds_the_relationship_as_it_was_then() -> None:
    """Values are those before the month was played."""
    simulation = Simulation(with_values(Parameters(), STATES | {"visits.every": 1}), 5)
    while not told(simulation, Event.VISIT):
        r = simulation.world.relationships
        trust, stages = r.directed[c.TRUST].copy(), r.stages[c.STAGE].copy()
        simulation.advance()
    table = simulation.events()
    (k, *_) = np.flatnonzero(table["event"] == Event.VISIT)
    alive = [row for row in range(stages.size) if stages[row] >= 0]
    found = [row for row in alive if np.float32(trust[0, row]) == table["trust_buyer"][k]]
    assert any(np.float32(trust[1, row]) == table["trust_seller"][k] for row in found)
    assert table["from_stage"][k] == table["to_stage"][k]


def test_contact_is_told_when_its_kind_changes_and_only_then() -> None:
    simulation = Simulation(with_values(Parameters(), PEOPLE), 5)
    (people,) = (one for one in simulation.mechanisms if isinstance(one, Accounts))
    uid = simulation.world.organisations.uid.astype(np.int64)
    played, expected = people.before, set()
    last: dict[tuple[int, int], int] = {}

    def before(month: int) -> None:
        played(month)
        r, customers = simulation.world.relationships, people.customers
        for row in np.flatnonzero((customers.post >= 0) & (r.stages[c.STAGE] >= 0)):
            reached, talked = customers.real[t.REACHED, row] >= 0.5, customers.codes[t.CHOICE, row] == t.DIALOGUE
            kind = (Event.CONTACT if talked else Event.PITCH) if reached else 0
            life = (int(row), int(r.counts[c.START, row]))
            if kind and last.get(life, 0) != kind:
                owner = np.searchsorted(simulation.world.organisations.first, row, side="right") - 1
                expected.add((kind, month, int((uid[owner] << 32) | uid[r.partner[row]])))
            last[life] = kind

    people.before = before  # type: ignore[method-assign]
    simulation.advance(MONTHS)
    for kind in (Event.CONTACT, Event.PITCH):
        found = told(simulation, kind)
        assert {(kind, month, dyad) for month, dyad, _ in found} == {one for one in expected if one[0] == kind}
        assert {side for *_, side in found} <= {int(Side.SELLER)}
    assert len(expected) < 0.8 * len(ages(simulation, c.MARKET)), "most contact is no news"


def test_a_manager_who_leaves_is_told_to_every_customer_of_some_standing() -> None:
    simulation = Simulation(with_values(Parameters(), PEOPLE | {"departures.rate": 0.0}), 5)
    simulation.advance(6)
    apply(simulation, Intervention(at=7, action="manager_departure", target="sellers", share=1.0))
    r, uid = simulation.world.relationships, simulation.world.organisations.uid.astype(np.int64)
    rows = np.flatnonzero((r.stages[c.STAGE] >= 0) & (r.counts[c.AGE] >= 1) & (r.partner >= 12))
    owners = np.searchsorted(simulation.world.organisations.first, rows, side="right") - 1
    customers = {(7, int(dyad), int(Side.SELLER)) for dyad in (uid[owners] << 32) | uid[r.partner[rows]]}
    simulation.advance()
    assert told(simulation, Event.DEPARTURE) == customers
    assert customers


def test_those_whose_contact_person_leaves_by_intervention_are_told_apart() -> None:
    """Without any mechanism: the lines are of the coming month, in the struck relationships only."""
    simulation = Simulation(with_values(Parameters(), FIRMS), 5)
    simulation.advance(3)
    apply(simulation, Intervention(at=4, action="contact_departure", target="buyers", share=0.5))
    found = told(simulation, Event.DEPARTURE)
    alive = int((simulation.world.relationships.stages[c.STAGE] >= 0).sum())
    assert 0 < len(found) < alive
    assert {(month, side) for month, _, side in found} == {(4, int(Side.BUYER))}


def test_mandatory_reviews_fall_every_so_many_months() -> None:
    simulation = play(FIRMS | {"regulator.review_every": 6})
    due = {(month, dyad, int(Side.NONE)) for month, dyad, age in ages(simulation, c.MARKET) if (age + 1) % 6 == 0}
    assert told(simulation, Event.MANDATORY_REVIEW) == due
    assert due


def test_pilots_are_reviewed_by_who_leads() -> None:
    simulation = play(FIRMS | {"seller_policies.pilot": 1.0, "pilot.duration": 4, "pilot.every": 6})
    reviews = told(simulation, Event.REVIEW_GROW, Event.REVIEW_ADJUST, Event.REVIEW_END)
    lived = {(month, dyad): age for month, dyad, age in ages(simulation, c.MARKET)}
    assert reviews
    for month, dyad, side in reviews:
        age = lived[month, dyad]
        assert side == Side.SELLER
        assert age == 4 or (age > 4 and (age - 4) % 6 == 0)
    verdicts = told(simulation, Event.REVIEW_END)
    ended = simulation.events()
    ends = {
        (int(m), int(d))
        for m, d, e in zip(ended["month"], ended["dyad"], ended["event"], strict=True)
        if e == Event.ENDED
    }
    assert {one[:2] for one in verdicts} <= ends, "who speaks for the end leaves"


def test_what_nobody_spoke_about_and_was_made_good_is_a_recovery() -> None:
    few = FIRMS | {"delivering.noise_sd": 0.3}
    silent = told(play(few | {"recovery.seller_quality": 0.9}), Event.RECOVERY)
    reached = told(play(few | {"recovery.seller_quality": 0.9, "amends.outreach": 1.0}), Event.RECOVERY)
    assert len(reached) > len(silent)


@pytest.mark.parametrize("values", [STATES, PEOPLE, FIRMS | {"seller_policies.pilot": 1.0}])
def test_telling_changes_nothing_but_the_events(values: dict[str, Any]) -> None:
    with_events, without = play(values), play(values, keep_events=False)
    assert without.events()["month"].size == 0
    for table in ("steps", "dyads", "paths"):
        mine, theirs = getattr(with_events, table)(), getattr(without, table)()
        assert all(np.array_equal(mine[name], theirs[name], equal_nan=True) for name in mine)


def test_the_core_alone_tells_of_nothing_new() -> None:
    assert play(FIRMS).events()["event"].max() <= Event.ENDED
