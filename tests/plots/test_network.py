"""The network of a month: from its snapshot where one was taken, else as far as it was written down."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.analysis.network import identity, network_in, network_recorded, recorded_months
from sim.engine import play
from sim.errors import DyadsError
from sim.parameters import Parameters
from sim.plots.network import network_figure
from sim.plots.results import ArmTables, Results
from sim.scenario import Outputs, with_values

SMALL = with_values(Parameters(), {"population.buyers": 10, "population.sellers": 5, "population.partners": 2})


def tables(**outputs: Any) -> ArmTables:
    run = play(SMALL, months=24, seed=4, outputs=Outputs(**outputs))
    return ArmTables(steps=run.steps, events=run.events, dyads=run.dyads, paths=run.paths, networks=run.networks)


@pytest.fixture(scope="module")
def taken() -> ArmTables:
    return tables(network_every=6)


def written(results: Results, **how: Any) -> str:
    return " ".join(text.get_text() for ax in network_figure(results, **how).axes for text in [ax.title, *ax.texts])


def test_a_snapshot_says_what_was_true_then(taken: ArmTables) -> None:
    assert recorded_months(taken.networks) == [0, 6, 12, 18, 24]
    who = np.unique(identity(taken.networks["dyad"].astype(np.int64)))
    data = network_recorded(taken.networks, 12, who, who.size)
    assert data is not None
    here = taken.networks["month"] == 12
    assert len(data.ends) == int(here.sum())
    both = (taken.networks["trust_buyer"][here].astype(float) + taken.networks["trust_seller"][here]) / 2
    assert data.trust == pytest.approx(both)
    told = network_in(taken.dyads, taken.events, 12, who, who.size)
    assert {tuple(pair) for pair in told.ends.tolist()} == {tuple(pair) for pair in data.ends.tolist()}
    assert network_recorded(taken.networks, 13, who, who.size) is None
    assert network_recorded({}, 12, who, who.size) is None


def test_the_last_month_is_the_same_with_and_without_snapshots(taken: ArmTables) -> None:
    who = np.unique(identity(taken.dyads["dyad"].astype(np.int64)))
    data, told = network_recorded(taken.networks, 24, who, 0), network_in(taken.dyads, taken.events, 24, who, 0)
    assert data is not None
    for one, other in zip(*(np.lexsort(net.ends.T) for net in (data, told)), strict=True):
        assert data.ends[one].tolist() == told.ends[other].tolist()
        assert data.stage[one] == told.stage[other]
        assert data.trust[one] == pytest.approx(told.trust[other], nan_ok=True)


def test_months_with_a_snapshot_are_drawn_and_others_say_what_records_them(taken: ArmTables) -> None:
    with_them, without = Results("Why?", {"": taken}, 24), Results("Why?", {"": tables()}, 24)
    assert all(f"month {month}:" in written(with_them) for month in (0, 12, 24))
    assert "outputs.network_every" not in written(with_them)
    assert written(without).count("outputs.network_every") == 2, "of the two earlier months"
    assert "month 18:" in written(with_them, month=18)
    assert len(network_figure(with_them, month=18).axes) == 1
    assert "month 24:" in written(without, month=24)


def test_a_month_without_a_snapshot_is_refused_with_what_takes_one(taken: ArmTables) -> None:
    with pytest.raises(DyadsError, match="month 13: no snapshot of the network; there are 0, 6, 12, 18, 24"):
        network_figure(Results("Why?", {"": taken}, 24), month=13)
    with pytest.raises(DyadsError, match="none were taken"):
        network_figure(Results("Why?", {"": tables()}, 24), month=12)


def test_everybody_stays_in_one_place_whatever_month_is_drawn(taken: ArmTables) -> None:
    results = Results("Why?", {"": taken}, 24)
    places = [
        sorted(
            tuple(point) for line in network_figure(results, month=month).axes[0].lines for point in line.get_xydata()
        )
        for month in (0, 12, 24)
    ]
    assert places[0] == places[1] == places[2]
