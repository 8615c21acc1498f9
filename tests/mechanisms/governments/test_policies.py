"""What regulators, facilitators, payers, public buyers and scandals do to firms; at their nulls, nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engine import Simulation
from sim.life_cycle.stages import FINAL
from sim.mechanisms.governments import (
    Diplomacy,
    Facilitator,
    Institutions,
    PublicBuyer,
    Regulator,
    Ritual,
    Subsidiser,
)
from sim.mechanisms.governments.markets import abroad, market_rows
from sim.parameters import Parameters
from sim.recording.codes import Event
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import rest_levers
from tests.levers import Levers

SMALL = {
    "population.buyers": 12,
    "population.sellers": 6,
    "population.governments": 2,
    "organisations.demand_log_sd": 0.0,
}


def firms(**changed: float) -> Parameters:
    return with_values(Parameters(), SMALL | {key.replace("__", "."): value for key, value in changed.items()})


def run(months: int, **changed: float) -> Simulation:
    simulation = Simulation(firms(**changed), 5)
    simulation.advance(months)
    return simulation


def mean(simulation: Simulation, metric: str) -> float:
    return float(np.nanmean(simulation.steps()[metric]))


def test_at_their_nulls_governments_are_not_even_built() -> None:
    assert Simulation(firms(), 5).mechanisms == ()


@pytest.mark.parametrize(
    ("mechanism", "changed"),
    [
        (Diplomacy, {"diplomacy__at_work": 1, "population__complementors": 4}),
        (Facilitator, {"facilitator__budget": 1.0}),
        (Institutions, {"institutions__scandal_rate": 0.1}),
        (Institutions, {"institutions__recovery": 0.002}),
        (PublicBuyer, {"procurement__public": 0.5}),
        (Regulator, {"regulator__price_cap": 0.45}),
        (Regulator, {"regulator__contract_limit": 12}),
        (Regulator, {"regulator__review_every": 6}),
        (Ritual, {"ritual__fragility": 1.0}),
        (Subsidiser, {"subsidiser__share": 0.3}),
        (Subsidiser, {"subsidiser__account": 1}),
    ],
)
def test_one_parameter_switches_each_on(mechanism: type, changed: dict[str, float]) -> None:
    (built,) = Simulation(firms(**changed), 5).mechanisms
    assert type(built) is mechanism
    built.before(1)
    built.after(1)
    assert set(built.metrics()) == set(mechanism.metrics_named)


def test_no_price_is_above_the_cap() -> None:
    simulation = run(12, regulator__price_cap=0.42)
    r = simulation.world.relationships
    assert float(r.dyadic[c.PRICE, r.stages[c.STAGE] >= 0].max()) == pytest.approx(0.42)
    assert mean(simulation, "revenue") < mean(run(12), "revenue")


def test_no_contract_binds_for_longer_than_allowed() -> None:
    r = run(6, contract__months=36, regulator__contract_limit=12).world.relationships
    known = (r.stages[c.STAGE] >= 0) & (r.counts[c.AGE] > 0)  # what was agreed at the end of the month comes next
    assert 0 < int(r.counts[c.CONTRACT_LEFT, known].max()) <= 12


def test_a_mandatory_review_watches_in_its_month_and_only_then() -> None:
    simulation = run(7, regulator__review_every=4, regulator__review_watching=0.7)
    r = simulation.world.relationships
    (mechanism,) = simulation.mechanisms
    rest_levers(simulation.world)
    mechanism.before(8)
    rows = market_rows(*simulation.world)
    due = (r.counts[c.AGE, rows] + 1) % 4 == 0
    assert due.any()
    assert np.array_equal(Levers(r)[c.LEVER_WATCHING, 1, rows], np.where(due, np.float32(0.7), np.float32(0.0)))


def test_scandals_cost_trust_in_institutions_and_quiet_months_bring_it_back() -> None:
    start = {"government__institutional_trust": 0.5}
    scandalous = run(24, institutions__scandal_rate=1.0, **start)
    quiet = run(24, institutions__recovery=0.002, **start)
    assert scandalous.world.organisations.institutions == pytest.approx([0.0, 0.0], abs=1e-12)
    assert quiet.world.organisations.institutions == pytest.approx([0.548, 0.548])
    assert mean(scandalous, "n_scandals") == 2.0


def test_a_scandal_in_one_country_is_none_in_the_other() -> None:
    steps = run(60, institutions__scandal_rate=0.2, government__institutional_trust=0.9).steps()
    assert {0.0, 1.0} <= set(steps["n_scandals"])


def test_trade_missions_bring_firms_across_the_border_nearer_and_no_others() -> None:
    usual, led = run(1), run(1, facilitator__budget=4.0)
    o, r = usual.world
    rows = market_rows(o, r)
    across = np.isin(rows, abroad(o, r, rows))
    assert across.any()
    assert not across.all()
    before, after = (one.world.relationships.dyadic[c.CULTURAL_DISTANCE, rows] for one in (usual, led))
    assert np.array_equal(before[~across], after[~across])
    assert np.allclose(after[across], 0.96 * before[across])
    assert (led.world.relationships.directed[c.OUTCOME][:, rows[across]] > r.directed[c.OUTCOME][:, rows[across]]).all()


def test_trade_missions_introduce_firms_that_would_not_have_met() -> None:
    borders = {"borders__apart": 1.0, "borders__culture": 0.6, "exit__exogenous": 0.05, "population__sellers": 20}

    def formed_abroad(**changed: float) -> int:
        simulation = run(20, **borders, **changed)
        dyads = simulation.dyads()
        later = dyads["start"] > 0
        return int((later & (dyads["buyer"] % 2 != dyads["seller"] % 2)).sum())

    without_pay = {"facilitator__nearness": 0.0, "facilitator__pilot": 0.0}
    assert formed_abroad(facilitator__budget=25.0, **without_pay) > formed_abroad()
    simulation = run(3, facilitator__budget=25.0)
    assert mean(simulation, "n_travelling") > 0.0
    assert (simulation.world.organisations.supply[:12, 1] == 6).all(), "everybody is at home again"


def test_twice_the_budget_of_a_mission_does_less_than_twice_as_much() -> None:
    def distance(budget: float) -> float:
        world = run(1, facilitator__budget=budget).world
        rows = abroad(*world, market_rows(*world))
        return float(world.relationships.dyadic[c.SOCIAL_DISTANCE, rows].mean())

    none, once, twice = distance(0.0), distance(1.0), distance(2.0)
    assert none - once > 0.0
    assert once < none - (none - twice) / 2.0


def test_a_subsidy_keeps_account_of_what_it_pays_and_of_what_would_have_come_anyway() -> None:
    paid, anyway = (run(36, subsidiser__account=1, subsidiser__share=share) for share in (0.5, 0.0))
    spent = paid.steps()["subsidy_spent"].sum()
    made, would = (one.steps()["investment_made"].sum() for one in (paid, anyway))
    assert anyway.steps()["subsidy_spent"].sum() == 0.0
    assert spent == pytest.approx(made / 3.0)
    # Less than all of it is additional: who is subsidised is nearer to what there is to invest.
    assert 0.0 < (made - would) / spent < 1.0


def test_a_subsidy_for_joint_research_pays_only_across_the_border() -> None:
    usual, abroad_only = run(2), run(2, subsidiser__share=0.5, subsidiser__abroad=1)
    o, r = usual.world
    rows = market_rows(o, r)
    across = np.isin(rows, abroad(o, r, rows))
    before, after = (one.world.relationships.directed[c.INVESTMENT][:, rows] for one in (usual, abroad_only))
    assert np.array_equal(before[:, ~across], after[:, ~across])
    assert (after[:, across] > before[:, across]).all()


def _public_endings(**changed: float) -> tuple[Simulation, Any, np.ndarray]:
    simulation = Simulation(firms(procurement__public=0.5, exit__exogenous=0.0, **changed), 5)
    (mechanism,) = simulation.mechanisms
    return simulation, mechanism, mechanism.public


def test_public_buyers_keep_their_suppliers_until_the_tender_and_none_beyond_it() -> None:
    simulation, mechanism, public = _public_endings(procurement__cycle=12)
    assert 0 < int(public.sum()) < public.size
    simulation.advance(36)
    events = simulation.events()
    ended = np.flatnonzero(events["event"] == Event.ENDED)
    buyers = events["buyer"][ended]
    months, who_left = events["month"][ended], events["side"][ended]
    of_public = mechanism.public[buyers]
    by_public = of_public & ((who_left == 0) | (who_left == 2))
    due = months % 12 == mechanism.turn[buyers]
    assert by_public.any()
    assert due[by_public].all()


def test_public_buyers_pay_the_equal_share_and_bargain_hard() -> None:
    simulation, mechanism, _ = _public_endings(price__level=0.6)
    simulation.advance(1)
    o, r = simulation.world
    rows = market_rows(o, r)
    public = mechanism.owned[rows]
    price = r.traces[c.TRACE_TRADE, 1, rows]
    lived = r.traces[c.TRACE_PERFORMANCE, 0, rows] >= 0
    assert np.allclose(price[public & lived], 0.5)
    assert np.allclose(price[~public & lived], 0.6)
    assert mechanism.metrics()["public_volume"] > 0.0


def months_in_force(**changed: float) -> list[int]:
    """Return how long each memorandum that nobody pays for stood before it lapsed."""
    unpaid = {"population__complementors": 8, "population__governments": 2, "exit__exogenous": 0.0}
    steps = run(60, **unpaid, diplomacy__at_work=1, diplomacy__counterparts=1, **changed).steps()
    in_force = "".join(str(int(n)) for n in steps["n_agreements"])
    assert in_force.endswith("0")
    return [len(spell) for spell in in_force.split("0") if spell]


def test_a_memorandum_lapses_at_a_yearly_review_and_at_no_other_time() -> None:
    assert {stood % 12 for stood in months_in_force()} == {0}
    assert {stood % 12 for stood in months_in_force(diplomacy__yearly=0)} != {0}


def test_a_new_contact_person_takes_the_ritual_out_of_a_relationship() -> None:
    simulation = run(60, ritual__fragility=3.0, ritual__renewed=1.0)
    (mechanism,) = simulation.mechanisms
    r = simulation.world.relationships
    mechanism.before(61)
    usual = mechanism.metrics()["mean_ritual"]
    r.directed[c.MEMORY, 1] = r.directed[c.SHARED_MEMORY, 1]
    mechanism.before(61)
    assert 0.0 == mechanism.metrics()["mean_ritual"] < usual


def test_ritual_pushes_only_those_in_the_final_stage() -> None:
    simulation = run(60, ritual__fragility=3.0)
    (mechanism,) = simulation.mechanisms
    r = simulation.world.relationships
    rows = np.flatnonzero(r.stages[c.STAGE] >= 0)
    r.stages[c.STAGE, rows[::2]] = FINAL
    rest_levers(simulation.world)
    mechanism.before(61)
    pushed = Levers(r)[c.LEVER_LEAVING, 0]
    final = r.stages[c.STAGE] == FINAL
    assert (pushed[final] > 0.0).all()
    assert (pushed[~final] == 0.0).all()
    assert (pushed <= 3.0).all()
    assert 0.0 < mechanism.metrics()["mean_ritual"] < 1.0
