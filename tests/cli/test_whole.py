"""The command line with the engine, the store and the figures as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.store import TABLES, read_manifest, read_table, results_digest, run_digest
from tests.cli.conftest import Said

Dyads = Callable[..., Said]


@pytest.mark.everywhere
def test_the_same_run_twice_has_the_same_digest_which_its_tables_confirm(here: Path, dyads: Dyads) -> None:
    words = ("run", "two_worlds", "--json", "--no-figures", "-q")
    first, again = (json.loads(dyads(*words, "--threads", str(threads)).out) for threads in (1, 2))
    assert first["digest"] == again["digest"]
    assert first["digest"] != json.loads(dyads(*words, "--seed", "8").out)["digest"]
    dyads(*words)
    folder = here / "results/two_worlds"
    runs = read_table(folder, "runs")
    assert results_digest(runs) == first["digest"] == read_manifest(folder)["digest"]
    for row in runs.to_pylist():
        tables = {name: read_table(folder, name, runs=(row["run"],)).drop_columns(["run", "arm"]) for name in TABLES}
        assert run_digest(tables, row["months"]) == row["digest"]


def test_a_run_leaves_tables_and_figures(here: Path, dyads: Dyads) -> None:
    said = dyads("run", "two_worlds")
    assert said.code == 0
    folder = here / "results/two_worlds"
    assert read_table(folder, "steps").num_rows == 2 * 24
    assert set(read_table(folder, "dyads")["arm"].to_pylist()) == {"slow", "fast"}
    figures = {figure.stem for figure in (folder / "figures").iterdir()}
    assert figures == {"stage_occupancy", "trajectories", "plane", "survival", "network"}


def test_every_output_may_be_left_out(here: Path, dyads: Dyads) -> None:
    less = ["outputs.events=false", "outputs.dyads=false", "outputs.paths=0", 'outputs.metrics=["mean_trust"]']
    said = dyads("run", "two_worlds", *(word for one in less for word in ("-S", one)))
    assert said.code == 0
    assert read_table(here / "results/two_worlds", "steps").column_names == ["run", "arm", "month", "mean_trust"]
    assert read_table(here / "results/two_worlds", "dyads").num_rows == 0
    assert "relationships" not in said.out
