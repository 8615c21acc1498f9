"""The engine equals the oracle to the last bit: every column after every month, and every table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sim.engine import Simulation, play
from sim.engine.interventions import apply, parameters_in
from sim.mechanisms import mechanisms_at_work
from sim.parameters import Parameters
from sim.processes.schedule import Decisions
from sim.scenario import Intervention, load, shipped
from tests.oracle.comparison import hold_against, table_differences
from tests.oracle.model import Oracle
from tests.oracle.month import Decision
from tests.oracle.worlds import INTERVENTIONS, WORLDS, world


def assert_same(
    parameters: Parameters, months: int, seed: int, interventions: Sequence[Intervention] = (), **stated: Any
) -> Oracle:
    """Play both; compare states after every month, then the tables of the engine's own whole run."""
    oracle = Oracle(parameters, seed, interventions=interventions, **stated)

    def intervene(simulation: Simulation, month: int) -> None:
        simulation.parameters = parameters_in(month, parameters, interventions)
        for item in interventions:
            if item.at == month:
                apply(simulation, item)

    found = hold_against(oracle, Simulation(parameters, seed, **stated), months, intervene)
    assert not found, "\n".join(found)
    whole = play(parameters, months=months, seed=seed, interventions=interventions, **stated)
    found = table_differences(whole, oracle)
    assert not found, "\n".join(found)
    return oracle


@pytest.mark.parametrize("name", WORLDS)
def test_engine_and_oracle_are_the_same(name: str) -> None:
    months = 12 if name == "large markets" else 36
    oracle = assert_same(world(name), months, 20130615)
    assert oracle.ledger.rows["events"]


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1, 7])
@pytest.mark.parametrize("name", ["default", "everything"])
def test_they_are_the_same_whatever_the_luck(name: str, seed: int) -> None:
    assert_same(world(name), 24, seed)


def test_every_mechanism_is_at_work_in_the_world_with_everything_on() -> None:
    oracle = Oracle(world("everything"), 20130615)
    for _ in range(60):
        oracle.step()
    events = oracle.ledger.rows["events"]
    assert {row["event"] for row in events} == set(range(7))
    assert {row["relation"] for row in events} == {0, 1}
    assert {row["cause"] for row in events} >= {0, 2, 3, 4}
    assert {row["initiator"] for row in oracle.ledger.rows["dyads"]} >= {0, 1, 3}
    sides = [side for who in oracle.organisations for one in who.relationships.values() for side in one.sides]
    assert any(side.deception > 0.0 for side in sides)
    assert any(seller.third is not None for seller in oracle.sellers)
    assert any(any(memento is None for memento in buyer.mementos) for buyer in oracle.buyers), "nobody met again"


@pytest.mark.parametrize("name", ["default", "everything"])
def test_every_intervention_strikes_alike(name: str) -> None:
    without = () if name == "everything" else ("complementors",)
    chosen = [item for item in INTERVENTIONS if item.target not in without]
    if name == "default":  # one government only
        chosen = [item.model_copy(update={"which": None}) if item.action == "scandal" else item for item in chosen]
    oracle = assert_same(world(name), 30, 3, chosen)
    assert any(row["cause"] == 5 for row in oracle.ledger.rows["dyads"])


def arms() -> list[tuple[str, str]]:
    """Return the arms that the core plays alone; mechanisms around it have twins of their own."""
    plans = [load(name) for name in sorted(shipped())]
    return [
        (plan.name, arm.name) for plan in plans for arm in plan.arms if not mechanisms_at_work(plan.arm_parameters(arm))
    ]


@pytest.mark.parametrize(("name", "arm_name"), arms())
def test_every_arm_of_every_shipped_scenario_is_the_same(name: str, arm_name: str) -> None:
    """Large populations are made small; the months reach two years beyond the last intervention."""
    population = load(name).parameters.population
    small = population.buyers * population.partners <= 60
    scenario = load(name, overrides=() if small else ("population.buyers=12", "population.sellers=5"))
    interventions = [item for item in scenario.interventions if item.arms is None or arm_name in item.arms]
    assert_same(
        scenario.arm_parameters(scenario.arm(arm_name)),
        min(scenario.run.months, 24 + max([12, *(item.at for item in interventions)])),
        scenario.run.seed,
        interventions,
        organisations=scenario.organisations,
        links=scenario.links,
    )


def test_decisions_of_custom_agents_are_the_same() -> None:
    parameters = world("everything")
    oracle, simulation = Oracle(parameters, 5), Simulation(parameters, 5)
    rows = np.array([0, 1, 4, 4, 7])
    sides = np.array([0, 1, 0, 1, 1])
    nan = np.nan
    simulation.decisions = Decisions(
        rows,
        sides,
        np.array([1.0, nan, 0.0, nan, 0.4]),
        np.array([nan, 1.0, 0.0, nan, nan]),
        np.array([0.0, nan, nan, 0.0, 1.0]),
    )

    def decide(simulation: Simulation, month: int) -> None:
        """The engine's decisions are about rows, the oracle's about whoever is there now."""
        there = {one.row: one.dyad for who in oracle.organisations for one in who.relationships.values()}
        made = [
            Decision(effort=1.0, leaves=False), Decision(cheats=1.0), Decision(effort=0.0, cheats=0.0),
            Decision(leaves=False), Decision(effort=0.4, leaves=True),
        ]  # fmt: skip
        oracle.decisions = {
            (there[row], side): decision
            for row, side, decision in zip(rows.tolist(), sides.tolist(), made, strict=True)
            if row in there
        }

    found = hold_against(oracle, simulation, 18, decide)
    assert not found, "\n".join(found)
    assert any(row["cause"] for row in oracle.ledger.rows["dyads"])
