"""Occupancy, changes of stage, sojourn times; and trajectories."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.analysis.stages import occupancy, sojourn_medians, spells, stage_changes, transition_matrix
from sim.analysis.tables import codes, keys, split
from sim.analysis.trajectories import at_once, bands, lives, low_and_high, plane, smoothed, two_sided


def test_occupancy_is_the_mean_of_runs() -> None:
    names = ("pre_relationship", "early", "development", "long_term", "final", "decline")
    steps = {"run": np.array([0, 0, 1, 1]), "month": np.array([1, 2, 1, 2])}
    steps |= {f"n_{name}": np.array([k, k, k + 2, k + 4]) for k, name in enumerate(names)}
    found = occupancy(steps)
    assert (found.month.tolist(), found.n_runs) == ([1, 2], 2)
    assert found.count.tolist() == [[1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7]]
    assert found.share.sum(axis=1) == pytest.approx([1, 1])
    assert len(occupancy({}).month) == 0
    without = occupancy({name: column for name, column in steps.items() if name != "n_final"})
    assert (without.recorded, without.count.sum()) == (False, 0)


def test_changes_are_counted_once(run: dict[str, Any]) -> None:
    matrix = transition_matrix(run["events"])
    assert matrix.sum() == 10
    assert (matrix[0, 1], matrix[1, 2], matrix[2, 3], matrix[3, 5], matrix[5, 6], matrix[1, 6]) == (4, 2, 1, 1, 1, 1)
    twice = {name: np.concatenate([column, column[:1]]) for name, column in run["events"].items()}
    assert transition_matrix(twice).sum() == 10


def test_forming_without_a_stage_before_is_no_change(run: dict[str, Any]) -> None:
    matrix = transition_matrix(run["events"])
    run["events"]["from_stage"][run["events"]["event"] == 0] = -1
    assert transition_matrix(run["events"]).tolist() == matrix.tolist()


def test_same_pair_in_two_runs_is_two_relationships(run: dict[str, Any]) -> None:
    events = run["events"]
    both = {name: np.concatenate([column, column]) for name, column in events.items()}
    both["run"] = np.repeat([0, 1], len(events["month"]))
    assert transition_matrix(both).tolist() == (2 * transition_matrix(events)).tolist()
    assert len(np.unique(stage_changes(both)["relationship"])) == 2 * len(
        np.unique(stage_changes(events)["relationship"])
    )


def test_sojourns_end_with_the_next_change_or_with_the_run(run: dict[str, Any]) -> None:
    stays = spells(run["events"], 24)
    by_stage = {
        int(stage): sorted(
            (int(months), bool(censored))
            for of, months, censored in zip(stays.stage, stays.months, stays.censored, strict=True)
            if of == stage
        )
        for stage in np.unique(stays.stage)
    }
    assert by_stage[1] == [(3, False), (3, False), (3, False), (18, True)]
    assert by_stage[2] == [(4, False), (11, True)]
    assert by_stage[3] == [(7, False)]
    assert by_stage[5] == [(5, False)]
    assert 6 not in by_stage
    assert sojourn_medians(stays)["early"] == 3
    assert sojourn_medians(spells({}, 24)) == {}


def paths(n: int, months: int = 6) -> dict[str, np.ndarray]:
    month, dyad = (part.ravel() for part in np.meshgrid(np.arange(1, months + 1), np.arange(n), indexing="ij"))
    rng = np.random.default_rng(n)
    table = {"month": month, "dyad": dyad, "stage": np.minimum(month, 3)}
    names = ("trust_buyer", "trust_seller", "cooperation", "competition")
    return table | {name: rng.random(len(month)).astype(np.float32) for name in names}


def test_bands_are_quantiles_over_the_relationships_of_a_month() -> None:
    table = paths(23)
    found = bands(table, "trust_buyer")
    for k, month in enumerate(found.month):
        values = table["trust_buyer"][table["month"] == month].astype(float)
        assert found.quantiles[:, k] == pytest.approx(np.quantile(values, (0.1, 0.5, 0.9)), abs=1e-9)
    assert np.isnan(bands(paths(4), "trust_buyer").quantiles).all()  # fewer than five make no band


def test_lives_of_one_at_a_time_and_bands_of_many() -> None:
    one = two_sided(paths(1), "trust")
    assert ([life.month.tolist() for life in one.lives], one.bands, one.n) == ([[1, 2, 3, 4, 5, 6]], {}, 1)
    many = two_sided(paths(9), "trust")
    assert (many.lives, set(many.bands), many.n, many.n_runs) == ([], {"buyer", "seller"}, 9, 1)
    assert (at_once(paths(9)), at_once({})) == (9, 0)
    assert two_sided({}, "trust").n == 0


def test_a_pair_that_meets_again_has_two_lives() -> None:
    table = paths(1, months=9)
    table["stage"] = np.array([1, 2, 6, 1, 1, 2, 2, 2, 2])
    table = {name: column[[0, 1, 2, 3, 4, 6, 7, 8]] for name, column in table.items()}  # and month 6 is missing
    found = lives(table, ("cooperation",))
    assert [life.month.tolist() for life in found] == [[1, 2, 3], [4, 5], [7, 8, 9]]
    assert [life.ended for life in found] == [True, False, False]
    assert found[0].stage.tolist() == [1, 2, 2]  # the stage that it ended in
    assert two_sided(table, "trust").n == 3


def test_plane_knows_where_each_stage_lies() -> None:
    table = paths(30)
    found = plane(table)
    assert set(found.medians) == {1, 2, 3}
    early = table["stage"] == 1
    assert found.medians[1][:2] == pytest.approx(
        (np.median(table["competition"][early]), np.median(table["cooperation"][early]))
    )
    assert found.medians[1][2] == 30
    assert len(found.lives) == len(lives(table, ("cooperation",))) == 30
    assert low_and_high([{}, table]) == pytest.approx(
        (np.median(table["competition"]), np.median(table["cooperation"]))
    )
    assert low_and_high([{}]) == (0.5, 0.5)


def test_smoothing_keeps_a_line_and_the_ends() -> None:
    assert smoothed(np.arange(9.0))[2:7] == pytest.approx(np.arange(2.0, 7.0))
    assert smoothed(np.array([1.0])).tolist() == [1.0]
    assert smoothed(np.array([0.0, 3.0, 0.0])) == pytest.approx([1.0, 1.0, 1.0])


def test_tables_are_split_in_the_order_of_appearance() -> None:
    table = {"arm": np.array(["b", "a", "b"]), "x": np.array([1, 2, 3])}
    parts = split(table, "arm")
    assert {arm: part["x"].tolist() for arm, part in parts.items()} == {"b": [1, 3], "a": [2]}
    assert list(parts) == ["b", "a"]
    assert split(table, "run")[""]["x"].tolist() == [1, 2, 3]
    assert keys(table, "arm", "absent").tolist() == [1, 0, 1]


def test_a_word_that_nobody_knows_is_refused() -> None:
    assert codes({"cause": np.array(["none", "intervention"])}, "cause").tolist() == [0, 5]
    with pytest.raises(ValueError, match="'boredom' in column cause is none of"):
        codes({"cause": np.array(["boredom"])}, "cause")
