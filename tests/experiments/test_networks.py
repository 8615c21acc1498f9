"""Snapshots of the network: what they hold, that they change nothing else, and that they go all the way to Gephi."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import sim
from sim.cli.commands import call
from sim.engine import RunResult, play
from sim.errors import InputProblems
from sim.experiments import Standing, Study
from sim.experiments.verifying import verified
from sim.scenario import Outputs, load
from sim.store import TABLES, as_arrow, read_table, run_digest
from tests.experiments.sweeper import grid_of

WORLD = """\
schema = 1
name = "net"
question = "Who with whom?"
base = "market"
[run]
months = 14
[population]
buyers = 12
sellers = 5
complementors = 2
governments = 2
[outputs]
paths = 1000
network_every = 6
"""


@pytest.fixture
def net(tmp_path: Path) -> Path:
    place = tmp_path / "net.toml"
    place.write_text(WORLD)
    return place


def _played(net: Path, **outputs: object) -> RunResult:
    scenario = load(str(net))
    wanted = scenario.outputs.model_copy(update=outputs)
    return play(scenario.parameters, months=14, seed=3, outputs=wanted)


def _digest(result: RunResult, names: tuple[str, ...] = TABLES) -> str:
    return run_digest({name: as_arrow(name, getattr(result, name)) for name in names}, result.months)


def test_every_living_relationship_is_there_as_it_is_at_that_moment(net: Path) -> None:
    result = _played(net)
    networks, paths, dyads = result.networks, result.paths, result.dyads
    assert sorted(set(networks["month"].tolist())) == [0, 6, 12]
    for month in (6, 12):
        at, then = networks["month"] == month, paths["month"] == month
        market = at & (networks["relation"] == 0)
        there = dict(zip(paths["dyad"][then].tolist(), paths["trust_buyer"][then].tolist(), strict=True))
        shot = dict(zip(networks["dyad"][at].tolist(), networks["trust_buyer"][at].tolist(), strict=True))
        ended = dyads["dyad"][(dyads["end"] == month) & ~dyads["censored"]].tolist()
        assert {**shot, **{dyad: there[dyad] for dyad in ended}} == there
        assert not set(shot) & set(ended)
        # Every buyer's wallet is spent, and what is spent is its demand.
        assert np.bincount(networks["buyer"][market], networks["wallet_share"][market]) == pytest.approx(1.0)
    lives = {(dyad, month) for dyad, month in zip(networks["dyad"].tolist(), networks["month"].tolist(), strict=True)}
    for dyad, start, end, censored in zip(
        dyads["dyad"].tolist(), dyads["start"].tolist(), dyads["end"].tolist(), dyads["censored"].tolist(), strict=True
    ):
        for month in (0, 6, 12):
            if start < month < end or (censored and month == end):
                assert (dyad, month) in lives


def test_a_snapshot_at_the_end_is_what_the_table_of_relationships_says(net: Path) -> None:
    result = _played(net, network_every=7)
    last, alive = result.networks["month"] == 14, result.dyads["censored"]
    assert last.sum() == alive.sum() > 20
    for name in ("dyad", "buyer", "seller", "relation", "stage", "trust_seller", "commitment_buyer"):
        assert result.networks[name][last].tolist() == result.dyads[name][alive].tolist(), name


def test_snapshots_change_no_other_table_and_are_part_of_the_digest(net: Path) -> None:
    with_them, without, oftener = _played(net), _played(net, network_every=0), _played(net, network_every=2)
    others = tuple(name for name in TABLES if name != "networks")
    assert not without.networks["month"].size and set(without.networks) == set(with_them.networks)
    assert _digest(without) == _digest(without, others) == _digest(with_them, others)
    assert len({_digest(without), _digest(with_them), _digest(oftener)}) == 3


def test_the_mesa_model_takes_the_same_snapshots(net: Path) -> None:
    scenario = load(str(net))
    model = sim.RelationshipModel(scenario, seed=3)
    for _ in range(14):
        model.step()
    assert _digest(model.result()) == _digest(play(scenario.parameters, months=14, seed=3, outputs=scenario.outputs))


def test_none_are_kept_unless_asked_for_and_the_key_is_known() -> None:
    assert Outputs().network_every == 0
    with pytest.raises(InputProblems) as caught:
        load("market", overrides=["outputs.network_evry=6"])
    assert "network_every" in str(caught.value.problems[0])


def test_a_study_stores_verifies_and_exports_them(
    net: Path, tmp_path: Path, played: Callable[..., Standing], capsys: pytest.CaptureFixture[str]
) -> None:
    study: Study = grid_of(str(net), 1, steps=2)
    here = played(study, "here", engine="sim.engine:play")
    apart = played(study, "apart", engine="sim.engine:play", serial=False)
    assert here.digest == apart.digest
    folder = tmp_path / "here"
    assert [one.verdict for one in verified(folder, 2)] == ["same", "same"]
    rows = read_table(folder, "networks", runs=(1,))
    assert set(rows["month"].to_pylist()) == {0, 6, 12}
    out = tmp_path / "out"
    assert call(["export", str(folder), "-f", "graphml", "--run", "1", "--month", "6", "--out", str(out)]) == 0
    graph = nx.read_graphml(out / "network.graphml")
    assert graph.number_of_edges() == rows["month"].to_pylist().count(6)
    assert call(["export", str(folder), "-f", "gexf", "--run", "1", "--out", str(out)]) == 0
    text = (out / "network.gexf").read_text(encoding="utf-8")
    assert '<attributes mode="dynamic" class="edge">' in text and 'title="volume"' in text
    assert call(["export", str(folder), "-f", "gexf", "--month", "7", "--out", str(out)]) == 2
    assert "there are months 0, 6, 12" in capsys.readouterr().err
    call(["query", str(folder), "select count(*) from networks where run = 1"])
    assert str(rows.num_rows) in capsys.readouterr().out


def test_a_study_without_has_no_file_of_them(
    played: Callable[..., Standing], net: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    net.write_text(WORLD.replace("network_every = 6", "network_every = 0"))
    played(grid_of(str(net), 1, steps=2), "none", engine="sim.engine:play")
    assert not list((tmp_path / "none").glob("networks-*"))
    assert call(["export", str(tmp_path / "none"), "-f", "gexf", "--month", "6"]) == 2
    assert "no snapshots were kept" in capsys.readouterr().err
