from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Said
from tests.cli.studies import Point, write_study

Dyads = Callable[..., Said]
FACTORS = ("trust.gain", "trust.loss_ratio", "contract.months")
DESIGN = {"kind": "lhs", "n": 200, "factors": {key: {"min": 0.0, "max": 1.0} for key in FACTORS}}


def captive(point: Point, seed: int) -> dict[str, float]:
    """Return a share that is high where the first factor is above 0.6 and the second below 0.5."""
    inside = point[1]["trust.gain"] > 0.6 and point[1]["trust.loss_ratio"] < 0.5
    return {"mean_trust": 0.5, "captive_share": 0.4 if inside else 0.1}


def study_of(
    folder: Path, arms: tuple[str, ...] = ("one",), measure: Callable[..., dict[str, float]] = captive
) -> Path:
    x = np.random.default_rng(5).random((200, 3))
    points: list[Point] = [
        (arm, dict(zip(FACTORS, map(float, row), strict=True))) for row in x[: 200 // len(arms)] for arm in arms
    ]
    return write_study(folder, points, measure, design=DESIGN, chunk=100)


def regions(said: Said) -> dict[str, dict[str, float]]:
    return {row["factor"]: row for row in json.loads(said.out)["boxes"] if row["region"] == 1}


def test_a_tree_finds_the_region(tmp_path: Path, dyads: Dyads) -> None:
    said = dyads("discover", str(study_of(tmp_path / "a")), "--where", "captive_share > 0.3", "--json", "--no-figures")
    best = regions(said)
    assert set(FACTORS[:2]) <= set(best)
    assert best["trust.gain"]["low"] == pytest.approx(0.6, abs=0.05)
    assert best["trust.loss_ratio"]["high"] == pytest.approx(0.5, abs=0.06)
    assert best["trust.gain"]["density"] == 1.0
    assert best["trust.gain"]["coverage"] > 0.8
    assert json.loads(said.out)["condition"] == "captive_share > 0.3"


def test_peeling_stops_where_the_region_is_dense(tmp_path: Path, dyads: Dyads) -> None:
    words = ["--where", "captive_share > 0.3", "--method", "prim", "--json", "--no-figures"]
    best = regions(dyads("discover", str(study_of(tmp_path / "a")), *words))
    assert 0.4 < best["trust.gain"]["low"] < 0.65
    assert 0.45 < best["trust.loss_ratio"]["high"] < 0.75
    assert best["trust.gain"]["density"] >= 0.8
    assert best["trust.gain"]["coverage"] > 0.9


def test_a_tree_is_tried_on_points_that_it_has_not_seen(tmp_path: Path, dyads: Dyads) -> None:
    def by_chance(point: Point, seed: int) -> dict[str, float]:
        return {"mean_trust": 0.5, "captive_share": hash(point[1]["trust.gain"]) % 1000 / 1000}

    known, noise = (
        json.loads(dyads("discover", str(study), "--outcome", "captivity", "--json", "--no-figures").out)["unseen"]
        for study in (study_of(tmp_path / "b", measure=lambda point, _: {"captive_share": point[1]["trust.gain"]}),
                      study_of(tmp_path / "c", measure=by_chance))
    )  # fmt: skip
    assert known > 0.95
    assert noise < 0.65


def test_what_it_learnt_of_a_point_in_one_arm_does_not_count_as_foresight_in_another(
    tmp_path: Path, dyads: Dyads
) -> None:
    """Chance at each point, the same in eight arms: whoever has seen seven of them seems to know the eighth."""

    def by_chance(point: Point, seed: int) -> dict[str, float]:
        return {"mean_trust": 0.5, "captive_share": np.random.default_rng(int(1e9 * point[1]["trust.gain"])).random()}

    study = study_of(tmp_path / "a", tuple(f"arm{number}" for number in range(8)), by_chance)
    words = ["--outcome", "captivity", "--depth", "8", "--json", "--no-figures"]
    assert json.loads(dyads("discover", str(study), *words).out)["unseen"] < 0.65


def test_variations_of_a_base_sample_count_as_one(tmp_path: Path, dyads: Dyads) -> None:
    """Chance at each base sample, the same in its variations."""
    luck = np.random.default_rng(2)
    points: list[Point] = []
    told: dict[float, float] = {}
    for _ in range(40):
        base, chance = luck.random(3), luck.random()
        for moved in range(-1, 4):
            row = base + (np.arange(3) == moved) * 1e-3 * luck.random()
            points.append(("one", dict(zip(FACTORS, map(float, row), strict=True))))
            told[points[-1][1]["trust.gain"] + points[-1][1]["trust.loss_ratio"]] = chance
    study = write_study(
        tmp_path / "a", points, chunk=100, design={**DESIGN, "kind": "saltelli", "n": 40},
        measure=lambda point, _: {"captive_share": told[point[1]["trust.gain"] + point[1]["trust.loss_ratio"]]},
    )  # fmt: skip
    words = ["--outcome", "captivity", "--depth", "8", "--json", "--no-figures"]
    assert json.loads(dyads("discover", str(study), *words).out)["unseen"] < 0.65


def test_arms_are_a_factor_too(tmp_path: Path, dyads: Dyads) -> None:
    study = study_of(
        tmp_path / "a", ("free", "locked"), lambda point, _: {"captive_share": 0.4 if point[0] == "locked" else 0.1}
    )
    said = dyads("discover", str(study), "--where", "captive_share>=0.3", "--no-figures")
    assert said.out.splitlines()[1] == "region 1: 100 % of its 100 points; holds 100 % of all of them"
    assert said.out.splitlines()[2].split() in (["arm", "=", "locked", "yes"], ["arm", "=", "free", "no"])
    one_arm = dyads("discover", str(study), "--where", "captive_share>0.3", "--arm", "free")
    assert (one_arm.code, "it is the same at all 100 points" in one_arm.err) == (2, True)


def test_named_outcomes_are_the_strongest_quarter(tmp_path: Path, dyads: Dyads) -> None:
    study = study_of(tmp_path / "a", measure=lambda point, _: {"captive_share": point[1]["trust.gain"]})
    said = dyads("discover", str(study), "--outcome", "captivity")
    assert "captivity: captive_share > 0.7" in said.err
    assert "as at 50 of 200 points" in said.err
    assert max(map(len, said.out.splitlines())) <= 80
    assert (study / "figures" / "discovery_captivity.png").exists()
    half = dyads("discover", str(study), "--outcome", "captivity", "--share", "0.5", "--csv", "--no-figures")
    assert "as at 100 of 200 points" in half.err
    (row,) = csv.DictReader(io.StringIO(half.out))
    assert (row["factor"], row["high"]) == ("trust.gain", "")


def test_dissolution_is_told_from_survival(tmp_path: Path, dyads: Dyads) -> None:
    x = np.linspace(0.0, 1.0, 60)
    study = write_study(
        tmp_path / "a", [("one", {"trust.gain": float(v)}) for v in x], lambda *_: {"mean_trust": 0.5},
        ended=lambda point, _: round(20 * point[1]["trust.gain"]), design=DESIGN, chunk=60,
    )  # fmt: skip
    said = dyads("discover", str(study), "--outcome", "dissolution", "--no-figures")
    assert "dissolution: survival_12 < " in said.err
    assert "or more" in said.out.splitlines()[2]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--where", "captive_share"], "must be a statistic, < or >, and a number"),
        (["--where", "captive_share = 3"], "must be a statistic, < or >, and a number"),
        (["--where", "captiv_share > 0.3"], "did you mean captive_share?"),
        (["--where", "captive_share > 3"], "0 of 200 points have it"),
        (["--where", "captive_share > 0.3", "--outcome", "captivity"], "not both"),
        (["--where", "mean_trust > 0.3"], "mean_trust: it is the same at all 200 points"),
        (["--where", "captive_share > 0.3", "--arm", "two"], "--arm two: there are: one"),
    ],
)
def test_mistakes(tmp_path: Path, dyads: Dyads, words: list[str], expected: str) -> None:
    said = dyads("discover", str(study_of(tmp_path / "a")), *words)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


def test_a_missing_library_is_told_with_its_extra(
    tmp_path: Path, dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    said = dyads("discover", str(tmp_path))
    assert (said.code, said.err) == (
        2, "this needs sklearn, which is not installed\n  pip install 'dyads[analysis]'\n",
    )  # fmt: skip
