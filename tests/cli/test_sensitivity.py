from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from SALib.analyze import sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

from tests.cli.conftest import Said
from tests.cli.studies import Point, write_study

Dyads = Callable[..., Said]
FACTORS = ("trust.gain", "trust.loss_ratio", "contract.months")
PROBLEM = {"num_vars": 3, "names": list(FACTORS), "bounds": [[0.0, 1.0]] * 3}
FACTORS_OF_DESIGN = {key: {"min": 0.0, "max": 1.0} for key in FACTORS}


def outcome(at: dict[str, float]) -> float:
    """Return 4 a + 2 b, and nothing of the third."""
    return 4.0 * at["trust.gain"] + 2.0 * at["trust.loss_ratio"]


def study_of(folder: Path, x: np.ndarray, kind: str, n: int, **more: object) -> Path:
    points: list[Point] = [("one", dict(zip(FACTORS, map(float, row), strict=True))) for row in x]
    return write_study(
        folder, points, lambda point, _: {"mean_trust": outcome(dict(point[1])), "captive_share": 0.5},
        design={"kind": kind, "n": n, "levels": 4, "factors": FACTORS_OF_DESIGN}, chunk=50, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def saltelli(n: int) -> np.ndarray:
    return sobol_sample.sample(PROBLEM, n, calc_second_order=False, seed=1)


def factors(said: Said) -> dict[str, dict[str, float]]:
    return {row["factor"]: row for row in json.loads(said.out)["factors"]}


def test_sobol_indices_are_those_of_theory(tmp_path: Path, dyads: Dyads) -> None:
    study = study_of(tmp_path / "a", saltelli(64), "saltelli", 64)
    found = factors(dyads("sensitivity", str(study), "-m", "mean_trust", "--json", "--no-figures"))
    assert list(found) == list(FACTORS)  # the most important first
    assert found["trust.gain"]["total"] == pytest.approx(0.8, abs=0.03)  # 16 of 16 + 4 parts of the variance
    assert found["trust.loss_ratio"]["first"] == pytest.approx(0.2, abs=0.05)
    assert found["contract.months"]["total"] == 0.0
    assert found["trust.gain"]["total_low"] < 0.8 < found["trust.gain"]["total_high"]


def test_samples_with_a_failed_run_are_left_out_whole(tmp_path: Path, dyads: Dyads) -> None:
    x = saltelli(32)
    study = study_of(tmp_path / "a", x, "saltelli", 32, failed={7, 100})  # of base samples 1 and 20
    said = dyads("sensitivity", str(study), "-m", "mean_trust", "--json", "--no-figures")
    assert json.loads(said.out)["rests_on"]["mean_trust"] == {
        "used": 30, "planned": 32, "what": "base samples of 5 points",
    }  # fmt: skip
    assert "from 30 of 32 base samples of 5 points; assumes that the others are missing by chance" in said.err
    whole = np.delete(np.arange(32), [1, 20])
    y = np.array([outcome(dict(zip(FACTORS, row, strict=True))) for row in x]).reshape(32, 5)[whole].ravel()
    expected = sobol.analyze(PROBLEM, y, calc_second_order=False, seed=1)
    assert [factors(said)[name]["total"] for name in FACTORS] == pytest.approx(expected["ST"].tolist())


def test_samples_may_share_a_point(tmp_path: Path, dyads: Dyads) -> None:
    x = saltelli(32)
    distinct, samples = np.unique(x.round(1), axis=0, return_inverse=True)
    assert len(distinct) < len(x)
    once = study_of(tmp_path / "once", distinct, "saltelli", 32, samples=samples.ravel().tolist())
    twice = study_of(tmp_path / "twice", x.round(1), "saltelli", 32)
    one, other = (
        factors(dyads("sensitivity", str(s), "-m", "mean_trust", "--json", "--no-figures")) for s in (once, twice)
    )
    assert one == other


def test_elementary_effects_of_a_plane_are_its_slopes(tmp_path: Path, dyads: Dyads) -> None:
    x = morris_sample.sample(PROBLEM, 10, num_levels=4, seed=1)
    study = study_of(tmp_path / "a", x, "morris", 10, failed={2})
    said = dyads("sensitivity", str(study), "-m", "mean_trust", "--json", "--no-figures")
    found = factors(said)
    assert [found[name]["mu_star"] for name in FACTORS] == pytest.approx([4.0, 2.0, 0.0])
    assert [found[name]["sigma"] for name in FACTORS] == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)
    assert json.loads(said.out)["rests_on"]["mean_trust"]["used"] == 9


def test_any_points_serve_pawn_and_a_dummy_tells_chance(tmp_path: Path, dyads: Dyads) -> None:
    x = np.random.default_rng(3).random((150, 3))
    study = study_of(tmp_path / "a", x, "lhs", 150, failed={0, 1})
    said = dyads("sensitivity", str(study), "-m", "mean_trust", "--csv", "--no-figures")
    found = {row["factor"]: float(row["median"]) for row in csv.DictReader(io.StringIO(said.out))}
    assert next(iter(found)) == "trust.gain"
    assert list(found)[-1] == "(a dummy)"
    assert found["trust.gain"] > 1.5 * found["(a dummy)"]
    assert found["contract.months"] < 1.5 * found["(a dummy)"]
    assert "mean_trust: from 148 of 150 points" in said.err


@pytest.mark.parametrize("points", [60, 90])
def test_pawn_takes_any_number_of_points(tmp_path: Path, dyads: Dyads, points: int) -> None:
    study = study_of(tmp_path / "a", np.random.default_rng(3).random((points, 3)), "lhs", points)
    said = dyads("sensitivity", str(study), "-m", "mean_trust", "--csv", "--no-figures")
    assert next(csv.DictReader(io.StringIO(said.out)))["factor"] == "trust.gain"


def test_what_is_said_fits_eighty_columns(tmp_path: Path, dyads: Dyads) -> None:
    study = study_of(tmp_path / "a", saltelli(8), "saltelli", 8)
    said = dyads("sensitivity", str(study), "-m", "mean_trust")
    assert max(map(len, said.out.splitlines())) <= 80
    assert (study / "figures" / "sensitivity.png").stat().st_size > 5000


def test_the_same_results_give_the_same_table(tmp_path: Path, dyads: Dyads) -> None:
    study = study_of(tmp_path / "a", saltelli(8), "saltelli", 8)
    first, second = (dyads("sensitivity", str(study), "-m", "mean_trust", "--json", "-q", "--no-figures") for _ in "ab")
    assert first == second


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("lhs", ["--method", "sobol"], "40 points are no Saltelli design"),
        ("lhs", ["--method", "morris"], "40 points are no Morris design"),
        ("lhs", ["-m", "captive_share"], "captive_share: it is the same at all 40 points"),
        ("saltelli", ["-m", "captive_share"], "captive_share: it is the same at all 40 points"),
        ("lhs", ["--arm", "on"], "did you mean one?"),
        ("lhs", ["-m", "mean_trst"], "did you mean mean_trust?"),
    ],
)
def test_mistakes(tmp_path: Path, dyads: Dyads, kind: str, words: list[str], expected: str) -> None:
    study = study_of(tmp_path / "a", saltelli(8), kind, 8 if kind == "saltelli" else 40)
    said = dyads("sensitivity", str(study), *(words if "-m" in words else [*words, "-m", "mean_trust"]))
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


def test_nothing_varied_and_too_few_points(tmp_path: Path, dyads: Dyads) -> None:
    still = write_study(tmp_path / "a", [("one", {})], lambda *_: {"mean_trust": 0.5})
    assert "no factor was varied" in dyads("sensitivity", str(still)).err
    few = study_of(tmp_path / "b", saltelli(2), "grid", 1)
    assert "10 points have a value; it takes 20 or more" in dyads("sensitivity", str(few), "-m", "mean_trust").err
