"""The team for A customers: six qualities, none of which can be made up for by the others."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.mechanisms.accounts import tables as t
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import line_of

WORLD = {
    "population.buyers": 30, "population.sellers": 2, "population.partners": 1, "people.per_seller": 4,
    "pyramid.rule": 2, "account_team.size": 3, "people.skill": 0.7,
}  # fmt: skip


def added_effort(**changes: float) -> tuple[float, float]:
    """Return the effort that is added for an A customer and for the others in the first month."""
    values = WORLD | {key.replace("__", "."): value for key, value in changes.items()}
    simulation = Simulation(with_values(Parameters(), values), 4)
    simulation.advance()
    customers = simulation.mechanisms[0].customers  # type: ignore[attr-defined]
    effort = line_of(simulation.world.relationships, c.LEVER_EFFORT, 1)
    mine = customers.post >= 0
    first = customers.codes[t.TIER] == 0
    return float(effort[mine & first].mean()), float(np.abs(effort[mine & ~first]).max())


def test_the_team_works_for_a_customers_only() -> None:
    first, others = added_effort()
    assert first > 0.2
    assert others == 0.0
    assert added_effort(account_team__size=0.0) == (0.0, 0.0)


def test_more_people_cover_more() -> None:
    sizes = [added_effort(account_team__size=float(size))[0] for size in (1, 2, 3, 4)]
    assert sizes == sorted(sizes)
    assert sizes[2] - sizes[1] < sizes[1] - sizes[0]


@pytest.mark.parametrize("missing", range(1, 7))
def test_one_missing_quality_costs_a_quarter_of_the_team(missing: int) -> None:
    whole = added_effort()[0]
    assert 0.6 * whole < added_effort(account_team__missing=float(missing))[0] < 0.85 * whole
