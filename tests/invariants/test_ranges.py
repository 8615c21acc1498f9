"""After every month of every shipped scenario, every column lies within its declared range."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.engine.interventions import begin_month
from sim.engine.simulation import Simulation
from sim.parameters import ParameterInfo, Parameters, parameter_infos
from sim.scenario import Arm, Scenario, load
from sim.scenario.schema import with_values
from sim.state import columns as c
from sim.state.check import check
from sim.state.world import World

SCENARIOS = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "scenarios").glob("*.toml"))
LARGEST = {"buyers": 120, "sellers": 60, "complementors": 40, "governments": 10}
"""Scenarios with more organisations are played smaller."""


def small(name: str) -> Scenario:
    whole = load(name)
    if whole.links:  # they name organisations that a smaller world would not have
        return whole
    population = whole.parameters.population
    cut = [f"population.{kind}={n}" for kind, n in LARGEST.items() if getattr(population, kind) > n]
    return load(name, overrides=cut)


def begin(scenario: Scenario, arm: Arm) -> Simulation:
    return Simulation(
        scenario.arm_parameters(arm),
        scenario.run.seed,
        organisations=scenario.organisations,
        links=scenario.links,
        keep_events=False,
    )


def check_shares_of_wallet(world: World) -> None:
    """The shares of an owner's partners add up to 1."""
    o, r = world
    living = r.stages[c.STAGE] >= 0
    held = np.add.reduceat(np.r_[np.where(living, r.dyadic[c.WALLET_SHARE], 0.0), 0.0], o.first[:-1])
    owners = np.add.reduceat(np.r_[living, False].astype(int), o.first[:-1]) * (np.diff(o.first) > 0) > 0
    assert np.abs(held[owners] - 1.0).max(initial=0.0) < 1e-9


def check_each_pair_once(world: World) -> None:
    """Nobody has two relationships with the same partner at a time."""
    o, r = world
    rows = np.flatnonzero(r.stages[c.STAGE] >= 0)
    owners = np.searchsorted(o.first, rows, side="right") - 1
    pairs = owners * o.uid.size + r.partner[rows]
    assert np.unique(pairs).size == pairs.size
    assert np.all(np.bincount(owners, minlength=o.uid.size) <= np.diff(o.first))


def play_and_check(simulation: Simulation, months: int, interventions: tuple = ()) -> None:
    base = simulation.parameters
    check(simulation.world)
    for _ in range(months):
        begin_month(simulation, base, interventions)
        check(simulation.world)
        simulation.advance()
        check(simulation.world)
        check_shares_of_wallet(simulation.world)
        check_each_pair_once(simulation.world)


def test_all_scenarios_are_found() -> None:
    assert {"market", "full_life_cycle", "commitment_trap"} <= set(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_column_stays_within_its_range_in_every_month_of_every_arm(name: str) -> None:
    scenario = small(name)
    for arm in scenario.arms:
        interventions = tuple(item for item in scenario.interventions if item.arms is None or arm.name in item.arms)
        play_and_check(begin(scenario, arm), scenario.run.months, interventions)


WHOLE_WORLD = {
    "population.buyers": 30, "population.sellers": 15, "population.complementors": 6, "population.governments": 3,
    "population.capacity": 8, "population.degree_tail": 1.5, "contract.months": 12, "contract.renew": 1,
    "recovery.seller_quality": 0.8, "recovery.buyer_quality": 0.4, "risk_sharing.share": 0.3, "outcome.intrinsic": 0.2,
    "monitoring.crowding_out": 0.05, "government.institutional_trust": 0.5, "government.institutional_growth": 0.01,
    "government.audit_rate": 0.2, "government.fine": 0.2, "government.subsidy": 0.3, "linking.controlled_share": 0.4,
    "opportunism.shape": 1.5,
}  # fmt: skip
"""Everything that the default market leaves out."""


def test_every_column_stays_within_its_range_in_a_world_with_everything_switched_on() -> None:
    play_and_check(Simulation(with_values(Parameters(), WHOLE_WORLD), 8), 120)


DRAWN = {info.key: info for info in parameter_infos() if not info.key.startswith("population.")}


def _value(info: ParameterInfo, place: float) -> float:
    """Return the value at a place between the lowest and the highest that are allowed."""
    low, high = float(info.low or 0.0), float(info.high or 0.0)
    value = low + place * (high - low)
    return float(round(value)) if info.whole else value


def _fitting(values: dict[str, float]) -> dict[str, float]:
    """Return the values, with a chain that the population can hold."""
    suppliers = min(values.get("chain.suppliers", 0.0), values["population.sellers"] - 1.0)
    kinds = {"population.complementors": 0.0} if suppliers else {}
    return {**values, "chain.suppliers": suppliers, **kinds}


@given(
    places=st.dictionaries(
        st.sampled_from(sorted(DRAWN)), st.floats(0.0, 1.0) | st.sampled_from([0.0, 1.0]), max_size=12
    ),
    seed=st.integers(0, 2**63 - 1),
)
@example(places={"account_contact.aftercare": 0.0, "shocks.sd": 1.0}, seed=0)  # hard luck pulls outcomes
def test_every_column_stays_within_its_range_whatever_the_parameters(places: dict[str, float], seed: int) -> None:
    values = {**WHOLE_WORLD, **{key: _value(DRAWN[key], place) for key, place in places.items()}}
    play_and_check(Simulation(with_values(Parameters(), _fitting(values)), seed, keep_events=False), 18)


def test_a_chain_that_the_population_cannot_hold_is_told() -> None:
    parameters = with_values(Parameters(), {"population.sellers": 15, "chain.suppliers": 15})
    with pytest.raises(ValueError, match=r"chain\.suppliers = 15 leaves nobody to sell to buyers"):
        Simulation(parameters, 1)


@pytest.mark.parametrize(
    ("table", "where", "value", "told"),
    [
        ("directed", (c.TRUST, 1, 3), 1.5, "side 1: trust in row 3 is 1.5, outside [0, 1]"),
        ("directed", (c.OUTCOME, 0, 0), float("nan"), "side 0: outcome in row 0 is nan, outside [-5, 5]"),
        ("dyadic", (c.WALLET_SHARE, 2), -0.1, "wallet_share in row 2 is -0.1, outside [0, 1]"),
        ("read_out", (c.PEAK, 0, 4), 2.0, "side 0: peak in row 4 is 2, outside [0, 1]"),
        ("counts", (c.DWELL, 1), -1, "dwell in row 1 is -1, outside [0, 32767]"),
        ("partner", (5,), 1000, "partner in row 5 is 1000, outside [0, 80]"),
    ],
)
def test_a_value_outside_its_range_is_named(table: str, where: tuple[int, ...], value: float, told: str) -> None:
    world = Simulation(Parameters(), 1).world
    check(world)
    getattr(world.relationships, table)[where] = value
    with pytest.raises(ValueError, match=re.escape(told)):
        check(world)


def test_a_vacant_row_may_hold_anything() -> None:
    world = Simulation(Parameters(), 1).world
    world.relationships.stages[c.STAGE, 3] = c.VACANT
    world.relationships.directed[c.TRUST, 1, 3] = np.nan
    check(world)


def test_an_organisation_outside_its_range_is_named() -> None:
    world = Simulation(Parameters(), 1).world
    world.organisations.standing[7, c.REPUTATION] = -0.5
    with pytest.raises(ValueError, match=r"organisations: reputation in row 7 is -0\.5, outside \[0, 1\]"):
        check(world)
