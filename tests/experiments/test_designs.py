"""Designs: the points, their order, and how they map onto ranges, whole numbers and lists of values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.experiments.points import number_of_points, points_of
from sim.experiments.study import study_of
from sim.scenario import Design, load
from tests.experiments.sweeper import ROOT

STUDIES = sorted((ROOT / "scenarios" / "sweeps").glob("*.toml"))
WHOLE = frozenset({"population.partners", "contract.months"})
FACTORS = {
    "trust.gain": {"min": 0.02, "max": 0.2},
    "population.partners": {"min": 1, "max": 6},
    "contract.months": {"values": [0, 12, 36]},
}


def _design(kind: str, n: int | None, factors: dict[str, object] = FACTORS) -> Design:
    return Design.model_validate({"kind": kind, **({"n": n} if n else {}), "factors": factors})


def test_there_is_a_study_file_for_every_kind_of_design() -> None:
    kinds = {load(str(file)).design.kind for file in STUDIES}  # type: ignore[union-attr]
    assert kinds == {"none", "list", "grid", "lhs", "sobol", "saltelli", "morris"}


@pytest.mark.parametrize("file", STUDIES, ids=lambda file: file.stem)
def test_every_study_file_makes_the_points_that_it_promises(file: Path) -> None:
    study = study_of([load(str(file))], "sweep")
    design = study.scenarios[0].design
    assert design is not None
    assert len(study.samples) == number_of_points(design)
    for point in range(0, study.n_points, max(1, study.n_points // 20)):
        study.parameters(point)  # valid at every point
    assert len({study.run(number).key for number in range(study.n_points)}) == study.n_points


@pytest.mark.parametrize(
    ("kind", "n", "points"), [("lhs", 30, 30), ("sobol", 32, 32), ("saltelli", 8, 40), ("morris", 5, 20)]
)
def test_sampled_designs_stay_within_their_factors_and_use_them(kind: str, n: int, points: int) -> None:
    design = _design(kind, n)
    made = points_of(design, 1, WHOLE)
    assert made.shape == (points, 3) and number_of_points(design) == points
    assert made[:, 0].min() >= 0.02 and made[:, 0].max() <= 0.2
    assert set(made[:, 1]) <= {1, 2, 3, 4, 5, 6} and len(set(made[:, 1])) >= 4
    assert set(made[:, 2]) == {0, 12, 36}
    assert np.array_equal(made, points_of(design, 1, WHOLE))
    assert not np.array_equal(made, points_of(design, 2, WHOLE))


def test_whole_numbers_and_values_are_equally_frequent() -> None:
    made = points_of(_design("lhs", 600), 3, WHOLE)
    assert np.bincount(made[:, 1].astype(int))[1:].tolist() == [100] * 6
    assert np.unique(made[:, 2], return_counts=True)[1].tolist() == [200] * 3


def test_a_morris_trajectory_moves_one_factor_at_a_time() -> None:
    made = points_of(
        _design("morris", 6, {"trust.gain": FACTORS["trust.gain"], "trust.start": {"min": 0, "max": 1}}), 1, WHOLE
    )
    for trajectory in made.reshape(6, 3, 2):
        moved = np.diff(trajectory, axis=0) != 0
        assert moved.sum(axis=1).tolist() == [1, 1] and moved.sum(axis=0).tolist() == [1, 1]


def test_a_grid_is_every_combination_and_a_list_is_row_by_row() -> None:
    factors = {"trust.gain": {"min": 0.1, "max": 0.3, "steps": 3}, "contract.months": {"values": [0, 12]}}
    grid = points_of(_design("grid", None, factors), 1, WHOLE)
    assert grid.tolist() == [[0.1, 0], [0.1, 12], [0.2, 0], [0.2, 12], [0.3, 0], [0.3, 12]]
    rows = {"trust.gain": {"values": [0.1, 0.2, 0.1]}, "contract.months": {"values": [0, 0, 12]}}
    assert points_of(_design("list", None, rows), 1, WHOLE).tolist() == [[0.1, 0], [0.2, 0], [0.1, 12]]


def test_points_that_coincide_are_played_once_and_stay_in_the_design(tmp_path: Path) -> None:
    file = tmp_path / "twice.toml"
    file.write_text(
        'schema = 1\nbase = "market"\n[design]\nkind = "list"\n'
        '[design.factors]\n"contract.months" = { values = [12, 0, 12] }\n'
    )
    study = study_of([load(str(file))], "sweep", replications=2)
    assert (study.n_points, study.n_runs, study.samples.tolist()) == (2, 4, [0, 1, 0])


def test_the_key_of_a_point_is_that_of_the_same_world_without_a_design(tmp_path: Path) -> None:
    """A whole number stays one, a real number stays one: the fast way to a key and pydantic's agree."""
    varied = study_of([load(str(STUDIES[0].with_name("trap_grid.toml")))], "sweep", replications=1)
    months = varied.at(5)
    plain = load("market", overrides=["outputs.paths=0", *(f"{key}={value:g}" for key, value in months.items())])
    assert varied.run(5).key == study_of([plain], "batch", replications=1).run(0).key
