"""Arms share their luck pair by pair, and a process that is switched off takes no other luck with it."""

from __future__ import annotations

import pytest

from sim.engine.simulation import Simulation
from sim.parameters import parameter_infos
from sim.scenario import load
from sim.state import columns as c

NULLS = {info.key: info.null for info in parameter_infos() if info.null is not None and info.null != info.default}


@pytest.fixture(scope="module")
def usual(begin, play_month) -> list[dict]:
    simulation = begin()
    return [play_month(simulation) for _ in range(12)]


def test_many_mechanisms_can_be_switched_off() -> None:
    assert len(NULLS) > 30


@pytest.mark.parametrize("key", NULLS)
def test_switching_a_mechanism_off_leaves_every_other_draw_alone(
    begin, play_month, usual: list[dict], key: str
) -> None:
    simulation = begin({key: NULLS[key]})
    for month, luck in enumerate(usual):
        without = play_month(simulation)
        common = luck.keys() & without.keys()
        assert len(common) >= 30, month
        assert all(luck[pair] == without[pair] for pair in common), month


@pytest.mark.parametrize("arms", [("free", "locked"), ("usual", "contract_36")])
def test_two_arms_share_their_luck_pair_by_pair(play_month, arms: tuple[str, str]) -> None:
    scenario = load("commitment_trap")
    worlds = [Simulation(scenario.arm_parameters(scenario.arm(name)), scenario.run.seed) for name in arms]
    met_later = 0
    first = set(play_month(worlds[0])) & set(play_month(worlds[1]))
    for _ in range(60):
        one, other = (play_month(world) for world in worlds)
        common = one.keys() & other.keys()
        assert all(one[pair] == other[pair] for pair in common)
        met_later += len(common - first)
    assert met_later > 100, "pairs that met at different times share their luck too"


def test_what_two_strangers_are_to_each_other_does_not_depend_on_when_they_meet(begin, state_of) -> None:
    def first_sights(simulation: Simulation) -> dict:
        r = simulation.world.relationships
        return {
            (int(r.partner[row]), int(row) // 3): (
                float(r.dyadic[c.VALUE_OVERLAP, row]),
                float(r.dyadic[c.GEOGRAPHIC_DISTANCE, row]),
                float(r.dyadic[c.GOAL_FACTOR, row]),
            )
            for row in range(simulation.rows)
            if r.stages[c.STAGE, row] >= 0
        }

    early, late = begin(), begin({"exit.intercept": -1.0})
    late.advance(60)
    known, met = first_sights(early), first_sights(late)
    common = known.keys() & met.keys()
    assert len(common) > 5
    assert all(known[pair] == met[pair] for pair in common)
